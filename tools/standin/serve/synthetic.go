package serve

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// sequence makes seeds: the same resource gets the same one in every run, two alike in one run get two.
type sequence struct {
	mu   sync.Mutex
	seen map[string]int
}

func (q *sequence) seed(name string, v table.Values) string {
	sum := sha256.Sum256([]byte(name + "\n" + tftypes.NewValue(objectType(v), map[string]tftypes.Value(v)).String()))
	text := hex.EncodeToString(sum[:])
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.seen == nil {
		q.seen = map[string]int{}
	}
	q.seen[text]++
	return fmt.Sprintf("%s/%d", text, q.seen[text])
}

func objectType(v table.Values) tftypes.Object {
	types := map[string]tftypes.Type{}
	for name, x := range v {
		types[name] = x.Type()
	}
	return tftypes.Object{AttributeTypes: types}
}

// maker fills the unknown values of one resource. Templates may name: uuid, hex8, hex17, upper16, digits (made from
// the seed), region, account, partition, dns_suffix (of the provider), and any attribute of the resource.
type maker struct {
	settings table.Settings
	body     table.Block
	values   table.Values
	seed     string
	busy     map[string]bool
}

func (m *maker) block(b table.Block, v table.Values) error {
	for name := range b.Attrs {
		if err := m.attribute(b, v, name); err != nil {
			return err
		}
	}
	for name, n := range b.Blocks {
		filled, err := m.nested(n, v[name])
		if err != nil {
			return err
		}
		v[name] = filled
	}
	return nil
}

func (m *maker) nested(n table.Nested, v tftypes.Value) (tftypes.Value, error) {
	switch {
	case !v.IsKnown():
		return absent(n), nil
	case v.IsNull():
		return v, nil
	case n.Nesting == table.Single:
		inner := table.Object(v)
		err := m.block(n.Block, inner)
		return tftypes.NewValue(n.Type(), map[string]tftypes.Value(inner)), err
	}
	out := []tftypes.Value{}
	for _, e := range table.Elements(v) {
		inner := table.Object(e)
		if err := m.block(n.Block, inner); err != nil {
			return v, err
		}
		out = append(out, tftypes.NewValue(n.Block.Type(), map[string]tftypes.Value(inner)))
	}
	return tftypes.NewValue(n.Type(), out), nil
}

func (m *maker) attribute(b table.Block, v table.Values, name string) error {
	a := b.Attrs[name]
	unset := v[name].IsNull() && a.IsOptional && !a.IsComputed && a.AppliedValue != nil
	if v[name].IsFullyKnown() && !unset {
		return nil
	}
	applied := a.AppliedValue
	if f, ok := applied.(func(table.Values) any); ok {
		applied = f(v)
	}
	text, isText := applied.(string)
	if isText {
		applied = m.expand(text)
	}
	if applied == nil && a.Type.Is(table.Text) && a.IsComputed {
		applied = ""
	}
	made, err := table.Value(a.Type, applied)
	if err != nil {
		return fmt.Errorf("the table's value of %s: %w", name, err)
	}
	v[name] = made
	return nil
}

var placeholder = regexp.MustCompile(`\{([a-z0-9_]+)\}`)

func (m *maker) expand(template string) string {
	return placeholder.ReplaceAllStringFunc(template, func(p string) string {
		return m.named(strings.Trim(p, "{}"))
	})
}

func (m *maker) named(name string) string {
	switch name {
	case "uuid":
		d := m.digest(name)
		return fmt.Sprintf("%s-%s-4%s-a%s-%s", d[:8], d[8:12], d[13:16], d[17:20], d[20:32])
	case "hex8":
		return m.digest(name)[:8]
	case "hex17":
		return "0" + m.digest(name)[:16]
	case "hex32":
		return m.digest(name)[:32]
	case "upper16":
		return strings.ToUpper(m.digest(name)[:16])
	case "account":
		return m.settings.Account
	case "partition":
		return m.settings.Partition
	case "dns_suffix":
		return m.settings.DNSSuffix
	}
	if _, own := m.body.Attrs[name]; !own && name == "region" {
		return m.settings.Region
	}
	return m.own(name)
}

// own is another attribute of the same resource, made first where it is not known yet.
func (m *maker) own(name string) string {
	if m.busy[name] {
		return ""
	}
	if m.busy == nil {
		m.busy = map[string]bool{}
	}
	m.busy[name] = true
	defer delete(m.busy, name)
	if err := m.attribute(m.body, m.values, name); err != nil {
		return ""
	}
	return m.values.Text(name)
}

func (m *maker) digest(what string) string {
	sum := sha256.Sum256([]byte(m.seed + "\n" + what))
	return hex.EncodeToString(sum[:])
}

// templateName is the attribute that a template consists of, if it is one alone.
func templateName(template string) string {
	found := placeholder.FindStringSubmatch(template)
	if found == nil || found[0] != template {
		return ""
	}
	return found[1]
}

package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Limits on what a directory may come to.
const (
	maxPlanned      = 20_000    // resources and data sources, instances counted
	maxPlannedBytes = 128 << 20 // of their attributes
	maxFrames       = 5_000     // instances of modules
	maxModuleDepth  = 40
)

// planner makes of a configuration what Terraform would plan of it where nothing is there yet: every instance of every
// resource, with each attribute known, absent or unknown.
type planner struct {
	e         *Evaluator
	settled   []*planned
	byAddress map[string]*planned
	state     map[string]expansion // by module and block
	providers map[string]*provision
	open      map[string]bool // what the plan may lack, in words
	account   string          // of those who take it from the environment; "" where it is not known
	shared    map[string]bool // they
	frames    int
	bytes     int
	inside    int // evaluations that are under way

	going, moved, imported []Going // what blocks say of what is there already
	workspace              string  // "" where it is not known
}

// planned is one instance, as far as it is known.
type planned struct {
	Instance
	sensitive map[string]any
	provider  string
}

type expansion int

const (
	expanding expansion = iota + 1
	expanded
)

// hides says that an attribute is sensitive.
func (p *planner) hides(address, attribute string) bool {
	i := p.byAddress[address]
	return i != nil && i.sensitive[attribute] != nil
}

// lack notes something that the configuration declares and that cannot be told.
func (p *planner) lack(format string, args ...any) { p.open[fmt.Sprintf(format, args...)] = true }

// walk plans a module and those that it calls.
func (p *planner) walk(f *frame, depth int) {
	if p.frames++; p.frames > maxFrames || depth > maxModuleDepth {
		p.lack("modules nest more than %d deep, or have more than %d instances", maxModuleDepth, maxFrames)
		return
	}
	p.recall(f)
	for _, name := range slices.Sorted(maps.Keys(f.module.blocks)) {
		b := f.module.blocks[name]
		kind, rest, _ := strings.Cut(name, ".")
		switch kind {
		case "variable", "output":
		case "module":
			p.call(f, b, rest, depth)
		default:
			which := Instance{Type: kind, Name: rest, Module: f.path}
			if kind == "data" {
				which.Type, which.Name, _ = strings.Cut(rest, ".")
				which.Data = true
			}
			if b.unclear != "" {
				p.lack("%s (%s:%d): %s", within(f.path, name), b.file, b.line, b.unclear)
				continue
			}
			if err := p.expand(f, b, which); err != nil {
				p.lack("%s: %s", within(f.path, name), err)
			}
		}
	}
}

func within(module, address string) string { return strings.TrimPrefix(module+"."+address, ".") }

func (p *planner) call(f *frame, b *block, name string, depth int) {
	address := within(f.path, "module."+name)
	if b.unclear != "" {
		p.lack("%s (%s:%d): %s", address, b.file, b.line, b.unclear)
		return
	}
	keys, why := p.keys(f, b, address)
	if why != "" {
		p.lack("%s (%s:%d): how many there are cannot be told: %s", address, b.file, b.line, why)
	}
	for _, key := range keys {
		child, err := p.e.within(f, name, keyOfIndex(key))
		if err != nil || child.module.files == 0 {
			p.lack("%s (%s:%d): %s", address, b.file, b.line, p.e.index.absence(f, b, name))
			return
		}
		p.walk(child, depth+1)
	}
}

func keyOfIndex(index any) cty.Value {
	if index == nil {
		return cty.NilVal
	}
	return toCty(index, nil, 0)
}

// expand plans every instance of a block, once.
func (p *planner) expand(f *frame, b *block, which Instance) error {
	at := f.path + "|" + which.block()
	switch p.state[at] {
	case expanded:
		return nil
	case expanding:
		return fmt.Errorf("%s leads to itself", which.block())
	}
	p.state[at] = expanding
	address := within(f.path, which.block())
	keys, why := p.keys(f, b, address)
	if why != "" && (formOf(which.Data, which.Type) != nil) && !which.Data {
		p.lack("%s (%s:%d): how many there are cannot be told: %s", address, b.file, b.line, why)
	}
	all := make([]*Instance, 0, len(keys))
	for _, key := range keys {
		if len(p.settled) >= maxPlanned {
			p.lack("there are more than %d resources", maxPlanned)
			break
		}
		one := which
		one.Index = key
		one.Address = address
		if key != nil {
			one.Address += keyText(keyOfIndex(key))
		}
		made := p.instance(f, b, one)
		p.settled = append(p.settled, made)
		p.byAddress[one.Address] = made
		all = append(all, &made.Instance)
	}
	if p.e.instances[f.path] == nil {
		p.e.instances[f.path] = map[string][]*Instance{}
	}
	if why == "" { // of what may be several, nobody is told that it is one
		p.e.instances[f.path][which.block()] = all
	}
	p.state[at] = expanded
	return nil
}

// keys gives the keys of a block's instances. Where they cannot be told, there is one without a key, and why.
func (p *planner) keys(f *frame, b *block, name string) (keys []any, why string) {
	count, each := b.attribute("count"), b.attribute("for_each")
	expr := count
	switch {
	case count == nil && each == nil:
		return []any{nil}, ""
	case count == nil:
		expr = each
	}
	v, missing, err := p.value(func() (cty.Value, error) {
		return p.e.once(fmt.Sprintf("instances of %s in %q", strings.TrimPrefix(name, f.path+"."), f.path), func() (cty.Value, error) { return p.e.evaluate(f, expr, nil) })
	})
	if err == nil && count != nil {
		keys, err = counted(v)
	} else if err == nil {
		keys, err = keyed(v)
	}
	switch {
	case err == nil && len(keys) <= maxPlanned:
		return keys, ""
	case err == nil:
		return []any{nil}, fmt.Sprintf("there are more than %d", maxPlanned)
	case len(missing) > 0:
		return []any{nil}, unknownNames(missing)
	}
	return []any{nil}, err.Error()
}

var errOpen = errors.New("it turns on what only apply makes known")

func counted(v cty.Value) ([]any, error) {
	v, err := convert.Convert(v, cty.Number)
	switch {
	case err != nil || v.IsKnown() && v.IsNull():
		return nil, errors.New("count is no number")
	case !v.IsKnown():
		return nil, errOpen
	}
	n, accuracy := v.AsBigFloat().Int64()
	if n < 0 || accuracy != 0 {
		return nil, errors.New("count is no whole number")
	}
	keys := make([]any, min(n, maxPlanned+1))
	for i := range keys {
		keys[i] = json.Number(strconv.Itoa(i))
	}
	return keys, nil
}

func keyed(v cty.Value) ([]any, error) {
	switch ty := v.Type(); {
	case !v.IsKnown():
		return nil, errOpen
	case v.IsNull() || !v.CanIterateElements() || ty.IsTupleType() || ty.IsListType():
		return nil, errors.New("for_each is neither a map nor a set of texts")
	case ty.IsSetType() && !v.IsWhollyKnown():
		return nil, errOpen
	}
	keys := []any{}
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if v.Type().IsSetType() {
			key = element
		}
		if key.IsNull() || key.Type() != cty.String {
			return nil, errors.New("for_each is neither a map nor a set of texts")
		}
		keys = append(keys, key.AsString())
	}
	return keys, nil
}

// value evaluates something, and says which names it does not know.
func (p *planner) value(work func() (cty.Value, error)) (v cty.Value, missing map[string]bool, err error) {
	if p.inside == 0 {
		p.e.lang.Begin()
	}
	before, used, scope := p.e.missing, p.e.used, p.e.scope
	p.e.missing, p.e.used = map[string]bool{}, map[[2]string]bool{}
	p.inside++
	v, err = work()
	p.inside--
	missing = p.e.missing
	p.e.missing, p.e.used, p.e.scope = before, used, scope
	if err == nil && p.e.lang.Spent() {
		return cty.DynamicVal, missing, errBeyond
	}
	return v, missing, err
}

var errBeyond = errors.New("its evaluation goes beyond the limits")

func unknownNames(missing map[string]bool) string {
	names := slices.Sorted(maps.Keys(missing))
	if len(names) > 3 {
		names = append(names[:3], fmt.Sprintf("%d more", len(names)-3))
	}
	return strings.Join(names, ", ") + " cannot be told"
}

// instance plans one instance of a block.
func (p *planner) instance(f *frame, b *block, which Instance) *planned {
	out := &planned{Instance: which, sensitive: map[string]any{}}
	out.Values = map[string]any{}
	unknown := map[string]any{}
	out.Unknown = unknown
	shape := formOf(which.Data, which.Type)
	body, err := b.merged(shape)
	if err != nil {
		p.lack("%s (%s:%d): %s", which.Address, b.file, b.line, err)
		return out
	}
	d := &drawing{p: p, f: f, b: b, index: which.Index}
	if shape == nil {
		d.plainly(body, out.Values, unknown, out.sensitive)
		return out
	}
	d.form(shape, body, nil, out.Values, unknown, out.sensitive)
	out.provider = p.e.providerOf(f, b, which.Type)
	p.complete(f, shape, out)
	return out
}

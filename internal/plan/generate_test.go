package plan_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
)

// generator makes plans as Terraform shapes them, by chance: types, attributes, nesting, marks, modules.
type generator struct {
	changes int // given so far: each has an address of its own
	*rand.Rand
	planted int  // marked values so far; each is unique and named SECRET-…
	literal bool // what is made now is configuration, where nothing carries marks
}

var (
	someTypes      = []string{"aws_kms_key", "aws_kms_alias", "aws_db_instance", "null_resource", "keywright_key"}
	someAttributes = []string{"policy", "tags", "password", "name", "access", "settings"}
	someNames      = []string{"a", "nøkkel", "x-1", "under_score", "with space"}
)

func pick[T any](g *generator, from []T) T { return from[g.IntN(len(from))] }

// value makes a value and its mask. Marked texts are secrets; a secret's copy may stand elsewhere without the mark.
func (g *generator) value(depth int) (value, mask any) {
	switch n := g.IntN(12); {
	case n == 0 && !g.literal:
		return g.secret(), true
	case n == 1 && g.planted > 0:
		return fmt.Sprintf("SECRET-%06d", 1+g.IntN(g.planted)), false
	case n < 4 && depth > 0:
		return g.object(depth, someNames)
	case n < 6 && depth > 0:
		values, masks := []any{}, []any{}
		for range g.IntN(4) {
			v, m := g.value(depth - 1)
			values, masks = append(values, v), append(masks, m)
		}
		return values, masks
	case n == 6:
		return json.Number("12345678901234567890.125"), false
	case n == 7:
		return nil, false
	case n == 8:
		return g.IntN(2) == 0, false
	default:
		return "plain <>&\u2028 \"" + pick(g, someNames), false
	}
}

// secret plants one more.
func (g *generator) secret() string {
	g.planted++
	return fmt.Sprintf("SECRET-%06d", g.planted)
}

func (g *generator) object(depth int, names []string) (value, mask map[string]any) {
	value, mask = map[string]any{}, map[string]any{}
	for _, i := range g.Perm(len(names))[:g.IntN(len(names)+1)] {
		v, m := g.value(depth - 1)
		value[names[i]] = v
		if m != false {
			mask[names[i]] = m
		}
	}
	return value, mask
}

func (g *generator) head(module string) map[string]any {
	t, n := pick(g, someTypes), pick(g, []string{"a", "b", "c"})
	address := t + "." + n
	if module != "" {
		address = module + "." + address
	}
	return map[string]any{"address": address, "mode": "managed", "type": t, "name": n, "provider_name": "p"}
}

func (g *generator) change() map[string]any {
	r := g.head("")
	g.changes++
	r["address"] = fmt.Sprintf("%s[%d]", r["address"], g.changes)
	before, beforeMask := g.object(3, someAttributes)
	after, afterMask := g.object(3, someAttributes)
	r["change"] = map[string]any{
		"actions": []any{"update"}, "before": before, "after": after, "before_sensitive": beforeMask,
		"after_sensitive": afterMask, "after_unknown": map[string]any{pick(g, someAttributes): true, "id": true},
	}
	return r
}

func (g *generator) module(address string, depth int) map[string]any {
	out := map[string]any{"resources": g.times(3, func() any {
		r := g.head(address)
		r["values"], r["sensitive_values"] = pair(g.object(3, someAttributes))
		return r
	})}
	if depth > 0 {
		out["child_modules"] = g.times(2, func() any { return g.module("module.m", depth-1) })
	}
	return out
}

func pair(value, mask map[string]any) (v, m any) { return value, mask }

func (g *generator) times(most int, f func() any) []any {
	out := []any{}
	for range g.IntN(most + 1) {
		out = append(out, f())
	}
	return out
}

func (g *generator) expressions() map[string]any {
	g.literal = true
	defer func() { g.literal = false }()
	out := map[string]any{}
	for range g.IntN(4) {
		name := pick(g, someAttributes)
		if g.IntN(2) == 0 {
			out[name] = map[string]any{"references": []any{"var.x"}}
			continue
		}
		v, _ := g.value(2)
		out[name] = map[string]any{"constant_value": v}
	}
	return out
}

func (g *generator) configModule(depth int) map[string]any {
	hidden := g.secret()
	out := map[string]any{
		"resources": g.times(3, func() any {
			r := g.head("")
			r["expressions"] = g.expressions()
			return r
		}),
		"variables": map[string]any{
			"hidden": map[string]any{"sensitive": true, "default": hidden},
			"shown":  map[string]any{"default": "plain"},
		},
	}
	if depth > 0 {
		passed := g.secret()
		out["module_calls"] = map[string]any{"m": map[string]any{
			"source": "./m", "module": g.configModule(depth - 1),
			"expressions": map[string]any{
				"hidden": map[string]any{"constant_value": passed},
				"shown":  map[string]any{"constant_value": "plain"},
			},
		}}
	}
	return out
}

// document makes a whole plan.
func (g *generator) document() map[string]any {
	secret := g.secret()
	return map[string]any{
		"format_version": "1.2", "terraform_version": "1.11.4", "timestamp": fmt.Sprint("2026-11-21T00:00:", g.IntN(60)),
		"variables":        map[string]any{"hidden": map[string]any{"value": secret}, "shown": map[string]any{"value": "plain"}},
		"resource_changes": g.times(6, func() any { return g.change() }),
		"resource_drift":   g.times(2, func() any { return g.change() }),
		"planned_values":   map[string]any{"root_module": g.module("", 2)},
		"prior_state":      map[string]any{"values": map[string]any{"root_module": g.module("", 1)}},
		"configuration": map[string]any{
			"provider_config": map[string]any{"aws": map[string]any{"expressions": map[string]any{
				"region": map[string]any{"constant_value": "eu-north-1"}, "token": map[string]any{"constant_value": "SECRET-999999"},
			}}},
			"root_module": g.configModule(2),
		},
		"checks": []any{}, "relevant_attributes": []any{map[string]any{"n": json.Number(fmt.Sprint(g.IntN(9)))}},
		"complete": true, "errored": false,
	}
}

// spell writes JSON with members in a random order, blanks, and escapes where none are needed.
func (g *generator) spell(v any) string {
	var out strings.Builder
	g.write(&out, v)
	return out.String()
}

func (g *generator) write(out *strings.Builder, v any) {
	blank := func() { out.WriteString(strings.Repeat(" ", g.IntN(2))) }
	switch v := v.(type) {
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		g.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		out.WriteByte('{')
		for i, name := range names {
			if i > 0 {
				out.WriteByte(',')
			}
			blank()
			g.write(out, name)
			out.WriteByte(':')
			g.write(out, v[name])
		}
		out.WriteByte('}')
	case []any:
		out.WriteByte('[')
		for i, e := range v {
			if i > 0 {
				out.WriteByte(',')
			}
			g.write(out, e)
			blank()
		}
		out.WriteByte(']')
	case string:
		if g.IntN(2) == 0 {
			out.WriteByte('"')
			for _, r := range v {
				fmt.Fprintf(out, `\u%04x`, r)
			}
			out.WriteByte('"')
			return
		}
		out.Write(plainJSON(v))
	default:
		out.Write(plainJSON(v))
	}
}

func plainJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimSpace(b.Bytes())
}

package plan

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// picks says what of each resource is kept.
type picks struct {
	all   bool
	types map[string]attributes
}

// attributes are the top-level attributes kept of a resource type.
type attributes struct {
	all   bool
	names map[string]bool
}

func (a attributes) has(name string) bool { return a.all || a.names[name] }

func newPicks(set *ReadSet) picks {
	if set == nil {
		return picks{all: true}
	}
	p := picks{types: make(map[string]attributes, len(set.Types))}
	for t, names := range set.Types {
		a := attributes{names: make(map[string]bool, len(names)), all: slices.Contains(names, "*")}
		for _, n := range names {
			a.names[n] = true
		}
		p.types[t] = a
	}
	return p
}

func (p picks) of(resourceType string) (attributes, bool) {
	if p.all {
		return attributes{all: true}, true
	}
	a, ok := p.types[resourceType]
	return a, ok
}

// visitor reads one member's value: what it is, and whether to keep it.
type visitor func(name string) (v any, keep bool, err error)

// fields reads an object by a visitor; null stays null.
func (w *walker) fields(visit visitor) (any, error) {
	if null, err := w.null(); null || err != nil {
		return nil, err
	}
	out := map[string]any{}
	err := w.object(func(name string) (bool, error) {
		v, keep, err := visit(name)
		if keep {
			out[name] = v
		}
		return true, err
	})
	return out, err
}

// rest reads a value with no rules of its own.
func (w *walker) rest(keep bool) (any, bool, error) {
	v, err := w.value(keep)
	return v, keep, err
}

// null reads a null where an object or array is allowed to be absent.
func (w *walker) null() (bool, error) {
	if w.dec.PeekKind() != 'n' {
		return false, nil
	}
	_, err := w.scalar(false)
	return true, err
}

// resources reads a list of resources of any of the three forms; read is nil where none is kept. The type that decides what is kept may stand after
// what it decides, so each resource is read whole and looked through first.
func (d *document) resources(read func(w *walker, a attributes, name string) (any, bool, error)) (any, error) {
	if null, err := d.null(); null || err != nil {
		return nil, err
	}
	out := []any{}
	err := d.array(func() error {
		raw, err := d.dec.ReadValue()
		if err != nil {
			return err
		}
		if raw.Kind() != '{' {
			return refuse(d.offset(), "expected resources as objects at %s", d.place())
		}
		w := d.inside(raw)
		kind := resourceType(raw)
		if kind == "" && d.changes != nil {
			return refuse(d.offset(), "expected an address, a type and a change at %s", d.place())
		}
		a, keep := d.picks.of(kind)
		if !keep || read == nil {
			return d.drop(w, raw)
		}
		v, err := w.fields(func(name string) (any, bool, error) { return read(w, a, name) })
		out = append(out, v)
		if err == nil && d.changes != nil {
			err = d.once(v)
		}
		if err == nil && w.hidden {
			err = d.remember(raw)
		}
		return err
	})
	return out, err
}

// once refuses a change without an address, a type or a change, and a second one of the same object: rules find
// resources by their address.
func (d *document) once(v any) error {
	change := object(v)
	address, _ := change["address"].(string)
	if address == "" || object(change["change"]) == nil {
		return refuse(d.offset(), "expected an address, a type and a change at %s", d.place())
	}
	deposed, _ := change["deposed"].(string)
	if d.changes[[2]string{address, deposed}] {
		return refuse(d.offset(), "a second change of %s at %s: an address names one resource", placed(address), d.place())
	}
	d.changes[[2]string{address, deposed}] = true
	return nil
}

// drop passes over a resource.
func (d *document) drop(w *walker, raw jsontext.Value) error {
	pass := func(name string) (any, bool, error) {
		if slices.Contains(maskMembers, name) {
			_, err := w.maskOf(attributes{})
			return nil, false, err
		}
		return w.rest(false)
	}
	_, err := w.fields(func(name string) (any, bool, error) {
		if name != "change" || w.dec.PeekKind() != '{' {
			return pass(name)
		}
		_, err := w.fields(pass)
		return nil, false, err
	})
	if err != nil || !w.hidden {
		return err
	}
	return d.remember(raw)
}

// remember keeps a resource apart whose marked values are pruned away: the redactor must know them wherever else
// they stand.
func (d *document) remember(raw jsontext.Value) error {
	again := newWalker(quick(raw), &contentDigest{}, d.maxDepth)
	v, err := again.value(true)
	d.dropped = append(d.dropped, object(v))
	return err
}

// maskMembers say which values a resource marks as sensitive.
var maskMembers = []string{"before_sensitive", "after_sensitive", "sensitive_values"}

// maskOf reads the marks of the attributes kept, and notes whether any other is marked.
func (w *walker) maskOf(a attributes) (any, error) {
	v, err := w.value(true)
	mask, ok := v.(map[string]any)
	if !ok {
		w.hidden = w.hidden || v == true
		return v, err
	}
	for name, m := range mask {
		if !a.has(name) {
			w.hidden = w.hidden || anyTrue(m)
			delete(mask, name)
		}
	}
	return mask, err
}

// resourceType finds the type of a resource that is known to be a valid object.
func resourceType(raw jsontext.Value) string {
	dec := quick(raw)
	if _, err := dec.ReadToken(); err != nil {
		return ""
	}
	for dec.PeekKind() == '"' {
		name, err := dec.ReadToken()
		if err != nil {
			return ""
		}
		if name.String() != "type" {
			if dec.SkipValue() != nil {
				return ""
			}
			continue
		}
		if dec.PeekKind() != '"' {
			return ""
		}
		t, err := dec.ReadToken()
		if err != nil {
			return ""
		}
		return t.String()
	}
	return ""
}

// attributesOf reads the values, marks or expressions of a resource, by attribute.
func (w *walker) attributesOf(a attributes) (any, error) {
	if a.all || w.dec.PeekKind() != '{' {
		return w.value(true)
	}
	return w.fields(func(name string) (any, bool, error) { return w.rest(a.has(name)) })
}

// changed reads a member of resource_changes[].
func (d *document) changed(w *walker, a attributes, name string) (any, bool, error) {
	if name != "change" || w.dec.PeekKind() != '{' {
		return w.rest(true)
	}
	v, err := w.fields(func(name string) (any, bool, error) {
		switch name {
		case "before", "after", "after_unknown":
			v, err := w.attributesOf(a)
			return v, true, err
		case "before_sensitive", "after_sensitive":
			v, err := w.maskOf(a)
			return v, true, err
		case "generated_config": // HCL text of an import, which no rule reads
			return w.rest(d.picks.all)
		default:
			return w.rest(true)
		}
	})
	return v, true, err
}

// recorded reads a member of a resource in planned_values, prior_state or a state.
func (d *document) recorded(w *walker, a attributes, name string) (any, bool, error) {
	switch name {
	case "values":
		v, err := w.attributesOf(a)
		return v, true, err
	case "sensitive_values":
		v, err := w.maskOf(a)
		return v, true, err
	default:
		return w.rest(true)
	}
}

// configured reads a member of a resource in the configuration.
func (d *document) configured(w *walker, a attributes, name string) (any, bool, error) {
	switch name {
	case "expressions":
		v, err := w.attributesOf(a)
		return v, true, err
	case "provisioners":
		return w.rest(d.picks.all)
	default:
		return w.rest(true)
	}
}

// stateValues reads {outputs, root_module}.
func (d *document) stateValues() (any, error) {
	return d.fields(func(name string) (any, bool, error) {
		switch name {
		case "root_module":
			v, err := d.stateModule()
			return v, true, err
		case "outputs":
			return d.rest(d.picks.all)
		default:
			return d.rest(true)
		}
	})
}

func (d *document) stateModule() (any, error) {
	return d.fields(func(name string) (any, bool, error) {
		switch name {
		case "resources":
			v, err := d.resources(d.recorded)
			return v, true, err
		case "child_modules":
			v, err := d.list(d.stateModule)
			return v, true, err
		default:
			return d.rest(true)
		}
	})
}

// list reads an array whose elements have rules of their own.
func (d *document) list(read func() (any, error)) (any, error) {
	if null, err := d.null(); null || err != nil {
		return nil, err
	}
	out := []any{}
	err := d.array(func() error {
		v, err := read()
		out = append(out, v)
		return err
	})
	return out, err
}

// configuration reads {provider_config, root_module}.
func (d *document) configuration() (any, error) {
	return d.fields(func(name string) (any, bool, error) {
		if name == "root_module" {
			v, err := d.configModule()
			return v, true, err
		}
		return d.rest(true)
	})
}

func (d *document) configModule() (any, error) {
	return d.fields(func(name string) (any, bool, error) {
		switch name {
		case "resources":
			v, err := d.resources(d.configured)
			return v, true, err
		case "module_calls":
			v, err := d.fields(func(string) (any, bool, error) {
				v, err := d.moduleCall()
				return v, true, err
			})
			return v, true, err
		default:
			return d.rest(true)
		}
	})
}

func (d *document) moduleCall() (any, error) {
	return d.fields(func(name string) (any, bool, error) {
		if name == "module" {
			v, err := d.configModule()
			return v, true, err
		}
		return d.rest(true)
	})
}

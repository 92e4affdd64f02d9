package plan

import (
	"slices"
	"strings"
)

// What a plan marks as sensitive is taken out at this boundary, so that nothing behind it can print it:
//
//   - A marked value of a resource leaves the object that held it (in a list, null takes its place), as a value does
//     that is not known yet; an empty text stays, for it tells nothing and would count as one that is there. In a
//     change, after_unknown says true at its path, so that a rule finds it unknown and never absent. The marks themselves (before_sensitive, after_sensitive, sensitive_values) stay, for a state
//     has no other sign: a rule must treat a marked value as unknown, and then says the same of the raw plan.
//   - A variable that the configuration declares as sensitive, or does not declare, loses its value and default, and
//     so do the literals that are passed to it and those of sensitive outputs.
//   - The literals of a marked attribute go from the configuration, those of a provider's settings unless
//     providerSettings names them, and wherever a value stands that equals a marked one: a copy without the mark,
//     which is then marked too.
//
// Each place is recorded where it was, in a member keywright_sensitive: a list of JSON pointers relative to the
// object that carries it.

// Mark is the member that says which values were taken out.
const Mark = "keywright_sensitive"

// providerSettings are the settings of providers whose literals rules read; the others may be credentials.
var providerSettings = []string{
	"region", "location", "project", "default_tags", "default_labels", "ignore_tags", "allowed_account_ids",
	"forbidden_account_ids", "ownership", "policy_file", "enforcement", "apply_principal",
}

// shortest is the length of value from which a copy of a marked value counts as one. Below it, equal values are
// more likely equal by chance, such as numbers, "true" or a name.
const shortest = 8

// redactor holds what was found marked.
type redactor struct {
	secrets map[string]bool            // marked strings
	marked  map[string]map[string]bool // configuration address → top-level attributes with a mark
}

func redact(doc map[string]any, dropped []map[string]any) {
	r := &redactor{secrets: map[string]bool{}, marked: map[string]map[string]bool{}}
	r.variables(doc)
	for _, resource := range dropped {
		r.change(resource, false)
		r.resource(resource, false)
	}
	r.all(doc, false)
	config := object(doc["configuration"])
	providers(object(config["provider_config"]))
	r.module(object(config["root_module"]), "")
	if len(r.secrets) == 0 {
		return
	}
	r.all(doc, true)
	r.copiesIn(doc["variables"])
	r.copiesIn(config)
}

// all takes out of every change, resource and output what is marked, or, in a second round, what is a copy.
func (r *redactor) all(doc map[string]any, copies bool) {
	for _, name := range []string{"resource_changes", "resource_drift", "deferred_changes"} {
		for _, change := range list(doc[name]) {
			r.change(object(change), copies)
		}
	}
	for _, change := range object(doc["output_changes"]) {
		r.outputChange(object(change))
	}
	for _, values := range []any{doc["planned_values"], doc["values"], object(doc["prior_state"])["values"]} {
		r.values(object(values), copies)
	}
}

// variables takes out the values of root variables that are sensitive, or that the plan says nothing of.
func (r *redactor) variables(doc map[string]any) {
	declared := object(object(object(doc["configuration"])["root_module"])["variables"])
	for name, v := range object(doc["variables"]) {
		declaration, ok := declared[name].(map[string]any)
		if ok && !isTrue(declaration["sensitive"]) {
			continue
		}
		variable := object(v)
		if ok { // of the others nobody says that they are secret; they may be a region's name
			r.learn(variable["value"])
		}
		hide(variable, "value")
	}
}

// learn remembers the strings of a marked value.
func (r *redactor) learn(value any) {
	switch v := value.(type) {
	case string:
		if len(v) >= shortest {
			r.secrets[v] = true
		}
	case map[string]any:
		for _, e := range v {
			r.learn(e)
		}
	case []any:
		for _, e := range v {
			r.learn(e)
		}
	}
}

// change takes out what a resource change marks. A deferred change carries the change one level down.
func (r *redactor) change(resource map[string]any, copies bool) {
	if inner, ok := resource["resource_change"].(map[string]any); ok {
		resource = inner
	}
	change := object(resource["change"])
	r.note(resource, change["before_sensitive"], change["after_sensitive"])
	r.marks(change, copies)
}

// marks takes out what before_sensitive and after_sensitive mark in one change, or the copies.
func (r *redactor) marks(change map[string]any, copies bool) {
	var gone []string
	for _, side := range []string{"before", "after"} {
		marks := wide(change[side+"_sensitive"], change[side])
		mask := r.mask(marks, change[side], copies)
		if !anyTrue(mask) {
			continue
		}
		rest, paths := r.strip(change[side], mask, "/"+side)
		change[side] = rest
		change[side+"_sensitive"] = union(marks, mask)
		gone = append(gone, paths...)
		if side == "after" {
			change["after_unknown"] = union(change["after_unknown"], mask)
		}
	}
	record(change, gone)
}

// values takes out what sensitive_values mark in the modules of a state.
func (r *redactor) values(values map[string]any, copies bool) {
	for _, v := range object(values["outputs"]) {
		output := object(v)
		if isTrue(output["sensitive"]) || anyTrue(r.copyMask(output["value"])) {
			hide(output, "value")
		}
	}
	r.stateModule(object(values["root_module"]), copies)
}

func (r *redactor) stateModule(module map[string]any, copies bool) {
	for _, v := range list(module["resources"]) {
		r.resource(object(v), copies)
	}
	for _, child := range list(module["child_modules"]) {
		r.stateModule(object(child), copies)
	}
}

// resource takes out what one resource of a state marks, or the copies.
func (r *redactor) resource(resource map[string]any, copies bool) {
	marks := wide(resource["sensitive_values"], resource["values"])
	mask := r.mask(marks, resource["values"], copies)
	if !anyTrue(mask) {
		return
	}
	r.note(resource, mask)
	rest, gone := r.strip(resource["values"], mask, "/values")
	resource["values"] = rest
	resource["sensitive_values"] = union(marks, mask)
	record(resource, gone)
}

// outputChange takes the values out of the change of a sensitive output, or of one with a copy. An output is often
// sensitive as a precaution, while the value comes from where it is not; so what it holds is not hunted elsewhere.
func (r *redactor) outputChange(change map[string]any) {
	for _, side := range []string{"before", "after"} {
		if anyTrue(change[side+"_sensitive"]) || anyTrue(r.copyMask(change[side])) {
			hide(change, side)
		}
	}
}

// note remembers which attributes of a resource carry a mark, for the resource's configuration.
func (r *redactor) note(resource map[string]any, masks ...any) {
	address, _ := resource["address"].(string)
	address = configAddress(address)
	for _, mask := range masks {
		for name, m := range object(mask) {
			if !anyTrue(m) {
				continue
			}
			if r.marked[address] == nil {
				r.marked[address] = map[string]bool{}
			}
			r.marked[address][name] = true
		}
	}
}

// strip takes out of a value what a mask marks, and returns what is left and the places.
func (r *redactor) strip(value, mask any, path string) (any, []string) {
	switch m := mask.(type) {
	case map[string]any:
		if v, ok := value.(map[string]any); ok {
			return v, r.stripMembers(v, m, path)
		}
	case []any:
		if v, ok := value.([]any); ok {
			return v, r.stripElements(v, m, path)
		}
	}
	if value == nil || !anyTrue(mask) {
		return value, nil
	}
	r.learn(value) // marked whole, or the mask has another shape than the value and cannot be trusted to cover it
	return nil, []string{path}
}

func (r *redactor) stripMembers(v, mask map[string]any, path string) (gone []string) {
	for _, name := range sorted(mask) {
		old, ok := v[name]
		if !ok || !anyTrue(mask[name]) {
			continue
		}
		rest, paths := r.strip(old, mask[name], path+"/"+escapePointer(name))
		if v[name] = rest; rest == nil && old != nil {
			delete(v, name)
		}
		gone = append(gone, paths...)
	}
	return gone
}

func (r *redactor) stripElements(v, mask []any, path string) (gone []string) {
	for i := range min(len(v), len(mask)) {
		rest, paths := r.strip(v[i], mask[i], path+"/"+itoa(i))
		v[i] = rest
		gone = append(gone, paths...)
	}
	return gone
}

// mask is what to take out of a value: what its own marks say, or the copies.
func (r *redactor) mask(marks, value any, copies bool) any {
	if copies {
		return r.copyMask(value)
	}
	return filled(marks, value)
}

// filled takes the marks of empty texts out of a mask. Where both have one shape, that is; else all of it stays.
func filled(mask, value any) any {
	switch m := mask.(type) {
	case map[string]any:
		if v, ok := value.(map[string]any); ok {
			out := make(map[string]any, len(m))
			for name, e := range m {
				out[name] = filled(e, v[name])
			}
			return out
		}
	case []any:
		if v, ok := value.([]any); ok && len(v) == len(m) {
			out := make([]any, len(m))
			for i, e := range m {
				out[i] = filled(e, v[i])
			}
			return out
		}
	case bool:
		return m && value != ""
	}
	return mask
}

// wide turns the mark of a whole resource into marks of its attributes, so that the resource is still there.
func wide(mask, value any) any {
	v, ok := value.(map[string]any)
	if !ok || mask != true {
		return mask
	}
	out := map[string]any{}
	for name := range v {
		out[name] = true
	}
	return out
}

// union marks what either of two masks marks.
func union(known, mask any) any {
	if known == true || !anyTrue(mask) {
		return known
	}
	switch m := mask.(type) {
	case map[string]any:
		out := object(known)
		if out == nil {
			out = map[string]any{}
		}
		for name, e := range m {
			if anyTrue(e) {
				out[name] = union(out[name], e)
			}
		}
		return out
	case []any:
		out := slices.Clone(list(known))
		for i, e := range m {
			if i >= len(out) {
				out = append(out, false)
			}
			out[i] = union(out[i], e)
		}
		return out
	default:
		return true
	}
}

// hide takes one member out of an object and records that it did.
func hide(o map[string]any, name string) {
	if _, ok := o[name]; !ok {
		return
	}
	delete(o, name)
	record(o, []string{"/" + name})
}

// record adds places to an object's Mark.
func record(o map[string]any, gone []string) {
	if len(gone) == 0 || o == nil {
		return
	}
	marks := list(o[Mark])
	for _, path := range gone {
		marks = append(marks, path)
	}
	o[Mark] = marks
}

func escapePointer(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}

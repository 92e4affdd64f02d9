package facts

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// The AWS provider makes the name of a role that the configuration gives none: a prefix, which is the configuration's or
// "terraform-", and 26 hexadecimal digits, the time of the apply and a counter, so that no other role has it. Until then
// other 26 digits take their place, which no time has: another name than all that there are, and alike to every pattern but
// those that ask for some of the digits, in whose presence no name is stood in for.
// Source: AWS provider, aws_iam_role, name_prefix; terraform-plugin-sdk, PrefixedUniqueId.

// mostNames is how many names are stood in for in one input.
const mostNames = 999

// standIns gives each role whose name the provider will make a stand-in for it, by address; ordinal is how many inputs of the
// check come before, so that theirs are others.
func standIns(all map[string]instance, evaluator *source.Evaluator, ordinal int) map[string]string {
	out := map[string]string{}
	for _, address := range slices.Sorted(maps.Keys(all)) {
		prefix, ok := prefixOf(all[address], evaluator)
		if ok && len(out) < mostNames && ordinal < 100 {
			out[address] = prefix + fmt.Sprintf("20%019d%02d%03d", 0, ordinal, len(out)+1)
		}
	}
	return out
}

// prefixOf gives what the name of a role begins with, where the provider makes it. A plan that is pruned to what rules read
// does not hold the prefix; the source does.
func prefixOf(i instance, evaluator *source.Evaluator) (string, bool) {
	marks := object(i.Unknown)
	if i.Data || i.Type != "aws_iam_role" || marks["name"] != true || i.sensitive["name"] != nil {
		return "", false
	}
	if name, ok := configured(evaluator, i.Address, "name"); !ok || name != "" {
		return "", false
	}
	prefix, ok := configured(evaluator, i.Address, "name_prefix")
	return cmp.Or(prefix, "terraform-"), ok
}

// configured gives the text that the source gives an attribute, "" where that is none; not what is unknown.
func configured(evaluator *source.Evaluator, address, attribute string) (string, bool) {
	v, err := evaluator.Attribute(address, attribute)
	text, isText := v.(string)
	switch {
	case errors.Is(err, source.ErrUnset), err == nil && v == nil:
		return "", true
	case err != nil || !isText:
		return "", false
	}
	plain := true
	text = evaluator.Fill(text, func(source.Symbol) string { plain = false; return "" })
	return text, plain
}

// withNames gives instances with the names that are stood in for.
func withNames(all map[string]instance, names map[string]string) map[string]instance {
	out := maps.Clone(all)
	for address, name := range names {
		i := out[address]
		marks := maps.Clone(object(i.Unknown))
		delete(marks, "name")
		i.Values, i.Unknown = maps.Clone(i.Values), marks
		i.Values["name"] = name
		out[address] = i
	}
	return out
}

// asksForDigits says that a text anywhere in a value could be a pattern that asks for digits of a name.
func asksForDigits(v any) bool { return slices.ContainsFunc(texts(v), source.AskForDigits) }

// newBearers are the roles whose names are stood in for, as the end of an ARN.
func newBearers(sourced map[string]any) []string {
	var out []string
	for _, entries := range object(sourced["resolved"]) {
		if name, ok := object(object(entries)["name"])["value"].(string); ok {
			out = append(out, "role/"+name)
		}
	}
	slices.Sort(out)
	return out
}

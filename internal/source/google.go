package source

import (
	"encoding/json"
	"slices"
	"strings"
)

// bindingsType is the data source that makes the text of a policy of Google Cloud's IAM of its blocks.
const bindingsType = "google_iam_policy"

// binding is who has a role, as the API takes it.
type binding struct {
	Condition map[string]string `json:"condition,omitempty"`
	Members   []string          `json:"members,omitempty"`
	Role      string            `json:"role,omitempty"`
}

// bindings gives the text that a google_iam_policy makes of its blocks; false where they are not known in whole, or not what
// the data source takes. What it says of audit logs is left out, for no rule reads it there.
// Source: Google provider, data source google_iam_policy.
func bindings(i *planned) (string, bool) {
	if marked(object(i.Unknown)["binding"]) || i.sensitive["binding"] != nil {
		return "", false
	}
	out := []binding{}
	for _, v := range list(i.Values["binding"]) {
		block := object(v)
		role, named := block["role"].(string)
		members, ok := wholly(block["members"])
		if !named || !ok {
			return "", false
		}
		one := binding{Role: role, Members: members}
		for _, c := range list(block["condition"]) {
			one.Condition = map[string]string{}
			for _, name := range []string{"description", "expression", "title"} {
				if text, ok := object(c)[name].(string); ok && text != "" {
					one.Condition[name] = text
				}
			}
		}
		out = append(out, one)
	}
	slices.SortStableFunc(out, func(a, b binding) int { return strings.Compare(a.Role, b.Role) })
	text, err := json.Marshal(map[string]any{"bindings": out})
	return string(text), err == nil
}

// wholly gives texts in order; false where one of them is not known, or none is there.
func wholly(v any) ([]string, bool) {
	all := list(v)
	out := make([]string, 0, len(all))
	for _, e := range all {
		text, ok := e.(string)
		if !ok {
			return nil, false
		}
		out = append(out, text)
	}
	slices.Sort(out)
	return out, len(out) > 0
}

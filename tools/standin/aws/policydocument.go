package aws

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

func policyDocument() table.Block {
	principals := table.Set(0, 0, table.Block{Attrs: table.Attrs{
		"identifiers": table.Required(table.Names), "type": table.Required(table.Text),
	}})
	condition := table.Set(0, 0, table.Block{Attrs: table.Attrs{
		"test": table.Required(table.Text), "values": table.Required(table.Texts), "variable": table.Required(table.Text),
	}})
	statement := table.Block{
		Attrs: table.Attrs{
			"actions": table.Optional(table.Names), "not_actions": table.Optional(table.Names),
			"resources": table.Optional(table.Names), "not_resources": table.Optional(table.Names),
			"effect": table.Optional(table.Text).Default("Allow").In("Allow", "Deny"),
			"sid":    table.Optional(table.Text),
		},
		Blocks: table.Blocks{"principals": principals, "not_principals": principals, "condition": condition},
	}
	return table.Block{
		Attrs: table.Attrs{
			"id":                        table.Optional(table.Text).Computed(),
			"json":                      table.Computed(table.Text),
			"minified_json":             table.Computed(table.Text),
			"override_json":             table.Optional(table.Text),
			"override_policy_documents": table.Optional(table.Texts),
			"policy_id":                 table.Optional(table.Text),
			"source_json":               table.Optional(table.Text),
			"source_policy_documents":   table.Optional(table.Texts),
			"version":                   table.Optional(table.Text).Default("2012-10-17").In("2008-10-17", "2012-10-17"),
		},
		Blocks: table.Blocks{"statement": table.List(0, 0, statement)},
	}
}

// readPolicyDocument merges the source documents, the statements of the configuration and the override documents,
// in that order, and writes the outcome as the real data source does: two spaces of indentation, members in the
// order of IAM's own documents, lists in falling order, one-element lists as a text.
func readPolicyDocument(config table.Values, _ table.Settings) (map[string]any, error) {
	merged := &iamDocument{}
	if err := merged.sources(config.Texts("source_policy_documents")); err != nil {
		return nil, err
	}
	own, err := statements(config)
	if err != nil {
		return nil, err
	}
	merged.merge(&iamDocument{Version: config.Text("version"), ID: config.Text("policy_id"), Statement: own})
	for i, text := range config.Texts("override_policy_documents") {
		over := &iamDocument{}
		if err := decode(text, over); err != nil {
			return nil, fmt.Errorf("override_policy_documents, document %d: %w", i, err)
		}
		merged.merge(over)
	}
	return rendered(merged)
}

func rendered(d *iamDocument) (map[string]any, error) {
	indented, err := json.MarshalIndent(d, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("the policy cannot be written: %w", err)
	}
	minified, err := json.Marshal(d)
	if err != nil {
		return nil, fmt.Errorf("the policy cannot be written: %w", err)
	}
	return map[string]any{"json": string(indented), "minified_json": string(minified), "id": hashed(string(indented))}, nil
}

func statements(config table.Values) ([]*iamStatement, error) {
	var out []*iamStatement
	for i, b := range config.Blocks("statement") {
		s, err := statement(b, config.Text("version"))
		if err != nil {
			return nil, fmt.Errorf("statement %d: %w", i, err)
		}
		taken := func(other *iamStatement) bool { return s.Sid != "" && other.Sid == s.Sid }
		if slices.ContainsFunc(out, taken) {
			return nil, fmt.Errorf("statement %d: the Sid %q stands twice: remove it or make it unique", i, s.Sid)
		}
		out = append(out, s)
	}
	return out, nil
}

func statement(b table.Values, version string) (*iamStatement, error) {
	s := &iamStatement{
		Sid: b.Text("sid"), Effect: b.Text("effect"),
		Action: oneOrMore(falling(b.Texts("actions"))), NotAction: oneOrMore(falling(b.Texts("not_actions"))),
	}
	resources, err := variables(falling(b.Texts("resources")), version)
	if err != nil {
		return nil, err
	}
	others, err := variables(falling(b.Texts("not_resources")), version)
	if err != nil {
		return nil, err
	}
	s.Resource, s.NotResource = oneOrMore(resources), oneOrMore(others)
	if s.Principal, err = principals(b.Blocks("principals"), version); err != nil {
		return nil, err
	}
	if s.NotPrincipal, err = principals(b.Blocks("not_principals"), version); err != nil {
		return nil, err
	}
	s.Condition, err = conditions(b.Blocks("condition"), version)
	return s, err
}

func principals(blocks []table.Values, version string) (iamPrincipals, error) {
	var out iamPrincipals
	for _, b := range blocks {
		ids, err := variables(falling(b.Texts("identifiers")), version)
		if err != nil {
			return out, err
		}
		out = append(out, iamPrincipal{kind: b.Text("type"), ids: ids})
	}
	return out, nil
}

func conditions(blocks []table.Values, version string) (iamConditions, error) {
	var out iamConditions
	for _, b := range blocks {
		values, err := variables(b.Texts("values"), version)
		if err != nil {
			return out, err
		}
		out = append(out, iamCondition{test: b.Text("test"), variable: b.Text("variable"), values: values})
	}
	return out, nil
}

// oneOrMore is nothing, a text or a list.
func oneOrMore(in texts) any {
	switch len(in) {
	case 0:
		return nil
	case 1:
		return in[0]
	}
	return []string(in)
}

// falling sorts as the real provider does: from last to first.
func falling(in []string) texts {
	out := slices.Sorted(slices.Values(in))
	slices.Reverse(out)
	return out
}

// variables turns the form &{…}, which Terraform leaves alone, into IAM's ${…}.
func variables(in []string, version string) (texts, error) {
	var out texts
	for _, text := range in {
		if version == "2008-10-17" && strings.Contains(text, "&{") {
			return nil, fmt.Errorf("%q holds a variable (&{), which documents of version 2008-10-17 do not have", text)
		}
		out = append(out, strings.ReplaceAll(text, "&{", "${"))
	}
	return out, nil
}

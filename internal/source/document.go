package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2/ext/dynblock"
	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/zclconf/go-cty/cty"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// documentType is the data source that makes the text of a policy of its blocks.
const documentType = "aws_iam_policy_document"

// The schema of the data source. Sets are read as lists: the order in a policy means nothing.
// Source: AWS provider, data source aws_iam_policy_document.
var (
	text  = func(name string) hcldec.Spec { return &hcldec.AttrSpec{Name: name, Type: cty.String} }
	texts = func(name string) hcldec.Spec { return &hcldec.AttrSpec{Name: name, Type: cty.List(cty.String)} }

	principalBlocks = func(name string) hcldec.Spec {
		return &hcldec.BlockTupleSpec{TypeName: name, Nested: hcldec.ObjectSpec{"type": text("type"), "identifiers": texts("identifiers")}}
	}
	documentSpec = hcldec.ObjectSpec{
		"policy_id": text("policy_id"), "version": text("version"),
		"source_json": text("source_json"), "override_json": text("override_json"),
		"source_policy_documents": texts("source_policy_documents"), "override_policy_documents": texts("override_policy_documents"),
		"statement": &hcldec.BlockTupleSpec{TypeName: "statement", Nested: hcldec.ObjectSpec{
			"sid": text("sid"), "effect": text("effect"), "actions": texts("actions"), "not_actions": texts("not_actions"),
			"resources": texts("resources"), "not_resources": texts("not_resources"),
			"principals": principalBlocks("principals"), "not_principals": principalBlocks("not_principals"),
			"condition": &hcldec.BlockTupleSpec{TypeName: "condition", Nested: hcldec.ObjectSpec{
				"test": text("test"), "variable": text("variable"), "values": texts("values"),
			}},
		}},
	}
)

// document gives the text that an aws_iam_policy_document makes.
func (e *Evaluator) document(i *Instance) (cty.Value, error) {
	return e.once("the document "+i.Address, func() (cty.Value, error) {
		f, b, err := e.blockOf(i)
		if err != nil {
			return cty.DynamicVal, err
		}
		body, err := b.merged(formOf(true, documentType))
		if err != nil {
			return cty.DynamicVal, err
		}
		if err := e.lang.PrepareBody(body); err != nil {
			return cty.DynamicVal, err
		}
		traversals := dynblock.VariablesHCLDec(body, documentSpec)
		names, err := e.names(f, traversals, func() (map[string]cty.Value, error) { return e.repetition(f, b, i.Index) })
		if err != nil {
			return cty.DynamicVal, err
		}
		ctx := e.lang.Context(names)
		v, _, diags := hcldec.PartialDecode(dynblock.Expand(body, ctx), documentSpec, ctx)
		switch {
		case diags.HasErrors():
			return cty.DynamicVal, fmt.Errorf("%s: %s", i.Address, diags[0].Summary)
		case e.lang.Spent():
			return cty.DynamicVal, lang.ErrBounds
		case !e.lang.Check(v).IsWhollyKnown():
			return cty.UnknownVal(cty.String), nil
		}
		raw, err := fromCty(v)
		if err != nil {
			return cty.DynamicVal, err
		}
		policy, err := policyOf(object(raw))
		if err != nil {
			return cty.DynamicVal, err
		}
		out, err := json.Marshal(policy)
		return cty.StringVal(string(out)), err
	})
}

// policyOf puts the policy together as the provider does: the sources, then the own statements, then the overrides;
// a statement replaces an earlier one of the same Sid, and sources must not share any.
func policyOf(document map[string]any) (map[string]any, error) {
	own, err := ownStatements(document)
	if err != nil {
		return nil, err
	}
	var statements []any
	seen := map[string]bool{}
	for _, source := range documents(document, "source_json", "source_policy_documents") {
		more, err := statementsOf(source)
		if err != nil {
			return nil, err
		}
		for _, s := range more {
			if sid := sidOf(s); sid != "" && seen[sid] {
				return nil, fmt.Errorf("two sources have a statement %q", sid)
			} else if sid != "" {
				seen[sid] = true
			}
		}
		statements = append(statements, more...)
	}
	statements = laidOver(statements, own)
	for _, override := range documents(document, "override_json", "override_policy_documents") {
		more, err := statementsOf(override)
		if err != nil {
			return nil, err
		}
		statements = laidOver(statements, more)
	}
	version, _ := document["version"].(string)
	if version == "" {
		version = "2012-10-17"
	}
	return map[string]any{"Version": version, "Statement": statements}, nil
}

func documents(document map[string]any, one, many string) []string {
	var out []string
	for _, v := range append([]any{document[one]}, list(document[many])...) {
		if text, ok := v.(string); ok && text != "" {
			out = append(out, text)
		}
	}
	return out
}

func statementsOf(text string) ([]any, error) {
	raw, err := decodeJSON([]byte(text))
	if err != nil {
		return nil, errors.New("a document that is merged in is no JSON")
	}
	if one, ok := object(raw)["Statement"].(map[string]any); ok {
		return []any{one}, nil
	}
	return list(object(raw)["Statement"]), nil
}

func sidOf(statement any) string {
	sid, _ := object(statement)["Sid"].(string)
	return sid
}

func laidOver(statements, more []any) []any {
	out := statements
	for _, s := range more {
		replaced := false
		for i := range out {
			if sid := sidOf(s); sid != "" && sid == sidOf(out[i]) {
				out[i], replaced = s, true
				break
			}
		}
		if !replaced {
			out = append(out, s)
		}
	}
	return out
}

func ownStatements(document map[string]any) ([]any, error) {
	var out []any
	sids := map[string]bool{}
	for _, v := range list(document["statement"]) {
		raw := object(v)
		s := map[string]any{"Effect": "Allow"}
		for member, attribute := range map[string]string{"Sid": "sid", "Effect": "effect"} {
			if text, ok := raw[attribute].(string); ok && text != "" {
				s[member] = text
			}
		}
		for member, attribute := range map[string]string{"Action": "actions", "NotAction": "not_actions", "Resource": "resources", "NotResource": "not_resources"} {
			if values := variables(list(raw[attribute])); len(values) > 0 {
				s[member] = values
			}
		}
		for member, attribute := range map[string]string{"Principal": "principals", "NotPrincipal": "not_principals"} {
			if blocks := list(raw[attribute]); len(blocks) > 0 {
				s[member] = principals(blocks)
			}
		}
		if blocks := list(raw["condition"]); len(blocks) > 0 {
			s["Condition"] = conditions(blocks)
		}
		if sid := sidOf(s); sids[sid] && sid != "" {
			return nil, fmt.Errorf("two statements have the Sid %q", sid)
		} else if sid != "" {
			sids[sid] = true
		}
		out = append(out, s)
	}
	return out, nil
}

// variables are written &{…} in the data source, so that Terraform leaves them alone.
func variables(values []any) []any {
	out := make([]any, 0, len(values))
	for _, v := range values {
		if text, ok := v.(string); ok {
			out = append(out, strings.ReplaceAll(text, "&{", "${"))
		}
	}
	return out
}

func principals(blocks []any) any {
	out := map[string]any{}
	for _, v := range blocks {
		kind, _ := object(v)["type"].(string)
		if kind == "*" {
			return "*"
		}
		out[kind] = append(list(out[kind]), variables(list(object(v)["identifiers"]))...)
	}
	return out
}

func conditions(blocks []any) any {
	out := map[string]any{}
	for _, v := range blocks {
		test, _ := object(v)["test"].(string)
		variable, _ := object(v)["variable"].(string)
		if out[test] == nil {
			out[test] = map[string]any{}
		}
		keys := object(out[test])
		keys[variable] = append(list(keys[variable]), variables(list(object(v)["values"]))...)
	}
	return out
}

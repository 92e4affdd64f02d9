package provider

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// judgedFamilies are the families whose rules can be decided from one key alone. Rotation is another resource, and
// what a plan as a whole must be is for keywright check.
var judgedFamilies = []string{"access", "algorithm", "key", "region", "separation"}

// rules is the compiled bundle, made when the first key is planned and shared by all.
var rules = sync.OnceValues(func() (*engine.Engine, error) { return engine.New(context.Background()) })

// judged is what the rules about one key are asked of: a resource's type, the attribute that names it, and whether what
// stays open is told. Of a grant alone, without its key beside it, something always does: that is for keywright check.
type judged struct {
	kind, name string
	tellOpen   bool
}

var (
	judgedKey     = judged{kind: "keywright_key", name: "alias", tellOpen: true}
	judgedReplica = judged{kind: "keywright_replica_key", name: "alias", tellOpen: true}
	judgedGrant   = judged{kind: "keywright_grant", name: "name"}
)

// judgeAtPlan holds the planned resource against the rules about one key. What the plan leaves as it is, is left to
// keywright check: to refuse the plan would change nothing about it, and a thousand keys take half a minute.
func (c *configured) judgeAtPlan(ctx context.Context, what judged, planned, prior tftypes.Value, diags *diag.Diagnostics) {
	if !planned.Equal(prior) {
		c.judge(ctx, what, planned, prior, diags)
	}
}

// judgeAtApply does so again with what the plan did not know, before anything is called.
func (c *configured) judgeAtApply(ctx context.Context, what judged, planned tfsdk.Plan, model any, diags *diag.Diagnostics) {
	diags.Append(planned.Set(ctx, model)...)
	if !diags.HasError() {
		c.judge(ctx, what, planned.Raw, tftypes.NewValue(planned.Raw.Type(), nil), diags)
	}
}

func (c *configured) judge(ctx context.Context, what judged, planned, prior tftypes.Value, diags *diag.Diagnostics) {
	s := c.session
	if s.enforcement == enforceOff {
		return
	}
	if s.profile == nil {
		diags.AddWarning("Rules not applied", "The provider's policy_file is only known after apply, so that the key was planned without the organisation's policy. It is judged at apply, before anything is made.")
		return
	}
	findings, err := s.findings(ctx, what, planned, prior)
	if err != nil {
		tell := diags.AddError
		if s.enforcement == enforceWarning {
			tell = diags.AddWarning
		}
		tell("The rules cannot be applied", fmt.Sprintf("%s This is a fault of keywright: please report it. Until it is mended, enforcement = \"off\" in the provider block plans without the rules.", sentence(err)))
		return
	}
	var open []finding.Finding
	for _, f := range findings {
		switch {
		case f.Outcome == finding.Undetermined:
			open = append(open, f)
		case f.Outcome != finding.Fail:
		case s.enforcement == enforceError && f.Blocks && !s.perhapsExcepted(f.Rule):
			diags.AddAttributeError(attributeOf(f), summaryOf(f), detailOf(f))
		default:
			diags.AddAttributeWarning(attributeOf(f), summaryOf(f), detailOf(f))
		}
	}
	if len(open) > 0 && what.tellOpen {
		diags.AddWarning("Rules not decided", undecided(open))
	}
}

// findings judges a plan that consists of the one resource.
func (s *session) findings(ctx context.Context, what judged, planned, prior tftypes.Value) ([]finding.Finding, error) {
	e, err := rules()
	if err != nil {
		return nil, err
	}
	text, err := planOf(what, planned, prior)
	if err != nil {
		return nil, err
	}
	input, err := plan.Read(bytes.NewReader(text), "this plan", plan.Options{ReadSet: e.ReadSet()})
	if err != nil {
		return nil, err
	}
	inputs := []*plan.Input{input}
	given, err := facts.Build(inputs, facts.Options{Now: s.now, Principals: s.profile.Principals()})
	if err != nil {
		return nil, err
	}
	report, err := e.Check(ctx, inputs, s.profile, given, engine.Options{Now: s.now, Rules: judgedRules(e.Rules())})
	if err != nil {
		return nil, err
	}
	return report.Result.Findings, nil
}

func judgedRules(all []finding.Rule) []string {
	var ids []string
	for i := range all {
		if all[i].Scope == finding.ScopeKey && slices.Contains(judgedFamilies, all[i].Family) {
			ids = append(ids, all[i].ID)
		}
	}
	return ids
}

// perhapsExcepted says that the profile excepts the rule somewhere. An exception may name the key's address, which a
// provider is not told; keywright check is, and decides.
func (s *session) perhapsExcepted(rule string) bool {
	for _, e := range s.profile.Exceptions {
		if slices.Contains(e.Rules, rule) {
			return true
		}
	}
	return false
}

func attributeOf(f finding.Finding) path.Path {
	name, _, _ := strings.Cut(f.Attribute, ".")
	if name == "" || name == "policy" {
		name = "access" // the policy is computed from it
	}
	return path.Root(name)
}

func summaryOf(f finding.Finding) string { return f.Rule + ": " + f.Title }

func detailOf(f finding.Finding) string {
	text := f.Message
	if f.Expected != "" {
		text += "\n\nExpected: " + f.Expected
	}
	if f.Actual != "" {
		text += "\nActual:   " + f.Actual
	}
	if f.Remediation != "" {
		text += "\n\n" + strings.TrimSpace(f.Remediation)
	}
	return text
}

// undecided lists what cannot be decided: what rests on values that are not known yet is asked again at apply, and what
// rests on identity policies, or other things that are not in the key, is not.
func undecided(open []finding.Finding) string {
	text := "These rules rest on what is not known here. What is known after apply is judged then, before anything is made; what no provider sees, such as identity policies, is for keywright check with the whole plan:"
	for _, f := range open {
		text += fmt.Sprintf("\n  %s: %s", f.Rule, f.Message)
	}
	return text
}

// planOf writes the one resource as Terraform writes a plan.
func planOf(what judged, planned, prior tftypes.Value) ([]byte, error) {
	after, unknown, err := jsonOf(planned)
	if err != nil {
		return nil, err
	}
	actions := []string{"create"}
	var before any
	if !prior.IsNull() {
		actions = []string{"update"}
		if before, _, err = jsonOf(prior); err != nil {
			return nil, err
		}
	}
	name := "planned"
	if values, ok := after.(map[string]any); ok {
		if text, ok := values[what.name].(string); ok {
			name = text
		}
	}
	return json.Marshal(map[string]any{
		"format_version": "1.2", "complete": true, "errored": false,
		"resource_changes": []any{map[string]any{
			"address": what.kind + "." + name, "mode": "managed", "type": what.kind, "name": name, "provider_name": Address,
			"change": map[string]any{"actions": actions, "before": before, "after": after, "after_unknown": unknown},
		}},
	})
}

// jsonOf turns a value into what encoding/json writes, and says beside it, in the same shape, what is unknown.
func jsonOf(v tftypes.Value) (value, unknown any, err error) {
	if !v.IsKnown() {
		return nil, true, nil
	}
	if v.IsNull() {
		return nil, false, nil
	}
	t := v.Type()
	switch {
	case t.Is(tftypes.String):
		var s string
		err = v.As(&s)
		return s, false, err
	case t.Is(tftypes.Bool):
		var b bool
		err = v.As(&b)
		return b, false, err
	case t.Is(tftypes.Number):
		var n *big.Float
		if err = v.As(&n); err != nil {
			return nil, nil, err
		}
		return json.Number(n.Text('f', -1)), false, nil
	case t.Is(tftypes.Object{}), t.Is(tftypes.Map{}):
		return membersOf(v)
	default:
		return elementsOf(v)
	}
}

func membersOf(v tftypes.Value) (any, any, error) {
	var members map[string]tftypes.Value
	if err := v.As(&members); err != nil {
		return nil, nil, err
	}
	values, unknowns := map[string]any{}, map[string]any{}
	for name, member := range members {
		value, unknown, err := jsonOf(member)
		if err != nil {
			return nil, nil, err
		}
		if unknown != true { // Terraform leaves an unknown member out
			values[name] = value
		}
		if unknown != false {
			unknowns[name] = unknown
		}
	}
	return values, unknowns, nil
}

func elementsOf(v tftypes.Value) (any, any, error) {
	var elements []tftypes.Value
	if err := v.As(&elements); err != nil {
		return nil, nil, err
	}
	values, unknowns := []any{}, []any{}
	for _, element := range elements {
		value, unknown, err := jsonOf(element)
		if err != nil {
			return nil, nil, err
		}
		values, unknowns = append(values, value), append(unknowns, unknown)
	}
	return values, unknowns, nil
}

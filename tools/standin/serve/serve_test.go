package serve

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/aws"
	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// estate is a server of the AWS table in one region, and the calls that a plan and an apply make.
type estate struct {
	t      *testing.T
	server *Server
}

func start(t *testing.T, provider map[string]any) estate {
	t.Helper()
	s := New(aws.Provider())
	config, err := tfprotov5.NewDynamicValue(s.table.Config.Type(), body(t, s.table.Config, provider))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := s.ConfigureProvider(t.Context(), &tfprotov5.ConfigureProviderRequest{Config: &config})
	if err != nil || len(answer.Diagnostics) > 0 {
		t.Fatalf("configuring: %v %+v", err, answer.Diagnostics)
	}
	return estate{t: t, server: s}
}

// body makes a value of a block; what fields leaves out is null, a block that must stand stands once.
func body(t *testing.T, b table.Block, fields map[string]any) tftypes.Value {
	t.Helper()
	out := map[string]tftypes.Value{}
	for name, a := range b.Attrs {
		given := fields[name]
		if v, ok := given.(tftypes.Value); ok {
			out[name] = v
			continue
		}
		if given == nil && a.IsRequired {
			given = sample(a)
		}
		v, err := table.Value(a.Type, given)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = v
	}
	for name, n := range b.Blocks {
		out[name] = blocks(t, n, fields[name])
	}
	return tftypes.NewValue(b.Type(), out)
}

func blocks(t *testing.T, n table.Nested, given any) tftypes.Value {
	t.Helper()
	if n.Nesting == table.Single {
		return tftypes.NewValue(n.Type(), nil)
	}
	list, _ := given.([]map[string]any)
	for len(list) < int(n.Min) {
		list = append(list, nil)
	}
	elements := []tftypes.Value{}
	for _, one := range list {
		elements = append(elements, body(t, n.Block, one))
	}
	return tftypes.NewValue(n.Type(), elements)
}

// sample is a value that a required attribute accepts.
func sample(a table.Attr) any {
	text := "sample"
	switch {
	case len(a.OneOf) > 0:
		text = a.OneOf[0]
	case a.IsARN:
		text = "arn:aws:kms:eu-west-1:123456789012:key/sample"
	case a.IsJSON:
		text = `{"Statement": []}`
	}
	switch {
	case a.Type.Is(table.Texts), a.Type.Is(table.Names):
		return []string{text}
	case a.Type.Is(table.Flag):
		return true
	case a.Type.Is(table.Number):
		return 10
	}
	return text
}

func (e estate) dynamic(b table.Block, v tftypes.Value) *tfprotov5.DynamicValue {
	e.t.Helper()
	out, err := tfprotov5.NewDynamicValue(b.Type(), v)
	if err != nil {
		e.t.Fatal(err)
	}
	return &out
}

// plan does what Terraform does: it proposes the configuration with what the state has of computed attributes.
func (e estate) plan(name string, config, state tftypes.Value) *tfprotov5.PlanResourceChangeResponse {
	e.t.Helper()
	b := e.server.table.Resources[name].Full()
	proposed := table.Object(config)
	for attr, a := range b.Attrs {
		if old := table.Object(state); old != nil && a.IsComputed && proposed[attr].IsNull() {
			proposed[attr] = old[attr]
		}
	}
	answer, err := e.server.PlanResourceChange(e.t.Context(), &tfprotov5.PlanResourceChangeRequest{
		TypeName: name, Config: e.dynamic(b, config), PriorState: e.dynamic(b, state),
		ProposedNewState: e.dynamic(b, tftypes.NewValue(b.Type(), map[string]tftypes.Value(proposed))),
	})
	if err != nil || len(answer.Diagnostics) > 0 {
		e.t.Fatalf("planning %s: %v %+v", name, err, answer)
	}
	return answer
}

func (e estate) apply(name string, config, state tftypes.Value) tftypes.Value {
	e.t.Helper()
	b := e.server.table.Resources[name].Full()
	answer, err := e.server.ApplyResourceChange(e.t.Context(), &tfprotov5.ApplyResourceChangeRequest{
		TypeName: name, Config: e.dynamic(b, config), PriorState: e.dynamic(b, state),
		PlannedState: e.plan(name, config, state).PlannedState,
	})
	if err != nil || len(answer.Diagnostics) > 0 {
		e.t.Fatalf("applying %s: %v %+v", name, err, answer)
	}
	return e.value(b, answer.NewState)
}

func (e estate) value(b table.Block, d *tfprotov5.DynamicValue) tftypes.Value {
	e.t.Helper()
	v, err := d.Unmarshal(b.Type())
	if err != nil {
		e.t.Fatal(err)
	}
	return v
}

func (e estate) nothing(name string) tftypes.Value {
	return tftypes.NewValue(e.server.table.Resources[name].Full().Type(), nil)
}

func (e estate) config(name string, fields map[string]any) tftypes.Value {
	e.t.Helper()
	return body(e.t, e.server.table.Resources[name].Full(), fields)
}

var north = map[string]any{"region": "eu-north-1"}

// Whatever the type: an apply leaves nothing unknown and changes nothing that the plan knew, a second plan finds
// nothing to do, and another server gives the same values.
func TestEveryTypeSettles(t *testing.T) {
	for name := range aws.Provider().Resources {
		t.Run(name, func(t *testing.T) {
			e := start(t, north)
			config := e.config(name, nil)
			planned := table.Object(e.value(e.server.table.Resources[name].Full(), e.plan(name, config, e.nothing(name)).PlannedState))
			state := e.apply(name, config, e.nothing(name))
			if !state.IsFullyKnown() {
				t.Fatalf("unknown after apply: %s", state)
			}
			for attr, v := range planned {
				if v.IsFullyKnown() && !v.IsNull() && !v.Equal(table.Object(state)[attr]) {
					t.Errorf("%s was planned as %s and became %s", attr, v, table.Object(state)[attr])
				}
			}
			again := e.plan(name, config, state)
			if got := e.value(e.server.table.Resources[name].Full(), again.PlannedState); !got.Equal(state) {
				diff, _ := state.Diff(got)
				t.Errorf("a second plan finds something to do: %v", diff)
			}
			if len(again.RequiresReplace) > 0 {
				t.Errorf("a second plan replaces: %v", again.RequiresReplace)
			}
			if other := start(t, north).apply(name, config, e.nothing(name)); !other.Equal(state) {
				t.Errorf("another run gives other values: %s", other)
			}
			if table.Object(state).Text("id") == "" {
				t.Error("no id after apply")
			}
		})
	}
}

func TestEveryTypeImports(t *testing.T) {
	for name := range aws.Provider().Resources {
		t.Run(name, func(t *testing.T) {
			e := start(t, north)
			got, err := e.server.ImportResourceState(t.Context(), &tfprotov5.ImportResourceStateRequest{TypeName: name, ID: "the-id"})
			if err != nil || len(got.Diagnostics) > 0 || len(got.ImportedResources) != 1 {
				t.Fatalf("%v %+v", err, got)
			}
			one := got.ImportedResources[0]
			read, err := e.server.ReadResource(t.Context(), &tfprotov5.ReadResourceRequest{
				TypeName: name, CurrentState: one.State, Private: one.Private,
			})
			if err != nil || len(read.Diagnostics) > 0 {
				t.Fatalf("%v %+v", err, read)
			}
			state := e.value(e.server.table.Resources[name].Full(), read.NewState)
			if !state.IsFullyKnown() || table.Object(state).Text("id") != "the-id" {
				t.Errorf("imported as %s", state)
			}
		})
	}
}

func TestKeyPlan(t *testing.T) {
	e := start(t, map[string]any{
		"region": "eu-north-1", "default_tags": []map[string]any{{"tags": map[string]string{"Owner": "team", "Purpose": "x"}}},
	})
	b := e.server.table.Resources["aws_kms_key"].Full()
	config := e.config("aws_kms_key", map[string]any{
		"policy": "{ \"b\": 1,\n \"a\": 2 }", "tags": map[string]string{"Purpose": "database"},
	})
	planned := table.Object(e.value(b, e.plan("aws_kms_key", config, e.nothing("aws_kms_key")).PlannedState))
	for _, name := range []string{"arn", "id", "key_id", "description", "multi_region", "rotation_period_in_days"} {
		if !planned.Unknown(name) {
			t.Errorf("%s is known at plan: %s", name, planned[name])
		}
	}
	if got := planned.Text("policy"); got != `{"a":2,"b":1}` {
		t.Errorf("the policy is not normalised: %s", got)
	}
	if planned.Text("region") != "eu-north-1" || planned.Text("key_usage") != "ENCRYPT_DECRYPT" || planned.Flag("enable_key_rotation") {
		t.Errorf("region or defaults are missing: %v", planned)
	}
	all := planned.Labels("tags_all")
	if len(all) != 2 || all["Owner"] != "team" || all["Purpose"] != "database" {
		t.Errorf("tags_all is %v", all)
	}
	state := table.Object(e.apply("aws_kms_key", config, e.nothing("aws_kms_key")))
	if want := "arn:aws:kms:eu-north-1:123456789012:key/" + state.Text("key_id"); state.Text("arn") != want {
		t.Errorf("arn is %s, want %s", state.Text("arn"), want)
	}
}

func TestUnknownStaysUnknown(t *testing.T) {
	e := start(t, map[string]any{"region": tftypes.NewValue(tftypes.String, tftypes.UnknownValue)})
	b := e.server.table.Resources["aws_kms_key"].Full()
	config := e.config("aws_kms_key", map[string]any{
		"policy": tftypes.NewValue(tftypes.String, tftypes.UnknownValue), "tags": tftypes.NewValue(table.Labels, tftypes.UnknownValue),
	})
	planned := table.Object(e.value(b, e.plan("aws_kms_key", config, e.nothing("aws_kms_key")).PlannedState))
	for _, name := range []string{"region", "policy", "tags", "tags_all"} {
		if !planned.Unknown(name) {
			t.Errorf("%s is known: %s", name, planned[name])
		}
	}
}

func TestReplacement(t *testing.T) {
	e := start(t, north)
	state := e.apply("aws_kms_key", e.config("aws_kms_key", nil), e.nothing("aws_kms_key"))
	cases := map[string]struct {
		fields map[string]any
		want   string
	}{
		"description": {map[string]any{"description": "new"}, ""},
		"spec":        {map[string]any{"customer_master_key_spec": "RSA_4096"}, "customer_master_key_spec"},
		"region":      {map[string]any{"region": "eu-west-1"}, "region"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := e.plan("aws_kms_key", e.config("aws_kms_key", c.fields), state).RequiresReplace
			want := []*tftypes.AttributePath{}
			if c.want != "" {
				want = append(want, tftypes.NewAttributePath().WithAttributeName(c.want))
			}
			if len(got) != len(want) || len(got) == 1 && !got[0].Equal(want[0]) {
				t.Errorf("replaces for %v, want %v", got, want)
			}
		})
	}
}

// An attribute of a block can ask for it as well.
func TestReplacesForWhatIsWithinABlock(t *testing.T) {
	block := table.Block{Attrs: table.Attrs{"level": table.Optional(table.Text).ForceNew(), "algorithm": table.Optional(table.Text)}}
	element := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"level": tftypes.String, "algorithm": tftypes.String}}
	one := func(level any, algorithm string) table.Values {
		fields := map[string]tftypes.Value{"level": tftypes.NewValue(tftypes.String, level), "algorithm": tftypes.NewValue(tftypes.String, algorithm)}
		list := tftypes.List{ElementType: element}
		return table.Values{"template": tftypes.NewValue(list, []tftypes.Value{tftypes.NewValue(element, fields)})}
	}
	whole := table.Block{Blocks: table.Blocks{"template": table.List(0, 1, block)}}
	if got := replacing(whole, one("HSM", "b"), one("HSM", "a")); len(got) != 0 {
		t.Errorf("replaces for %v", got)
	}
	want := tftypes.NewAttributePath().WithAttributeName("template").WithElementKeyInt(0).WithAttributeName("level")
	if got := replacing(whole, one("HSM", "a"), one("SOFTWARE", "a")); len(got) != 1 || !got[0].Equal(want) {
		t.Errorf("replaces for %v, want %v", got, want)
	}
}

func TestTwoAlikeGetTwoIDs(t *testing.T) {
	e := start(t, north)
	config := e.config("aws_kms_key", nil)
	first, second := e.apply("aws_kms_key", config, e.nothing("aws_kms_key")), e.apply("aws_kms_key", config, e.nothing("aws_kms_key"))
	if table.Object(first).Text("id") == table.Object(second).Text("id") {
		t.Error("two keys have one id")
	}
}

func TestValidation(t *testing.T) {
	cases := map[string]struct {
		name   string
		fields map[string]any
		want   string
	}{
		"a window too short":      {"aws_kms_key", map[string]any{"deletion_window_in_days": 6}, "between 7 and 30"},
		"a period too long":       {"aws_kms_key", map[string]any{"enable_key_rotation": true, "rotation_period_in_days": 2561}, "between 90 and 2560"},
		"a period alone":          {"aws_kms_key", map[string]any{"rotation_period_in_days": 365}, "together with enable_key_rotation"},
		"no such spec":            {"aws_kms_key", map[string]any{"customer_master_key_spec": "RSA_1024"}, "must be one of"},
		"a policy that is none":   {"aws_kms_key", map[string]any{"policy": "{"}, "valid JSON"},
		"two names":               {"aws_kms_alias", map[string]any{"name": "alias/a", "name_prefix": "alias/b"}, "must not be set together"},
		"a bare id for an ARN":    {"aws_kms_replica_key", map[string]any{"primary_key_arn": "0f6b2b3c"}, "must be an ARN"},
		"no such grant operation": {"aws_kms_grant", map[string]any{"operations": []string{"Decrypt", "Steal"}}, `"Steal"`},
		"in a block": {
			"aws_s3_bucket_versioning", map[string]any{"versioning_configuration": []map[string]any{{"status": "On"}}}, "must be one of",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			e := start(t, north)
			b := e.server.table.Resources[c.name].Full()
			got, err := e.server.ValidateResourceTypeConfig(t.Context(), &tfprotov5.ValidateResourceTypeConfigRequest{
				TypeName: c.name, Config: e.dynamic(b, e.config(c.name, c.fields)),
			})
			if err != nil {
				t.Fatal(err)
			}
			if len(got.Diagnostics) == 0 || !strings.Contains(got.Diagnostics[0].Detail, c.want) || got.Diagnostics[0].Attribute == nil {
				t.Errorf("got %+v, want a place and %q", got.Diagnostics, c.want)
			}
		})
	}
}

func TestUnknownTypesAreNamed(t *testing.T) {
	e := start(t, north)
	_, err := e.server.PlanResourceChange(t.Context(), &tfprotov5.PlanResourceChangeRequest{TypeName: "aws_moon"})
	if err == nil || !strings.Contains(err.Error(), `"aws_moon"`) {
		t.Errorf("a resource: %v", err)
	}
	_, err = e.server.ReadDataSource(t.Context(), &tfprotov5.ReadDataSourceRequest{TypeName: "aws_sun"})
	if err == nil || !strings.Contains(err.Error(), `"aws_sun"`) {
		t.Errorf("a data source: %v", err)
	}
	_, err = e.server.CallFunction(t.Context(), &tfprotov5.CallFunctionRequest{Name: "arn_parse"})
	if err == nil || !strings.Contains(err.Error(), "arn_parse") {
		t.Errorf("a function: %v", err)
	}
}

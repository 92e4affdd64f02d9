package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/keywright/terraform-provider-keywright/internal/finding"
	"github.com/keywright/terraform-provider-keywright/internal/report"
)

// schemas is the folder of the committed schemas.
const schemas = "../../docs/schema"

// schemaOf describes a Go type as its JSON is: every member required, lists and maps never null.
func schemaOf(t *testing.T, typ reflect.Type) map[string]any {
	t.Helper()
	switch typ.Kind() {
	case reflect.Pointer:
		s := schemaOf(t, typ.Elem())
		s["type"] = []any{s["type"], "null"}
		return s
	case reflect.Struct:
		properties, required := map[string]any{}, []any{}
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			properties[name] = schemaOf(t, typ.Field(i).Type)
			required = append(required, name)
		}
		return map[string]any{"type": "object", "properties": properties, "required": required}
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t, typ.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": schemaOf(t, typ.Elem())}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	default:
		t.Fatalf("no schema for %s", typ)
		return nil
	}
}

// generated are the schemas that follow from types.
var generated = map[string]struct {
	title string
	typ   reflect.Type
}{
	"inventory.schema.json": {"keywright inventory --format json", reflect.TypeFor[finding.Inventory]()},
	"rules.schema.json":     {"keywright rules --format json", reflect.TypeFor[[]finding.Rule]()},
	"rule.schema.json":      {"keywright rules ID --format json", reflect.TypeFor[finding.Rule]()},
}

// TestSchemasFollowTheTypes keeps the committed schemas of the register and of the rules up to date (-update).
func TestSchemasFollowTheTypes(t *testing.T) {
	for file, g := range generated {
		s := schemaOf(t, g.typ)
		s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
		s["$id"] = "urn:keywright:schema:" + strings.TrimSuffix(file, ".schema.json") + ":1"
		s["title"] = g.title
		want, err := json.MarshalIndent(s, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, '\n')
		path := filepath.Join(schemas, file)
		if *update {
			if err := os.WriteFile(path, want, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(have)); diff != "" {
			t.Errorf("%s is stale (run with -update):\n%s", path, diff)
		}
	}
}

func validate(t *testing.T, file string, text []byte) error {
	t.Helper()
	s, err := jsonschema.NewCompiler().Compile(filepath.Join(schemas, file))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(doc)
}

func TestInventoryObeysItsSchema(t *testing.T) {
	one := 1
	for name, inventory := range map[string]finding.Inventory{
		"empty": {},
		"nil lists within": {
			Keys:        []finding.Key{{Address: hostile, DeletionDays: &one, Access: []finding.Access{{Principal: "*"}}}},
			Separations: []finding.Separation{{Address: "s", Distinct: map[string][]string{"regions": nil}}},
		},
	} {
		var b bytes.Buffer
		if err := report.WriteInventory(&b, &inventory); err != nil {
			t.Fatal(err)
		}
		if err := validate(t, "inventory.schema.json", b.Bytes()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if validate(t, "inventory.schema.json", []byte(`{"keys": null}`)) == nil {
		t.Error("the schema accepts null for a list")
	}
}

func TestRulesObeyTheirSchema(t *testing.T) {
	rule := finding.Rule{ID: "ACC-01", Title: "no key-admin can decrypt", Severity: finding.Critical, Scope: finding.ScopeKey, Avoid: hostile}
	for file, write := range map[string]func(*bytes.Buffer) error{
		"rules.schema.json": func(b *bytes.Buffer) error {
			return report.WriteRules(b, "json", []finding.Rule{rule}, report.Options{})
		},
		"rule.schema.json": func(b *bytes.Buffer) error { return report.WriteRule(b, "json", rule, report.Options{}) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if err := validate(t, file, b.Bytes()); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestRulesGolden(t *testing.T) {
	rules := []finding.Rule{
		{
			ID: "ACC-01", Family: "access", Title: "Key administrators cannot use the key", Severity: finding.Critical, Scope: finding.ScopeKey,
			Description: "Whoever administers a key must not be able to open what it protects.\nWhat counts is what the policy means.",
			Remediation: "Take the action out.", Avoid: "actions = [\"kms:*\"]\n\n  # all\n", Prefer: "actions = [\"kms:DescribeKey\"]\n",
			Source: []string{"POL-SEC-KM-001 3.5"}, Controls: []string{"DORA 9(4)(c)"},
		},
		{ID: "KEY-04", Family: "key", Title: "Keys say what they are: classification, owner, purpose and environment, each where its reader looks for it", Severity: finding.High, Scope: finding.ScopeKey},
	}
	var all, one bytes.Buffer
	if err := report.WriteRules(&all, "text", rules, report.Options{Width: 80}); err != nil {
		t.Fatal(err)
	}
	if err := report.WriteRule(&one, "text", rules[0], report.Options{Width: 80}); err != nil {
		t.Fatal(err)
	}
	golden(t, "rules.txt", all.Bytes())
	golden(t, "rule.txt", one.Bytes())
}

package provider

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// BenchmarkPlanKey plans a new key, as Terraform asks for it, with and without the rules.
func BenchmarkPlanKey(b *testing.B) {
	for _, enforcement := range []string{"off", "error"} {
		b.Run("enforcement="+enforcement, func(b *testing.B) {
			s := newPlanner(b, enforcement)
			for i := 0; b.Loop(); i++ {
				s.plan(b, fmt.Sprintf("scale-%d", i))
			}
		})
	}
}

// planner is a configured provider, spoken to as Terraform does.
type planner struct {
	server tfprotov6.ProviderServer
	key    tftypes.Object
}

func newPlanner(b *testing.B, enforcement string) *planner {
	b.Helper()
	file := filepath.Join(b.TempDir(), "identities.json")
	if err := os.WriteFile(file, []byte(identities), 0o600); err != nil {
		b.Fatal(err)
	}
	kms, err := localkms.New(localkms.Options{Identities: file})
	if err != nil {
		b.Fatal(err)
	}
	listener := httptest.NewServer(kms)
	b.Cleanup(listener.Close)
	server, err := providerserver.NewProtocol6WithError(&keywrightProvider{version: "test"})()
	if err != nil {
		b.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		b.Fatal(err)
	}
	config := object(b, schemas.Provider.ValueType(), map[string]any{
		"region": "eu-north-1", "access_key": "PIPELINE", "secret_key": "local", "ownership": "test", "enforcement": enforcement,
		"endpoints": []any{map[string]any{"kms": listener.URL, "sts": listener.URL}},
	})
	answer, err := server.ConfigureProvider(context.Background(), &tfprotov6.ConfigureProviderRequest{Config: dynamic(b, config)})
	if err != nil || len(answer.Diagnostics) > 0 {
		b.Fatalf("%v %v", err, answer.Diagnostics)
	}
	return &planner{server: server, key: schemas.ResourceSchemas["keywright_key"].ValueType().(tftypes.Object)}
}

func (p *planner) plan(b *testing.B, alias string) {
	b.Helper()
	part := func(names ...any) map[string]any { return map[string]any{"principals": names} }
	value := object(b, p.key, map[string]any{
		"alias": alias, "purpose": "log", "classification": "confidential", "owner": "security-team", "environment": "production",
		"access": map[string]any{"policy-admin": part(pipeline), "key-admin": part(admin), "application": part(app)},
	})
	answer, err := p.server.PlanResourceChange(context.Background(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: "keywright_key", Config: dynamic(b, value), ProposedNewState: dynamic(b, value),
		PriorState: dynamic(b, tftypes.NewValue(p.key, nil)),
	})
	if err != nil {
		b.Fatal(err)
	}
	for _, d := range answer.Diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			b.Logf("%s: %s", d.Summary, d.Detail)
		}
	}
}

func dynamic(b *testing.B, v tftypes.Value) *tfprotov6.DynamicValue {
	b.Helper()
	out, err := tfprotov6.NewDynamicValue(v.Type(), v)
	if err != nil {
		b.Fatal(err)
	}
	return &out
}

// object fills a type with what is given, and null.
func object(b *testing.B, t tftypes.Type, given any) tftypes.Value {
	b.Helper()
	if given == nil {
		return tftypes.NewValue(t, nil)
	}
	switch x := t.(type) {
	case tftypes.Object:
		out := map[string]tftypes.Value{}
		for name, of := range x.AttributeTypes {
			out[name] = object(b, of, given.(map[string]any)[name])
		}
		return tftypes.NewValue(t, out)
	case tftypes.Map:
		out := map[string]tftypes.Value{}
		for name, v := range given.(map[string]any) {
			out[name] = object(b, x.ElementType, v)
		}
		return tftypes.NewValue(t, out)
	case tftypes.List:
		return tftypes.NewValue(t, elements(b, x.ElementType, given))
	case tftypes.Set:
		return tftypes.NewValue(t, elements(b, x.ElementType, given))
	default:
		return tftypes.NewValue(t, given)
	}
}

func elements(b *testing.B, t tftypes.Type, given any) []tftypes.Value {
	b.Helper()
	var out []tftypes.Value
	for _, v := range given.([]any) {
		out = append(out, object(b, t, v))
	}
	return out
}

package profile_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

func parse(t *testing.T, text string) *profile.Profile {
	t.Helper()
	p, err := profile.Parse([]byte(text), "p.hcl")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestBuiltinIsStrict(t *testing.T) {
	p := profile.Builtin()
	if p.Policy.FailOn != "high" || p.Regions.Jurisdiction != "EEA" {
		t.Errorf("fail_on %q, jurisdiction %q", p.Policy.FailOn, p.Regions.Jurisdiction)
	}
	for _, domain := range []string{"national-id", "pii", "aml-kyc", "database", "backup", "application-secrets"} {
		if c := p.Domains[domain].Classification; c != "restricted" {
			t.Errorf("%s is %q, want restricted", domain, c)
		}
	}
	for _, role := range []string{"policy-admin", "key-admin", "key-auditor"} {
		if never := p.Roles[role].Never; !slices.Contains(never, "decrypt") || !slices.Contains(never, "data-key") {
			t.Errorf("%s may never %q, want decrypt and data-key among them", role, never)
		}
	}
	if r := p.Rotations["backup"]; r.Method != "manual" || !slices.Equal(r.Accepts, []string{"manual"}) || r.Approval == "" {
		t.Errorf("backup rotates %+v, want by hand alone and approved", r)
	}
	for name, a := range p.Approvals {
		if len(a.Teams) == 0 || a.Distinct < 1 {
			t.Errorf("approval %s asks nobody", name)
		}
	}
}

// What a profile does not mention stays in force, down to the settings of a block that it mentions.
func TestWhatIsNotMentionedStaysInForce(t *testing.T) {
	own := parse(t, `
domain "national-id" {
  classification = "confidential"
}
role "key-admin" {
  principals = ["arn:aws:iam::111122223333:role/admin"]
}
rotation "kek" {
  method      = "on-demand"
  period_days = 180
}
domain "ledger" {
  classification = "restricted"
}
policy {
  environment "production" {
    accounts = ["111122223333"]
  }
}
`)
	want := profile.Builtin()
	d := want.Domains["national-id"]
	d.Classification = "confidential"
	want.Domains["national-id"] = d
	want.Domains["ledger"] = profile.Domain{Classification: "restricted", SeparateFrom: []string{}, Fields: []string{}, Rotation: "kek"}
	r := want.Roles["key-admin"]
	r.Principals = []string{"arn:aws:iam::111122223333:role/admin"}
	want.Roles["key-admin"] = r
	k := want.Rotations["kek"]
	k.Method, k.PeriodDays, k.Accepts = "on-demand", 180, append([]string{"on-demand"}, k.Accepts...)
	want.Rotations["kek"] = k
	if diff := cmp.Diff(want.Blocks, own.Blocks); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := own.Principals(); !slices.Equal(got, []string{"arn:aws:iam::111122223333:role/admin"}) {
		t.Errorf("principals %q", got)
	}
}

// Reading a profile leaves the built-in one as it was.
func TestBuiltinIsTheSameAfterwards(t *testing.T) {
	before, err := json.Marshal(profile.Builtin().Data())
	if err != nil {
		t.Fatal(err)
	}
	parse(t, `rotation "kek" { method = "manual" }`)
	parse(t, "policy {\n  owner = \"x\"\n  estate {\n    complete = true\n  }\n}\n")
	after, err := json.Marshal(profile.Builtin().Data())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(before), string(after)); diff != "" {
		t.Error(diff)
	}
}

func TestFileIsDigested(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keywright.hcl")
	if err := os.WriteFile(path, []byte("policy {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := profile.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	// printf 'policy {}\n' | sha256sum
	const want = "9d1b15cbee9cb70a2000f0ca0feddeaf2c1aec538a9de9bcbc88c3ccf6c9ef25"
	if p.SHA256 != want || p.Path != path {
		t.Errorf("%s of %s, want %s", p.SHA256, p.Path, want)
	}
	if b := profile.Builtin(); b.Path != "" || len(b.SHA256) != 64 {
		t.Errorf("built-in: %q of %q", b.SHA256, b.Path)
	}
}

func TestExceptionThatEndsWithAnEventEndsWithinAYear(t *testing.T) {
	text := []byte(exception)
	text = []byte(string(text[:len(text)-len("  ends                  = \"2027-02-22\"\n}\n")]) + "  ends_with = \"phase 2\"\n}\n")
	if got := parse(t, string(text)).Exceptions["jwt"].Ends; got != "2027-02-22" {
		t.Errorf("ends %s, want the day before its start, a year on", got)
	}
}

func TestDurationsAreInDaysToo(t *testing.T) {
	data := parse(t, `
domain "pii" { retention = "4w" }
policy { retention = { "pci-dss" = "2y", gdpr = "30d" } }
`).Data()
	policy, _ := data["policy"].(map[string]any)
	if diff := cmp.Diff(map[string]any{"pci-dss": json.Number("732"), "gdpr": json.Number("30")}, policy["retention_days"]); diff != "" {
		t.Error(diff)
	}
	domains, _ := data["domain"].(map[string]any)
	if pii, _ := domains["pii"].(map[string]any); pii["retention_days"] != json.Number("28") {
		t.Errorf("four weeks are %v", pii["retention_days"])
	}
}

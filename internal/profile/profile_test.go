package profile_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/keywright/terraform-provider-keywright/internal/profile"
	"github.com/keywright/terraform-provider-keywright/policies/data"
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

// The built-in roles are the catalogue's, so that a policy generated from roles satisfies the profile that judges it.
func TestBuiltinRolesAreTheCatalogue(t *testing.T) {
	p := profile.Builtin()
	for _, role := range data.Roles() {
		own, ok := p.Roles[role.Name]
		if !ok || !slices.Equal(own.Capabilities, role.Capabilities) || !slices.Equal(own.Never, role.Never) {
			t.Errorf("role %s: %+v, the catalogue has %q and never %q", role.Name, own, role.Capabilities, role.Never)
		}
	}
	if len(p.Roles) != len(data.Roles()) {
		t.Errorf("%d roles, the catalogue has %d", len(p.Roles), len(data.Roles()))
	}
}

// The built-in periods are no longer than the table's, which is the most that any text allows.
func TestBuiltinPeriodsAreWithinTheTable(t *testing.T) {
	p := profile.Builtin()
	for _, limit := range data.RotationLimits() {
		own, ok := p.Rotations[limit.Type]
		if !ok || own.PeriodDays > limit.PeriodDays {
			t.Errorf("rotation %s every %d days, the table allows %d", limit.Type, own.PeriodDays, limit.PeriodDays)
		}
		for _, method := range own.Accepts {
			if !slices.Contains(limit.Accepts, method) {
				t.Errorf("rotation %s accepts %s, the table %q", limit.Type, method, limit.Accepts)
			}
		}
	}
}

// Every capability of the table is a word of the profile, but for those that no key policy gives.
func TestCapabilitiesAreThoseOfTheTable(t *testing.T) {
	for _, c := range data.Capabilities() {
		_, err := profile.Parse([]byte(fmt.Sprintf("role \"x\" {\n  never = [%q]\n}\n", c.Name)), "p.hcl")
		if (err == nil) != (c.Name != "account") {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
}

func TestBuiltinIsFormatted(t *testing.T) {
	for _, path := range []string{"builtin.hcl", filepath.Join("testdata", "example.hcl")} {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(hclwrite.Format(src)), string(src)); diff != "" {
			t.Errorf("%s -formatted +written:\n%s", path, diff)
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

// Who is named in a role may be spelled in every way that design and rules know.
func TestFormsOfPrincipals(t *testing.T) {
	for _, who := range []string{
		"arn:aws:iam::123456789012:role/ops/key-admin", "arn:aws-eusc:iam::123456789012:user/ada",
		"arn:aws:sts::123456789012:assumed-role/key-admin/ada", "123456789012", "*", "arn:aws:iam::*:role/key-*", "*:role/key-admin",
		"aws_iam_role.admin", "aws_iam_role.*", `module.iam["eu"].aws_iam_role.admin["a b"]`, "data.aws_iam_role.admin",
		"rds.amazonaws.com", "logs.cn-north-1.amazonaws.com.cn", "user:ada@drop.example", "group:auditors@drop.example",
		"serviceAccount:app@drop-prod.iam.gserviceaccount.com", "domain:drop.example", "google_service_account.app",
		"aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa", "azurerm_user_assigned_identity.app",
		"principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/*",
	} {
		own := parse(t, fmt.Sprintf("role \"key-admin\" {\n  principals = [%q]\n}\n", who))
		if got := own.Roles["key-admin"].Principals; !slices.Equal(got, []string{who}) {
			t.Errorf("%s became %q", who, got)
		}
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

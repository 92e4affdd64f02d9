package profile_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

// exception is one that is right; faults are put into it.
const exception = `exception "jwt" {
  system                = "Drop"
  classification        = "confidential"
  rules                 = ["KEY-01"]
  scope                 = ["JWT_SECRET"]
  reason                = "phase 2"
  risk                  = "shared secret"
  compensating_controls = ["a table"]
  approved_by           = "ciso"
  starts                = "2026-02-23"
  ends                  = "2027-02-22"
}
`

func TestFaultsSayWhereAndHowToMend(t *testing.T) {
	swap := func(from, to string) string { return strings.Replace(exception, from, to, 1) }
	tests := []struct{ name, text, want string }{
		{"unknown block", "domian \"x\" {}\n", `p.hcl:1:1: Unknown block: A profile has no block "domian". Did you mean "domain"?`},
		{"unknown setting", "policy {\n  fail_om = \"high\"\n}\n", `p.hcl:2:3: Unknown setting: policy has no setting "fail_om". Did you mean "fail_on"?`},
		{"setting at the top", "fail_on = \"high\"\n", `p.hcl:1:1: Unknown setting: profile has no settings of its own`},
		{"setting as block", "policy {\n  fail_on {}\n}\n", `p.hcl:2:3: Setting written as a block`},
		{"block as setting", "policy {\n  estate = true\n}\n", `p.hcl:2:3: Block written as a setting`},
		{"unknown class", "domain \"pii\" {\n  classification = \"secret\"\n}\n", `p.hcl:2:20: Unknown word: "secret" is not known for "classification". Allowed: restricted, confidential, internal, public.`},
		{"misspelt class", "domain \"pii\" {\n  classification = \"restrictd\"\n}\n", `Did you mean "restricted"?`},
		{"label missing", "domain {}\n", `p.hcl:1:1: Label missing or too many`},
		{"two labels", "domain \"a\" \"b\" {}\n", `p.hcl:1:1: Label missing or too many`},
		{"label too many", "policy \"x\" {}\n", `p.hcl:1:8: Label on a block that has none`},
		{"malformed label", "domain \"My Domain\" {}\n", `p.hcl:1:8: Malformed label: "My Domain" is not a domain's name. It takes lower-case letters`},
		{"duplicate label", "team \"a\" {}\nteam \"a\" {}\n", `p.hcl:2:1: Block given twice: team "a" is already on line 1.`},
		{"duplicate block", "policy {}\npolicy {}\n", `p.hcl:2:1: Block given twice: policy is already on line 1.`},
		{"duplicate setting", "policy {\n  owner = \"a\"\n  owner = \"b\"\n}\n", `p.hcl:3:3: `},
		{"duplicate entry", "policy {\n  require = [\"keys\", \"keys\"]\n}\n", `p.hcl:2:22: Entry given twice`},
		{"required", "domain \"new\" {}\n", `p.hcl:1:1: Setting missing: domain "new" must say "classification"`},
		{"unknown rotation", "rotation \"keks\" {\n}\n", `p.hcl:1:10: Unknown rotation type: "keks" is not a rotation type. Did you mean "kek"?`},
		{"unknown domain", "domain \"pii\" {\n  separate_from = [\"bakup\"]\n}\n", `p.hcl:2:19: Unknown domain: domain "pii" names the domain "bakup" in "separate_from", and there is none of that name. Did you mean "backup"?`},
		{"purpose of no domain", "key \"alias/x\" {\n  purpose = \"nothing\"\n}\n", `p.hcl:2:13: Unknown domain`},
		{"unknown team", "approval \"create-kek\" {\n  teams = [\"nobody\"]\n}\n", `p.hcl:2:11: Unknown team`},
		{"unknown approval", "role \"policy-admin\" {\n  guarded_by = \"nothing\"\n}\n", `p.hcl:2:16: Unknown approval`},
		{"unknown capability", "role \"ci\" {\n  never = [\"decyrpt\"]\n}\n", `p.hcl:2:12: Unknown word: "decyrpt" is not known for "never". Did you mean "decrypt"?`},
		{"both may and never", "role \"key-admin\" {\n  capabilities = [\"decrypt\"]\n}\n", `p.hcl:2:18: Capability both given and barred: role "key-admin" may "decrypt" by capabilities and never by never`},
		{"account", "policy {\n  accounts = [\"1234\"]\n}\n", `p.hcl:2:15: Malformed text: "1234" in "accounts" is not an account id of twelve digits, or a project or domain of Google Cloud.`},
		{"region", "regions {\n  primary = [\"EU North\"]\n}\n", `p.hcl:2:14: Malformed text`},
		{"jurisdiction", "regions {\n  jurisdiction = \"EAA\"\n}\n", `p.hcl:2:18: Unknown jurisdiction: "EAA" is not known. Allowed: EEA, EU, or a country's code`},
		{"region outside", "regions {\n  primary = [\"eu-west-2\"]\n}\n", `p.hcl:2:13: Region outside the jurisdiction: "eu-west-2" is in GB, and the jurisdiction is EEA.`},
		{"backup in primary", "regions {\n  primary = [\"eu-north-1\"]\n  backup  = [\"eu-north-1\"]\n}\n", `p.hcl:3:13: Backup in the primary region`},
		{"date", "policy {\n  review_by = \"2027-02-30\"\n}\n", `p.hcl:2:15: Malformed text: "2027-02-30" in "review_by" is not a date such as`},
		{"date in words", "policy {\n  review_by = \"next year\"\n}\n", `p.hcl:2:15: Malformed text`},
		{"duration", "domain \"pii\" {\n  retention = \"five years\"\n}\n", `p.hcl:2:15: Malformed text: "five years" in "retention" is not a duration such as`},
		{"duration of nothing", "domain \"pii\" {\n  retention = \"0d\"\n}\n", `p.hcl:2:15: Malformed text`},
		{"retention", "policy {\n  retention = { \"pci-dss\" = \"2 years\" }\n}\n", `p.hcl:2:29: Malformed text`},
		{"time of day", "policy {\n  off_hours {\n    from = \"25:00\"\n    to = \"07:00\"\n  }\n}\n", `p.hcl:3:12: Malformed text`},
		{"half a span", "policy {\n  off_hours {\n    from = \"22:00\"\n  }\n}\n", `p.hcl:2:3: Half a span of time`},
		{"number as text", "rotation \"kek\" {\n  period_days = \"365\"\n}\n", `p.hcl:2:17: Wrong type of value: "period_days" takes a whole number.`},
		{"fraction", "rotation \"kek\" {\n  period_days = 90.5\n}\n", `p.hcl:2:17: Wrong type of value`},
		{"negative", "rotation \"kek\" {\n  period_days = -1\n}\n", `p.hcl:2:18: Number out of range: "period_days" takes a whole number from 1 to 3650.`},
		{"huge", "rotation \"kek\" {\n  period_days = 99999999999999999999\n}\n", `p.hcl:2:17: Number out of range`},
		{"period no key can have", "rotation \"kek\" {\n  period_days = 30\n}\n", `p.hcl:2:17: Period that no key can have`},
		{"overlap", "rotation \"jwt\" {\n  overlap_hours = 2400\n}\n", `p.hcl:2:19: Overlap longer than the period`},
		{"null", "policy {\n  owner = null\n}\n", `p.hcl:2:11: Wrong type of value: "owner" takes a text in quotes.`},
		{"bool as text", "policy {\n  estate {\n    complete = \"true\"\n  }\n}\n", `p.hcl:3:16: Wrong type of value: "complete" takes true or false.`},
		{"text for list", "policy {\n  require = \"keys\"\n}\n", `p.hcl:2:13: Wrong type of value: "require" takes a list of texts.`},
		{"empty text", "policy {\n  owner = \" \"\n}\n", `p.hcl:2:11: Empty text`},
		{"control character", "policy {\n  owner = \"a\\u001b[31m\"\n}\n", `p.hcl:2:11: Control character`},
		{"variable", "policy {\n  owner = var.owner\n}\n", `p.hcl:2:14: Not a literal`},
		{"bare word", "policy {\n  owner = ciso\n}\n", `p.hcl:2:11: Wrong type of value: "owner" takes a text in quotes. Names of other things cannot be used`},
		{"template", "policy {\n  owner = \"${file(\"/etc/passwd\")}\"\n}\n", `p.hcl:2:12: Not a literal`},
		{"function", "policy {\n  owner = file(\"/etc/passwd\")\n}\n", `p.hcl:2:15: Not a literal`},
		{"loop", "policy {\n  require = [for x in [\"keys\"] : x]\n}\n", `p.hcl:2:13: Wrong type of value`},
		{"deep", "policy {\n  require = " + strings.Repeat("[", 100_000) + "\n}\n", `p.hcl:2:28: Nested too deep`},
		{"signs", "rotation \"kek\" {\n  period_days = " + strings.Repeat("-", 100_000) + "1\n}\n", `p.hcl:2:18: Not a literal`},
		{"long", strings.Repeat("#", profile.MaxBytes+1), `p.hcl:1:1: Profile too long`},
		{"syntax", "policy {\n", `p.hcl:1:8: Unclosed configuration block`},
		{"not UTF-8", "policy {\n  owner = \"\xff\"\n}\n", `p.hcl:2:`},
		{"principal's name alone", "role \"key-admin\" {\n  principals = [\"bob\"]\n}\n", `p.hcl:2:17: Malformed text: "bob" in "principals" is not an ARN`},
		{"principal with a blank", "role \"key-admin\" {\n  principals = [\"arn:aws:iam::123456789012:role/a \"]\n}\n", `p.hcl:2:17: Malformed text`},
		{"half an ARN", "role \"key-admin\" {\n  principals = [\"arn:aws:iam\"]\n}\n", `p.hcl:2:17: Malformed text`},
		{"handle", "team \"ciso\" {\n  member \"ada\" {\n    handles = [\"ada\"]\n  }\n}\n", `p.hcl:3:16: Malformed text: "ada" in "handles" is not a service and a handle`},
		{"handle of two people", "team \"ciso\" {\n  member \"ada\" {\n    handles = [\"github:ada\"]\n  }\n}\nteam \"legal\" {\n  member \"eve\" {\n    handles = [\"github:Ada\"]\n  }\n}\n", `p.hcl:8:15: Handle of two people: "github:ada" belongs to the member "ada" too.`},
		{"no approvers", "approval \"new\" {\n  teams    = []\n  distinct = 1\n}\n", `p.hcl:2:14: Approval by nobody`},
		{"escrow", "escrow \"alias/x\" {\n  n = 2\n  k = 3\n  holders = [\"a\", \"b\"]\n  places = [\"safe\"]\n}\n", `p.hcl:3:7: More shares needed than there are`},
		{"escrow in one hand", "escrow \"alias/x\" {\n  n = 3\n  k = 2\n  holders = [\"a\"]\n  places = [\"safe\"]\n}\n", `p.hcl:4:13: Too few holders`},
		{"network", "role \"application\" {\n  network {\n    endpoint_ids = [\"vpce-1\"]\n    lifted = \"why\"\n  }\n}\n", `p.hcl:4:14: Network both named and lifted`},
		{"end before start", swap("2027-02-22", "2026-02-22"), `p.hcl:11:27: End before the start: exception "jwt" ends on 2026-02-22 and starts on 2026-02-23.`},
		{"no end", swap("  ends                  = \"2027-02-22\"\n", ""), `p.hcl:1:1: Exception without an end`},
		{"rule of no form", swap("KEY-01", "KEY01"), `p.hcl:4:28: Malformed text: "KEY01" in "rules" is not a rule's ID such as "KEY-01".`},
		{"exception from nothing", swap(`["KEY-01"]`, "[]"), `p.hcl:4:27: Exception from nothing`},
		{"exception without approver", swap("  approved_by           = \"ciso\"\n", ""), `p.hcl:1:1: Setting missing: exception "jwt" must say "approved_by"`},
		{"approver of no team", swap(`"ciso"`, `"ada"`), `p.hcl:9:27: Unknown team`},
		{"review before start", exception[:len(exception)-2] + "  reviewed = \"2026-01-01\"\n}\n", `p.hcl:12:14: Review before the start`},
		{"rule label", "rule \"acc1\" {}\n", `p.hcl:1:6: Malformed label`},
		{"rule without reason", "rule \"ACC-01\" {\n  enabled = false\n}\n", `p.hcl:1:1: Setting missing: rule "ACC-01" must say "reason"`},
		{"algorithm without end", "algorithm \"RSA_2048\" {\n  status = \"legacy\"\n  reason = \"a partner\"\n}\n", `must say "ends"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := profile.Parse([]byte(tt.text), "p.hcl")
			var faults *profile.Error
			if !errors.As(err, &faults) {
				t.Fatalf("got %v, want faults", err)
			}
			if len(faults.Diagnostics) == 0 || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestEveryFaultIsToldAtOnceInOrder(t *testing.T) {
	_, err := profile.Parse([]byte("policy {\n  x = 1\n  fail_on = \"no\"\n}\nfoo {}\n"), "p.hcl")
	var faults *profile.Error
	if !errors.As(err, &faults) || len(faults.Diagnostics) != 3 {
		t.Fatalf("got %v, want three faults", err)
	}
	for i, line := range []int{2, 3, 5} {
		if faults.Diagnostics[i].Line != line {
			t.Errorf("fault %d is on line %d, want %d", i, faults.Diagnostics[i].Line, line)
		}
	}
}

func TestLoadSaysWhatIsWrongWithTheFile(t *testing.T) {
	if _, err := profile.Load(filepath.Join(t.TempDir(), "keywright.hcl")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want that it is not there", err)
	}
	if _, err := profile.Load(t.TempDir()); err == nil {
		t.Error("a folder is read as a profile")
	}
}

// FuzzParse holds that no text makes the parser panic, that faults have places inside the text, and that a profile
// that is read holds at least what the built-in one does.
func FuzzParse(f *testing.F) {
	f.Fuzz(func(t *testing.T, text string) {
		p, err := profile.Parse([]byte(text), "p.hcl")
		if err != nil {
			var faults *profile.Error
			if !errors.As(err, &faults) || len(faults.Diagnostics) == 0 {
				t.Fatalf("%v is no fault with a place", err)
			}
			for _, d := range faults.Diagnostics {
				if d.Line < 1 || d.Line > strings.Count(text, "\n")+1 || d.Column < 1 || d.Summary == "" || d.Detail == "" {
					t.Errorf("fault without a place or words: %+v", d)
				}
			}
			return
		}
		for label := range profile.Builtin().Domains {
			if p.Domains[label].Classification == "" {
				t.Errorf("domain %s has lost its class", label)
			}
		}
	})
}

func TestFuzzSeedsAreThere(t *testing.T) {
	if seeds, err := os.ReadDir(filepath.Join("testdata", "fuzz", "FuzzParse")); err != nil || len(seeds) < 8 {
		t.Errorf("%d seeds, %v", len(seeds), err)
	}
}

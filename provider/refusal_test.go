package provider

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// words matches a sentence however Terraform breaks its lines.
func words(sentence string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(sentence), " ", `\s+`))
}

// Each of these is refused while it is planned, and nothing is made.
func TestRefusedAtPlan(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	key := func(more string) string { return b.config(keyConfig("k", "payments", more)) }
	access := func(class, roles string) string {
		return b.config(`
resource "keywright_key" "k" {
  alias          = "payments"
  purpose        = "database"
  classification = "` + class + `"
  owner          = "security-team"
  environment    = "production"
  access         = {
` + roles + `
  }
}`)
	}
	admins := fmt.Sprintf("    policy-admin = { principals = [%q] }\n", pipeline)
	for name, c := range map[string]struct{ config, want string }{
		"usage does not fit":      {key(`usage = "SIGN_VERIFY"`), "Usage does not fit the spec"},
		"unknown spec":            {key(`spec = "AES_512"`), "spec value must be one of"},
		"window too short":        {key(`deletion_window_days = 6`), "deletion_window_days value must be between 7 and 30"},
		"unknown region":          {key(`region = "eu-nowhere-1"`), "Unknown region"},
		"reserved tag":            {key(`tags = { Purpose = "x" }`), "Reserved tag"},
		"tag not storable":        {key(`tags = { Team = "a;b" }`), "Not storable in a tag"},
		"space in protects":       {key(`protects = ["a b"]`), "an entry has no spaces"},
		"malformed alias":         {b.config(keyConfig("k", "alias/payments", "")), "Malformed alias"},
		"alias of AWS":            {b.config(keyConfig("k", "aws/payments", "")), "Malformed alias"},
		"unknown role":            {access("internal", admins+`    king = { principals = ["`+app+`"] }`), `got: "king"`},
		"malformed principal":     {access("internal", admins+`    application = { principals = ["arn:aws:iam::12:role/x"] }`), "principal"},
		"lockout":                 {access("internal", `    policy-admin = { principals = ["`+other+`"] }`), "The policy would lock its writer out"},
		"malformed statement":     {key(`extra_statements = ["{"]`), "No policy can be made of this access"},
		"rule ACC-03":             {key(`extra_statements = [jsonencode({ Sid = "All", Effect = "Allow", Principal = "*", Action = "kms:Encrypt", Resource = "*" })]`), "ACC-03"},
		"rule REG-01":             {key(`region = "eu-west-2"`), "REG-01"},
		"policy too long":         {key(`extra_statements = [for i in range(400) : jsonencode({ Sid = "S${i}", Effect = "Allow", Principal = { AWS = "` + app + `" }, Action = "kms:Encrypt", Resource = "*" })]`), "KMS takes at most 32768"},
		"no ownership":            {strings.Replace(key(""), `ownership  = "test"`, "", 1), "No ownership configured"},
		"ownership not storable":  {strings.Replace(key(""), `"test"`, `"a;b"`, 1), "Not storable in a tag"},
		"malformed duration":      {b.configAs("PIPELINE", `adopt_within = "yesterday"`, keyConfig("k", "payments", "")), "Malformed duration"},
		"malformed endpoint":      {strings.Replace(key(""), b.url, "localhost:1", 1), "Malformed endpoint"},
		"provider region unknown": {strings.Replace(key(""), `"eu-north-1"`, `"mars-1"`, 1), "Unknown region"},
		"policy_file not there":   {b.configAs("PIPELINE", `policy_file = "/nowhere/keywright.hcl"`, keyConfig("k", "payments", "")), "The organisation's policy cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			(&bench{t: t, kms: b.kms, url: b.url}).run(resource.TestStep{Config: c.config, PlanOnly: true, ExpectError: words(c.want)})
		})
	}
	t.Cleanup(func() {
		if n := b.kms.Calls()["CreateKey"]; n != 0 {
			t.Errorf("%d keys were made", n)
		}
	})
}

func TestMalformedPolicyFileIsNamedWithItsPlace(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	file := filepath.Join(t.TempDir(), "keywright.hcl")
	if err := os.WriteFile(file, []byte("policy {\n  organisation = 1\n}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.run(resource.TestStep{Config: b.configAs("PIPELINE", fmt.Sprintf("policy_file = %q", file), keyConfig("k", "payments", "")), PlanOnly: true, ExpectError: regexp.MustCompile(`keywright\.hcl:2`)})
}

func TestEnforcementWarnsOrIsOff(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	open := keyConfig("k", "payments", `extra_statements = [jsonencode({ Sid = "All", Effect = "Allow", Principal = "*", Action = "kms:Encrypt", Resource = "*" })]`)
	b.run(
		resource.TestStep{Config: b.configAs("PIPELINE", `enforcement = "warning"`, open)},
		resource.TestStep{Config: b.configAs("PIPELINE", `enforcement = "off"`, open), ConfigPlanChecks: emptyPlan},
		// What is there already is not refused by a plan that leaves it as it is.
		resource.TestStep{Config: b.configAs("PIPELINE", `enforcement = "error"`, open), ConfigPlanChecks: emptyPlan},
		resource.TestStep{Config: b.configAs("PIPELINE", `enforcement = "error"`, strings.Replace(open, "production", "staging", 1)), ExpectError: regexp.MustCompile(`ACC-03`)},
	)
}

func TestApplyPrincipalIsWhoMustKeepThePolicy(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(
		resource.TestStep{Config: b.configAs("OTHER", fmt.Sprintf("apply_principal = %q", pipeline), keyConfig("k", "payments", "")), PlanOnly: true, ExpectNonEmptyPlan: true},
		resource.TestStep{Config: b.configAs("PIPELINE", fmt.Sprintf("apply_principal = %q", other), keyConfig("k", "payments", "")), PlanOnly: true, ExpectError: words("The policy would lock its writer out")},
	)
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	config := strings.ReplaceAll(b.config(keyConfig("k", "payments", "")), b.url, "http://127.0.0.1:1")
	b.run(resource.TestStep{Config: config, PlanOnly: true, ExpectError: words("AWS cannot be reached")})
}

func TestNoCredentials(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	config := b.configAs("PIPELINE", `profile = "keywright-test-has-no-such-profile"`, keyConfig("k", "payments", ""))
	config = regexp.MustCompile(`(?m)^\s*(access|secret)_key.*$`).ReplaceAllString(config, "")
	b.run(resource.TestStep{Config: config, PlanOnly: true, ExpectError: words("AWS credentials not usable")})
}

// Every pair of spec and usage that the table has passes, every other is refused.
func TestKindMatrix(t *testing.T) {
	t.Parallel()
	for _, spec := range specNames() {
		fits := map[string]bool{}
		for _, usage := range data.UsagesOf(spec) {
			fits[usage] = true
		}
		for _, usage := range usageNames() {
			var diags diag.Diagnostics
			m := keyModel{Spec: str(spec), Usage: str(usage)}
			m.checkKind(&diags)
			if diags.HasError() == fits[usage] {
				t.Errorf("%s for %s: refused is %t", spec, usage, diags.HasError())
			}
		}
	}
}

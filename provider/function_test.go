package provider

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// The function makes the policy that the resource makes, and says of it what it lets whom do.
func TestPolicyFunctions(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(resource.TestStep{
		Config: b.config(keyConfig("k", "payments", "") + `
locals {
  policy = provider::keywright::key_policy({
    policy-admin = { principals = ["` + pipeline + `"] }
    key-admin    = { principals = ["` + admin + `"], mfa = true }
    application  = { principals = ["` + app + `"] }
  }, { region = "eu-north-1", account = "123456789012" })
}
output "same" { value = local.policy == keywright_key.k.policy }
output "app"  { value = provider::keywright::capabilities(local.policy)["AWS:` + app + `"] }
output "admin_decrypts" { value = can(provider::keywright::capabilities(local.policy)["AWS:` + admin + `"].decrypt) }
`),
		ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownOutputValue("same", knownvalue.Bool(true)),
			statecheck.ExpectKnownOutputValue("app", knownvalue.MapPartial(map[string]knownvalue.Check{"decrypt": knownvalue.StringExact("can")})),
			statecheck.ExpectKnownOutputValue("admin_decrypts", knownvalue.Bool(false)),
		},
	})
}

func TestPolicyFunctionsRefuse(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	for call, want := range map[string]string{
		`key_policy({ application = { principals = ["x"], mfaa = true } }, { region = "eu-north-1" })`: "mfaa",
		`key_policy({ king = { principals = ["` + app + `"] } }, { region = "eu-north-1" })`:           "king",
		`key_policy(null, { region = "eu-north-1" })`:                                                  "null",
		`key_policy([1], {})`: "shape",
		`capabilities("{")`:   "policy",
	} {
		b.run(resource.TestStep{Config: b.config(`output "x" { value = provider::keywright::` + call + ` }`), ExpectError: regexp.MustCompile(want)})
	}
}

package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func TestResidency(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	residency := func(body string) string { return b.config("resource \"keywright_residency\" \"r\" {\n" + body + "\n}") }
	for body, want := range map[string]string{
		"primary_region = \"eu-west-2\"":                                                        "eu-west-2 is in GB, which is not in EEA",
		"primary_region = \"eu-north-1\"\nbackup_region = \"eu-central-2\"":                     "eu-central-2 is in CH",
		"primary_region = \"eu-north-1\"\nbackup_region = \"eu-north-1\"":                       "Backup region is the primary region",
		"primary_region = \"eu-north-1\"\nadditional_regions = [\"eusc-de-east-1\"]":            "Regions of several partitions",
		"primary_region = \"eu-north-9\"":                                                       "Unknown region",
		"primary_region = \"eu-north-1\"\njurisdiction = \"Atlantis\"":                          "Unknown jurisdiction",
		"primary_region = \"eu-north-1\"\njurisdiction = \"SE\"\nbackup_region = \"eu-west-1\"": "which is not in SE",
	} {
		b.run(resource.TestStep{Config: residency(body), PlanOnly: true, ExpectError: words(want)})
	}
	good := residency("primary_region = \"eu-north-1\"\nbackup_region = \"eu-west-1\"")
	b.run(
		resource.TestStep{Config: good, ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_residency.r", at("jurisdiction"), knownvalue.StringExact("EEA")),
		}},
		resource.TestStep{Config: residency("primary_region = \"eu-west-2\"\njurisdiction = \"GB\""), ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectResourceAction("keywright_residency.r", plancheck.ResourceActionUpdate)}}},
	)
}

func TestJurisdictionFunction(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(
		resource.TestStep{Config: b.config(`output "eea" { value = [for r in ["eu-north-1", "eu-west-2", "eu-central-2"] : contains(provider::keywright::jurisdiction(r), "EEA")] }`),
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("eea", knownvalue.TupleExact([]knownvalue.Check{
				knownvalue.Bool(true), knownvalue.Bool(false), knownvalue.Bool(false)}))}},
		resource.TestStep{Config: b.config(`output "x" { value = provider::keywright::jurisdiction("mars-1") }`), ExpectError: words("is not in the table of regions")},
	)
}

// twoKeys are keys that differ in what the body of each says.
func separated(b *bench, one, two, demand string) string {
	key := func(name, body string) string {
		return `
resource "keywright_key" "` + name + `" {
  alias          = "` + name + `"
  purpose        = "database"
  classification = "internal"
  owner          = "security-team"
  environment    = "production"
  ` + body + `
}`
	}
	return b.configAs("PIPELINE", `enforcement = "off"`, key("one", one)+key("two", two)+`
resource "keywright_separation" "s" {
  keys = { one = keywright_key.one, two = keywright_key.two }
  `+demand+`
}`)
}

func accessFor(user string) string {
	return `access = {
    policy-admin = { principals = ["` + pipeline + `"] }
    application  = { principals = ["` + user + `"] }
  }`
}

func roleForApp(role, options string) string {
	return `access = {
    policy-admin = { principals = ["` + pipeline + `"] }
    ` + role + ` = { principals = ["` + app + `"]
      ` + options + `
    }
  }`
}

// Who encrypts, verifies, or has services make grants for their own resources does not use or manage a key; what a
// service may do for everybody of the account is left open.
func TestSeparationIsNotBroken(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	signing := "\nspec = \"ECC_NIST_P256\"\nusage = \"SIGN_VERIFY\""
	everybody := `access = {
    policy-admin = { principals = ["` + pipeline + `"] }
    service      = { services = ["rds", "s3"] }
  }`
	for name, c := range map[string]struct{ one, two, demand string }{
		"encrypts one":          {roleForApp("key-decrypt", ""), roleForApp("key-encrypt", ""), `distinct_users = ["one"]`},
		"verifies both":         {roleForApp("verifier", "") + signing, roleForApp("verifier", "") + signing, `distinct_users = ["one"]`},
		"signs one":             {roleForApp("signer", "") + signing, roleForApp("verifier", "") + signing, `distinct_users = ["one"]`},
		"a service for all":     {everybody, roleForApp("key-decrypt", ""), `distinct_users = ["one"]`},
		"a service for all, of": {everybody, everybody, `distinct_users = ["one"]`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := separated(b, c.one, c.two, c.demand)
			(&bench{t: t, kms: b.kms, url: b.url}).run(resource.TestStep{Config: config, PlanOnly: true, ExpectNonEmptyPlan: true})
		})
	}
}

func TestManagersOfServices(t *testing.T) {
	t.Parallel()
	facts := func(access keypolicy.Access) keyFacts {
		policy, err := keypolicy.Generate(keypolicy.Spec{Access: access, KeySpec: defaultSpec, Usage: defaultUsage, Region: "eu-north-1", Partition: "aws", Account: "123456789012"})
		if err != nil {
			t.Fatal(err)
		}
		document, err := keypolicy.Parse(policy)
		if err != nil {
			t.Fatal(err)
		}
		return keyFacts{policy: document}
	}
	one := facts(keypolicy.Access{"policy-admin": {Principals: []string{pipeline}}, "service": {Principals: []string{app}, Services: []string{"rds"}}})
	two := facts(keypolicy.Access{"policy-admin": {Principals: []string{other}}, "service": {Principals: []string{app}, Services: []string{"rds"}}})
	if why, _ := shared(one, two, managing); why != "" {
		t.Errorf("who has a service make grants counts as an administrator: %s", why)
	}
	if why, _ := shared(one, one, managing); !strings.Contains(why, "role/pipeline may manage both") {
		t.Errorf("the pipeline of both is not seen: %q", why)
	}
}

func TestSeparationRefusedAtPlan(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	for name, c := range map[string]struct{ one, two, demand, want string }{
		"same region":                          {accessFor(app), accessFor(admin), `distinct_regions = ["one"]`, "both live in eu-north-1"},
		"same user":                            {accessFor(app), accessFor(app), `distinct_users = ["two"]`, "role/app may use both"},
		"same administrator":                   {accessFor(app), accessFor(admin), `distinct_administrators = ["two"]`, "role/pipeline may manage both"},
		"decrypts one, data keys of the other": {roleForApp("key-decrypt", ""), roleForApp("key-encrypt", "data_keys = true"), `distinct_users = ["one"]`, "role/app may use both"},
		"a service for named users":            {roleForApp("service", `services = ["rds"]`), roleForApp("service", `services = ["s3"]`), `distinct_users = ["one"]`, "role/app may use both"},
		"no such name":                         {accessFor(app), accessFor(admin), `distinct_users = ["three"]`, "No such key"},
		"everyone uses one": {accessFor(app), accessFor(admin) + "\n" + `extra_statements = [jsonencode({ Sid = "All", Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" })]`,
			`distinct_users = ["one"]`, "may use both"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			(&bench{t: t, kms: b.kms, url: b.url}).run(resource.TestStep{Config: separated(b, c.one, c.two, c.demand), PlanOnly: true, ExpectError: words(c.want)})
		})
	}
}

func TestSeparationOfLiveKeys(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{ShuffleRead: true})
	good := separated(b, accessFor(app), accessFor(admin)+"\nregion = \"eu-west-1\"", "distinct_regions = [\"one\"]\ndistinct_users = [\"two\"]")
	shared := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + pipeline + `"},"Action":"kms:*","Resource":"*"},
{"Effect":"Allow","Principal":{"AWS":"` + app + `"},"Action":"kms:Decrypt","Resource":"*"}]}`
	b.run(
		resource.TestStep{Config: good, ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_separation.s", at("violations"), knownvalue.ListSizeExact(0)),
		}},
		// Somebody lets the first key's user decrypt under the second: seen by the refresh, mended and looked at again by the apply.
		resource.TestStep{PreConfig: func() {
			key := b.key("eu-west-1", "two")
			b.call("eu-west-1", "PutKeyPolicy", map[string]any{"KeyId": key.ID, "Policy": shared})
		}, Config: good, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectResourceAction("keywright_key.two", plancheck.ResourceActionUpdate),
			plancheck.ExpectResourceAction("keywright_separation.s", plancheck.ResourceActionUpdate),
		}}, ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_separation.s", at("violations"), knownvalue.ListSizeExact(0)),
		}},
	)
}

func TestSeparationKnowsReplicasAndTwins(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	for keys, want := range map[string]string{
		`{ a = { arn = "arn:aws:kms:eu-north-1:123456789012:key/mrk-1" }, b = { arn = "arn:aws:kms:eu-west-1:123456789012:key/mrk-1" } }`: "one is a replica of the other",
		`{ a = { key_id = "1", region = "eu-north-1" }, b = { arn = "arn:aws:kms:eu-north-1:123456789012:key/1" } }`:                      "are one key",
		`{ a = { alias = "x" }, b = { alias = "x", region = "eu-north-1" } }`:                                                             "both have alias/x",
	} {
		b.run(resource.TestStep{Config: b.config("resource \"keywright_separation\" \"s\" {\n  keys = " + keys + "\n}"), PlanOnly: true, ExpectError: words(want)})
	}
}

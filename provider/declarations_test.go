package provider

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

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
		resource.TestStep{Config: good, ConfigPlanChecks: emptyPlan},
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

func TestSeparationRefusedAtPlan(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	for name, c := range map[string]struct{ one, two, demand, want string }{
		"same region":        {accessFor(app), accessFor(admin), `distinct_regions = ["one"]`, "both live in eu-north-1"},
		"same user":          {accessFor(app), accessFor(app), `distinct_users = ["two"]`, "role/app may use both"},
		"same administrator": {accessFor(app), accessFor(admin), `distinct_administrators = ["two"]`, "role/pipeline may manage both"},
		"no such name":       {accessFor(app), accessFor(admin), `distinct_users = ["three"]`, "No such key"},
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
		resource.TestStep{Config: good, ConfigPlanChecks: emptyPlan},
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
		resource.TestStep{Config: good, ConfigPlanChecks: emptyPlan},
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

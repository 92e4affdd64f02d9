package provider

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// A key is found by every form of its name, and fits whole where keys are taken.
func TestKeyDataSource(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{ShuffleRead: true})
	foreign := b.makeKey("foreign", map[string]string{"Team": "x"}, map[string]any{"Description": "theirs", "KeySpec": "RSA_3072", "KeyUsage": "SIGN_VERIFY"})
	const data = `
data "keywright_key" "own" {
  key = keywright_key.k.arn
}
data "keywright_key" "foreign" {
  key = "alias/foreign"
}
data "keywright_key" "west" {
  key = "alias/payments@eu-west-1"
  depends_on = [keywright_replica_key.r]
}
resource "keywright_separation" "s" {
  keys             = { own = data.keywright_key.own, foreign = data.keywright_key.foreign }
}
resource "keywright_rotation" "r" {
  method = "automatic"
  manage = false
  keys   = { own = data.keywright_key.own }
}
`
	check := func(address, attribute string, want knownvalue.Check) statecheck.StateCheck {
		return statecheck.ExpectKnownValue("data.keywright_key."+address, at(attribute), want)
	}
	b.run(resource.TestStep{Config: b.config(multiRegion(`protects = ["a"]`) + replica("payments", west, "") + data), ConfigStateChecks: []statecheck.StateCheck{
		check("own", "alias", knownvalue.StringExact("payments")),
		check("own", "purpose", knownvalue.StringExact("log")),
		check("own", "ownership", knownvalue.StringExact("test")),
		check("own", "primary", knownvalue.Bool(true)),
		check("own", "access", knownvalue.MapSizeExact(3)),
		check("own", "creation_date", knownvalue.StringRegexp(regexp.MustCompile(`^\d{4}-\d\d-\d\dT`))),
		check("foreign", "key_id", knownvalue.StringExact(foreign)),
		check("foreign", "spec", knownvalue.StringExact("RSA_3072")),
		check("foreign", "access", knownvalue.Null()),
		check("foreign", "primary", knownvalue.Null()),
		check("foreign", "tags", knownvalue.MapSizeExact(1)),
		check("west", "region", knownvalue.StringExact(west)),
		check("west", "primary", knownvalue.Bool(false)),
	}})
	b.run(resource.TestStep{Config: b.config(`data "keywright_key" "x" { key = "alias/nobody" }`), ExpectError: words("does not exist")})
	b.run(resource.TestStep{Config: b.config(`data "keywright_key" "x" { key = "x@" }`), ExpectError: words("names no key")})
}

func TestKeysDataSource(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	ids := map[string]string{}
	for _, alias := range []string{"drop-a", "drop-b", "other"} {
		ids[alias] = b.makeKey(alias, map[string]string{kms.TagPurpose: alias[:4]}, nil)
	}
	ids["bare"] = b.makeKey("", nil, map[string]any{"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"})
	hidden := b.makeKey("drop-hidden", nil, map[string]any{"BypassPolicyLockoutSafetyCheck": true, "Policy": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + other + `"},"Action":"kms:*","Resource":"*"},{"Effect":"Allow","Principal":{"AWS":"` + pipeline + `"},"Action":"kms:CreateAlias","Resource":"*"}]}`})
	b.call("eu-north-1", "DisableKey", map[string]any{"KeyId": ids["drop-b"]})
	list := func(filter string, want ...string) resource.TestStep {
		keys := map[string]knownvalue.Check{}
		for _, name := range want {
			keys[ids[name]] = knownvalue.NotNull()
		}
		return resource.TestStep{Config: b.config("data \"keywright_keys\" \"x\" {\n" + filter + "\n}"), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("data.keywright_keys.x", at("keys"), knownvalue.MapExact(keys)),
		}}
	}
	b.run(
		list("", "drop-a", "drop-b", "other", "bare"),
		list(`alias_prefix = "drop-"`, "drop-a", "drop-b"),
		list(`key_states = ["Disabled"]`, "drop-b"),
		list(`specs = ["HMAC_256"]`, "bare"),
		list(`tags = { Purpose = "drop" }`, "drop-a", "drop-b"),
		list(`tags = { Purpose = "nobody" }`),
		list(`region = "eu-west-1"`),
		resource.TestStep{Config: b.config(`data "keywright_keys" "x" { alias_prefix = "drop-" }`), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("data.keywright_keys.x", at("unreadable").AtMapKey(hidden), knownvalue.NotNull()),
			statecheck.ExpectKnownValue("data.keywright_keys.x", at("keys").AtMapKey(ids["drop-b"]).AtMapKey("key_state"), knownvalue.StringExact("Disabled")),
			statecheck.ExpectKnownValue("data.keywright_keys.x", at("keys").AtMapKey(ids["drop-a"]).AtMapKey("alias"), knownvalue.StringExact("drop-a")),
		}},
		resource.TestStep{Config: b.config(`data "keywright_keys" "x" { region = "eu-nowhere-1" }`), ExpectError: words("Unknown region")},
	)
}

package provider

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// emptyPlan asks for a plan with nothing to do.
var emptyPlan = resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}

func at(attribute string) tfjsonpath.Path { return tfjsonpath.New(attribute) }

func TestKeyLifecycle(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{ShuffleRead: true})
	first := b.config(keyConfig("k", "payments", `protects = ["b", "a"]`))
	second := b.config(keyConfig("k", "payments-2", `
  description          = "changed"
  enabled              = false
  deletion_window_days = 7
  tags                 = { Team = "payments" }`))
	b.run(
		resource.TestStep{Config: first, ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_key.k", at("key_state"), knownvalue.StringExact("Enabled")),
			statecheck.ExpectKnownValue("keywright_key.k", at("region"), knownvalue.StringExact("eu-north-1")),
			statecheck.ExpectKnownValue("keywright_key.k", at("account_id"), knownvalue.StringExact("123456789012")),
			statecheck.ExpectKnownValue("keywright_key.k", at("violations"), knownvalue.ListSizeExact(0)),
			statecheck.ExpectKnownValue("keywright_key.k", at("tags_all").AtMapKey("Protects"), knownvalue.StringExact("a b")),
		}},
		resource.TestStep{ResourceName: "keywright_key.k", ImportState: true, ImportStateVerify: true},
		resource.TestStep{ResourceName: "keywright_key.k", ImportState: true, ImportStateVerify: true, ImportStateId: "alias/payments@eu-north-1"},
		resource.TestStep{Config: second, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectResourceAction("keywright_key.k", plancheck.ResourceActionUpdate),
		}}, ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_key.k", at("key_state"), knownvalue.StringExact("Disabled")),
			statecheck.ExpectKnownValue("keywright_key.k", at("alias"), knownvalue.StringExact("payments-2")),
		}},
		resource.TestStep{ResourceName: "keywright_key.k", ImportState: true, ImportStateVerify: true},
	)
	if calls := b.kms.Calls(); calls["CreateKey"] != 1 {
		t.Errorf("CreateKey was called %d times, want once", calls["CreateKey"])
	}
}

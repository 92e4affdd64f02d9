package provider

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func TestProtectionRefuses(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	protected := b.config(keyConfig("k", "kept", "deletion_protection = true"))
	lifted := b.config(keyConfig("k", "kept", "deletion_protection = false"))
	b.run(
		resource.TestStep{Config: protected},
		resource.TestStep{Config: protected, Destroy: true, ExpectError: regexp.MustCompile(`deletion_protection`)},
		resource.TestStep{Config: b.config(""), ExpectError: regexp.MustCompile(`The key is protected`)},
		resource.TestStep{Config: b.config(keyConfig("k", "kept", "deletion_protection = true\nregion = \"eu-west-1\"")), ExpectError: regexp.MustCompile(`makes another key`)},
		resource.TestStep{Config: b.config(keyConfig("k", "kept", "deletion_protection = true\nspec = \"RSA_3072\"")), ExpectError: regexp.MustCompile(`makes another key`)},
		// A configuration that lifts the protection and goes in one change is refused too: the state decides.
		resource.TestStep{Config: b.config(keyConfig("k", "kept", "deletion_protection = false\nregion = \"eu-west-1\"")), ExpectError: regexp.MustCompile(`makes another key`)},
		// One that only warns plans all of it, and Delete refuses.
		resource.TestStep{Config: b.configAs("PIPELINE", `enforcement = "warning"`, ""), ExpectError: regexp.MustCompile(`The key is protected`)},
		resource.TestStep{Config: b.configAs("PIPELINE", `enforcement = "warning"`, keyConfig("k", "kept", "deletion_protection = true\nregion = \"eu-west-1\"")),
			PlanOnly: true, ExpectNonEmptyPlan: true},
		resource.TestStep{Config: lifted},
		resource.TestStep{Config: b.config(keyConfig("k", "kept", "deletion_protection = false\nregion = \"eu-west-1\"")),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction("keywright_key.k", plancheck.ResourceActionDestroyBeforeCreate),
			}}},
	)
	if n := b.kms.Calls()["ScheduleKeyDeletion"]; n != 2 { // replaced, and the test's own destroy
		t.Errorf("ScheduleKeyDeletion was called %d times, want twice", n)
	}
}

func TestProtectionIsTheDefaultForRestrictedAndBackupKeys(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		class, purpose string
		want           bool
	}{
		"restricted": {"restricted", "database", true},
		"backup":     {"internal", "backup", true},
		"neither":    {"internal", "log", false},
	} {
		m := keyModel{Classification: str(c.class), Purpose: str(c.purpose)}
		m.protect()
		if m.DeletionProtection.ValueBool() != c.want {
			t.Errorf("%s: deletion_protection is %s, want %t", name, m.DeletionProtection, c.want)
		}
	}
}

func TestSecondResourceWithTheAliasOfProtectedKeyIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	one := keyConfig("k", "kept", "deletion_protection = true")
	b.run(
		resource.TestStep{Config: b.config(one)},
		resource.TestStep{Config: b.config(one + keyConfig("twin", "kept", "")), ExpectError: regexp.MustCompile(`(?s)two\s+resources\s+declare`)},
		resource.TestStep{Config: b.config(keyConfig("k", "kept", "deletion_protection = false"))},
	)
	if n := b.kms.Calls()["CreateKey"]; n != 1 {
		t.Errorf("CreateKey was called %d times, want once", n)
	}
}

func TestTwoNewResourcesWithOneAliasMakeOneKey(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(resource.TestStep{Config: b.config(keyConfig("k", "twice", "") + keyConfig("twin", "twice", "")), ExpectError: regexp.MustCompile(`Alias declared twice`)})
	if n := b.kms.Calls()["CreateKey"]; n != 1 {
		t.Errorf("CreateKey was called %d times, want once", n)
	}
}

// Terraform plans -replace as an update, by the state, and then as a create, by none: no call is a destruction.
// Two keys cannot change places in one apply: it would fail halfway, every time.
func TestSwappedAliasesAreRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(
		resource.TestStep{Config: b.config(keyConfig("one", "one", "") + keyConfig("two", "two", ""))},
		resource.TestStep{Config: b.config(keyConfig("one", "two", "") + keyConfig("two", "one", "")), ExpectError: words("by way of a third alias")},
		resource.TestStep{Config: b.config(keyConfig("one", "three", "") + keyConfig("two", "two", ""))},
		resource.TestStep{Config: b.config(keyConfig("one", "three", "") + keyConfig("two", "one", ""))},
	)
	b.wantCalls("CreateKey", 2)
}

// A key that cannot have its new alias, which is another's, is not marked as if it had.
func TestRenameToAliasOfOthersChangesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.makeKey("theirs", nil, nil)
	b.run(
		resource.TestStep{Config: b.config(keyConfig("k", "ours", ""))},
		resource.TestStep{Config: b.config(keyConfig("k", "theirs", "")), ExpectError: words("alias/theirs in eu-north-1 belongs to the key")},
		resource.TestStep{Config: b.config(keyConfig("k", "ours", "")), ConfigPlanChecks: emptyPlan},
	)
}

func TestReplaceOfProtectedKeyIsRefused(t *testing.T) {
	t.Parallel()
	config := tftypes.NewValue(tftypes.String, "config")
	key := func(protected bool) *keyModel {
		return &keyModel{Alias: str("kept"), Region: str("eu-north-1"), ARN: str("arn:k"), DeletionProtection: types.BoolValue(protected)}
	}
	for name, c := range map[string]struct {
		state    *keyModel
		replaced bool
		want     bool
	}{
		"protected":                    {key(true), false, true},
		"not protected":                {key(false), false, false},
		"refused as immutable already": {key(true), true, false},
	} {
		for _, createFirst := range []bool{false, true} {
			var diags diag.Diagnostics
			claims, tell := newClaims(), (&configured{}).severity()
			if createFirst {
				claims.plan(key(true), nil, config, false, tell, &diags)
			}
			claims.plan(key(true), c.state, config, c.replaced, tell, &diags)
			if !createFirst {
				claims.plan(key(true), nil, config, false, tell, &diags)
			}
			if diags.HasError() != c.want {
				t.Errorf("%s: refused is %t, want %t (create planned first: %t)", name, diags.HasError(), c.want, createFirst)
			}
		}
	}
}

func TestKeyThatIsInTheStateTwiceIsToldOf(t *testing.T) {
	t.Parallel()
	var diags diag.Diagnostics
	claims, config := newClaims(), tftypes.NewValue(tftypes.String, "config")
	for range 2 {
		key := &keyModel{Alias: str("kept"), Region: str("eu-north-1"), ARN: str("arn:k")}
		claims.plan(key, key, config, false, (&configured{}).severity(), &diags)
	}
	if diags.WarningsCount() != 1 || diags.HasError() {
		t.Errorf("want one warning, got %v", diags)
	}
}

func TestRetainOnDestroyForgetsTheKey(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(
		resource.TestStep{Config: b.config(keyConfig("k", "kept", "deletion_protection = true\nretain_on_destroy = true"))},
		resource.TestStep{Config: b.config("")},
		// It is young and ours: the next run takes it up again.
		resource.TestStep{Config: b.config(keyConfig("k", "kept", "retain_on_destroy = true")), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_key.k", at("key_state"), knownvalue.StringExact("Enabled")),
		}},
	)
	calls := b.kms.Calls()
	if calls["ScheduleKeyDeletion"] != 0 || calls["CreateKey"] != 1 {
		t.Errorf("%d keys were made and %d scheduled for deletion, want 1 and none", calls["CreateKey"], calls["ScheduleKeyDeletion"])
	}
}

// A create takes an existing key up, so that it must not run beside what keeps or destroys that key.
func TestOneKeyIsNotTwoResources(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	one := b.config(keyConfig("one", "payments", ""))
	b.run(
		resource.TestStep{Config: one},
		// Renamed without a moved block: it would be taken up by the one and destroyed by the other.
		resource.TestStep{Config: b.config(keyConfig("renamed", "payments", "")), ExpectError: words("say so with a moved block")},
		resource.TestStep{Config: b.config(keyConfig("renamed", "payments", "") + "moved {\n  from = keywright_key.one\n  to = keywright_key.renamed\n}"), ConfigPlanChecks: emptyPlan},
		// The alias is given away and taken in one change.
		resource.TestStep{Config: b.config(keyConfig("renamed", "payments-2", "") + keyConfig("new", "payments", "description = \"new\"")), ExpectError: words("apply that first")},
		resource.TestStep{Config: b.config(keyConfig("renamed", "payments-2", ""))},
		resource.TestStep{Config: b.config(keyConfig("renamed", "payments-2", "") + keyConfig("new", "payments", "description = \"new\""))},
	)
	b.wantCalls("CreateKey", 2)
}

package provider

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func statusOfA(field string) statecheck.StateCheck {
	return statecheck.ExpectKnownValue("keywright_rotation.r", at("status").AtMapKey("a").AtMapKey(field), knownvalue.NotNull())
}

func TestRotationAutomatic(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	keys := keyConfig("a", "a", "") + keyConfig("b", "b", `region = "eu-west-1"`)
	schedule := func(period string) string {
		return b.config(keys + `
resource "keywright_rotation" "r" {
  method      = "automatic"
  period_days = ` + period + `
  keys = {
    a = keywright_key.a
    b = keywright_key.b
  }
}`)
	}
	b.run(
		resource.TestStep{Config: schedule("365"), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_rotation.r", at("status").AtMapKey("a").AtMapKey("enabled"), knownvalue.Bool(true)),
			statecheck.ExpectKnownValue("keywright_rotation.r", at("status").AtMapKey("b").AtMapKey("period_days"), knownvalue.Int64Exact(365)),
			statecheck.ExpectKnownValue("keywright_rotation.r", at("status").AtMapKey("b").AtMapKey("due"), knownvalue.StringExact("no")),
			statecheck.ExpectKnownValue("keywright_rotation.r", at("id"), knownvalue.StringExact("test/automatic/365")),
			statusOfA("next"), statusOfA("last"),
		}},
		resource.TestStep{Config: schedule("180"), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_rotation.r", at("status").AtMapKey("a").AtMapKey("period_days"), knownvalue.Int64Exact(180)),
		}},
		resource.TestStep{PreConfig: func() { b.disableRotation("eu-north-1", "alias/a") }, Config: schedule("180"),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction("keywright_rotation.r", plancheck.ResourceActionUpdate),
			}},
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("keywright_rotation.r", at("status").AtMapKey("a").AtMapKey("enabled"), knownvalue.Bool(true)),
			}},
		resource.TestStep{Config: b.config(keys)}, // the schedule goes, rotation stays
		resource.TestStep{PreConfig: func() {
			key := b.key("eu-north-1", "a")
			if out := b.call("eu-north-1", "GetKeyRotationStatus", map[string]any{"KeyId": key.ID}); out["KeyRotationEnabled"] != true {
				t.Errorf("rotation is %v after the schedule is gone", out["KeyRotationEnabled"])
			}
			if tag := key.Tags[kms.TagRotation]; tag != "" {
				t.Errorf("the key still names the schedule %q", tag)
			}
		}, Config: b.config(keys), ConfigPlanChecks: emptyPlan},
	)
}

func TestRotationThatOnlyWatchesChangesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	config := b.config(keyConfig("a", "a", "") + `
resource "keywright_rotation" "r" {
  method = "automatic"
  manage = false
  keys   = { a = { alias = keywright_key.a.alias } }
}`)
	b.run(
		resource.TestStep{Config: config, ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_rotation.r", at("status").AtMapKey("a").AtMapKey("enabled"), knownvalue.Bool(false)),
			statecheck.ExpectKnownValue("keywright_rotation.r", at("status").AtMapKey("a").AtMapKey("due"), knownvalue.StringExact("overdue")),
		}},
	)
	b.wantCalls("EnableKeyRotation", 0)
	b.wantCalls("TagResource", 0)
}

// A key that leaves the schedule loses its mark and may join another.
func TestRotationOfKeyThatChangesSchedule(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	schedules := func(first, second string) string {
		return b.config(keyConfig("a", "a", "") + keyConfig("b", "b", "") + keyConfig("c", "c", "") + `
resource "keywright_rotation" "r" {
  method = "automatic"
  keys   = { ` + first + ` }
}
resource "keywright_rotation" "s" {
  method      = "automatic"
  period_days = 100
  keys        = { ` + second + ` }
}`)
	}
	const a, bb, c = "a = keywright_key.a", "b = keywright_key.b", "c = keywright_key.c"
	b.run(
		resource.TestStep{Config: schedules(a+", "+bb, c)},
		resource.TestStep{Config: schedules(a, c)},
		resource.TestStep{Config: schedules(a, bb+", "+c), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_rotation.s", at("status").AtMapKey("b").AtMapKey("period_days"), knownvalue.Int64Exact(100)),
		}},
	)
}

func TestRotationOnDemandRotatesWhenTheTriggerChanges(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	schedule := func(trigger string) string {
		return b.config(keyConfig("a", "a", "") + `
resource "keywright_rotation" "r" {
  method  = "on-demand"
  trigger = "` + trigger + `"
  keys    = { a = keywright_key.a }
}`)
	}
	b.run(
		resource.TestStep{Config: schedule("one"), ConfigStateChecks: []statecheck.StateCheck{statusOfA("last")}},
		resource.TestStep{Config: schedule("two")},
	)
	if n := b.kms.Calls()["RotateKeyOnDemand"]; n != 1 {
		t.Errorf("RotateKeyOnDemand was called %d times, want once", n)
	}
}

func TestRotationManualOnlyWatches(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	owned := func(owner string) string {
		return b.config(keyConfig("a", "a", "") + `
resource "keywright_rotation" "r" {
  method      = "manual"
  period_days = 90
  owner       = "` + owner + `"
  approval    = "rotate-kek"
  keys        = { a = keywright_key.a }
}`)
	}
	config := owned("security-team")
	b.run(
		resource.TestStep{Config: owned("another-team")},
		resource.TestStep{Config: config, ConfigStateChecks: []statecheck.StateCheck{
			statusOfA("last"), statusOfA("next"),
			statecheck.ExpectKnownValue("keywright_rotation.r", at("status").AtMapKey("a").AtMapKey("enabled"), knownvalue.Bool(false)),
		}},
	)
}

// Where people rotate, nothing else does: automatic rotation is switched off, and again when somebody switches it on. A
// key that KMS cannot rotate at all has a schedule too.
func TestRotationManualSwitchesAutomaticOff(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	config := func(method, more string) string {
		return b.config(keyConfig("a", "a", "") + strings.NewReplacer("application", "signer", `"log"`, `"token-signing"`).Replace(keyConfig("rsa", "rsa", "spec = \"RSA_3072\"\nusage = \"SIGN_VERIFY\"")) + `
resource "keywright_rotation" "r" {
  method = "` + method + `"
  ` + more + `
}`)
	}
	byHand := config("manual", `owner = "security-team"
  keys = { a = keywright_key.a, rsa = keywright_key.rsa }`)
	off := statecheck.ExpectKnownValue("keywright_rotation.r", at("status").AtMapKey("a").AtMapKey("enabled"), knownvalue.Bool(false))
	b.run(
		resource.TestStep{Config: config("automatic", "keys = { a = keywright_key.a }")},
		resource.TestStep{Config: byHand, ConfigStateChecks: []statecheck.StateCheck{off}},
		resource.TestStep{PreConfig: func() {
			b.call("eu-north-1", "EnableKeyRotation", map[string]any{"KeyId": b.key("eu-north-1", "a").ID})
		}, Config: byHand, ConfigStateChecks: []statecheck.StateCheck{off}},
	)
	b.wantCalls("DisableKeyRotation", 2)
}

func TestRotationOfDisabledKeySaysWhatToDo(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(resource.TestStep{
		Config:      b.config(keyConfig("k", "k", "enabled = false") + rotatedEveryYear),
		ExpectError: words("enable it (enabled = true in its resource)"),
	})
}

func TestRotationRefusesKeyOfAnotherSchedule(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(resource.TestStep{
		Config: b.config(keyConfig("a", "a", "") + `
resource "keywright_rotation" "r" {
  method = "automatic"
  keys   = { a = keywright_key.a }
}
resource "keywright_rotation" "s" {
  method      = "automatic"
  period_days = 100
  keys        = { a = keywright_key.a }
  depends_on  = [keywright_rotation.r]
}`),
		ExpectError: regexp.MustCompile(`test/automatic/365`),
	})
}

func TestRotationConfigIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	for name, c := range map[string]struct{ body, want string }{
		"period too short": {`method = "automatic"` + "\nperiod_days = 30", `Period not offered by KMS`},
		"manual, no owner": {`method = "manual"`, `A manual schedule needs an owner`},
		"trigger, no use":  {`method = "automatic"` + "\ntrigger = \"x\"", `Trigger without effect`},
		"one key, two names": {`method = "manual"
 owner = "x"`, `One key under two names`},
	} {
		keys := `{ a = { arn = "arn:aws:kms:eu-north-1:123456789012:key/1" } }`
		if name == "one key, two names" {
			keys = `{ a = { arn = "arn:aws:kms:eu-north-1:123456789012:key/1" }, b = { key_id = "1" } }`
		}
		b.run(resource.TestStep{
			Config:      b.config("resource \"keywright_rotation\" \"r\" {\n" + c.body + "\nkeys = " + keys + "\n}"),
			PlanOnly:    true,
			ExpectError: regexp.MustCompile(c.want),
		})
	}
}

func TestDue(t *testing.T) {
	t.Parallel()
	next := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		now  time.Time
		next time.Time
		want string
	}{
		{next.Add(-time.Second), next, dueNo},
		{next, next, dueNow},
		{next.AddDate(0, 0, 7), next, dueNow},
		{next.AddDate(0, 0, 7).Add(time.Second), next, dueOverdue},
	} {
		if got := due(c.now, c.next, 7); got != c.want {
			t.Errorf("due at %s with next %s is %q, want %q", c.now, c.next, got, c.want)
		}
	}
}

func (b *bench) disableRotation(region, alias string) {
	b.t.Helper()
	key, err := b.client(region).Find(context.Background(), alias)
	if err != nil {
		b.t.Fatal(err)
	}
	b.call(region, "DisableKeyRotation", map[string]any{"KeyId": key.ID})
}

// What kind of key it is, is known at plan, and nothing is made of a schedule that it cannot follow.
func TestScheduleOfKeysThatDoNotRotateIsRefusedAtPlan(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	config := func(method, more, attributes string) string {
		return b.config(`
resource "keywright_rotation" "r" {
  method = "` + method + `"
  keys   = { k = { arn = "arn:aws:kms:eu-north-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab", ` + attributes + ` } }
  ` + more + `
}`)
	}
	managed, never := "manage = true", words("The key does not rotate by itself")
	steps := []resource.TestStep{
		{Config: config("automatic", managed, `spec = "RSA_3072"`), PlanOnly: true, ExpectError: never},
		{Config: config("on-demand", managed+"\ntrigger = \"1\"", `spec = "HMAC_256"`), PlanOnly: true, ExpectError: never},
		{Config: config("automatic", managed, `origin = "EXTERNAL", spec = "SYMMETRIC_DEFAULT"`), PlanOnly: true, ExpectError: never},
		{Config: config("on-demand", managed+"\ntrigger = \"1\"", `origin = "AWS_CLOUDHSM"`), PlanOnly: true, ExpectError: never},
	}
	for _, more := range []string{`origin = "EXTERNAL"`, `origin = "AWS_KMS", spec = "SYMMETRIC_DEFAULT"`} {
		steps = append(steps, resource.TestStep{Config: config("on-demand", managed+"\ntrigger = \"1\"", more), PlanOnly: true, ExpectNonEmptyPlan: true})
	}
	steps = append(steps,
		resource.TestStep{Config: config("manual", managed+"\nowner = \"security-team\"", `spec = "RSA_3072"`), PlanOnly: true, ExpectNonEmptyPlan: true},
		resource.TestStep{Config: config("automatic", "manage = false", `spec = "RSA_3072"`), PlanOnly: true, ExpectNonEmptyPlan: true},
	)
	b.run(steps...)
}

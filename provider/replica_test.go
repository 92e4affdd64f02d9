package provider

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// multiRegion is a key that may have replicas, with more attributes.
func multiRegion(more string) string {
	return strings.Replace(keyConfig("k", "payments", "multi_region = true\n"+more), `["`+pipeline+`"] }`, `["`+pipeline+`"], replicates = true }`, 1)
}

// replica is a replica of it in another region, with roles of its own and more attributes.
func replica(alias, region, more string) string {
	text := strings.Replace(keyConfig("r", alias, fmt.Sprintf("primary_key_arn = keywright_key.k.arn\nregion = %q\n%s", region, more)), "keywright_key", "keywright_replica_key", 1)
	return strings.Replace(text, `["`+pipeline+`"] }`, `["`+pipeline+`"], replicates = true }`, 1)
}

const west = "eu-west-1"

func primaryIs(address string, is bool) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, at("primary"), knownvalue.Bool(is))
}

func TestReplicaKey(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{ShuffleRead: true, ReplicaDelay: 300 * time.Millisecond})
	known := resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
		plancheck.ExpectKnownValue("keywright_replica_key.r", at("policy"), knownvalue.NotNull()),
		plancheck.ExpectKnownValue("keywright_replica_key.r", at("primary"), knownvalue.Bool(false)),
	}}
	b.run(
		resource.TestStep{Config: b.config(multiRegion("") + replica("payments", west, `tags = { Team = "x" }`)), ConfigPlanChecks: known, ConfigStateChecks: []statecheck.StateCheck{
			primaryIs("keywright_key.k", true), primaryIs("keywright_replica_key.r", false),
		}},
		resource.TestStep{ResourceName: "keywright_replica_key.r", ImportState: true, ImportStateVerify: true, ImportStateId: "alias/payments@" + west},
		// What is the replica's own changes in place, and its key's stays.
		resource.TestStep{Config: b.config(multiRegion("") + replica("invoices", west, "enabled = false\ndescription = \"new\"")), ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectResourceAction("keywright_replica_key.r", plancheck.ResourceActionUpdate),
			plancheck.ExpectResourceAction("keywright_key.k", plancheck.ResourceActionNoop),
		}}},
		resource.TestStep{Config: b.config(multiRegion(""))},
	)
	b.wantCalls("ReplicateKey", 1)
	b.wantCalls("ScheduleKeyDeletion", 2)
}

// A replica becomes the primary in place, and the key steps back; then the other way round. Nothing is replaced.
func TestPromotion(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{ReplicaDelay: 300 * time.Millisecond})
	updated := func(address string) resource.ConfigPlanChecks {
		return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)}}
	}
	yearly := func(days string) string {
		return "\nresource \"keywright_rotation\" \"r\" {\n  method = \"automatic\"\n  period_days = " + days + "\n  keys = { k = keywright_key.k }\n}"
	}
	b.run(
		resource.TestStep{Config: b.config(multiRegion("") + replica("payments", west, "") + yearly("365"))},
		resource.TestStep{Config: b.config(multiRegion("") + replica("payments", west, "primary = true") + yearly("365")), ConfigPlanChecks: updated("keywright_replica_key.r"), ConfigStateChecks: []statecheck.StateCheck{
			primaryIs("keywright_replica_key.r", true),
		}},
		// The next refresh shows it of the key; a schedule over the key rotates its set where its primary is now.
		resource.TestStep{Config: b.config(multiRegion("") + replica("payments", west, "primary = true") + yearly("180")), ConfigStateChecks: []statecheck.StateCheck{
			primaryIs("keywright_key.k", false), primaryIs("keywright_replica_key.r", true),
		}},
		resource.TestStep{Config: b.config(multiRegion("primary = true") + replica("payments", west, "primary = true")), PlanOnly: true, ExpectError: words("Two primaries")},
		resource.TestStep{Config: b.config(multiRegion("") + replica("payments", west, "primary = false")), PlanOnly: true, ExpectError: words("A primary does not step back")},
		resource.TestStep{Config: b.config(multiRegion("primary = true") + replica("payments", west, "")), ConfigPlanChecks: updated("keywright_key.k")},
		// A promotion by hand stands where no declaration says otherwise.
		resource.TestStep{PreConfig: func() {
			b.call("eu-north-1", "UpdatePrimaryRegion", map[string]any{"KeyId": b.key("eu-north-1", "payments").ID, "PrimaryRegion": west})
			time.Sleep(400 * time.Millisecond)
		}, Config: b.config(multiRegion("") + replica("payments", west, "")), ConfigPlanChecks: emptyPlan},
		resource.TestStep{Config: b.config(multiRegion("") + replica("payments", west, "")), ConfigStateChecks: []statecheck.StateCheck{
			primaryIs("keywright_key.k", false), primaryIs("keywright_replica_key.r", true),
		}},
		// A second replica is made at the primary, wherever that is.
		resource.TestStep{Config: b.config(multiRegion("") + replica("payments", west, "") + strings.Replace(replica("payments", "eu-west-3", ""), `"r"`, `"s"`, 1))},
	)
	b.wantCalls("CreateKey", 1)
	b.wantCalls("ReplicateKey", 2)
	b.wantCalls("UpdatePrimaryRegion", 3)
}

func TestReplicaIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	literal := func(arn, region string) string {
		return strings.Replace(replica("payments", region, ""), "keywright_key.k.arn", `"`+arn+`"`, 1)
	}
	arn := "arn:aws:kms:eu-north-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab"
	for want, config := range map[string]string{
		"The replica is in the region of its key": literal(arn, "eu-north-1"),
		"Another partition":                       literal(arn, "us-gov-west-1"),
		"not the ARN of a KMS key":                literal("alias/payments", west),
		"The key is of one region":                keyConfig("k", "payments", "") + replica("payments", west, ""),
		"declared as another kind of key":         multiRegion("") + replica("payments", west, "spec = \"RSA_3072\""),
		"Only keys with multi_region = true":      keyConfig("k", "payments", "primary = true"),
	} {
		t.Run(want, func(t *testing.T) {
			b := newBench(t, localkms.Options{})
			b.run(resource.TestStep{Config: b.config(config), ExpectError: words(want)})
		})
	}
	b.wantCalls("ReplicateKey", 0)
}

// Whose replica is taken up, and whose is not: a key has one in a region.
func TestReplicaAdoption(t *testing.T) {
	t.Parallel()
	tagged := func(ownership, alias string) []map[string]string {
		return []map[string]string{{"TagKey": kms.TagOwnership, "TagValue": ownership}, {"TagKey": kms.TagAlias, "TagValue": alias}}
	}
	for name, c := range map[string]struct {
		tags  []map[string]string
		alias bool
		age   time.Duration
		want  string
	}{
		"unfinished, ours":         {tags: tagged("test", "payments")},
		"unfinished, ours and old": {tags: tagged("test", "payments"), age: 25 * time.Hour},
		"finished, ours":           {tags: tagged("test", "payments"), alias: true},
		"finished, ours and old":   {tags: tagged("test", "payments"), alias: true, age: 25 * time.Hour, want: "too long ago"},
		"of another state":         {tags: tagged("theirs", "payments"), want: "The replica belongs to another state"},
		"not made by keywright":    {want: "terraform import"},
		"ours, for another alias":  {tags: tagged("test", "other"), want: "The replica has another alias"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			past := time.Duration(0)
			b := newBench(t, localkms.Options{Clock: func() time.Time { return time.Now().Add(-past) }})
			step := resource.TestStep{PreConfig: func() {
				past = c.age
				id := b.key("eu-north-1", "payments").ID
				b.call("eu-north-1", "ReplicateKey", map[string]any{"KeyId": id, "ReplicaRegion": west, "Tags": append([]map[string]string{}, c.tags...)})
				if c.alias {
					b.call(west, "CreateAlias", map[string]any{"AliasName": "alias/payments", "TargetKeyId": id})
				}
				past = 0
			}, Config: b.config(multiRegion("") + replica("payments", west, ""))}
			if c.want != "" {
				step.ExpectError = words(c.want)
			}
			b.run(resource.TestStep{Config: b.config(multiRegion(""))}, step)
			b.wantCalls("ReplicateKey", 1)
		})
	}
}

// A replica that others scheduled for deletion, or that this state gave up, is restored where that is said, since no other
// can be made beside it.
func TestReplicaPendingDeletion(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	with := func(choice string) string {
		return b.config(multiRegion("") + replica("payments", west, `on_pending_deletion = "`+choice+`"`))
	}
	b.run(
		resource.TestStep{Config: with("fail")},
		resource.TestStep{Config: b.config(multiRegion(""))},
		resource.TestStep{Config: with("fail"), ExpectError: words("pending deletion")},
		resource.TestStep{Config: with("recreate"), ExpectError: words("until then eu-west-1 cannot have another one")},
		resource.TestStep{Config: with("restore"), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_replica_key.r", at("key_state"), knownvalue.StringExact("Enabled")),
		}},
	)
	b.wantCalls("ReplicateKey", 1)
}

// The primary does not go before the others of its set; all together they do.
func TestPrimaryGoesLast(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(
		resource.TestStep{Config: b.config(multiRegion("") + replica("payments", west, "primary = true"))},
		resource.TestStep{Config: b.config(multiRegion("")), ExpectError: words("would be destroyed while")},
		resource.TestStep{Config: b.config(multiRegion("primary = true") + replica("payments", west, ""))},
		resource.TestStep{Config: b.config(multiRegion("primary = true"))},
		resource.TestStep{Config: b.config("")},
	)
}

// Beside what it waits for, a replica takes eight calls; a refresh, those of a key.
func TestReplicaBudget(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	client := b.client("eu-north-1")
	id := b.makeKey("", nil, map[string]any{"MultiRegion": true})
	before := b.kmsCalls()
	_, err := client.CreateKey(t.Context(), &kms.Want{Region: west, Alias: "a", ReplicaOf: "arn:aws:kms:eu-north-1:123456789012:key/" + id, Policy: keyPolicyOf(t),
		Spec: defaultSpec, Usage: defaultUsage, Origin: defaultOrigin, MultiRegion: true, Enabled: true, Tags: map[string]string{kms.TagOwnership: "test", kms.TagAlias: "a"}})
	if err != nil {
		t.Fatal(err)
	}
	if n := b.kmsCalls() - before; n > 8 {
		t.Errorf("making a replica took %d calls: %v", n, b.kms.Calls())
	}
}

// keyPolicyOf is a policy that lets the pipeline go on managing.
func keyPolicyOf(t *testing.T) string {
	t.Helper()
	policy, err := keypolicy.Generate(keypolicy.Spec{Access: keypolicy.Access{"policy-admin": {Principals: []string{pipeline}}},
		KeySpec: defaultSpec, Usage: defaultUsage, Region: "eu-north-1", Partition: "aws", Account: "123456789012"})
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	tfstate "github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

var updated = resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
	plancheck.ExpectResourceAction("keywright_key.k", plancheck.ResourceActionUpdate),
}}

// key looks the live key up.
func (b *bench) key(region, alias string) *kms.Key {
	b.t.Helper()
	client := b.client(region)
	found, err := client.Find(context.Background(), "alias/"+alias)
	if err != nil {
		b.t.Fatal(err)
	}
	key, err := client.ReadKey(context.Background(), region, found.ID)
	if err != nil {
		b.t.Fatal(err)
	}
	return key
}

// What others change is shown by the next plan and put back by the next apply.
func TestDriftIsMended(t *testing.T) {
	t.Parallel()
	const region = "eu-north-1"
	foreign := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + pipeline + `"},"Action":"kms:*","Resource":"*"}]}`
	tag := func(name, value string) func(*bench, *kms.Key) {
		return func(b *bench, key *kms.Key) {
			b.call(region, "TagResource", map[string]any{"KeyId": key.ID, "Tags": []map[string]string{{"TagKey": name, "TagValue": value}}})
		}
	}
	drifts := map[string]struct {
		change func(b *bench, key *kms.Key)
		shows  []string // the attributes that the plan changes, beside those that are computed of others
	}{
		"policy": {func(b *bench, key *kms.Key) {
			b.call(region, "PutKeyPolicy", map[string]any{"KeyId": key.ID, "Policy": foreign})
		}, []string{"policy"}},
		"disabled": {func(b *bench, key *kms.Key) { b.call(region, "DisableKey", map[string]any{"KeyId": key.ID}) }, []string{"enabled"}},
		"description": {func(b *bench, key *kms.Key) {
			b.call(region, "UpdateKeyDescription", map[string]any{"KeyId": key.ID, "Description": "mine now"})
		}, []string{"description"}},
		"classification": {tag(kms.TagClassification, "public"), []string{"classification"}},
		"purpose":        {tag(kms.TagPurpose, "backup"), []string{"purpose"}},
		"owner":          {tag(kms.TagOwner, "nobody"), []string{"owner"}},
		"environment":    {tag(kms.TagEnvironment, "staging"), []string{"environment"}},
		"protects":       {tag(kms.TagProtects, "a b"), []string{"protects"}},
		"ownership":      {tag(kms.TagOwnership, "theirs"), []string{"ownership"}},
		"settings":       {tag(kms.TagSettings, "window=7 protection=true pending=restore retain=true"), []string{"deletion_protection", "deletion_window_days", "on_pending_deletion", "retain_on_destroy"}},
		"contract tag gone": {func(b *bench, key *kms.Key) {
			b.call(region, "UntagResource", map[string]any{"KeyId": key.ID, "TagKeys": []string{kms.TagSettings, kms.TagOwner}})
		}, []string{"owner"}},
		"further tag": {tag("Cost", "1"), []string{"tags"}},
		"alias gone": {func(b *bench, key *kms.Key) {
			b.call(region, "DeleteAlias", map[string]any{"AliasName": "alias/" + key.Tags[kms.TagAlias]})
		}, []string{"alias"}},
	}
	b := newBench(t, localkms.Options{ShuffleRead: true})
	var configs []string
	aliases, shown, before := map[string]string{}, changesOnly{}, map[string]*kms.Key{}
	for _, name := range sortedKeys(drifts) { // a key for each
		id := strings.ReplaceAll(name, " ", "_")
		aliases[name] = strings.ReplaceAll(name, " ", "-")
		shown["keywright_key."+id] = drifts[name].shows
		configs = append(configs, keyConfig(id, aliases[name], ""))
	}
	config := b.config(strings.Join(configs, ""))
	b.run(
		resource.TestStep{Config: config},
		resource.TestStep{PreConfig: func() {
			for name, drift := range drifts {
				before[name] = b.key(region, aliases[name])
				drift.change(b, before[name])
			}
		}, Config: config, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{shown}}, Check: func(*tfstate.State) error {
			for name, was := range before {
				is := b.key(region, aliases[name])
				if is.ID != was.ID || is.State != was.State || is.Description != was.Description || !keypolicy.Equal(is.Policy, was.Policy) || !maps.Equal(is.Tags, was.Tags) {
					t.Errorf("%s: the key is %+v and was %+v", name, is, was)
				}
			}
			return nil
		}}, // after which the library plans, and fails where that is not empty
	)
	b.wantCalls("CreateKey", len(drifts))
}

// changesOnly says which attributes of each key a plan changes, in place and no others, but for those that are computed of
// others.
type changesOnly map[string][]string

func (c changesOnly) CheckPlan(_ context.Context, req plancheck.CheckPlanRequest, resp *plancheck.CheckPlanResponse) {
	found := changesOnly{}
	for _, change := range req.Plan.ResourceChanges {
		before, _ := change.Change.Before.(map[string]any)
		after, _ := change.Change.After.(map[string]any)
		var names []string
		for name, was := range before {
			if !reflect.DeepEqual(was, after[name]) && !slices.Contains([]string{"tags_all", "key_state", "violations"}, name) {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		found[change.Address] = names
		if !change.Change.Actions.Update() {
			resp.Error = fmt.Errorf("the plan does %v to %s", change.Change.Actions, change.Address)
		}
	}
	if diff := cmp.Diff(c, found); diff != "" {
		resp.Error = fmt.Errorf("the plan changes other attributes (-want +got):\n%s", diff)
	}
}

// Once a principal is deleted KMS shows its id in the policy. The plan names it and writes the policy anew.
func TestDeletedPrincipalIsNamed(t *testing.T) {
	t.Parallel()
	const id = "AROAEXAMPLEDELETED123"
	b, f := withFaults(t)
	config := b.config(keyConfig("k", "payments", ""))
	shown := &fault{operation: "GetKeyPolicy", times: 1, status: 200}
	var policy string
	b.run(
		resource.TestStep{Config: config},
		resource.TestStep{PreConfig: func() {
			policy = strings.ReplaceAll(b.key("eu-north-1", "payments").Policy, app, id)
			body, err := json.Marshal(map[string]string{"Policy": policy, "PolicyName": "default"})
			if err != nil {
				t.Error(err)
			}
			shown.body = string(body)
			f.add(shown)()
		}, Config: config, ConfigPlanChecks: updated},
		resource.TestStep{Config: config, ConfigPlanChecks: emptyPlan},
	)
	var diags diag.Diagnostics
	tellDeletedPrincipals(&keyModel{Alias: str("payments"), Policy: str(policy)}, &diags)
	if diags.WarningsCount() != 1 || !strings.Contains(diags[0].Detail(), id) {
		t.Errorf("it is said: %v", diags)
	}
}

func TestKeyScheduledForDeletionByOthers(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	config := func(choice string) string {
		return b.config(keyConfig("k", "payments", `on_pending_deletion = "`+choice+`"`))
	}
	schedule := func() {
		key := b.key("eu-north-1", "payments")
		b.call("eu-north-1", "ScheduleKeyDeletion", map[string]any{"KeyId": key.ID, "PendingWindowInDays": 7})
	}
	var first *kms.Key
	b.run(
		resource.TestStep{Config: config("fail")},
		resource.TestStep{PreConfig: func() { first = b.key("eu-north-1", "payments"); schedule() }, Config: config("fail"), ExpectError: regexp.MustCompile(`pending\s+deletion`)},
		resource.TestStep{Config: config("restore"), ConfigPlanChecks: updated, ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_key.k", at("key_state"), knownvalue.StringExact("Enabled")),
			statecheck.ExpectKnownValue("keywright_key.k", at("violations"), knownvalue.ListSizeExact(0)),
		}},
		resource.TestStep{PreConfig: func() {
			if again := b.key("eu-north-1", "payments"); again.ID != first.ID {
				t.Errorf("another key was made: %s, not %s", again.ID, first.ID)
			}
		}, Config: config("restore"), ConfigPlanChecks: emptyPlan},
		resource.TestStep{Config: config("recreate")},
		resource.TestStep{PreConfig: schedule, Config: config("recreate"), ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectResourceAction("keywright_key.k", plancheck.ResourceActionCreate),
		}}},
		resource.TestStep{PreConfig: func() {
			if again := b.key("eu-north-1", "payments"); again.ID == first.ID {
				t.Error("the alias still names the key that is pending deletion")
			}
		}, Config: config("recreate"), ConfigPlanChecks: emptyPlan},
	)
	b.wantCalls("CreateKey", 2)
}

// A key destroyed by us is not made again silently while it can be restored.
// What the refusal advises works once the key is on its way out already, for a protected key too: it is let go as it is,
// and another one is made.
func TestRecreateIsSaidAfterTheDeletion(t *testing.T) {
	t.Parallel()
	for _, protected := range []string{"true", "false"} {
		t.Run("protected "+protected, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, localkms.Options{})
			config := func(choice string) string {
				return b.config(keyConfig("k", "payments", "deletion_protection = "+protected+"\n"+choice))
			}
			b.run(
				resource.TestStep{Config: config("")},
				resource.TestStep{PreConfig: func() {
					b.call("eu-north-1", "ScheduleKeyDeletion", map[string]any{"KeyId": b.key("eu-north-1", "payments").ID})
				}, Config: config(""), ExpectError: words("was scheduled for deletion outside of this configuration")},
				resource.TestStep{Config: config(`on_pending_deletion = "recreate"`)},
				resource.TestStep{Config: b.config(keyConfig("k", "payments", "deletion_protection = false"))},
			)
			b.wantCalls("CreateKey", 2)
			b.wantCalls("CancelKeyDeletion", 0)
		})
	}
}

func TestCreateAfterDestroy(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	with := func(more string) string { return b.config(keyConfig("k", "payments", more)) }
	b.run(
		resource.TestStep{Config: with("")},
		resource.TestStep{Config: b.config("")},
		resource.TestStep{Config: with(""), ExpectError: regexp.MustCompile(`pending\s+deletion`)},
		resource.TestStep{Config: with(`on_pending_deletion = "restore"`), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_key.k", at("key_state"), knownvalue.StringExact("Enabled")),
		}},
	)
	b.wantCalls("CreateKey", 1)
}

func TestPrincipalsKnownAfterApply(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{ShuffleRead: true})
	config := b.config(`
resource "terraform_data" "role" { input = "` + app + `" }
` + keyConfig("plain", "plain", "") + `
resource "keywright_key" "k" {
  alias          = "later"
  purpose        = "database"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"
  deletion_protection = false
  access = {
    policy-admin = { principals = ["` + pipeline + `"] }
    application  = { principals = [terraform_data.role.output], vpc_endpoint_ids = ["vpce-1"] }
  }
}
resource "keywright_separation" "s" {
  keys           = { a = keywright_key.k, b = keywright_key.plain }
}`)
	b.run(
		resource.TestStep{Config: config, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectUnknownValue("keywright_key.k", at("policy")),
			plancheck.ExpectKnownValue("keywright_key.plain", at("policy"), knownvalue.StringRegexp(regexp.MustCompile(`kms:PutKeyPolicy`))),
			plancheck.ExpectKnownValue("keywright_key.k", at("tags_all").AtMapKey("Purpose"), knownvalue.StringExact("database")),
		}}},
	)
}

func TestTagsOfProviderAndOthers(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	config := b.configAs("PIPELINE", `
  default_tags {
    tags = { Team = "platform", Cost = "1", Environment = "ignored: the key says" }
  }
  ignore_tags {
    keys         = ["Scanner"]
    key_prefixes = ["auto:"]
  }`, keyConfig("k", "payments", `tags = { Cost = "2", Own = "yes" }`))
	b.run(
		resource.TestStep{Config: config, ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_key.k", at("tags"), knownvalue.MapSizeExact(2)),
			statecheck.ExpectKnownValue("keywright_key.k", at("tags_all").AtMapKey("Cost"), knownvalue.StringExact("2")),
			statecheck.ExpectKnownValue("keywright_key.k", at("tags_all").AtMapKey("Team"), knownvalue.StringExact("platform")),
			statecheck.ExpectKnownValue("keywright_key.k", at("tags_all").AtMapKey("Environment"), knownvalue.StringExact("production")),
		}},
		resource.TestStep{PreConfig: func() {
			key := b.key("eu-north-1", "payments")
			b.call("eu-north-1", "TagResource", map[string]any{"KeyId": key.ID, "Tags": []map[string]string{
				{"TagKey": "Scanner", "TagValue": "x"}, {"TagKey": "auto:stop", "TagValue": "y"}}})
		}, Config: config, ConfigPlanChecks: emptyPlan},
		resource.TestStep{ResourceName: "keywright_key.k", ImportState: true, ImportStateVerify: true},
	)
}

// What the plan could not know is judged at apply, before anything is made.
func TestRulesAreAskedAgainAtApply(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(resource.TestStep{
		Config: b.config(`
resource "terraform_data" "who" { input = "*" }
` + keyConfig("k", "payments", `extra_statements = [jsonencode({ Sid = "Late", Effect = "Allow", Principal = terraform_data.who.output, Action = "kms:Encrypt", Resource = "*" })]`)),
		ExpectError: regexp.MustCompile(`ACC-03`),
	})
	b.wantCalls("CreateKey", 0)
}

// A principal that never appears is waited for, but not for long, and is named.
func TestPrincipalThatNeverAppears(t *testing.T) {
	t.Parallel()
	b, f := withFaults(t)
	f.add(answer("CreateKey", 1000, 400, "MalformedPolicyDocumentException", "Policy contains a statement with one or more invalid principals."))()
	client, err := kms.New(context.Background(), kms.Config{Region: "eu-north-1", AccessKey: "PIPELINE", SecretKey: "local", KMSEndpoint: b.url, STSEndpoint: b.url,
		Ownership: "test", PrincipalWait: 300 * time.Millisecond, Transport: f})
	if err != nil {
		t.Fatal(err)
	}
	policy, err := keypolicy.Generate(keypolicy.Spec{Access: keypolicy.Access{"policy-admin": {Principals: []string{pipeline}}, "application": {Principals: []string{app}}},
		KeySpec: defaultSpec, Usage: defaultUsage, Region: "eu-north-1", Partition: "aws", Account: "123456789012"})
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	_, err = client.CreateKey(context.Background(), &kms.Want{Alias: "a", Policy: policy, Spec: defaultSpec, Usage: defaultUsage, Origin: defaultOrigin, Enabled: true})
	if e := kms.AsError(err); e == nil || e.Kind != kms.KindPrincipals || !strings.Contains(e.Detail, app) {
		t.Errorf("the error is %v", err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it was waited %s for", took)
	}
}

// A region and a protection that rest on another resource stay open at plan.
func TestRegionKnownAfterApply(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	config := func(region string) string {
		return b.config(`
resource "terraform_data" "region" { input = "` + region + `" }
resource "terraform_data" "off"    { input = false }
` + keyConfig("k", "payments", "region = terraform_data.region.output\ndeletion_protection = terraform_data.off.output"))
	}
	b.run(
		resource.TestStep{Config: config("eu-west-1"), ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectUnknownValue("keywright_key.k", at("region")),
			plancheck.ExpectUnknownValue("keywright_key.k", at("policy")),
		}}, ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_key.k", at("region"), knownvalue.StringExact("eu-west-1")),
		}},
		// Whether it changes is known only during the apply: no key is given up on that.
		resource.TestStep{Config: config("eu-west-3"), ExpectError: words("it has to be known at plan")},
		resource.TestStep{Config: config("eu-west-1")},
	)
	b.wantCalls("CreateKey", 1)
}

package provider

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// The configurations of the AWS provider's acceptance tests for KMS, in meaning, that no other test here has: each is
// applied, planned to be empty, read again and planned to be empty, on a service that turns the order of lists.

func role(name string) string { return "arn:aws:iam::123456789012:role/" + name }

// Principals in any order, service-linked roles, and conditions whose values are no strings make no difference.
func TestPolicyOfManyForms(t *testing.T) {
	t.Parallel()
	five := func(order ...int) string {
		var arns []string
		for _, n := range order {
			arns = append(arns, fmt.Sprintf("%q", role(fmt.Sprint("app-", n))))
		}
		return strings.Join(arns, ", ")
	}
	key := func(principals, more string) string {
		return strings.Replace(keyConfig("k", "payments", more), `application  = { principals = ["`+app+`"]`, `application  = { principals = [`+principals+`]`, 1)
	}
	statement := func(text string) string { return fmt.Sprintf("extra_statements = [jsonencode(%s)]", text) }
	linked := role("aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling")
	boolean := func(value string) string {
		return key(five(1), statement(`{ Sid = "Bool", Effect = "Allow", Principal = { AWS = "`+app+`" }, Action = "kms:CreateGrant", Resource = "*", Condition = { Bool = { "kms:GrantIsForAWSResource" = `+value+` } } }`))
	}
	for name, steps := range map[string][]string{
		"five roles":           {key(five(1, 2, 3, 4, 5), ""), key(five(5, 3, 1, 2, 4), "")},
		"service-linked role":  {key(`"`+linked+`"`, "")},
		"boolean condition":    {boolean("true"), boolean(`"true"`)},
		"a principal in lists": {key(five(1), statement(`{ Sid = "One", Effect = "Allow", Principal = { AWS = ["`+app+`"] }, Action = ["kms:DescribeKey"], Resource = ["*"] }`)), key(five(1), statement(`{ Sid = "One", Effect = "Allow", Principal = { AWS = "`+app+`" }, Action = "kms:DescribeKey", Resource = "*" }`))},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, localkms.Options{ShuffleRead: true})
			var run []resource.TestStep
			for range 2 {
				for _, step := range steps {
					run = append(run, resource.TestStep{Config: b.unjudged(step)})
				}
			}
			b.run(run...)
			if n := b.kms.Calls()["PutKeyPolicy"]; n != 0 {
				t.Errorf("PutKeyPolicy was called %d times, for nothing", n)
			}
		})
	}
}

// Kinds of key beside the symmetric one; a multi-region key with replicas in two regions, each with its own policy.
func TestKindsOfKey(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{ShuffleRead: true})
	as := func(role, config string) string {
		return strings.NewReplacer("application ", role+" ", `"log"`, `"webhook"`).Replace(config)
	}
	body := as("signer", keyConfig("sign", "sign", "spec = \"ECC_NIST_P384\"\nusage = \"SIGN_VERIFY\"")) +
		as("mac", keyConfig("mac", "mac", "spec = \"HMAC_256\"\nusage = \"GENERATE_VERIFY_MAC\"")) +
		multiRegion("") + replica("payments", west, "") + strings.Replace(replica("payments", "eu-central-1", "description = \"two\""), `"r"`, `"s"`, 1)
	b.run(
		resource.TestStep{Config: b.unjudged(body), ConfigStateChecks: []statecheck.StateCheck{
			stateIs("keywright_key.sign", "usage", knownvalue.StringExact("SIGN_VERIFY")), stateIs("keywright_key.mac", "spec", knownvalue.StringExact("HMAC_256")),
			stateIs("keywright_replica_key.s", "region", knownvalue.StringExact("eu-central-1"))}},
		resource.TestStep{ResourceName: "keywright_key.sign", ImportState: true, ImportStateVerify: true},
	)
	b.wantCalls("ReplicateKey", 2)
}

// Disabled and back: the rotation that was set stays set.
func TestEnabledDisabledEnabled(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(
		resource.TestStep{Config: b.config(keyConfig("k", "payments", "") + rotatedEveryYear)},
		resource.TestStep{Config: b.config(keyConfig("k", "payments", "enabled = false"))},
		resource.TestStep{Config: b.config(keyConfig("k", "payments", "enabled = false") + rotatedEveryYear)}, // it rotates as before, once it is enabled
		resource.TestStep{Config: b.config(keyConfig("k", "payments", "") + rotatedEveryYear), ConfigStateChecks: enabledNow},
	)
}

// Whatever optional attribute is taken out of the configuration goes back to its default, on the key too.
func TestRemovedAttributesAreReset(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{ShuffleRead: true})
	schedule := strings.Replace(rotatedEveryYear, "keys ", "period_days = 91\n  keys ", 1)
	all := `
  protects             = ["a"]
  description          = "described"
  tags                 = { Team = "x" }
  enabled              = true
  deletion_window_days = 9
  deletion_protection  = true
  on_pending_deletion  = "restore"
  retain_on_destroy    = true
  extra_statements     = [jsonencode({ Sid = "More", Effect = "Allow", Principal = { AWS = "` + app + `" }, Action = "kms:DescribeKey", Resource = "*" })]`
	is := func(attribute string, value knownvalue.Check) statecheck.StateCheck {
		return stateIs("keywright_key.k", attribute, value)
	}
	b.run(
		resource.TestStep{Config: b.config(keyConfig("k", "payments", all) + schedule)},
		resource.TestStep{Config: b.config(keyConfig("k", "payments", "") + rotatedEveryYear), ConfigPlanChecks: updated, ConfigStateChecks: []statecheck.StateCheck{
			is("protects", knownvalue.Null()), is("description", knownvalue.Null()), is("tags", knownvalue.Null()), is("extra_statements", knownvalue.Null()),
			is("deletion_window_days", knownvalue.Int64Exact(30)), is("deletion_protection", knownvalue.Bool(false)), is("on_pending_deletion", knownvalue.StringExact("fail")), is("retain_on_destroy", knownvalue.Bool(false)),
			statecheck.ExpectKnownValue("keywright_rotation.r", at("status").AtMapKey("k").AtMapKey("period_days"), knownvalue.Int64Exact(365)),
		}},
		resource.TestStep{PreConfig: func() {
			key := b.key("eu-north-1", "payments")
			if _, extra, err := keypolicy.ReadAccess(key.Policy); err != nil || len(extra) != 0 {
				t.Errorf("the policy still has %v (%v)", extra, err)
			}
			if key.Description != "" || key.Tags["Team"] != "" || key.Tags["Protects"] != "" || !strings.Contains(key.Tags["keywright:settings"], "window=30 protection=false") {
				t.Errorf("the key is %+v", key)
			}
		}, Config: b.config(keyConfig("k", "payments", "") + rotatedEveryYear), ConfigPlanChecks: emptyPlan},
		resource.TestStep{Config: b.config(strings.ReplaceAll(keyConfig("k", "payments", ""), `, mfa = true`, "") + rotatedEveryYear), ConfigPlanChecks: updated},
	)
	b.wantCalls("CreateKey", 1)
}

// rewriter shows roles where a policy names sessions, as KMS has been seen to do.
type rewriter struct{ on bool }

func (r *rewriter) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil || !r.on || !strings.HasSuffix(req.Header.Get("X-Amz-Target"), ".GetKeyPolicy") {
		return resp, err
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	body = bytes.ReplaceAll(body, []byte(sessionARN), []byte(app))
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	resp.Header.Set("Content-Length", fmt.Sprint(len(body)))
	return resp, err
}

const sessionARN = "arn:aws:sts::123456789012:assumed-role/app/one"

// A session that KMS makes a role of makes no difference, and is told of; others' hand that does the same is drift.
func TestSessionThatBecomesItsRole(t *testing.T) {
	t.Parallel()
	b, r := newBench(t, localkms.Options{ShuffleRead: true}), &rewriter{on: true}
	b.transport = r
	config := func(more string) string {
		return b.unjudged(strings.Replace(keyConfig("k", "payments", more), app, sessionARN, 1))
	}
	b.run(
		resource.TestStep{Config: config("")},
		resource.TestStep{Config: config("description = \"new\""), ConfigPlanChecks: updated},
		resource.TestStep{PreConfig: func() { r.on = false }, Config: config("")},
		resource.TestStep{PreConfig: func() {
			key := b.key("eu-north-1", "payments")
			b.call("eu-north-1", "PutKeyPolicy", map[string]any{"KeyId": key.ID, "Policy": strings.ReplaceAll(key.Policy, sessionARN, app)})
		}, Config: config(""), ConfigPlanChecks: updated},
	)
	b.wantCalls("CreateKey", 1)
}

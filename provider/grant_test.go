package provider

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	tfstate "github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

const worker = "arn:aws:iam::123456789012:role/worker"

// grantedKey is a key whose policy administrator may make grants, and a grant on it with more attributes.
func grantedKey(more string) string {
	return grantableKey + grantConfig("g", "reader", more)
}

var grantableKey = strings.Replace(keyConfig("k", "payments", ""), `["`+pipeline+`"] }`, `["`+pipeline+`"], grants = true }`, 1)

func grantConfig(label, name, more string) string {
	if !strings.Contains(more, "operations") {
		more += "\noperations = [\"Decrypt\", \"DescribeKey\"]"
	}
	if !strings.Contains(more, "constraints") {
		more += "\nconstraints = { encryption_context_equals = { table = \"orders\" } }"
	}
	if !strings.Contains(more, "grantee_principal") {
		more += fmt.Sprintf("\ngrantee_principal = %q", worker)
	}
	return fmt.Sprintf(`
resource "keywright_grant" %q {
  key_id = keywright_key.k.arn
  name   = %q
  %s
}
`, label, name, more)
}

// grants are the grants of the key that has the alias payments.
func (b *bench) grants() []any {
	b.t.Helper()
	key := b.key("eu-north-1", "payments")
	list, _ := b.call("eu-north-1", "ListGrants", map[string]any{"KeyId": key.ID})["Grants"].([]any)
	return list
}

// wantGrants looks whether the key has these grants, by their names in KMS, and no other.
func (b *bench) wantGrants(names ...string) func(*tfstate.State) error {
	return func(*tfstate.State) error {
		var found []string
		for _, grant := range b.grants() {
			found = append(found, fmt.Sprint(grant.(map[string]any)["Name"]))
		}
		slices.Sort(found)
		if fmt.Sprint(found) != fmt.Sprint(names) {
			return fmt.Errorf("the key has the grants %v, want %v", found, names)
		}
		return nil
	}
}

var grantReplaced = resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction("keywright_grant.g", plancheck.ResourceActionReplace)}}

func TestGrant(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	imported := func(s *tfstate.State) (string, error) {
		attributes := s.RootModule().Resources["keywright_grant.g"].Primary.Attributes
		return attributes["key_id"] + ":" + attributes["grant_id"], nil
	}
	byID := strings.Replace(grantedKey(`retire_on_destroy = true`), "keywright_key.k.arn", "keywright_key.k.key_id", 1)
	b.run(
		resource.TestStep{Config: b.config(grantedKey("")), Check: b.wantGrants("test:reader"), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_grant.g", at("grant_name"), knownvalue.StringExact("test:reader")),
			statecheck.ExpectKnownValue("keywright_grant.g", at("region"), knownvalue.StringExact("eu-north-1")),
			statecheck.ExpectKnownValue("keywright_grant.g", at("grant_creation_tokens"), knownvalue.Null()),
		}},
		resource.TestStep{ResourceName: "keywright_grant.g", ImportState: true, ImportStateVerify: true, ImportStateIdFunc: imported},
		// The same key written otherwise, and what only the provider knows, change in place.
		resource.TestStep{Config: b.config(byID), ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectResourceAction("keywright_grant.g", plancheck.ResourceActionUpdate),
		}}},
		// Everything else makes another grant, and the former goes.
		resource.TestStep{Config: b.config(grantedKey(`operations = ["Decrypt"]`)), ConfigPlanChecks: grantReplaced, Check: b.wantGrants("test:reader")},
		resource.TestStep{Config: b.config(grantedKey(`constraints = { encryption_context_subset = { table = "x" } }`)), ConfigPlanChecks: grantReplaced, Check: b.wantGrants("test:reader")},
		resource.TestStep{Config: b.config(grantedKey(`retiring_principal = "` + app + `"`)), ConfigPlanChecks: grantReplaced, Check: b.wantGrants("test:reader")},
		resource.TestStep{Config: b.config(grantedKey(`grantee_principal = "` + app + `"`)), ConfigPlanChecks: grantReplaced, Check: b.wantGrants("test:reader")},
		resource.TestStep{Config: b.config(strings.Replace(grantedKey("lifecycle {\ncreate_before_destroy = true\n}"), `"reader"`, `"renamed"`, 1)), ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectResourceAction("keywright_grant.g", plancheck.ResourceActionCreateBeforeDestroy),
		}}, Check: b.wantGrants("test:renamed")},
		// With create_before_destroy the new grant has the name while the old one is there.
		resource.TestStep{Config: b.config(strings.Replace(grantedKey("lifecycle {\ncreate_before_destroy = true\n}\noperations = [\"Encrypt\"]"), `"reader"`, `"renamed"`, 1)), Check: b.wantGrants("test:renamed")},
		resource.TestStep{Config: b.config(grantableKey), Check: b.wantGrants()},
	)
}

// Retiring needs no right in the key policy: here the caller's account made the grant.
func TestGrantIsRetired(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(
		resource.TestStep{Config: b.config(grantedKey(`retire_on_destroy = true
retiring_principal = "` + pipeline + `"`))},
		resource.TestStep{Config: b.config(grantableKey), Check: b.wantGrants()},
	)
	b.wantCalls("RetireGrant", 1)
	b.wantCalls("RevokeGrant", 0)
}

// A grant that others ended is made again; a service's grant and its constraint are read back.
func TestGrantDrift(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	service := b.config(grantedKey(`grantee_principal = "rds.amazonaws.com"
retiring_principal = "` + pipeline + `"
constraints = { source_arn = "arn:aws:rds:eu-north-1:123456789012:db:orders" }`))
	b.run(
		resource.TestStep{Config: service},
		resource.TestStep{PreConfig: func() {
			grant := b.grants()[0].(map[string]any)
			b.call("eu-north-1", "RevokeGrant", map[string]any{"KeyId": grant["KeyId"], "GrantId": grant["GrantId"]})
		}, Config: service, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectResourceAction("keywright_grant.g", plancheck.ResourceActionCreate),
		}}, Check: b.wantGrants("test:reader")},
	)
}

func TestGrantIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	for more, want := range map[string]string{
		`grantee_principal = "123456789012"`:                                             "is not the ARN of an IAM role",
		`grantee_principal = "rds.amazonaws.com"`:                                        "A service needs a retiring principal",
		`operations = ["Steal"]`:                                                         `"Steal"`,
		"region = \"eu-north-1\"\nkey_id = \"arn:aws:kms:eu-west-1:123456789012:key/1\"": "is not in eu-north-1",
		`key_id = "alias/payments"`:                                                      "makes no grant by an alias",
		`name = "with space"`:                                                            "a grant's name has",
	} {
		config := grantedKey(more)
		for _, name := range []string{"key_id", "name"} {
			if strings.Contains(more, name+" = ") {
				config = regexp.MustCompile(`(?m)^  `+name+` +=.*(keywright_key.k.arn|"reader")$`).ReplaceAllString(config, "")
			}
		}
		t.Run(want, func(t *testing.T) {
			b := *b
			b.t = t
			b.run(resource.TestStep{Config: b.config(config), PlanOnly: true, ExpectError: words(want)})
		})
	}
	b.wantCalls("CreateGrant", 0)
}

// The state that owns a grant stands in its name, so that two states never share one; a grant of ours that is no longer
// young is somebody's.
func TestGrantAdoption(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		made    string // name in KMS of a grant that is there
		grantee string
		age     time.Duration
		want    string // what the refusal says; empty: it is taken up, or made beside it
		grants  []string
	}{
		"ours and young, the same":         {"test:reader", worker, 0, "", []string{"test:reader"}},
		"ours and old, the same":           {"test:reader", worker, 25 * time.Hour, "terraform import", []string{"test:reader"}},
		"ours and young, for another":      {"test:reader", app, 0, "", []string{"test:reader"}},
		"ours and old, for another":        {"test:reader", app, 25 * time.Hour, "", []string{"test:reader", "test:reader"}},
		"of another state, the same":       {"theirs:reader", worker, 0, "", []string{"test:reader", "theirs:reader"}},
		"not made by keywright, same name": {"reader", worker, 0, "", []string{"reader", "test:reader"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			past := time.Duration(0)
			b := newBench(t, localkms.Options{Clock: func() time.Time { return time.Now().Add(-past) }})
			step := resource.TestStep{PreConfig: func() {
				past = c.age
				b.call("eu-north-1", "CreateGrant", map[string]any{"KeyId": b.key("eu-north-1", "payments").ID, "Name": c.made, "GranteePrincipal": c.grantee,
					"Operations": []string{"Decrypt", "DescribeKey"}, "Constraints": map[string]any{"EncryptionContextEquals": map[string]string{"table": "orders"}}})
				past = 0
			}, Config: b.config(grantedKey(""))}
			if c.want != "" {
				step.ExpectError = words(c.want)
			} else {
				step.Check = b.wantGrants(c.grants...)
			}
			b.run(resource.TestStep{Config: b.config(grantableKey)}, step)
		})
	}
}

func TestGrantDeclaredTwice(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(
		resource.TestStep{Config: b.config(grantedKey("") + grantConfig("h", "reader", `operations = ["Encrypt"]`)), ExpectError: words("Grant declared twice")},
		resource.TestStep{Config: b.config(grantedKey(""))},
		resource.TestStep{Config: b.config(grantedKey("") + grantConfig("h", "reader", `operations = ["Encrypt"]`)), PlanOnly: true, ExpectError: words("Grant declared twice")},
		resource.TestStep{Config: b.config(grantedKey("") + grantConfig("h", "writer", `operations = ["Encrypt"]`)), Check: b.wantGrants("test:reader", "test:writer")},
	)
}

// What the state's name may have and a grant's may not gives way to a digest.
func TestGrantNames(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{{"test", "test:n"}, {"a:b", `^a_b-[0-9a-f]{8}:n$`}, {"drop prod.æ", `^drop_prod__-[0-9a-f]{8}:n$`}} {
		if got := kms.GrantName(c[0], "n"); !regexp.MustCompile(c[1]).MatchString(got) {
			t.Errorf("%q: %q", c[0], got)
		}
	}
}

// KMS may take minutes to show a grant: it is waited for, so that no plan misses it.
func TestGrantShownLate(t *testing.T) {
	t.Parallel()
	b, f := withFaults(t)
	empty := &fault{operation: "ListGrants", times: 4, status: 200, body: `{"Grants":[],"Truncated":false}`}
	b.run(
		resource.TestStep{Config: b.config(grantableKey)},
		resource.TestStep{PreConfig: f.add(empty), Config: b.config(grantedKey("")), Check: b.wantGrants("test:reader")},
	)
	if empty.times != 0 {
		t.Errorf("ListGrants was not asked again: %d answers are left", empty.times)
	}
	b.wantCalls("CreateGrant", 1)
}

// Once its principal is deleted KMS shows a grant to an id. The plan names it, and makes the grant anew.
func TestGrantOfDeletedPrincipal(t *testing.T) {
	t.Parallel()
	b, f := withFaults(t)
	gone := &fault{operation: "ListGrants", times: 1, status: 200}
	b.run(
		resource.TestStep{Config: b.config(grantedKey(""))},
		resource.TestStep{PreConfig: func() {
			grant := b.grants()[0].(map[string]any)
			grant["GranteePrincipal"] = "AROAEXAMPLEDELETED123"
			body, err := json.Marshal(map[string]any{"Grants": []any{grant}, "Truncated": false})
			if err != nil {
				t.Error(err)
			}
			gone.body = string(body)
			f.add(gone)()
		}, Config: b.config(grantedKey("")), ConfigPlanChecks: grantReplaced, Check: b.wantGrants("test:reader")},
	)
	b.wantCalls("CreateGrant", 2)
}

// A fresh role that KMS does not see yet is waited for; one that never appears is named, within the time set for it.
func TestGrantToPrincipalThatIsNotThere(t *testing.T) {
	t.Parallel()
	b, f := withFaults(t)
	invalid := answer("CreateGrant", 2, 400, "InvalidArnException", "ARN does not refer to a valid principal: "+worker)
	b.run(
		resource.TestStep{Config: b.config(grantableKey)},
		resource.TestStep{PreConfig: f.add(invalid), Config: b.config(grantedKey("")), Check: b.wantGrants("test:reader")},
	)
	client, err := kms.New(t.Context(), kms.Config{Region: "eu-north-1", AccessKey: "PIPELINE", SecretKey: "local", KMSEndpoint: b.url, STSEndpoint: b.url,
		Ownership: "test", PrincipalWait: 300 * time.Millisecond, Transport: f})
	if err != nil {
		t.Fatal(err)
	}
	key := b.makeKey("", nil, nil)
	invalid.times = 1000
	began := time.Now()
	_, _, err = client.CreateGrant(t.Context(), &kms.WantGrant{KeyID: key, Name: "n", Grantee: worker, Operations: []string{"Decrypt"}})
	if e := kms.AsError(err); e == nil || e.Kind != kms.KindPrincipals || e.Attribute != "grantee_principal" || !strings.Contains(e.Detail, worker) {
		t.Errorf("the error is %v", err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it was waited %s for", took)
	}
}

// Beside one list of the key's grants, a create takes two calls; a refresh, one call for all grants of a key with at most
// a hundred, and one each where there are more.
func TestGrantBudgets(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	key := b.makeKey("", nil, nil)
	calls := func() int {
		all := b.kms.Calls()
		return all["ListGrants"] + all["CreateGrant"]
	}
	read := func(ids ...string) int {
		client, before := b.client("eu-north-1"), calls()
		for _, id := range ids {
			grant, err := client.ReadGrant(t.Context(), "", key, id, false)
			if err != nil || grant == nil || grant.ID != id {
				t.Fatalf("%v %v", grant, err)
			}
		}
		return calls() - before
	}
	client := b.client("eu-north-1")
	var ids []string
	for i := range 102 {
		before := calls()
		grant, _, err := client.CreateGrant(t.Context(), &kms.WantGrant{KeyID: key, Name: fmt.Sprint(i), Grantee: worker, Operations: []string{"Decrypt"}})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, grant.ID)
		if n := calls() - before; n > 3 || (i > 0 && n > 2) {
			t.Errorf("making grant %d took %d calls", i, n)
		}
		if i == 99 {
			if n := read(ids...); n != 1 {
				t.Errorf("reading a hundred grants took %d calls", n)
			}
		}
	}
	if n := read(ids[0], ids[101]); n > 3 {
		t.Errorf("reading two of 102 grants took %d calls", n)
	}
}

// A token is never in a plan or a state.
func TestGrantTokens(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	secret := strings.Repeat("c2VjcmV0", 8)
	b.run(
		resource.TestStep{
			Config:      b.config(grantedKey(`grant_creation_tokens = ["` + secret + `"]`)),
			ExpectError: words("The grant token is not valid"), // so that it arrived
		},
		resource.TestStep{Config: b.config(grantedKey("")), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownValue("keywright_grant.g", at("grant_creation_tokens"), knownvalue.Null()),
		}},
	)
}

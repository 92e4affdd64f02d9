package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// keyStore makes a key store of a CloudHSM cluster, or an external one, that is not connected.
func (b *bench) keyStore(external bool) string {
	b.t.Helper()
	in := map[string]any{"CustomKeyStoreName": "own", "CloudHsmClusterId": "cluster-abcdefghijk", "TrustAnchorCertificate": "certificate", "KeyStorePassword": "password"}
	if external {
		in = map[string]any{"CustomKeyStoreName": "outside", "CustomKeyStoreType": "EXTERNAL_KEY_STORE", "XksProxyConnectivity": "PUBLIC_ENDPOINT", "XksProxyUriEndpoint": "https://hsm.example.com",
			"XksProxyUriPath": "/kms/xks/v1", "XksProxyAuthenticationCredential": map[string]string{"AccessKeyId": "ABCDEFGHIJKLMNOPQRST", "RawSecretAccessKey": "secret"}}
	}
	return fmt.Sprint(b.call("eu-north-1", "CreateCustomKeyStore", in)["CustomKeyStoreId"])
}

func (b *bench) connect(store string, connected bool) {
	b.t.Helper()
	operation := map[bool]string{true: "ConnectCustomKeyStore", false: "DisconnectCustomKeyStore"}[connected]
	b.call("eu-north-1", operation, map[string]any{"CustomKeyStoreId": store})
}

func storedKey(store, more string) string {
	return keyConfig("k", "payments", fmt.Sprintf("origin = \"AWS_CLOUDHSM\"\ncustom_key_store_id = %q\n%s", store, more))
}

// A key in a key store is made once the store is connected; a store that is not is told of, and does not cost the key.
func TestKeyInKeyStore(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{ShuffleRead: true})
	store := b.keyStore(false)
	config := b.unjudged(storedKey(store, ""))
	b.run(
		resource.TestStep{Config: config, ExpectError: words("and " + store + " is DISCONNECTED")},
		resource.TestStep{PreConfig: func() { b.connect(store, true) }, Config: config, ConfigStateChecks: append(enabledNow,
			stateIs("keywright_key.k", "custom_key_store_id", knownvalue.StringExact(store)), stateIs("keywright_key.k", "origin", knownvalue.StringExact("AWS_CLOUDHSM")))},
		resource.TestStep{ResourceName: "keywright_key.k", ImportState: true, ImportStateVerify: true},
		resource.TestStep{Config: config + rotatedEveryYear, ExpectError: words("The key does not rotate by itself")},
		resource.TestStep{PreConfig: func() { b.connect(store, false) }, Config: config, ExpectNonEmptyPlan: true, ConfigPlanChecks: updated, ConfigStateChecks: []statecheck.StateCheck{
			stateIs("keywright_key.k", "key_state", knownvalue.StringExact("Unavailable")), stateIs("keywright_key.k", "violations", knownvalue.ListSizeExact(1))}},
		// What can be changed of it is changed all the same.
		resource.TestStep{Config: b.unjudged(storedKey(store, "description = \"new\"")), ExpectNonEmptyPlan: true},
		resource.TestStep{PreConfig: func() { b.connect(store, true) }, Config: b.unjudged(storedKey(store, "")), ConfigStateChecks: append(enabledNow,
			stateIs("keywright_key.k", "violations", knownvalue.ListSizeExact(0)))},
		resource.TestStep{Config: b.unjudged(storedKey("cks-0123456789abcdef0", "")), PlanOnly: true, ExpectNonEmptyPlan: true},
	)
	b.wantCalls("CreateKey", 2)
}

func TestKeyInExternalKeyStore(t *testing.T) {
	t.Parallel()
	b, f := withFaults(t)
	store := b.keyStore(true)
	b.connect(store, true)
	external := func(name, alias, key string) string {
		return keyConfig(name, alias, fmt.Sprintf("origin = \"EXTERNAL_KEY_STORE\"\ncustom_key_store_id = %q\nxks_key_id = %q\ndeletion_protection = true", store, key))
	}
	first := b.unjudged(external("k", "payments", "one"))
	b.run(
		// An answer that is lost does not leave the external key to a key that nobody knows.
		resource.TestStep{PreConfig: f.add(&fault{operation: "CreateKey", times: 1, lose: true}), Config: first, ConfigStateChecks: append(enabledNow,
			stateIs("keywright_key.k", "xks_key_id", knownvalue.StringExact("one")))},
		resource.TestStep{ResourceName: "keywright_key.k", ImportState: true, ImportStateVerify: true},
		resource.TestStep{Config: first + external("l", "others", "one"), ExpectError: words("The external key belongs to another key")},
		resource.TestStep{Config: b.unjudged(external("k", "payments", "two")), ExpectError: words(`Changing xks_key_id from "one" to "two" makes another key`)},
		resource.TestStep{Config: strings.Replace(first, "deletion_protection = true", "deletion_protection = false", 1)},
	)
	b.wantCalls("CreateKey", 2)
}

// What does not go with a key store is refused at plan; and the rule that asks for one is content with it.
func TestKeyStoreIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	const store = "cks-0123456789abcdef0"
	key := func(more string) string { return b.unjudged(keyConfig("k", "payments", more)) }
	in := func(more string) string { return b.unjudged(storedKey(store, more)) }
	for name, c := range map[string]struct{ config, want string }{
		"no store":         {key(`origin = "AWS_CLOUDHSM"`), "lives in a custom key store"},
		"no origin":        {key(`custom_key_store_id = "` + store + `"`), "Origin without key store"},
		"no external key":  {strings.Replace(in(""), "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE", 1), "Set xks_key_id"},
		"external key":     {in(`xks_key_id = "x"`), "External key without its store"},
		"spec":             {in("spec = \"RSA_2048\""), "Spec not offered in key stores"},
		"multi-region":     {in("multi_region = true"), "Key stores are of one region"},
		"malformed store":  {strings.Replace(in(""), store, "own", 1), "not the id of a custom key store"},
		"material":         {in("material_wo_version = 1"), "The key makes its own material"},
		"replica":          {b.unjudged(multiRegion("") + replica("payments", west, `custom_key_store_id = "`+store+`"`)), "A replica is of a multi-region key"},
		"store is unknown": {in(""), "There is no custom key store"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			(&bench{t: t, kms: b.kms, url: b.url}).run(resource.TestStep{Config: c.config, PlanOnly: name != "store is unknown", ExpectError: words(c.want)})
		})
	}
}

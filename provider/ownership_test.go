package provider

import (
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// makeKey makes a key behind Terraform's back, with tags and, where alias is not empty, an alias.
func (b *bench) makeKey(alias string, tags map[string]string, in map[string]any) string {
	b.t.Helper()
	list := []map[string]string{}
	for name, value := range tags {
		list = append(list, map[string]string{"TagKey": name, "TagValue": value})
	}
	if in == nil {
		in = map[string]any{}
	}
	in["Tags"] = list
	id, _ := b.call("eu-north-1", "CreateKey", in)["KeyMetadata"].(map[string]any)["KeyId"].(string)
	if alias != "" {
		b.call("eu-north-1", "CreateAlias", map[string]any{"AliasName": "alias/" + alias, "TargetKeyId": id})
	}
	return id
}

// Whose key is taken up, and whose is not.
func TestAdoption(t *testing.T) {
	t.Parallel()
	ours := map[string]string{kms.TagOwnership: "test", kms.TagAlias: "payments"}
	for name, c := range map[string]struct {
		prepare func(b *bench)
		want    string // what the refusal says; empty: the key is taken up
		made    int
	}{
		"unfinished, ours":         {func(b *bench) { b.makeKey("", ours, nil) }, "", 1},
		"finished, ours and young": {func(b *bench) { b.makeKey("payments", ours, nil) }, "", 1},
		"unfinished, of another state": {func(b *bench) {
			b.makeKey("", map[string]string{kms.TagOwnership: "theirs", kms.TagAlias: "payments"}, nil)
		}, "", 2},
		"unfinished, for another alias": {func(b *bench) {
			b.makeKey("", map[string]string{kms.TagOwnership: "test", kms.TagAlias: "other"}, nil)
		}, "", 2},
		"finished, of another state": {func(b *bench) {
			b.makeKey("payments", map[string]string{kms.TagOwnership: "theirs", kms.TagAlias: "payments"}, nil)
		}, "The key belongs to another state", 1},
		"not made by keywright": {func(b *bench) { b.makeKey("payments", nil, nil) }, "terraform import", 1},
		"unfinished, ours, another kind": {func(b *bench) {
			b.makeKey("", ours, map[string]any{"KeySpec": "RSA_3072", "KeyUsage": "SIGN_VERIFY"})
		}, "another kind of key", 1},
		"two unfinished, ours": {func(b *bench) { b.makeKey("", ours, nil); b.makeKey("", ours, nil) }, "Several unfinished keys", 2},
		"ours, a further alias": {func(b *bench) {
			b.makeKey("payments", map[string]string{kms.TagOwnership: "test", kms.TagAlias: "other"}, nil)
		}, "is a further alias", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, localkms.Options{ShuffleRead: true})
			config := b.config(keyConfig("k", "payments", ""))
			if c.want != "" {
				b.run(resource.TestStep{PreConfig: func() { c.prepare(b) }, Config: config, ExpectError: words(c.want)})
			} else {
				b.run(
					resource.TestStep{PreConfig: func() { c.prepare(b) }, Config: config},
					resource.TestStep{ResourceName: "keywright_key.k", ImportState: true, ImportStateVerify: true},
				)
			}
			b.wantCalls("CreateKey", c.made)
		})
	}
}

// A second state of the same ownership cannot be told from a run that was cut short: it is told of what it took up.
func TestWhatIsTakenUpIsTold(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	want := &kms.Want{
		Alias: "payments", Policy: keyPolicyOf(t), Spec: defaultSpec, Usage: defaultUsage, Origin: defaultOrigin, Enabled: true,
		Tags: map[string]string{kms.TagOwnership: "test", kms.TagAlias: "payments"},
	}
	create := func() *kms.Key {
		key, err := b.client("eu-north-1").CreateKey(t.Context(), want)
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	first, again := create(), create()
	b.call("eu-north-1", "DeleteAlias", map[string]any{"AliasName": "alias/payments"})
	unfinished := create()
	if first.ID != again.ID || again.ID != unfinished.ID {
		t.Fatalf("there are several keys: %s, %s, %s", first.ID, again.ID, unfinished.ID)
	}
	for name, c := range map[string]struct {
		key  *kms.Key
		want int
	}{"made": {first, 0}, "finished": {again, 1}, "unfinished": {unfinished, 0}} {
		var diags diag.Diagnostics
		tellTakenUp(c.key, &keyModel{Alias: str("payments"), Region: str("eu-north-1")}, &session{ownership: "test"}, &diags)
		if diags.WarningsCount() != c.want || diags.HasError() {
			t.Errorf("%s: %v", name, diags)
		}
		if c.want > 0 && (!strings.Contains(diags[0].Detail(), first.ARN) || !strings.Contains(diags[0].Detail(), "terraform.workspace")) {
			t.Errorf("%s: it does not say which key, or what to do: %v", name, diags)
		}
	}
}

// A finished key of this state that is no longer young is somebody's: it is not taken up by itself.
func TestOldKeyIsNotAdopted(t *testing.T) {
	t.Parallel()
	past := time.Now().Add(-25 * time.Hour)
	clock := past
	b := newBench(t, localkms.Options{Clock: func() time.Time { return clock }})
	b.makeKey("payments", map[string]string{kms.TagOwnership: "test", kms.TagAlias: "payments"}, nil)
	config := b.config(keyConfig("k", "payments", ""))
	b.run(
		resource.TestStep{Config: config, ExpectError: words("too long ago for a run that was cut short")},
		resource.TestStep{Config: strings.Replace(config, `ownership  = "test"`, "ownership = \"test\"\nadopt_within = \"48h\"", 1)},
	)
	b.wantCalls("CreateKey", 1)
}

// An existing key of others is imported, shows what would change, and is then ours.
func TestImportOfForeignKey(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.makeKey("payments", map[string]string{"Team": "x"}, map[string]any{"Description": "old"})
	config := b.config(keyConfig("k", "payments", `deletion_protection = false`)) + `
import {
  to = keywright_key.k
  id = "alias/payments"
}`
	b.run(
		resource.TestStep{Config: config},
	)
	b.wantCalls("CreateKey", 1)
	b.wantCalls("PutKeyPolicy", 1)
}

func TestImportIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	for id, want := range map[string]string{
		"alias/nobody":        "does not exist",
		"":                    "",
		"x@":                  "names no key",
		"arn:aws:s3:::bucket": "is not the ARN of a KMS key",
		"1234@eu-nowhere-1":   "Unknown region",
	} {
		if id == "" {
			continue
		}
		b.run(resource.TestStep{Config: b.config(keyConfig("k", "payments", "")), ResourceName: "keywright_key.k", ImportState: true, ImportStateId: id, ExpectError: words(want)})
	}
}

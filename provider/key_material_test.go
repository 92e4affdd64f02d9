package provider

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
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

// bytesOf is material: n times one byte.
func bytesOf(b byte, n int) string {
	return base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{b}, n))
}

var firstMaterial, secondMaterial, thirdMaterial = bytesOf(1, 32), bytesOf(2, 32), bytesOf(3, 32)

// importing gives the pipeline of a configuration the right to import.
func importing(config string) string {
	config = strings.ReplaceAll(config, `["`+pipeline+`"] }`, `["`+pipeline+`"], imports = true }`)
	return strings.ReplaceAll(config, `["`+pipeline+`"], replicates = true }`, `["`+pipeline+`"], replicates = true, imports = true }`)
}

// material is a version of a key's material, with more attributes.
func material(version int, text, more string) string {
	return fmt.Sprintf("origin = \"EXTERNAL\"\nmaterial_wo = %q\nmaterial_wo_version = %d\n%s", text, version, more)
}

func externalKey(version int, text, more string) string {
	return importing(keyConfig("k", "payments", material(version, text, more)))
}

// unjudged is a configuration without the rules, one of which wants a record of every imported material's escrow.
func (b *bench) unjudged(body string) string {
	return b.configAs("PIPELINE", `enforcement = "off"`, body)
}

func stateIs(address, attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, at(attribute), value)
}

var enabledNow = []statecheck.StateCheck{stateIs("keywright_key.k", "key_state", knownvalue.StringExact("Enabled"))}

// encrypt and decrypt use the key with an alias, as the application does.
func (b *bench) encrypt(alias string) string {
	b.t.Helper()
	return fmt.Sprint(b.callAs("APP", "eu-north-1", "Encrypt", map[string]any{"KeyId": "alias/" + alias, "Plaintext": "aGVsbG8="})["CiphertextBlob"])
}

func (b *bench) decrypt(ciphertext string) {
	b.t.Helper()
	if plain := b.callAs("APP", "eu-north-1", "Decrypt", map[string]any{"CiphertextBlob": ciphertext})["Plaintext"]; plain != "aGVsbG8=" {
		b.t.Errorf("decrypted to %v", plain)
	}
}

// Other material rotates the key in place: what was encrypted before is decrypted as before. Its end comes and goes
// without another key, and an import of the resource brings all but the version back.
func TestImportedMaterial(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{ShuffleRead: true})
	soon, later := time.Now().Add(100*time.Hour).UTC().Format(time.RFC3339), time.Now().Add(200*time.Hour).UTC().Format(time.RFC3339)
	ends := func(at string) string { return fmt.Sprintf("material_valid_to = %q", at) }
	var before string
	b.run(
		resource.TestStep{Config: b.unjudged(externalKey(1, firstMaterial, "")), ConfigStateChecks: append(enabledNow,
			stateIs("keywright_key.k", "material_id", knownvalue.NotNull()), stateIs("keywright_key.k", "material_wo", knownvalue.Null()))},
		resource.TestStep{PreConfig: func() { before = b.encrypt("payments") }, Config: b.unjudged(externalKey(2, secondMaterial, "")), ConfigPlanChecks: updated, ConfigStateChecks: enabledNow},
		resource.TestStep{PreConfig: func() { b.decrypt(before) }, Config: b.unjudged(externalKey(2, secondMaterial, ends(soon))), ConfigPlanChecks: updated,
			ConfigStateChecks: []statecheck.StateCheck{stateIs("keywright_key.k", "material_valid_to", knownvalue.StringExact(soon))}},
		resource.TestStep{ResourceName: "keywright_key.k", ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"material_wo_version", "material_valid_to"}},
		resource.TestStep{Config: b.unjudged(externalKey(2, secondMaterial, ends(later))), ConfigPlanChecks: updated},
		// The same second, said otherwise, imports nothing; and nothing is needed where nothing is imported.
		resource.TestStep{Config: b.unjudged(strings.Replace(externalKey(2, secondMaterial, ends(strings.Replace(later, "Z", "+00:00", 1))), "material_wo =", "# ", 1))},
		resource.TestStep{Config: b.unjudged(externalKey(2, secondMaterial, "")), ConfigPlanChecks: updated, ConfigStateChecks: enabledNow},
		// A version without other material imports the same again.
		resource.TestStep{Config: b.unjudged(externalKey(3, secondMaterial, "")), ConfigPlanChecks: updated},
		// What is not told any more stays as it is.
		resource.TestStep{Config: b.unjudged(importing(keyConfig("k", "payments", `origin = "EXTERNAL"`))), ConfigStateChecks: enabledNow},
	)
	b.wantCalls("CreateKey", 1)
	b.wantCalls("RotateKeyOnDemand", 1)
	b.wantCalls("ImportKeyMaterial", 1+2+1+1+1+1)
}

// What others did to the material shows as another version, and the next apply puts the declared material back, or says
// why it cannot.
func TestLostMaterial(t *testing.T) {
	t.Parallel()
	var ahead time.Duration
	b := newBench(t, localkms.Options{Clock: func() time.Time { return time.Now().Add(ahead) }})
	end := time.Now().Add(100 * time.Hour).UTC().Format(time.RFC3339)
	first, second := b.unjudged(externalKey(1, firstMaterial, "")), b.unjudged(externalKey(2, secondMaterial, ""))
	key := func() string { return b.key("eu-north-1", "payments").ID }
	lose := func(id string) {
		b.call("eu-north-1", "DeleteImportedKeyMaterial", map[string]any{"KeyId": key(), "KeyMaterialId": id})
	}
	lost := plancheck.ExpectResourceAction("keywright_key.k", plancheck.ResourceActionUpdate)
	var ids [2]string
	b.run(
		resource.TestStep{Config: b.unjudged(externalKey(1, firstMaterial, fmt.Sprintf("material_valid_to = %q", end)))},
		resource.TestStep{PreConfig: func() { ahead = 101 * time.Hour }, Config: first, ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{lost}}, ConfigStateChecks: enabledNow},
		resource.TestStep{PreConfig: func() { ids[0] = b.key("eu-north-1", "payments").MaterialID; lose(ids[0]) }, Config: strings.Replace(first, "material_wo =", "# ", 1), ExpectError: words("and material_wo is null")},
		resource.TestStep{Config: b.unjudged(externalKey(1, secondMaterial, "")), ExpectError: words("The key lacks material that it had before")},
		resource.TestStep{Config: first, ConfigStateChecks: enabledNow},
		resource.TestStep{Config: second, ConfigStateChecks: enabledNow},
		resource.TestStep{PreConfig: func() { ids[1] = b.key("eu-north-1", "payments").MaterialID; lose(ids[0]) }, Config: second, ExpectError: words(ids[0])},
		resource.TestStep{Config: b.unjudged(externalKey(2, secondMaterial, fmt.Sprintf("former_materials_wo = [%q]", thirdMaterial))), ExpectError: words("former_materials_wo[0] is no material of")},
		resource.TestStep{Config: b.unjudged(externalKey(2, secondMaterial, fmt.Sprintf("former_materials_wo = [%q]", firstMaterial))), ConfigStateChecks: enabledNow},
		resource.TestStep{Config: b.unjudged(externalKey(3, firstMaterial, "")), ExpectError: words("The key had this material before")},
	)
	b.wantCalls("CreateKey", 1)
}

// rotateTo gives a key other material, behind Terraform's back.
func (b *bench) rotateTo(region, alias string, material byte) {
	b.t.Helper()
	key := b.key(region, alias)
	want := &kms.Want{Region: key.Region, Alias: alias, Description: key.Description, Policy: key.Policy, Enabled: true, Tags: key.Tags, Material: &kms.Material{Current: bytes.Repeat([]byte{material}, 32)}}
	if _, err := b.client(region).UpdateKey(b.t.Context(), key.ID, want); err != nil {
		b.t.Error(err)
	}
}

// Others rotate the key to material of theirs.
func TestMaterialOfOthers(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	second := b.unjudged(externalKey(2, secondMaterial, ""))
	rotate := func() { b.rotateTo("eu-north-1", "payments", 3) }
	b.run(
		resource.TestStep{Config: b.unjudged(externalKey(1, firstMaterial, ""))},
		resource.TestStep{PreConfig: rotate, Config: b.unjudged(externalKey(1, firstMaterial, "")), ExpectError: words("KMS does not go back to it")},
		resource.TestStep{Config: second, ConfigStateChecks: enabledNow},
	)
	b.wantCalls("RotateKeyOnDemand", 2)
}

// A disabled key is not rotated; the first material comes in all the same, and the key is disabled then.
func TestMaterialOfDisabledKey(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	b.run(
		resource.TestStep{Config: b.unjudged(externalKey(1, firstMaterial, "enabled = false")), ConfigStateChecks: []statecheck.StateCheck{stateIs("keywright_key.k", "key_state", knownvalue.StringExact("Disabled"))}},
		resource.TestStep{Config: b.unjudged(externalKey(2, secondMaterial, "enabled = false")), ExpectError: words("enable it")},
		// Another version takes the place of the one that waits.
		resource.TestStep{Config: b.unjudged(externalKey(3, thirdMaterial, "")), ConfigStateChecks: enabledNow},
	)
	b.wantCalls("DeleteImportedKeyMaterial", 1)
	b.wantCalls("RotateKeyOnDemand", 2)
}

// Keys of other kinds have one material in their life.
func TestMaterialOfOtherKinds(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	signing := func(version int, material string) string {
		return strings.NewReplacer("application ", "signer ", `"log"`, `"webhook"`).Replace(externalKey(version, material, "usage = \"SIGN_VERIFY\"\nspec = \"ECC_NIST_P521\""))
	}
	pkcs8 := func(private any, err error) []byte {
		if err != nil {
			t.Fatal(err)
		}
		der, err := x509.MarshalPKCS8PrivateKey(private)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	one, two := pkcs8(ecdsa.GenerateKey(elliptic.P521(), rand.Reader)), pkcs8(ecdsa.GenerateKey(elliptic.P521(), rand.Reader))
	text := base64.StdEncoding.EncodeToString
	rsaKey := strings.NewReplacer("application ", "key-decrypt ").Replace(externalKey(1, text(pkcs8(rsa.GenerateKey(rand.Reader, 2048))), `spec = "RSA_2048"`))
	mac := strings.NewReplacer("application ", "mac ", `"log"`, `"webhook"`).Replace(externalKey(1, bytesOf(7, 48), "usage = \"GENERATE_VERIFY_MAC\"\nspec = \"HMAC_384\""))
	rename := func(config, name string) string {
		return strings.NewReplacer(`"k"`, `"`+name+`"`, `"payments"`, `"`+name+`"`).Replace(config)
	}
	b.run(
		resource.TestStep{Config: b.unjudged(signing(1, text(one)) + rename(rsaKey, "rsa") + rename(mac, "mac")), ConfigStateChecks: append(enabledNow,
			stateIs("keywright_key.rsa", "key_state", knownvalue.StringExact("Enabled")), stateIs("keywright_key.mac", "key_state", knownvalue.StringExact("Enabled")),
			stateIs("keywright_key.mac", "material_id", knownvalue.Null()))},
		resource.TestStep{Config: b.unjudged(signing(2, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: one}))))},
		resource.TestStep{Config: b.unjudged(signing(3, text(two))), ExpectError: words("The key has other material")},
	)
}

// A set of multi-region keys rotates once every key of it has the new material.
func TestMaterialOfReplicas(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	config := func(version int, text string, more string) string {
		return b.unjudged(importing(multiRegion(material(version, text, ""))) + more)
	}
	with := func(version int, text string) string {
		return importing(replica("payments", west, material(version, text, "")))
	}
	both := []statecheck.StateCheck{stateIs("keywright_key.k", "key_state", knownvalue.StringExact("Enabled")), stateIs("keywright_replica_key.r", "key_state", knownvalue.StringExact("Enabled"))}
	b.run(
		resource.TestStep{Config: config(1, firstMaterial, with(1, firstMaterial)), ConfigStateChecks: both},
		resource.TestStep{Config: config(2, secondMaterial, with(2, secondMaterial)), ConfigStateChecks: both},
		// The primary alone does not rotate, and says so at every plan until the replica follows.
		resource.TestStep{Config: config(3, thirdMaterial, with(2, secondMaterial)), ExpectNonEmptyPlan: true},
		resource.TestStep{Config: config(3, thirdMaterial, with(3, thirdMaterial)), ConfigStateChecks: both},
		resource.TestStep{Config: config(3, thirdMaterial, with(4, bytesOf(9, 32))), ExpectError: words("The primary does not have the material")},
	)
	b.wantCalls("RotateKeyOnDemand", 2)
}

// Each of these is refused before anything is made, and no refusal tells the material.
func TestMaterialIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	const secret = "c2VjcmV0LW1hdGVyaWFsLXRoYXQtaXMtdG9vLWxvbmctYnktZmFy"
	key := func(more string) string { return b.unjudged(importing(keyConfig("k", "payments", more))) }
	ends := func(at string) string {
		return key(material(1, firstMaterial, fmt.Sprintf("material_valid_to = %q", at)))
	}
	for name, c := range map[string]struct{ config, want string }{
		"not base64":         {key(material(1, secret+"!", "")), "Not readable as key material"},
		"too long":           {key(material(1, secret, "")), "It has 39 bytes, and the material of a SYMMETRIC_DEFAULT key has 32"},
		"former too long":    {key(material(1, firstMaterial, `former_materials_wo = ["`+secret+`"]`)), "It has 39 bytes"},
		"not PKCS #8":        {key(material(1, secret, "spec = \"RSA_2048\"")), "a private key in PKCS #8"},
		"material of KMS":    {key("material_wo = \"" + firstMaterial + "\"\nmaterial_wo_version = 1"), "The key makes its own material"},
		"no version":         {key("origin = \"EXTERNAL\"\nmaterial_wo = \"" + firstMaterial + "\""), "material_wo_version"},
		"no material":        {key("origin = \"EXTERNAL\"\nmaterial_wo_version = 1"), "and material_wo is null"},
		"malformed end":      {ends("tomorrow"), "Malformed time"},
		"an end that passed": {ends("2020-01-01T00:00:00Z"), "KMS takes a time that is to come"},
		"an end far away":    {ends("2150-01-01T00:00:00Z"), "KMS takes a time that is to come"},
		"no right":           {b.unjudged(keyConfig("k", "payments", material(1, firstMaterial, ""))), "Nobody may import the material"},
		"restricted":         {b.config(strings.Replace(externalKey(1, firstMaterial, ""), "confidential", "restricted", 1)), "KEY-06"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			(&bench{t: t, kms: b.kms, url: b.url}).run(resource.TestStep{Config: c.config, ExpectError: words(c.want)})
		})
	}
	t.Cleanup(func() { b.wantCalls("CreateKey", 0) })
}

// No error of the material's reader says anything of it.
func TestMaterialErrorsTellNothing(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"secret, secret", "-----BEGIN secret-----", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\nsecret", ""} {
		if _, err := decodeMaterial(text); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: %v", text, err)
		}
	}
	for spec := range materialBytes {
		if err := checkMaterial([]byte("secret"), spec, "aws"); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", spec, err)
		}
	}
	if err := checkMaterial(make([]byte, 16), defaultSpec, "aws-cn"); err != nil {
		t.Error(err)
	}
	for _, spec := range []string{"RSA_2048", "ECC_NIST_P256", "ECC_SECG_P256K1", "SM2"} {
		if err := checkMaterial([]byte("secret"), spec, "aws"); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", spec, err)
		}
	}
}

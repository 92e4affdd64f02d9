package data_test

import (
	"encoding/json"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// TestRowsNameTheirSources walks every file as JSON, so that a row added to any table is held to it.
func TestRowsNameTheirSources(t *testing.T) {
	files, err := fs.Glob(data.FS, "*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	day := regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	for _, name := range files {
		raw, err := data.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file map[string]any
		if err := json.Unmarshal(raw, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		sources, _ := file["sources"].(map[string]any)
		for key, value := range file {
			rows, ok := value.([]any)
			if !ok {
				continue
			}
			for i, row := range rows {
				r, _ := row.(map[string]any)
				source, _ := r["source"].(string)
				date, _ := r["date"].(string)
				if sources[source] == nil || !day.MatchString(date) {
					t.Errorf("%s: %s[%d] has source %q and date %q", name, key, i, source, date)
				}
			}
		}
	}
}

func TestActionsAreWhole(t *testing.T) {
	actions := data.Actions()
	grant, cross := 0, 0
	for _, a := range actions {
		if a.GrantOperation {
			grant++
		}
		if a.CrossAccount {
			cross++
		}
		if !slices.ContainsFunc(data.Capabilities(), func(c data.Capability) bool { return c.Name == a.Capability && c.Class == a.Class }) {
			t.Errorf("%s is of capability %s, class %s, which capabilities.json lacks", a.Name, a.Capability, a.Class)
		}
		for _, u := range a.Usages {
			if len(a.Specs) > 0 && !slices.ContainsFunc(a.Specs, func(s string) bool { return slices.Contains(data.UsagesOf(s), u) }) {
				t.Errorf("%s: none of its specs has usage %s", a.Name, u)
			}
		}
	}
	// 58 actions and 19 grant operations: service/kms v1.62.4 and the Service Authorization Reference of 2026-06-14.
	if len(actions) != 58 || grant != 19 || cross != 22 {
		t.Errorf("%d actions, %d of them grant operations, %d across accounts", len(actions), grant, cross)
	}
	if !slices.IsSortedFunc(actions, func(a, b data.Action) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("actions.json is not sorted by name")
	}
}

func TestExpand(t *testing.T) {
	for _, tc := range []struct {
		pattern                  string
		want                     string // actions without "kms:", or a count as "#n"
		open, unknown, malformed bool
	}{
		{pattern: "kms:Decrypt", want: "Decrypt"},
		{pattern: "KMS:dEcRyPt", want: "Decrypt"},
		{pattern: "kms:De*", want: "Decapsulate Decrypt DeleteAlias DeleteCustomKeyStore DeleteImportedKeyMaterial DeriveSharedSecret DescribeCustomKeyStores DescribeKey", open: true},
		{pattern: "kms:Dec*", want: "Decapsulate Decrypt", open: true},
		{pattern: "kms:?ncrypt", want: "Encrypt", open: true},
		{pattern: "kms:*From", want: "ReEncryptFrom", open: true},
		{pattern: "kms:*", want: "#58", open: true},
		{pattern: "*", want: "#58", open: true},
		{pattern: "kms:Zz*", open: true},
		{pattern: "kms:FutureDecrypt", unknown: true},
		{pattern: "s3:GetObject"},
		{pattern: "s3:*", open: true},
		{pattern: "k*:Decrypt", malformed: true},
		{pattern: "kms:Dec rypt", malformed: true},
		{pattern: "kms:", malformed: true},
		{pattern: "", malformed: true},
		{pattern: " ", malformed: true},
		{pattern: "Decrypt", malformed: true},
		{pattern: "kms:Decrypt\u0131", malformed: true},
		{pattern: "\u212Ams:Decrypt", malformed: true}, // the Kelvin sign folds to k in Unicode, not in IAM
		{pattern: "kms:{Decrypt,Encrypt}", malformed: true},
	} {
		e := data.Expand(tc.pattern)
		got := strings.ReplaceAll(strings.Join(e.Actions, " "), "kms:", "")
		if n, ok := strings.CutPrefix(tc.want, "#"); ok && n == "58" && len(e.Actions) == 58 {
			got = tc.want
		}
		if got != tc.want || e.Open != tc.open || e.Unknown != tc.unknown || e.Malformed != tc.malformed {
			t.Errorf("Expand(%q) = %q %+v", tc.pattern, got, e)
		}
	}
}

// TestExpandAgreesWithActionMatches holds the two ways to read a pattern together.
func TestExpandAgreesWithActionMatches(t *testing.T) {
	for _, pattern := range []string{"kms:De*", "*", "kms:*", "kms:?ncrypt", "KMS:GET*", "kms:*Key*", "k*:Decrypt", "kms:", "s3:*", "kms:Decrypt "} {
		e := data.Expand(pattern)
		for _, a := range data.Actions() {
			if data.ActionMatches(pattern, a.Name) != slices.Contains(e.Actions, a.Name) {
				t.Errorf("%q and %s: the two disagree", pattern, a.Name)
			}
		}
	}
}

func TestExpandGivesCopies(t *testing.T) {
	first := data.Expand("kms:Dec*")
	first.Actions[0] = "spoiled"
	if got := data.Expand("kms:Dec*").Actions[0]; got != "kms:Decapsulate" {
		t.Errorf("a caller changed the memo: %q", got)
	}
}

func TestCapabilityOfUnknownIsDecrypt(t *testing.T) {
	if got := data.CapabilityOf("kms:FutureThing"); got != "decrypt" {
		t.Errorf("an unknown action counts as %q", got)
	}
}

func TestRolesAreCoherent(t *testing.T) {
	options := []string{"mfa", "data_keys", "grants", "replicates", "imports", "vpc_endpoint_ids", "via_services", "services", "encryption_context", "organization_id"}
	for _, r := range data.Roles() {
		for _, o := range r.Options {
			if !slices.Contains(options, o) {
				t.Errorf("%s takes %q, which access does not have", r.Name, o)
			}
		}
		for _, g := range r.Gives {
			if g.Option != "" && !r.Accepts(g.Option) {
				t.Errorf("%s gives by option %q and does not take it", r.Name, g.Option)
			}
			for _, name := range g.Actions {
				a, ok := data.ActionNamed(name)
				switch {
				case !ok || a.Name != name:
					t.Errorf("%s gives %s, which the table lacks", r.Name, name)
				case !a.InKeyPolicy:
					t.Errorf("%s gives %s, which is never effective in a key policy", r.Name, name)
				case !slices.Contains(r.Capabilities, a.Capability):
					t.Errorf("%s gives %s of capability %s, more than its capabilities", r.Name, name, a.Capability)
				case slices.Contains(r.Never, a.Capability):
					t.Errorf("%s gives %s, which it must never have", r.Name, name)
				}
			}
		}
		for _, c := range r.Denies {
			if !slices.Contains(r.Never, c) {
				t.Errorf("%s is denied %s, which it may have", r.Name, c)
			}
		}
	}
}

// TestRolesFitUsages says what each role gives on each kind of key, by its capabilities.
func TestRolesFitUsages(t *testing.T) {
	for _, tc := range []struct{ role, spec, usage, want string }{
		{"key-encrypt", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Encrypt ReEncryptTo"},
		{"key-encrypt", "RSA_4096", "ENCRYPT_DECRYPT", "Encrypt GetPublicKey ReEncryptTo"},
		{"key-encrypt", "RSA_4096", "SIGN_VERIFY", ""},
		{"key-encrypt", "ML_KEM_768", "ENCAPSULATE_DECAPSULATE", "Encapsulate GetPublicKey"},
		{"key-decrypt", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Decrypt ReEncryptFrom"},
		{"key-decrypt", "ECC_NIST_P256", "KEY_AGREEMENT", "DeriveSharedSecret"},
		{"key-decrypt", "ML_KEM_768", "ENCAPSULATE_DECAPSULATE", "Decapsulate"},
		{"key-decrypt", "HMAC_256", "GENERATE_VERIFY_MAC", ""},
		{"application", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Decrypt Encrypt GenerateDataKey"},
		{"signer", "ECC_NIST_EDWARDS25519", "SIGN_VERIFY", "GetPublicKey Sign"},
		{"signer", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", ""},
		{"verifier", "RSA_4096", "SIGN_VERIFY", "GetPublicKey Verify"},
		{"verifier", "HMAC_256", "GENERATE_VERIFY_MAC", "VerifyMac"},
		{"mac", "HMAC_256", "GENERATE_VERIFY_MAC", "GenerateMac VerifyMac"},
		{"mac", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", ""},
		{"ci", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Encrypt"},
	} {
		role, ok := data.RoleNamed(tc.role)
		if !ok {
			t.Fatalf("no role %s", tc.role)
		}
		if got := strings.ReplaceAll(strings.Join(role.Actions(tc.spec, tc.usage), " "), "kms:", ""); got != tc.want {
			t.Errorf("%s on %s/%s: %q, want %q", tc.role, tc.spec, tc.usage, got, tc.want)
		}
	}
}

func TestRegions(t *testing.T) {
	for _, tc := range []struct {
		code, country, partition string
		eea                      bool
	}{
		{"eu-north-1", "SE", "aws", true},
		{"eu-central-1", "DE", "aws", true},
		{"eu-west-1", "IE", "aws", true},
		{"eu-west-2", "GB", "aws", false},
		{"eu-central-2", "CH", "aws", false},
		{"eu-south-1", "IT", "aws", true},
		{"eusc-de-east-1", "DE", "aws-eusc", true},
		{"eu-isoe-west-1", "GB", "aws-iso-e", false},
		{"us-east-1", "US", "aws", false},
		{"cn-north-1", "CN", "aws-cn", false},
	} {
		r, ok := data.RegionNamed(tc.code)
		if !ok || r.Country != tc.country || r.Partition != tc.partition || r.In("EEA") != tc.eea || !r.In(tc.country) {
			t.Errorf("%s: %+v", tc.code, r)
		}
	}
	if _, ok := data.RegionNamed("eu-north-9"); ok {
		t.Error("a region that does not exist is known")
	}
	for _, r := range data.Regions() {
		if _, ok := data.DNSSuffix(r.Partition); !ok {
			t.Errorf("%s: partition %s has no DNS suffix", r.Code, r.Partition)
		}
		for name, countries := range data.Jurisdictions() {
			if r.In(name) != slices.Contains(countries, r.Country) {
				t.Errorf("%s: %s is listed wrongly", r.Code, name)
			}
		}
	}
	if n, m := len(data.Jurisdictions()["EU"]), len(data.Jurisdictions()["EEA"]); n != 27 || m != 30 {
		t.Errorf("EU has %d countries and EEA %d", n, m)
	}
	if data.KnownJurisdiction("eu") || !data.KnownJurisdiction("EEA") || !data.KnownJurisdiction("LI") || !data.KnownJurisdiction("US") {
		t.Error("jurisdictions are known wrongly")
	}
	if got := data.RegionsIn("EEA"); len(got) != 7 {
		t.Errorf("AWS regions in the EEA: %v", got)
	}
}

func TestRegionsOfOtherClouds(t *testing.T) {
	for _, tc := range []struct {
		resource, code, country string
		eea                     bool
	}{
		{"google_kms_crypto_key", "europe-north1", "FI", true},
		{"google_kms_crypto_key", "europe-west2", "GB", false},
		{"google_kms_crypto_key", "europe-west6", "CH", false},
		{"google_kms_crypto_key", "europe", "", true},
		{"google_kms_crypto_key", "global", "", false},
		{"azurerm_key_vault_key", "norwayeast", "NO", true},
		{"azurerm_key_vault_key", "uksouth", "GB", false},
		{"aws_kms_key", "eu-west-2", "GB", false},
		{"keywright_key", "eu-north-1", "SE", true},
	} {
		r, ok := data.RegionOf(data.CloudOf(tc.resource), tc.code)
		if !ok || r.Country != tc.country || r.In("EEA") != tc.eea {
			t.Errorf("%s %s: %+v", tc.resource, tc.code, r)
		}
		if tc.country != "" && r.In("EEA") != slices.Contains(data.Jurisdictions()["EEA"], r.Country) {
			t.Errorf("%s is listed wrongly", tc.code)
		}
	}
	for _, tc := range [][2]string{{"google", "eu-north-1"}, {"azure", "europe-north1"}, {"vault", "eu-north-1"}, {"aws", "europe-north1"}, {"google", "eur6"}} {
		if r, ok := data.RegionOf(tc[0], tc[1]); ok {
			t.Errorf("%s of %s is known: %+v", tc[1], tc[0], r)
		}
	}
}

func TestAlgorithms(t *testing.T) {
	usages := map[string]string{}
	for _, a := range data.Algorithms() {
		usages[a.Spec] = strings.Join(data.UsagesOf(a.Spec), " ")
		for _, u := range a.Usages {
			if u.Status != "approved" && u.Condition == "" {
				t.Errorf("%s for %s is %s without a reason", a.Spec, u.Usage, u.Status)
			}
		}
		if a.AutomaticRotation != (a.Spec == "SYMMETRIC_DEFAULT") {
			t.Errorf("%s: KMS rotates symmetric encryption keys only", a.Spec)
		}
	}
	for spec, want := range map[string]string{
		"SYMMETRIC_DEFAULT": "ENCRYPT_DECRYPT", "RSA_2048": "ENCRYPT_DECRYPT SIGN_VERIFY", "ECC_NIST_P256": "SIGN_VERIFY KEY_AGREEMENT",
		"ECC_NIST_EDWARDS25519": "SIGN_VERIFY", "ECC_SECG_P256K1": "SIGN_VERIFY", "HMAC_256": "GENERATE_VERIFY_MAC",
		"ML_DSA_65": "SIGN_VERIFY", "ML_KEM_768": "ENCAPSULATE_DECAPSULATE", "SM2": "ENCRYPT_DECRYPT SIGN_VERIFY KEY_AGREEMENT", "RSA_1024": "",
	} {
		if usages[spec] != want {
			t.Errorf("%s: %q, want %q", spec, usages[spec], want)
		}
	}
	if len(usages) != 20 {
		t.Errorf("%d specs", len(usages))
	}
}

func TestRotationLimitsFitKMS(t *testing.T) {
	kms := data.KMSRotation()
	for _, r := range data.RotationLimits() {
		if !slices.Contains(r.Accepts, r.Method) {
			t.Errorf("%s does not accept its own method", r.Type)
		}
		if r.Type == "kek" && (r.PeriodDays < kms.MinPeriodDays || r.PeriodDays > kms.MaxPeriodDays) {
			t.Errorf("kek: KMS does not rotate every %d days", r.PeriodDays)
		}
	}
}

func TestConditionKeysAreWhole(t *testing.T) {
	keys := data.ConditionKeys()
	seen := map[string]bool{}
	for _, k := range keys {
		name := strings.ToLower(k.Name)
		if seen[name] {
			t.Errorf("%s is there twice", k.Name)
		}
		seen[name] = true
		if !slices.Contains([]string{"String", "Bool", "Numeric", "Date", "Arn", "IpAddress"}, k.Type) {
			t.Errorf("%s has type %q", k.Name, k.Type)
		}
		if k.Prefix != strings.HasSuffix(k.Name, "/") && k.Prefix != strings.HasSuffix(k.Name, ":") {
			t.Errorf("%s: a prefix ends in what sets the request's name apart, and nothing else does", k.Name)
		}
		for _, a := range k.Actions {
			if _, known := data.ActionNamed(a); !known || !data.Surveyed(a) {
				t.Errorf("%s: %s is no surveyed action of the table", k.Name, a)
			}
		}
	}
	surveyed := 0
	for _, a := range data.Actions() {
		if data.Surveyed(a.Name) {
			surveyed++
		}
	}
	// The Service Authorization Reference of 2026-06-14 has 56 actions; Encapsulate and Decapsulate are younger.
	if surveyed != 56 || data.Surveyed("kms:Decapsulate") || !data.Surveyed("KMS:decrypt") {
		t.Errorf("%d actions surveyed", surveyed)
	}
}

func TestConditionKeyNamed(t *testing.T) {
	for _, tc := range []struct {
		name, want string
		multi      bool
	}{
		{"aws:SourceVpce", "aws:SourceVpce", false},
		{"AWS:SOURCEVPCE", "aws:SourceVpce", false},
		{"kms:grantoperations", "kms:GrantOperations", true},
		{"aws:TagKeys", "aws:TagKeys", true},
		{"kms:EncryptionContext:App", "kms:EncryptionContext:", false},
		{"kms:EncryptionContextKeys", "kms:EncryptionContextKeys", true},
		{"aws:principaltag/Team", "aws:PrincipalTag/", false},
		{"aws:PrincipalTag", "", false},
		{"aws:SourceVpce2", "", false},
		{"aws:\u212Aey", "", false},
		{"", "", false},
	} {
		k, ok := data.ConditionKeyNamed(tc.name)
		if k.Name != tc.want || k.Multi != tc.multi || ok != (tc.want != "") {
			t.Errorf("%q is %+v (%v)", tc.name, k, ok)
		}
	}
}

func TestCarriedBy(t *testing.T) {
	for _, tc := range []struct {
		key, action string
		want        bool
	}{
		{"kms:GranteePrincipal", "kms:CreateGrant", true},
		{"kms:GranteePrincipal", "kms:creategrant", true},
		{"kms:GranteePrincipal", "kms:Decrypt", false},
		{"kms:GranteePrincipal", "kms:Decapsulate", true}, // not surveyed
		{"kms:GranteePrincipal", "kms:FutureThing", true},
		{"aws:SourceVpce", "kms:Decrypt", true},
		{"aws:RequestTag/team", "kms:TagResource", true},
		{"aws:RequestTag/team", "kms:Encrypt", false},
	} {
		k, ok := data.ConditionKeyNamed(tc.key)
		if got := k.CarriedBy(tc.action); !ok || got != tc.want {
			t.Errorf("%s by %s: %v", tc.key, tc.action, got)
		}
	}
}

package provider

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// materialBytes is how long the material of a symmetric or HMAC key is.
// Source: AWS KMS Developer Guide, "Requirements for imported key material".
var materialBytes = map[string]int{"SYMMETRIC_DEFAULT": 32, "HMAC_224": 28, "HMAC_256": 32, "HMAC_384": 48, "HMAC_512": 64}

// chinaSymmetricBytes is how long that of a symmetric key is in the regions of China, where it is of SM4.
const chinaSymmetricBytes = 16

var errMaterial = errors.New("it has to be the base64 of the material's bytes, or PKCS #8 in PEM (BEGIN PRIVATE KEY)")

// decodeMaterial reads material as the configuration gives it. No error says anything of it.
func decodeMaterial(text string) ([]byte, error) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "-----BEGIN") {
		block, rest := pem.Decode([]byte(text))
		if block == nil || block.Type != "PRIVATE KEY" || strings.TrimSpace(string(rest)) != "" {
			return nil, errMaterial
		}
		return block.Bytes, nil
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) == 0 {
		return nil, errMaterial
	}
	return raw, nil
}

// checkMaterial says why bytes are not the material of a key of a spec, and nothing of the bytes but how many they are.
func checkMaterial(raw []byte, spec, inPartition string) error {
	if want := materialBytes[spec]; want > 0 {
		if spec == defaultSpec && inPartition == "aws-cn" {
			want = chinaSymmetricBytes
		}
		if len(raw) != want {
			return fmt.Errorf("it has %d bytes, and the material of a %s key has %d", len(raw), spec, want)
		}
		return nil
	}
	var shape asn1.RawValue
	if rest, err := asn1.Unmarshal(raw, &shape); err != nil || len(rest) > 0 || shape.Tag != asn1.TagSequence {
		return fmt.Errorf("the material of a %s key is a private key in PKCS #8", spec)
	}
	private, err := x509.ParsePKCS8PrivateKey(raw)
	if err != nil {
		if spec == "SM2" || spec == "ECC_SECG_P256K1" {
			return nil // which Go does not know; KMS does
		}
		return fmt.Errorf("the material of a %s key is a private key of that kind in PKCS #8", spec)
	}
	if is := specOf(private); is != spec {
		return fmt.Errorf("it is the private key of another kind of key (%s), and the key's spec is %s", is, spec)
	}
	return nil
}

// specOf is the key spec of a private key.
func specOf(private any) string {
	switch key := private.(type) {
	case *rsa.PrivateKey:
		return fmt.Sprintf("RSA_%d", key.N.BitLen())
	case *ecdsa.PrivateKey:
		return "ECC_NIST_" + strings.ReplaceAll(key.Params().Name, "-", "")
	case ed25519.PrivateKey:
		return "ECC_NIST_EDWARDS25519"
	}
	return "none that KMS has"
}

// materialValidator accepts what decodeMaterial reads. It never prints it.
type materialValidator struct{}

func (materialValidator) Description(context.Context) string { return errMaterial.Error() }

func (v materialValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v materialValidator) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if _, err := decodeMaterial(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Not readable as key material", sentence(err))
	}
}

// timeValidator accepts a time of RFC 3339.
type timeValidator struct{}

func (timeValidator) Description(context.Context) string {
	return "a time of RFC 3339, such as 2027-06-30T00:00:00Z"
}

func (v timeValidator) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v timeValidator) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if _, err := time.Parse(time.RFC3339, req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Malformed time", fmt.Sprintf("%q is not %s.", req.ConfigValue.ValueString(), v.Description(ctx)))
	}
}

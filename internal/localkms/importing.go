package localkms

import (
	"cmp"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Expiration models and import types.
const (
	expires    = "KEY_MATERIAL_EXPIRES"
	expiresNot = "KEY_MATERIAL_DOES_NOT_EXPIRE"

	importNew      = "NEW_KEY_MATERIAL"
	importExisting = "EXISTING_KEY_MATERIAL"
)

// How long import parameters work, how far off an expiry may be, lengths.
// Source: AWS KMS API reference, GetParametersForImport and ImportKeyMaterial.
const (
	parametersLife  = 24 * time.Hour
	maxExpiryDays   = 365
	maxMaterialText = 256
	maxWrapped      = 6144
)

// imported is what one region holds of imported material.
type imported struct {
	Held        bool      `json:"held"` // false once deleted or expired, until the same material is imported again
	ValidTo     time.Time `json:"valid_to,omitzero"`
	Description string    `json:"description,omitzero"`
}

// wrapping is a wrapping key that waits for an import.
type wrapping struct {
	Key       string    `json:"key"` // ARN
	Algorithm string    `json:"algorithm"`
	Private   []byte    `json:"private"` // PKCS #8
	Expires   time.Time `json:"expires"`
}

func externalOnly(k *key) error {
	if k.Family.Origin != originExternal {
		return fail("UnsupportedOperationException", "%s origin is %s which is not valid for this operation.", k.ARN, k.Family.Origin)
	}
	return nil
}

type getParametersForImportInput struct {
	KeyID             string `json:"KeyId"`
	WrappingAlgorithm string
	WrappingKeySpec   string
}

type getParametersForImportOutput struct {
	KeyID             string `json:"KeyId"`
	ImportToken       []byte
	PublicKey         []byte
	ParametersValidTo timestamp
}

var wrappingAlgorithms = []string{"RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1", "RSA_AES_KEY_WRAP_SHA_256"}

func (in *getParametersForImportInput) validate() error {
	if in.WrappingKeySpec == "SM2" || in.WrappingAlgorithm == "SM2PKE" {
		return unsupported("wrapping with SM2")
	}
	if in.WrappingAlgorithm == "RSAES_PKCS1_V1_5" {
		return fail("UnsupportedOperationException", "The wrapping algorithm RSAES_PKCS1_V1_5 is no longer supported; use RSAES_OAEP_SHA_256.")
	}
	return firstError(
		required("wrappingAlgorithm", in.WrappingAlgorithm), required("wrappingKeySpec", in.WrappingKeySpec),
		oneOf("wrappingAlgorithm", in.WrappingAlgorithm, wrappingAlgorithms),
		oneOf("wrappingKeySpec", in.WrappingKeySpec, []string{"RSA_2048", "RSA_3072", "RSA_4096"}),
	)
}

// checkWrapping refuses algorithms that cannot carry the key's kind of material.
func (k *key) checkWrapping(algorithm, spec string) error {
	direct := strings.HasPrefix(algorithm, "RSAES_")
	if direct && (rsaBits[k.Family.Spec] > 0 || k.Family.Spec == "ECC_NIST_P521" && spec == "RSA_2048") {
		return fail("ValidationException", "%s with wrapping key spec %s cannot wrap key material of key spec %s; use RSA_AES_KEY_WRAP_SHA_256.", algorithm, spec, k.Family.Spec)
	}
	return nil
}

func (c *call) getParametersForImport(in *getParametersForImportInput) (*getParametersForImportOutput, error) {
	if err := in.validate(); err != nil {
		return nil, err
	}
	k, err := c.use(in.KeyID, access{
		action: "GetParametersForImport", fits: externalOnly,
		conditions: conditions{"kms:wrappingalgorithm": {in.WrappingAlgorithm}, "kms:wrappingkeyspec": {in.WrappingKeySpec}},
	})
	if err != nil {
		return nil, err
	}
	if err := k.checkWrapping(in.WrappingAlgorithm, in.WrappingKeySpec); err != nil {
		return nil, err
	}
	private, err := c.importKey(in.WrappingKeySpec)
	if err != nil {
		return nil, err
	}
	signer, err := parsePrivate(private)
	if err != nil {
		return nil, err
	}
	public, err := x509.MarshalPKIXPublicKey(signer.Public())
	if err != nil {
		return nil, err
	}
	token := randomBytes(256)
	until := c.now.Add(parametersLife).Truncate(time.Second)
	c.state.Wrapping[tokenID(token)] = &wrapping{Key: k.ARN, Algorithm: in.WrappingAlgorithm, Private: private, Expires: until}
	c.changed = true
	return &getParametersForImportOutput{KeyID: k.ARN, ImportToken: token, PublicKey: public, ParametersValidTo: stamp(until)}, nil
}

// importKey makes a wrapping key, PKCS #8.
func (c *call) importKey(spec string) ([]byte, error) {
	if given := c.opts.Wrapping; given != nil && given.N.BitLen() == rsaBits[spec] {
		return x509.MarshalPKCS8PrivateKey(given)
	}
	return generateMaterial(spec)
}

// tokenID is how the server remembers an import token.
func tokenID(token []byte) string {
	sum := sha256.Sum256(token)
	return hex.EncodeToString(sum[:])
}

type importKeyMaterialInput struct {
	KeyID                  string `json:"KeyId"`
	EncryptedKeyMaterial   []byte
	ImportToken            []byte
	ExpirationModel        string
	ImportType             string
	KeyMaterialDescription *string
	KeyMaterialID          string `json:"KeyMaterialId"`
	ValidTo                timestamp
}

type importKeyMaterialOutput struct {
	KeyID         string `json:"KeyId"`
	KeyMaterialID string `json:"KeyMaterialId,omitzero"`
}

func (in *importKeyMaterialInput) validate(now time.Time) error {
	in.ExpirationModel = cmp.Or(in.ExpirationModel, expires)
	err := firstError(
		requiredBlob("encryptedKeyMaterial", in.EncryptedKeyMaterial, maxWrapped),
		requiredBlob("importToken", in.ImportToken, maxWrapped),
		oneOf("expirationModel", in.ExpirationModel, []string{expires, expiresNot}),
		oneOf("importType", cmp.Or(in.ImportType, importNew), []string{importNew, importExisting}),
	)
	validTo := time.Time(in.ValidTo)
	switch {
	case err != nil:
		return err
	case in.ExpirationModel == expires && validTo.IsZero():
		return fail("ValidationException", "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES")
	case in.ExpirationModel == expiresNot && !validTo.IsZero():
		return fail("ValidationException", "ValidTo is valid only with the ExpirationModel KEY_MATERIAL_EXPIRES")
	case in.ExpirationModel == expires && (!validTo.After(now) || validTo.After(now.AddDate(0, 0, maxExpiryDays))):
		return fail("ValidationException", "ValidTo must be in the future and no more than %d days away.", maxExpiryDays)
	case in.KeyMaterialDescription != nil && utf8.RuneCountInString(*in.KeyMaterialDescription) > maxMaterialText:
		return invalid("keyMaterialDescription", "(text)", "Member must have length less than or equal to 256")
	}
	return nil
}

func (c *call) importKeyMaterial(in *importKeyMaterialInput) (*importKeyMaterialOutput, error) {
	if err := in.validate(c.now); err != nil {
		return nil, err
	}
	asked := conditions{"kms:expirationmodel": {in.ExpirationModel}}
	if !in.ValidTo.IsZero() {
		asked["kms:validto"] = []string{time.Time(in.ValidTo).UTC().Format(time.RFC3339)}
	}
	k, err := c.use(in.KeyID, access{action: "ImportKeyMaterial", fits: externalOnly, conditions: asked})
	if err != nil {
		return nil, err
	}
	w, err := c.wrappingFor(k, in.ImportToken)
	if err != nil {
		return nil, err
	}
	raw, err := w.unwrap(in.EncryptedKeyMaterial)
	if err != nil {
		return nil, fail("InvalidCiphertextException", "")
	}
	if err := checkMaterial(k.Family.Spec, raw); err != nil {
		return nil, fail("IncorrectKeyMaterialException", "The key material is not valid for key spec %s: %s.", k.Family.Spec, err)
	}
	m, err := k.receive(raw, in, c.now)
	if err != nil {
		return nil, err
	}
	k.hold(m, in)
	c.changed = true
	out := &importKeyMaterialOutput{KeyID: k.ARN}
	if k.Family.isSymmetric() {
		out.KeyMaterialID = m.ID
	}
	return out, nil
}

// wrappingFor finds the wrapping key of an import token.
func (c *call) wrappingFor(k *key, token []byte) (*wrapping, error) {
	w := c.state.Wrapping[tokenID(token)]
	if w == nil || w.Key != k.ARN {
		return nil, fail("InvalidImportTokenException", "The import token is not one of %s.", k.ARN)
	}
	if !c.now.Before(w.Expires) {
		return nil, fail("ExpiredImportTokenException", "The import token expired at %s.", w.Expires.Format(time.RFC3339))
	}
	return w, nil
}

// unwrap opens wrapped material: RSA-OAEP, or RSA-OAEP of an AES key that wraps it by RFC 5649.
func (w *wrapping) unwrap(wrapped []byte) ([]byte, error) {
	signer, err := parsePrivate(w.Private)
	if err != nil {
		return nil, err
	}
	private, ok := signer.(*rsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("the wrapping key is a %T", signer)
	}
	_, hash, _ := strings.Cut(w.Algorithm, "SHA_")
	h := oaepHash("RSAES_OAEP_SHA_" + hash)
	if strings.HasPrefix(w.Algorithm, "RSAES_") {
		return rsa.DecryptOAEP(h, rand.Reader, private, wrapped, nil)
	}
	if len(wrapped) <= private.Size() {
		return nil, errCiphertext
	}
	kek, err := rsa.DecryptOAEP(h, rand.Reader, private, wrapped[:private.Size()], nil)
	if err != nil {
		return nil, err
	}
	return unwrapPadded(kek, wrapped[private.Size():])
}

// receive finds or makes the generation that imported bytes are.
func (k *key) receive(raw []byte, in *importKeyMaterialInput, now time.Time) (*material, error) {
	f := k.Family
	id := materialID(f.ref(), raw)
	known := f.material(id)
	kind := cmp.Or(in.ImportType, map[bool]string{true: importNew, false: importExisting}[len(f.Materials) == 0])
	if !f.isSymmetric() && (in.ImportType != "" || in.KeyMaterialID != "" || in.KeyMaterialDescription != nil) {
		return nil, fail("ValidationException", "ImportType, KeyMaterialId and KeyMaterialDescription are valid only with symmetric encryption keys; %s is %s.", k.ARN, f.Spec)
	}
	if kind == importNew {
		if err := k.mayReceiveNew(known, in); err != nil {
			return nil, err
		}
		m := &material{ID: id, Bytes: raw, Created: now, Pending: f.Current != ""}
		f.Materials = append(f.Materials, m)
		f.Current = cmp.Or(f.Current, id)
		return m, nil
	}
	if known == nil || in.KeyMaterialID != "" && in.KeyMaterialID != id {
		return nil, fail("IncorrectKeyMaterialException", "The key material is not the material that was imported into %s before.", k.ARN)
	}
	known.Bytes = raw
	return known, nil
}

func (k *key) mayReceiveNew(known *material, in *importKeyMaterialInput) error {
	switch {
	case in.KeyMaterialID != "":
		return fail("ValidationException", "KeyMaterialId cannot be specified with the ImportType NEW_KEY_MATERIAL.")
	case !k.primary():
		return fail("UnsupportedOperationException", "%s is a multi-Region replica key; new key material is imported into the primary key first.", k.ARN)
	case known != nil:
		return fail("IncorrectKeyMaterialException", "The key material is already associated with %s.", k.ARN)
	case slices.ContainsFunc(k.Family.Materials, func(m *material) bool { return m.Pending }):
		return fail("KMSInvalidStateException", "%s has imported key material that waits for rotation.", k.ARN)
	}
	return nil
}

// hold records that the key's region has the material now.
func (k *key) hold(m *material, in *importKeyMaterialInput) {
	if k.Imports == nil {
		k.Imports = map[string]*imported{}
	}
	held := &imported{Held: true, ValidTo: time.Time(in.ValidTo)}
	if before := k.Imports[m.ID]; before != nil {
		held.Description = before.Description
	}
	if in.KeyMaterialDescription != nil {
		held.Description = *in.KeyMaterialDescription
	}
	k.Imports[m.ID] = held
}

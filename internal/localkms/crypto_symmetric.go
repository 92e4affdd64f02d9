package localkms

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Sizes in bytes. Source: AWS KMS API reference, Encrypt, Decrypt, GenerateDataKey, GenerateRandom.
const (
	maxPlaintext   = 4096
	maxCiphertext  = 6144
	maxRandom      = 1024
	maxContextByte = 8192
)

// cryptography is what the cryptographic operations have in common in their requests.
type cryptography struct {
	KeyID       string `json:"KeyId"`
	GrantTokens []string
	DryRun      bool
}

// access is the request's wish for a key of the given usage.
func (in *cryptography) access(action, usage string) access {
	return access{action: action, may: orAlias, tokens: in.GrantTokens, fits: forUsage(action, usage)}
}

// forUsage refuses keys of another usage.
func forUsage(action, usage string) func(*key) error {
	return func(k *key) error {
		if k.Family.Usage != usage {
			return fail("InvalidKeyUsageException", "%s key usage is %s which is not valid for %s.", k.ARN, k.Family.Usage, action)
		}
		return nil
	}
}

// symmetricFor refuses keys that are not symmetric encryption keys.
func symmetricFor(action string) func(*key) error {
	return func(k *key) error {
		if err := forUsage(action, usageEncrypt)(k); err != nil {
			return err
		}
		if !k.Family.isSymmetric() {
			return fail("InvalidKeyUsageException", "%s key spec is %s which is not valid for %s.", k.ARN, k.Family.Spec, action)
		}
		return nil
	}
}

// dryRun ends a request that asked only whether it would succeed.
func dryRun(asked bool) error {
	if asked {
		return fail("DryRunOperationException", "The request would have succeeded, but the DryRun option is set.")
	}
	return nil
}

// recipientRefused names the one thing that needs attested hardware.
func recipientRefused(recipient jsontext.Value) error {
	if len(recipient) > 0 && recipient.Kind() != 'n' {
		return unsupported("Recipient: there is no attested enclave to encrypt for")
	}
	return nil
}

// checkAlgorithm refuses an algorithm that the key does not have; an empty one means the symmetric default.
func (k *key) checkAlgorithm(field, algorithm string) error {
	has := specs[k.Family.Spec].algorithms(k.Family.Usage)
	if slices.Contains(has, algorithm) {
		return nil
	}
	return fail("InvalidKeyUsageException", "Algorithm %s is incompatible with key spec %s; %s may be %s.", algorithm, k.Family.Spec, field, strings.Join(has, ", "))
}

// checkContext bounds an encryption context, which only symmetric keys take.
func checkContext(context map[string]string) error {
	total := 0
	for name, value := range context {
		total += len(name) + len(value)
	}
	if total > maxContextByte {
		return fail("ValidationException", "The encryption context has %d bytes; it may have %d.", total, maxContextByte)
	}
	return nil
}

// contextRefused refuses an encryption context on an asymmetric key.
func (k *key) contextRefused(context map[string]string) error {
	if len(context) > 0 && !k.Family.isSymmetric() {
		return fail("ValidationException", "An encryption context is valid only with symmetric encryption keys; %s is %s.", k.ARN, k.Family.Spec)
	}
	return nil
}

type encryptInput struct {
	cryptography
	Plaintext           []byte
	EncryptionAlgorithm string
	EncryptionContext   map[string]string
}

type encryptOutput struct {
	CiphertextBlob      []byte
	EncryptionAlgorithm string
	KeyID               string `json:"KeyId"`
}

func (c *call) encrypt(in *encryptInput) (*encryptOutput, error) {
	algorithm := cmp.Or(in.EncryptionAlgorithm, symmetric)
	if err := firstError(requiredBlob("plaintext", in.Plaintext, maxPlaintext), checkContext(in.EncryptionContext)); err != nil {
		return nil, err
	}
	a := in.access("Encrypt", usageEncrypt)
	a.context, a.conditions = in.EncryptionContext, conditions{"kms:encryptionalgorithm": {algorithm}}
	k, err := c.use(in.KeyID, a)
	if err != nil {
		return nil, err
	}
	if err := firstError(k.checkAlgorithm("encryptionAlgorithm", algorithm), k.contextRefused(in.EncryptionContext), dryRun(in.DryRun)); err != nil {
		return nil, err
	}
	blob, err := k.encryptWith(algorithm, in.Plaintext, in.EncryptionContext)
	if err != nil {
		return nil, err
	}
	c.used(k, "Encrypt")
	return &encryptOutput{CiphertextBlob: blob, EncryptionAlgorithm: algorithm, KeyID: k.ARN}, nil
}

// encryptWith encrypts under the key's current material.
func (k *key) encryptWith(algorithm string, plaintext []byte, context map[string]string) ([]byte, error) {
	if k.Family.isSymmetric() {
		return k.Family.seal(plaintext, context)
	}
	return k.Family.encryptRSA(algorithm, plaintext)
}

type decryptInput struct {
	cryptography
	CiphertextBlob      []byte
	EncryptionAlgorithm string
	EncryptionContext   map[string]string
	DryRunModifiers     []string
	Recipient           jsontext.Value
}

type decryptOutput struct {
	KeyID               string `json:"KeyId"`
	KeyMaterialID       string `json:"KeyMaterialId,omitzero"`
	Plaintext           []byte
	EncryptionAlgorithm string
}

func (c *call) decrypt(in *decryptInput) (*decryptOutput, error) {
	if err := firstError(recipientRefused(in.Recipient), modifiersRefused(in.DryRunModifiers)); err != nil {
		return nil, err
	}
	source := source{
		field: "keyId", action: "Decrypt", keyID: in.KeyID, blob: in.CiphertextBlob, algorithm: in.EncryptionAlgorithm,
		context: in.EncryptionContext, tokens: in.GrantTokens,
	}
	k, err := c.sourceKey(&source)
	if err != nil {
		return nil, err
	}
	plaintext, materialID, err := c.decryptWith(k, &source)
	if err != nil {
		return nil, err
	}
	if err := dryRun(in.DryRun); err != nil {
		return nil, err
	}
	c.used(k, "Decrypt")
	return &decryptOutput{KeyID: k.ARN, KeyMaterialID: materialID, Plaintext: plaintext, EncryptionAlgorithm: source.algorithm}, nil
}

func modifiersRefused(modifiers []string) error {
	if len(modifiers) > 0 {
		return unsupported("DryRunModifiers (%s)", strings.Join(modifiers, ", "))
	}
	return nil
}

// source is a ciphertext to be opened, for Decrypt or ReEncrypt.
type source struct {
	field     string
	action    string
	keyID     string
	blob      []byte
	algorithm string
	context   map[string]string
	tokens    []string
	extra     conditions
	parsed    *ciphertextBlob // nil for asymmetric ciphertexts
}

// sourceKey finds the key of a ciphertext, from the request or from the ciphertext itself, and checks access to it.
func (c *call) sourceKey(s *source) (*key, error) {
	s.algorithm = cmp.Or(s.algorithm, symmetric)
	if err := firstError(requiredBlob("ciphertextBlob", s.blob, maxCiphertext), checkContext(s.context)); err != nil {
		return nil, err
	}
	a := access{
		action: s.action, may: orAlias, tokens: s.tokens, context: s.context, fits: forUsage(s.action, usageEncrypt),
		conditions: conditions{"kms:encryptionalgorithm": {s.algorithm}},
	}
	maps.Copy(a.conditions, s.extra)
	if s.algorithm == symmetric {
		return c.symmetricSource(s, a)
	}
	if s.keyID == "" {
		return nil, fail("ValidationException", "%s is required when the ciphertext was encrypted under an asymmetric key.", s.field)
	}
	k, err := c.use(s.keyID, a)
	if err != nil {
		return nil, err
	}
	return k, firstError(k.checkAlgorithm("encryptionAlgorithm", s.algorithm), k.contextRefused(s.context))
}

// symmetricSource finds the key that a symmetric ciphertext names, which must be the one the request names if any.
func (c *call) symmetricSource(s *source, a access) (*key, error) {
	parsed, err := parseCiphertext(s.blob)
	if s.keyID != "" {
		k, useErr := c.use(s.keyID, a)
		if useErr == nil {
			useErr = k.checkAlgorithm("encryptionAlgorithm", symmetric)
		}
		switch {
		case useErr != nil:
			return nil, useErr
		case err != nil:
			return nil, fail("InvalidCiphertextException", "")
		case parsed.keyID != k.Family.ID || parsed.account != k.Family.Account:
			return nil, fail("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.")
		}
		s.parsed = parsed
		return k, nil
	}
	if err != nil {
		return nil, fail("InvalidCiphertextException", "")
	}
	s.parsed = parsed
	k := c.state.Keys[arn(parsed.account, c.region, "key/"+parsed.keyID)]
	if k == nil {
		return nil, fail("AccessDeniedException", "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.")
	}
	if err := c.may(k, k.ARN, a); err != nil {
		return nil, err
	}
	return k, c.check(k, a)
}

// decryptWith opens a ciphertext and names the material that did.
func (c *call) decryptWith(k *key, s *source) ([]byte, string, error) {
	if s.parsed == nil {
		plaintext, err := k.Family.decryptRSA(s.algorithm, s.blob)
		return plaintext, "", err
	}
	m := k.Family.material(s.parsed.material)
	if !k.has(m) {
		return nil, "", fail("InvalidCiphertextException", "")
	}
	plaintext, err := m.open(s.parsed, s.context)
	if err != nil {
		return nil, "", fail("InvalidCiphertextException", "")
	}
	return plaintext, m.ID, nil
}

type generateRandomInput struct {
	NumberOfBytes    *int
	CustomKeyStoreID string `json:"CustomKeyStoreId"`
	Recipient        jsontext.Value
}

func (c *call) generateRandom(in *generateRandomInput) (*struct{ Plaintext []byte }, error) {
	if in.CustomKeyStoreID != "" {
		if _, err := c.usableStore(in.CustomKeyStoreID, originCloudHSM); err != nil {
			return nil, err
		}
	}
	if err := recipientRefused(in.Recipient); err != nil {
		return nil, err
	}
	if in.NumberOfBytes == nil {
		return nil, required("numberOfBytes", "")
	}
	if err := between("numberOfBytes", *in.NumberOfBytes, 1, maxRandom); err != nil {
		return nil, err
	}
	if err := c.mayInAccount("GenerateRandom", nil); err != nil {
		return nil, err
	}
	return &struct{ Plaintext []byte }{randomBytes(*in.NumberOfBytes)}, nil
}

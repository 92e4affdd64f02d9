package localkms

import (
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1" // RSAES_OAEP_SHA_1 is one of the service's algorithms
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"hash"

	"github.com/go-json-experiment/json/jsontext"
)

// rsaKey is the family's private key.
func (f *family) rsaKey() (*rsa.PrivateKey, error) {
	signer, err := parsePrivate(f.current().Bytes)
	if err != nil {
		return nil, err
	}
	private, ok := signer.(*rsa.PrivateKey)
	if !ok {
		return nil, fail("InvalidKeyUsageException", "Key spec %s has no RSA key.", f.Spec)
	}
	return private, nil
}

func oaepHash(algorithm string) hash.Hash {
	if algorithm == "RSAES_OAEP_SHA_1" {
		return sha1.New()
	}
	return sha256.New()
}

func (f *family) encryptRSA(algorithm string, plaintext []byte) ([]byte, error) {
	private, err := f.rsaKey()
	if err != nil {
		return nil, err
	}
	h := oaepHash(algorithm)
	if most := private.Size() - 2*h.Size() - 2; len(plaintext) > most {
		return nil, fail("ValidationException", "Algorithm %s and key spec %s cannot encrypt data larger than %d bytes.", algorithm, f.Spec, most)
	}
	return rsa.EncryptOAEP(h, rand.Reader, &private.PublicKey, plaintext, nil)
}

func (f *family) decryptRSA(algorithm string, ciphertext []byte) ([]byte, error) {
	private, err := f.rsaKey()
	if err != nil {
		return nil, err
	}
	plaintext, err := rsa.DecryptOAEP(oaepHash(algorithm), nil, private, ciphertext, nil)
	if err != nil {
		return nil, fail("InvalidCiphertextException", "")
	}
	return plaintext, nil
}

type getPublicKeyInput struct {
	KeyID       string `json:"KeyId"`
	GrantTokens []string
}

type getPublicKeyOutput struct {
	KeyID                   string `json:"KeyId"`
	PublicKey               []byte
	CustomerMasterKeySpec   string
	KeySpec                 string
	KeyUsage                string
	EncryptionAlgorithms    []string `json:",omitempty"`
	SigningAlgorithms       []string `json:",omitempty"`
	KeyAgreementAlgorithms  []string `json:",omitempty"`
	EncapsulationAlgorithms []string `json:",omitempty"`
}

func asymmetricOnly(k *key) error {
	if !k.Family.isAsymmetric() {
		return fail("UnsupportedOperationException", "%s key spec is %s, which has no public key.", k.ARN, k.Family.Spec)
	}
	return nil
}

func (c *call) getPublicKey(in *getPublicKeyInput) (*getPublicKeyOutput, error) {
	k, err := c.use(in.KeyID, access{action: "GetPublicKey", may: orAlias, tokens: in.GrantTokens, fits: asymmetricOnly})
	if err != nil {
		return nil, err
	}
	public, err := k.Family.publicKey()
	if err != nil {
		return nil, err
	}
	m := c.metadata(k)
	return &getPublicKeyOutput{
		KeyID: k.ARN, PublicKey: public, CustomerMasterKeySpec: m.KeySpec, KeySpec: m.KeySpec, KeyUsage: m.KeyUsage,
		EncryptionAlgorithms: m.EncryptionAlgorithms, SigningAlgorithms: m.SigningAlgorithms,
		KeyAgreementAlgorithms: m.KeyAgreementAlgorithms, EncapsulationAlgorithms: m.EncapsulationAlgorithms,
	}, nil
}

// publicKey is the public half as SubjectPublicKeyInfo.
func (f *family) publicKey() ([]byte, error) {
	if f.Usage == usageEncapsulate {
		return f.mlkemPublic()
	}
	signer, err := parsePrivate(f.current().Bytes)
	if err != nil {
		return nil, err
	}
	return x509.MarshalPKIXPublicKey(signer.Public())
}

// subjectPublicKeyInfo is RFC 5280's structure, for keys that crypto/x509 does not know.
type subjectPublicKeyInfo struct {
	Algorithm struct{ Algorithm asn1.ObjectIdentifier }
	PublicKey asn1.BitString
}

type deriveSharedSecretInput struct {
	cryptography
	KeyAgreementAlgorithm string
	PublicKey             []byte
	Recipient             jsontext.Value
}

type deriveSharedSecretOutput struct {
	KeyID                 string `json:"KeyId"`
	SharedSecret          []byte
	KeyAgreementAlgorithm string
	KeyOrigin             string
}

func (c *call) deriveSharedSecret(in *deriveSharedSecretInput) (*deriveSharedSecretOutput, error) {
	algorithm := in.KeyAgreementAlgorithm
	err := firstError(
		required("keyAgreementAlgorithm", algorithm), oneOf("keyAgreementAlgorithm", algorithm, []string{"ECDH"}),
		requiredBlob("publicKey", in.PublicKey, 8192), recipientRefused(in.Recipient),
	)
	if err != nil {
		return nil, err
	}
	a := in.access("DeriveSharedSecret", usageAgree)
	a.conditions = conditions{"kms:keyagreementalgorithm": {algorithm}}
	k, err := c.use(in.KeyID, a)
	if err != nil {
		return nil, err
	}
	secret, err := k.Family.agree(in.PublicKey)
	if err := firstError(err, dryRun(in.DryRun)); err != nil {
		return nil, err
	}
	c.used(k, "DeriveSharedSecret")
	return &deriveSharedSecretOutput{KeyID: k.ARN, SharedSecret: secret, KeyAgreementAlgorithm: algorithm, KeyOrigin: k.Family.Origin}, nil
}

// agree derives the raw ECDH secret with another party's public key of the same curve.
func (f *family) agree(publicDER []byte) ([]byte, error) {
	refused := fail("ValidationException", "PublicKey is not a DER-encoded X.509 public key on the curve of key spec %s.", f.Spec)
	parsed, err := x509.ParsePKIXPublicKey(publicDER)
	if err != nil {
		return nil, refused
	}
	public, ok := parsed.(*ecdsa.PublicKey)
	if !ok || public.Curve != curves[f.Spec] {
		return nil, refused
	}
	theirs, err := public.ECDH()
	if err != nil {
		return nil, refused
	}
	ours, err := f.agreementKey()
	if err != nil {
		return nil, err
	}
	return ours.ECDH(theirs)
}

func (f *family) agreementKey() (*ecdh.PrivateKey, error) {
	var signer crypto.Signer
	signer, err := parsePrivate(f.current().Bytes)
	if err != nil {
		return nil, err
	}
	private, ok := signer.(*ecdsa.PrivateKey)
	if !ok {
		return nil, fail("InvalidKeyUsageException", "Key spec %s has no elliptic curve key.", f.Spec)
	}
	return private.ECDH()
}

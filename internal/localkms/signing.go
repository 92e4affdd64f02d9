package localkms

import (
	"cmp"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	_ "crypto/sha256" // the hashes of the signing algorithms
	_ "crypto/sha512"
	"strings"
)

const maxMessage = 4096

type signInput struct {
	cryptography
	Message          []byte
	MessageType      string
	SigningAlgorithm string
}

type signOutput struct {
	KeyID            string `json:"KeyId"`
	Signature        []byte
	SigningAlgorithm string
}

func (c *call) sign(in *signInput) (*signOutput, error) {
	k, digest, err := c.signingKey("Sign", in)
	if err := firstError(err, dryRun(in.DryRun)); err != nil {
		return nil, err
	}
	signature, err := k.Family.sign(in.SigningAlgorithm, digest)
	if err != nil {
		return nil, err
	}
	c.used(k, "Sign")
	return &signOutput{KeyID: k.ARN, Signature: signature, SigningAlgorithm: in.SigningAlgorithm}, nil
}

type verifyInput struct {
	signInput
	Signature []byte
}

type verifyOutput struct {
	KeyID            string `json:"KeyId"`
	SignatureValid   bool
	SigningAlgorithm string
}

func (c *call) verify(in *verifyInput) (*verifyOutput, error) {
	if err := requiredBlob("signature", in.Signature, 6144); err != nil {
		return nil, err
	}
	k, digest, err := c.signingKey("Verify", &in.signInput)
	if err := firstError(err, dryRun(in.DryRun)); err != nil {
		return nil, err
	}
	valid, err := k.Family.verify(in.SigningAlgorithm, digest, in.Signature)
	if err != nil {
		return nil, err
	}
	c.used(k, "Verify")
	if !valid {
		return nil, fail("KMSInvalidSignatureException", "")
	}
	return &verifyOutput{KeyID: k.ARN, SignatureValid: true, SigningAlgorithm: in.SigningAlgorithm}, nil
}

// signingKey finds the key and the bytes that its algorithm signs: a digest, or for Ed25519 the message itself.
func (c *call) signingKey(action string, in *signInput) (*key, []byte, error) {
	kind := cmp.Or(in.MessageType, "RAW")
	err := firstError(
		required("signingAlgorithm", in.SigningAlgorithm),
		oneOf("messageType", kind, []string{"RAW", "DIGEST", "EXTERNAL_MU"}),
		requiredBlob("message", in.Message, maxMessage),
	)
	if err != nil {
		return nil, nil, err
	}
	a := in.access(action, usageSign)
	a.conditions = conditions{"kms:signingalgorithm": {in.SigningAlgorithm}, "kms:messagetype": {kind}}
	k, err := c.use(in.KeyID, a)
	if err != nil {
		return nil, nil, err
	}
	if err := k.checkAlgorithm("signingAlgorithm", in.SigningAlgorithm); err != nil {
		return nil, nil, err
	}
	digest, err := digestOf(in.SigningAlgorithm, kind, in.Message)
	return k, digest, err
}

// signingHash is the hash an algorithm's name ends with.
func signingHash(algorithm string) crypto.Hash {
	switch {
	case strings.HasSuffix(algorithm, "SHA_256"):
		return crypto.SHA256
	case strings.HasSuffix(algorithm, "SHA_384"):
		return crypto.SHA384
	default:
		return crypto.SHA512
	}
}

// digestOf turns a message into what is signed.
func digestOf(algorithm, kind string, message []byte) ([]byte, error) {
	hash := signingHash(algorithm)
	wrongKind := fail("ValidationException", "MessageType %s is not valid for the algorithm %s.", kind, algorithm)
	switch {
	case kind == "EXTERNAL_MU", algorithm == "ED25519_SHA_512" && kind != "RAW", algorithm == "ED25519_PH_SHA_512" && kind != "DIGEST":
		return nil, wrongKind
	case algorithm == "ED25519_SHA_512":
		return message, nil
	case kind == "DIGEST" && len(message) != hash.Size():
		return nil, fail("ValidationException", "Digest is invalid length for algorithm %s.", algorithm)
	case kind == "DIGEST":
		return message, nil
	}
	h := hash.New()
	_, _ = h.Write(message)
	return h.Sum(nil), nil
}

// signerOptions are the options that an algorithm signs a digest with.
func signerOptions(algorithm string) crypto.SignerOpts {
	hash := signingHash(algorithm)
	switch {
	case algorithm == "ED25519_SHA_512":
		return crypto.Hash(0)
	case strings.HasPrefix(algorithm, "RSASSA_PSS"):
		return &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash, Hash: hash}
	default:
		return hash
	}
}

func (f *family) sign(algorithm string, digest []byte) ([]byte, error) {
	signer, err := parsePrivate(f.current().Bytes)
	if err != nil {
		return nil, err
	}
	return signer.Sign(rand.Reader, digest, signerOptions(algorithm))
}

func (f *family) verify(algorithm string, digest, signature []byte) (bool, error) {
	signer, err := parsePrivate(f.current().Bytes)
	if err != nil {
		return false, err
	}
	hash := signingHash(algorithm)
	switch public := signer.Public().(type) {
	case *rsa.PublicKey:
		if strings.HasPrefix(algorithm, "RSASSA_PSS") {
			return rsa.VerifyPSS(public, hash, digest, signature, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash}) == nil, nil
		}
		return rsa.VerifyPKCS1v15(public, hash, digest, signature) == nil, nil
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(public, digest, signature), nil
	case ed25519.PublicKey:
		opts := &ed25519.Options{}
		if algorithm == "ED25519_PH_SHA_512" {
			opts.Hash = crypto.SHA512
		}
		return ed25519.VerifyWithOptions(public, digest, signature, opts) == nil, nil
	}
	return false, fail("KMSInternalException", "The key spec %s has no verifier.", f.Spec)
}

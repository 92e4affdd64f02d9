package localkms_test

import (
	"crypto"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/mlkem"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// signers are the specs that sign; RSA_3072 and RSA_4096 differ from RSA_2048 in length alone and take long to make.
var signers = []types.KeySpec{
	types.KeySpecRsa2048, types.KeySpecEccNistP256, types.KeySpecEccNistP384, types.KeySpecEccNistP521, types.KeySpecEccNistEdwards25519,
}

func TestSignaturesVerifyOutsideTheService(t *testing.T) {
	h := start(t, localkms.Options{})
	client := h.client()
	for _, spec := range signers {
		key := h.create(client, &kms.CreateKeyInput{KeySpec: spec, KeyUsage: types.KeyUsageTypeSignVerify})
		if len(key.SigningAlgorithms) == 0 {
			t.Errorf("%s has no signing algorithms", spec)
		}
		for _, algorithm := range key.SigningAlgorithms {
			t.Run(string(spec)+"/"+string(algorithm), func(t *testing.T) { signAndVerify(t, client, key, algorithm) })
		}
	}
}

func signAndVerify(t *testing.T, client *kms.Client, key *types.KeyMetadata, algorithm types.SigningAlgorithmSpec) {
	t.Helper()
	message, kind := []byte("pay the bearer"), types.MessageTypeRaw
	digest := hashOf(algorithm, message)
	if algorithm == types.SigningAlgorithmSpecEd25519PhSha512 {
		message, kind = digest, types.MessageTypeDigest
	}
	signed := must(client.Sign(t.Context(), &kms.SignInput{KeyId: key.KeyId, Message: message, MessageType: kind, SigningAlgorithm: algorithm}))(t)
	public := must(client.GetPublicKey(t.Context(), &kms.GetPublicKeyInput{KeyId: key.KeyId}))(t)
	if !verifies(t, public.PublicKey, algorithm, message, digest, signed.Signature) {
		t.Error("the signature does not verify with the public key")
	}
	verify := &kms.VerifyInput{KeyId: key.KeyId, Message: message, MessageType: kind, SigningAlgorithm: algorithm, Signature: signed.Signature}
	if out := must(client.Verify(t.Context(), verify))(t); !out.SignatureValid {
		t.Error("the service does not verify its own signature")
	}
	verify.Signature = slices.Clone(signed.Signature)
	verify.Signature[len(verify.Signature)/2] ^= 1
	_, err := client.Verify(t.Context(), verify)
	wantCode(t, err, "KMSInvalidSignatureException")
}

func hashOf(algorithm types.SigningAlgorithmSpec, message []byte) []byte {
	switch {
	case strings.HasSuffix(string(algorithm), "256"):
		sum := sha256.Sum256(message)
		return sum[:]
	case strings.HasSuffix(string(algorithm), "384"):
		sum := sha512.Sum384(message)
		return sum[:]
	default:
		sum := sha512.Sum512(message)
		return sum[:]
	}
}

func verifies(t *testing.T, der []byte, algorithm types.SigningAlgorithmSpec, message, digest, signature []byte) bool {
	t.Helper()
	hash := map[int]crypto.Hash{32: crypto.SHA256, 48: crypto.SHA384, 64: crypto.SHA512}[len(digest)]
	switch public := must(x509.ParsePKIXPublicKey(der))(t).(type) {
	case *rsa.PublicKey:
		if strings.Contains(string(algorithm), "PSS") {
			return rsa.VerifyPSS(public, hash, digest, signature, &rsa.PSSOptions{SaltLength: len(digest)}) == nil
		}
		return rsa.VerifyPKCS1v15(public, hash, digest, signature) == nil
	case *ecdsa.PublicKey:
		return ecdsa.VerifyASN1(public, digest, signature)
	case ed25519.PublicKey:
		if algorithm == types.SigningAlgorithmSpecEd25519PhSha512 {
			return ed25519.VerifyWithOptions(public, digest, signature, &ed25519.Options{Hash: crypto.SHA512}) == nil
		}
		return ed25519.Verify(public, message, signature)
	}
	return false
}

func TestEd25519TakesEachMessageTypeForOneAlgorithm(t *testing.T) {
	h := start(t, localkms.Options{})
	key := h.create(h.client(), &kms.CreateKeyInput{KeySpec: types.KeySpecEccNistEdwards25519, KeyUsage: types.KeyUsageTypeSignVerify})
	for algorithm, kind := range map[types.SigningAlgorithmSpec]types.MessageType{
		types.SigningAlgorithmSpecEd25519Sha512: types.MessageTypeDigest, types.SigningAlgorithmSpecEd25519PhSha512: types.MessageTypeRaw,
	} {
		_, err := h.client().Sign(t.Context(), &kms.SignInput{KeyId: key.KeyId, Message: make([]byte, 64), MessageType: kind, SigningAlgorithm: algorithm})
		wantCode(t, err, "ValidationException")
	}
}

func TestRSADecryptsWhatOthersEncrypt(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	key := h.create(client, &kms.CreateKeyInput{KeySpec: types.KeySpecRsa2048, KeyUsage: types.KeyUsageTypeEncryptDecrypt})
	der := must(client.GetPublicKey(ctx, &kms.GetPublicKeyInput{KeyId: key.KeyId}))(t).PublicKey
	public := must(x509.ParsePKIXPublicKey(der))(t).(*rsa.PublicKey)
	blob := must(rsa.EncryptOAEP(sha256.New(), rand.Reader, public, []byte("hello"), nil))(t)
	in := &kms.DecryptInput{KeyId: key.KeyId, CiphertextBlob: blob, EncryptionAlgorithm: types.EncryptionAlgorithmSpecRsaesOaepSha256}
	if out := must(client.Decrypt(ctx, in))(t); string(out.Plaintext) != "hello" {
		t.Errorf("decrypted %q", out.Plaintext)
	}
	in.EncryptionAlgorithm = types.EncryptionAlgorithmSpecRsaesOaepSha1
	_, err := client.Decrypt(ctx, in)
	wantCode(t, err, "InvalidCiphertextException")
	_, err = client.Encrypt(ctx, &kms.EncryptInput{KeyId: key.KeyId, Plaintext: make([]byte, 191), EncryptionAlgorithm: types.EncryptionAlgorithmSpecRsaesOaepSha256})
	wantCode(t, err, "ValidationException")
	_, err = client.Encrypt(ctx, &kms.EncryptInput{
		KeyId: key.KeyId, Plaintext: []byte("x"), EncryptionAlgorithm: types.EncryptionAlgorithmSpecRsaesOaepSha256, EncryptionContext: map[string]string{"a": "b"},
	})
	wantCode(t, err, "ValidationException")
}

func TestSharedSecretsAgree(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	key := h.create(client, &kms.CreateKeyInput{KeySpec: types.KeySpecEccNistP384, KeyUsage: types.KeyUsageTypeKeyAgreement})
	ours := must(ecdh.P384().GenerateKey(rand.Reader))(t)
	der := must(x509.MarshalPKIXPublicKey(ours.PublicKey()))(t)
	derived := must(client.DeriveSharedSecret(ctx, &kms.DeriveSharedSecretInput{KeyId: key.KeyId, KeyAgreementAlgorithm: "ECDH", PublicKey: der}))(t)

	theirDER := must(client.GetPublicKey(ctx, &kms.GetPublicKeyInput{KeyId: key.KeyId}))(t).PublicKey
	theirs := must(must(x509.ParsePKIXPublicKey(theirDER))(t).(*ecdsa.PublicKey).ECDH())(t)
	if want := must(ours.ECDH(theirs))(t); !slices.Equal(derived.SharedSecret, want) {
		t.Error("the two sides derived different secrets")
	}
	other := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
	_, err := client.DeriveSharedSecret(ctx, &kms.DeriveSharedSecretInput{
		KeyId: key.KeyId, KeyAgreementAlgorithm: "ECDH", PublicKey: must(x509.MarshalPKIXPublicKey(&other.PublicKey))(t),
	})
	wantCode(t, err, "ValidationException")
}

func TestMACs(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	for spec, algorithm := range map[types.KeySpec]types.MacAlgorithmSpec{
		types.KeySpecHmac224: types.MacAlgorithmSpecHmacSha224, types.KeySpecHmac256: types.MacAlgorithmSpecHmacSha256,
		types.KeySpecHmac384: types.MacAlgorithmSpecHmacSha384, types.KeySpecHmac512: types.MacAlgorithmSpecHmacSha512,
	} {
		key := h.create(client, &kms.CreateKeyInput{KeySpec: spec, KeyUsage: types.KeyUsageTypeGenerateVerifyMac})
		made := must(client.GenerateMac(ctx, &kms.GenerateMacInput{KeyId: key.KeyId, Message: []byte("m"), MacAlgorithm: algorithm}))(t)
		verify := &kms.VerifyMacInput{KeyId: key.KeyId, Message: []byte("m"), MacAlgorithm: algorithm, Mac: made.Mac}
		if out := must(client.VerifyMac(ctx, verify))(t); !out.MacValid {
			t.Errorf("%s: a genuine code is not valid", spec)
		}
		verify.Message = []byte("n")
		_, err := client.VerifyMac(ctx, verify)
		wantCode(t, err, "KMSInvalidMacException")
		_, err = client.GenerateMac(ctx, &kms.GenerateMacInput{KeyId: key.KeyId, Message: []byte("m"), MacAlgorithm: "HMAC_SHA_1"})
		wantCode(t, err, "InvalidKeyUsageException")
	}
}

func TestEncapsulation(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	for _, spec := range []types.KeySpec{types.KeySpecMlKem768, types.KeySpecMlKem1024} {
		key := h.create(client, &kms.CreateKeyInput{KeySpec: spec, KeyUsage: types.KeyUsageTypeEncapsulateDecapsulate})
		sealed := must(client.Encapsulate(ctx, &kms.EncapsulateInput{KeyId: key.KeyId, EncapsulationAlgorithm: "ML_KEM"}))(t)
		opened := must(client.Decapsulate(ctx, &kms.DecapsulateInput{
			KeyId: key.KeyId, EncapsulationAlgorithm: "ML_KEM", SharedSecretCiphertextBlob: sealed.SharedSecretCiphertextBlob,
		}))(t)
		if len(opened.SharedSecret) != mlkem.SharedKeySize || !slices.Equal(opened.SharedSecret, sealed.SharedSecret) {
			t.Errorf("%s: the two sides hold different secrets", spec)
		}
		_, err := client.Decapsulate(ctx, &kms.DecapsulateInput{
			KeyId: key.KeyId, EncapsulationAlgorithm: "ML_KEM", SharedSecretCiphertextBlob: []byte("short"),
		})
		wantCode(t, err, "InvalidCiphertextException")
	}
	key := h.create(client, &kms.CreateKeyInput{KeySpec: types.KeySpecMlKem768, KeyUsage: types.KeyUsageTypeEncapsulateDecapsulate})
	der := must(client.GetPublicKey(ctx, &kms.GetPublicKeyInput{KeyId: key.KeyId}))(t).PublicKey
	public := must(mlkem.NewEncapsulationKey768(der[len(der)-mlkem.EncapsulationKeySize768:]))(t)
	secret, blob := public.Encapsulate()
	opened := must(client.Decapsulate(ctx, &kms.DecapsulateInput{KeyId: key.KeyId, EncapsulationAlgorithm: "ML_KEM", SharedSecretCiphertextBlob: blob}))(t)
	if !slices.Equal(opened.SharedSecret, secret) {
		t.Error("what was encapsulated outside opens to another secret")
	}
}

func TestSpecsThatAreRefusedByName(t *testing.T) {
	h := start(t, localkms.Options{})
	for _, spec := range []types.KeySpec{
		types.KeySpecEccSecgP256k1, types.KeySpecSm2, types.KeySpecMlDsa44, types.KeySpecMlDsa65, types.KeySpecMlDsa87, types.KeySpecMlKem512,
	} {
		_, err := h.client().CreateKey(t.Context(), &kms.CreateKeyInput{KeySpec: spec, KeyUsage: types.KeyUsageTypeSignVerify})
		wantCode(t, err, unsupported)
		if err == nil || !strings.Contains(err.Error(), string(spec)) {
			t.Errorf("the refusal of %s does not name it: %v", spec, err)
		}
	}
}

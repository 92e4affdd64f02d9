package localkms_test

import (
	"crypto/x509"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func TestDataKeys(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	key := h.create(client, nil)
	context := map[string]string{"pool": "users"}
	for _, in := range []*kms.GenerateDataKeyInput{{KeySpec: types.DataKeySpecAes128}, {KeySpec: types.DataKeySpecAes256}, {NumberOfBytes: aws.Int32(1024)}} {
		in.KeyId, in.EncryptionContext = key.KeyId, context
		made := must(client.GenerateDataKey(ctx, in))(t)
		opened := must(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: made.CiphertextBlob, EncryptionContext: context}))(t)
		if !slices.Equal(opened.Plaintext, made.Plaintext) {
			t.Error("the wrapped half opens to another key than the plaintext half")
		}
	}
	wrapped := must(client.GenerateDataKeyWithoutPlaintext(ctx, &kms.GenerateDataKeyWithoutPlaintextInput{KeyId: key.KeyId, KeySpec: types.DataKeySpecAes256}))(t)
	if out := must(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: wrapped.CiphertextBlob}))(t); len(out.Plaintext) != 32 {
		t.Errorf("an AES_256 data key has %d bytes", len(out.Plaintext))
	}
	for _, in := range []*kms.GenerateDataKeyInput{{}, {KeySpec: types.DataKeySpecAes128, NumberOfBytes: aws.Int32(16)}, {NumberOfBytes: aws.Int32(1025)}, {KeySpec: "AES_512"}} {
		in.KeyId = key.KeyId
		_, err := client.GenerateDataKey(ctx, in)
		wantCode(t, err, "ValidationException")
	}
}

func TestDataKeyPairs(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	key := h.create(client, nil)
	for _, spec := range []types.DataKeyPairSpec{types.DataKeyPairSpecRsa2048, types.DataKeyPairSpecEccNistP256, types.DataKeyPairSpecEccNistP521, types.DataKeyPairSpecEccNistEdwards25519} {
		made := must(client.GenerateDataKeyPair(ctx, &kms.GenerateDataKeyPairInput{KeyId: key.KeyId, KeyPairSpec: spec}))(t)
		opened := must(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: made.PrivateKeyCiphertextBlob}))(t)
		if !slices.Equal(opened.Plaintext, made.PrivateKeyPlaintext) {
			t.Errorf("%s: the wrapped private key is another", spec)
		}
		if _, err := x509.ParsePKIXPublicKey(made.PublicKey); err != nil {
			t.Errorf("%s: %v", spec, err)
		}
	}
	out := must(client.GenerateDataKeyPairWithoutPlaintext(ctx, &kms.GenerateDataKeyPairWithoutPlaintextInput{KeyId: key.KeyId, KeyPairSpec: types.DataKeyPairSpecEccNistP256}))(t)
	if opened := must(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: out.PrivateKeyCiphertextBlob}))(t); len(opened.Plaintext) == 0 {
		t.Error("the private key is empty")
	}
	_, err := client.GenerateDataKeyPair(ctx, &kms.GenerateDataKeyPairInput{KeyId: key.KeyId, KeyPairSpec: types.DataKeyPairSpecSm2})
	wantCode(t, err, unsupported)
}

func TestReEncryptMovesBetweenKeysAndContexts(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	from, to := h.create(client, nil), h.create(client, nil)
	a, b := map[string]string{"k": "a"}, map[string]string{"k": "b"}
	sealed := must(client.Encrypt(ctx, &kms.EncryptInput{KeyId: from.KeyId, Plaintext: []byte("moved"), EncryptionContext: a}))(t)
	in := &kms.ReEncryptInput{CiphertextBlob: sealed.CiphertextBlob, SourceEncryptionContext: a, DestinationKeyId: to.KeyId, DestinationEncryptionContext: b}
	moved := must(client.ReEncrypt(ctx, in))(t)
	if *moved.KeyId != *to.Arn || *moved.SourceKeyId != *from.Arn || *moved.DestinationKeyMaterialId != *to.CurrentKeyMaterialId {
		t.Errorf("re-encrypted: %+v", moved)
	}
	opened := must(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: moved.CiphertextBlob, EncryptionContext: b}))(t)
	if string(opened.Plaintext) != "moved" {
		t.Errorf("opened %q", opened.Plaintext)
	}
	in.SourceKeyId = to.KeyId
	_, err := client.ReEncrypt(ctx, in)
	wantCode(t, err, "IncorrectKeyException")
}

func TestCiphertextsStayInTheirRegion(t *testing.T) {
	h := start(t, localkms.Options{})
	sealed := must(h.client().Encrypt(t.Context(), &kms.EncryptInput{KeyId: h.create(h.client(), nil).KeyId, Plaintext: []byte("x")}))(t)
	_, err := h.as("AKIADEFAULT", "eu-west-1").Decrypt(t.Context(), &kms.DecryptInput{CiphertextBlob: sealed.CiphertextBlob})
	wantCode(t, err, "AccessDeniedException")
}

func TestGenerateRandom(t *testing.T) {
	h := start(t, localkms.Options{})
	one := must(h.client().GenerateRandom(t.Context(), &kms.GenerateRandomInput{NumberOfBytes: aws.Int32(64)}))(t).Plaintext
	two := must(h.client().GenerateRandom(t.Context(), &kms.GenerateRandomInput{NumberOfBytes: aws.Int32(64)}))(t).Plaintext
	if len(one) != 64 || slices.Equal(one, two) {
		t.Error("the bytes are not random")
	}
	_, err := h.client().GenerateRandom(t.Context(), &kms.GenerateRandomInput{NumberOfBytes: aws.Int32(1025)})
	wantCode(t, err, "ValidationException")
}

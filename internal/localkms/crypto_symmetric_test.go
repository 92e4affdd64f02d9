package localkms_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func TestEncryptAndDecrypt(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	key, other := h.create(client, nil), h.create(client, nil)
	purpose := map[string]string{"purpose": "pii", "table": "users"}
	sealed := must(client.Encrypt(ctx, &kms.EncryptInput{KeyId: key.KeyId, Plaintext: []byte("hello"), EncryptionContext: purpose}))(t)

	opened := must(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed.CiphertextBlob, EncryptionContext: purpose}))(t)
	if string(opened.Plaintext) != "hello" || *opened.KeyId != *key.Arn || *opened.KeyMaterialId != *key.CurrentKeyMaterialId {
		t.Errorf("decrypted: %+v", opened)
	}
	_, err := client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed.CiphertextBlob})
	wantCode(t, err, "InvalidCiphertextException")
	_, err = client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed.CiphertextBlob, EncryptionContext: purpose, KeyId: other.KeyId})
	wantCode(t, err, "IncorrectKeyException")
	for i := range sealed.CiphertextBlob {
		broken := append([]byte{}, sealed.CiphertextBlob...)
		broken[i] ^= 1
		if _, err := client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: broken, EncryptionContext: purpose}); err == nil {
			t.Errorf("a ciphertext with byte %d changed was opened", i)
		}
	}
}

func TestOldMaterialOpensOldCiphertexts(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	key := h.create(client, nil)
	must(client.EnableKeyRotation(ctx, &kms.EnableKeyRotationInput{KeyId: key.KeyId, RotationPeriodInDays: aws.Int32(90)}))(t)
	before := must(client.Encrypt(ctx, &kms.EncryptInput{KeyId: key.KeyId, Plaintext: []byte("before")}))(t).CiphertextBlob
	h.clock.days(181)
	status := must(client.GetKeyRotationStatus(ctx, &kms.GetKeyRotationStatusInput{KeyId: key.KeyId}))(t)
	if want := h.clock.Now().AddDate(0, 0, 89); !status.NextRotationDate.Equal(want) || *status.RotationPeriodInDays != 90 {
		t.Errorf("status is %v, want next %v", status, want)
	}
	opened := must(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: before}))(t)
	after := must(client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: key.KeyId}))(t).KeyMetadata
	if string(opened.Plaintext) != "before" || *opened.KeyMaterialId == *after.CurrentKeyMaterialId {
		t.Errorf("opened with %s, current is %s", *opened.KeyMaterialId, *after.CurrentKeyMaterialId)
	}
	if done := must(client.ListKeyRotations(ctx, &kms.ListKeyRotationsInput{KeyId: key.KeyId}))(t).Rotations; len(done) != 2 {
		t.Errorf("%d rotations in 181 days of a 90-day period, want 2", len(done))
	}
}

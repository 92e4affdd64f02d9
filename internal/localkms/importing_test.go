package localkms_test

import (
	"crypto/aes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func external(spec types.KeySpec, usage types.KeyUsageType) *kms.CreateKeyInput {
	return &kms.CreateKeyInput{Origin: types.OriginTypeExternal, KeySpec: spec, KeyUsage: usage}
}

// prepare wraps material for an import that never expires.
func prepare(t *testing.T, client *kms.Client, id *string, algorithm types.AlgorithmSpec, material []byte) *kms.ImportKeyMaterialInput {
	t.Helper()
	p := must(client.GetParametersForImport(t.Context(), &kms.GetParametersForImportInput{
		KeyId: id, WrappingAlgorithm: algorithm, WrappingKeySpec: types.WrappingKeySpecRsa2048,
	}))(t)
	public := must(x509.ParsePKIXPublicKey(p.PublicKey))(t).(*rsa.PublicKey)
	var wrapped []byte
	if algorithm == types.AlgorithmSpecRsaAesKeyWrapSha256 {
		kek := make([]byte, 32)
		_, _ = rand.Read(kek)
		wrapped = append(must(rsa.EncryptOAEP(sha256.New(), rand.Reader, public, kek, nil))(t), wrapPadded(t, kek, material)...)
	} else {
		wrapped = must(rsa.EncryptOAEP(sha256.New(), rand.Reader, public, material, nil))(t)
	}
	return &kms.ImportKeyMaterialInput{
		KeyId: id, ImportToken: p.ImportToken, EncryptedKeyMaterial: wrapped, ExpirationModel: types.ExpirationModelTypeKeyMaterialDoesNotExpire,
	}
}

// wrapPadded is RFC 5649's wrapping, written apart from the server's unwrapping.
func wrapPadded(t *testing.T, kek, plain []byte) []byte {
	t.Helper()
	block := must(aes.NewCipher(kek))(t)
	padded := append([]byte{}, plain...)
	for len(padded)%8 != 0 {
		padded = append(padded, 0)
	}
	a := binary.BigEndian.AppendUint32([]byte{0xa6, 0x59, 0x59, 0xa6}, uint32(len(plain)))
	n := len(padded) / 8
	if n == 1 {
		out := slices.Concat(a, padded)
		block.Encrypt(out, out)
		return out
	}
	for j := range 6 {
		for i := range n {
			b := append(append([]byte{}, a...), padded[8*i:8*i+8]...)
			block.Encrypt(b, b)
			binary.BigEndian.PutUint64(a, binary.BigEndian.Uint64(b)^uint64(n*j+i+1))
			copy(padded[8*i:], b[8:])
		}
	}
	return append(a, padded...)
}

func TestImportedMaterialLife(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	id := h.create(client, external(types.KeySpecSymmetricDefault, types.KeyUsageTypeEncryptDecrypt)).KeyId
	material := make([]byte, 32)
	_, _ = rand.Read(material)
	in := prepare(t, client, id, types.AlgorithmSpecRsaesOaepSha256, material)
	in.ExpirationModel, in.ValidTo = types.ExpirationModelTypeKeyMaterialExpires, aws.Time(h.clock.Now().Add(48*time.Hour))
	made := must(client.ImportKeyMaterial(ctx, in))(t)
	seen := must(client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: id}))(t).KeyMetadata
	if seen.KeyState != types.KeyStateEnabled || seen.ExpirationModel != in.ExpirationModel || !seen.ValidTo.Equal(*in.ValidTo) || *seen.CurrentKeyMaterialId != *made.KeyMaterialId {
		t.Errorf("after the import the key is %+v", seen)
	}
	sealed := must(client.Encrypt(ctx, &kms.EncryptInput{KeyId: id, Plaintext: []byte("kept")}))(t).CiphertextBlob
	h.clock.days(3)
	_, err := client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed})
	wantCode(t, err, invalidState)

	other := prepare(t, client, id, types.AlgorithmSpecRsaesOaepSha256, make([]byte, 32))
	_, err = client.ImportKeyMaterial(ctx, other)
	wantCode(t, err, "IncorrectKeyMaterialException")
	must(client.ImportKeyMaterial(ctx, prepare(t, client, id, types.AlgorithmSpecRsaAesKeyWrapSha256, material)))(t)
	if out := must(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed}))(t); string(out.Plaintext) != "kept" {
		t.Errorf("after the second import: %q", out.Plaintext)
	}
	must(client.DeleteImportedKeyMaterial(ctx, &kms.DeleteImportedKeyMaterialInput{KeyId: id}))(t)
	_, err = client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed})
	wantCode(t, err, invalidState)
}

func TestImportedMaterialRotatesOnDemand(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	id := h.create(client, external(types.KeySpecSymmetricDefault, types.KeyUsageTypeEncryptDecrypt)).KeyId
	one, two := make([]byte, 32), append(make([]byte, 31), 1)
	must(client.ImportKeyMaterial(ctx, prepare(t, client, id, types.AlgorithmSpecRsaesOaepSha256, one)))(t)
	_, err := client.RotateKeyOnDemand(ctx, &kms.RotateKeyOnDemandInput{KeyId: id})
	wantCode(t, err, invalidState)
	sealed := must(client.Encrypt(ctx, &kms.EncryptInput{KeyId: id, Plaintext: []byte("old")}))(t).CiphertextBlob

	next := prepare(t, client, id, types.AlgorithmSpecRsaesOaepSha256, two)
	next.ImportType = types.ImportTypeNewKeyMaterial
	imported := must(client.ImportKeyMaterial(ctx, next))(t)
	list := &kms.ListKeyRotationsInput{KeyId: id, IncludeKeyMaterial: types.IncludeKeyMaterialAllKeyMaterial}
	if all := must(client.ListKeyRotations(ctx, list))(t).Rotations; len(all) != 2 || all[1].KeyMaterialState != types.KeyMaterialStatePendingRotation {
		t.Errorf("before rotation: %+v", all)
	}
	must(client.RotateKeyOnDemand(ctx, &kms.RotateKeyOnDemandInput{KeyId: id}))(t)
	seen := must(client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: id}))(t).KeyMetadata
	if *seen.CurrentKeyMaterialId != *imported.KeyMaterialId {
		t.Error("the new material is not current")
	}
	if out := must(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed}))(t); string(out.Plaintext) != "old" {
		t.Errorf("old material opened %q", out.Plaintext)
	}
	_, err = client.EnableKeyRotation(ctx, &kms.EnableKeyRotationInput{KeyId: id})
	wantCode(t, err, unsupported)
}

func TestImportedKeyPairSigns(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	id := h.create(client, external(types.KeySpecEccNistP256, types.KeyUsageTypeSignVerify)).KeyId
	private := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
	der := must(x509.MarshalPKCS8PrivateKey(private))(t)
	must(client.ImportKeyMaterial(ctx, prepare(t, client, id, types.AlgorithmSpecRsaAesKeyWrapSha256, der)))(t)
	digest := sha256.Sum256([]byte("m"))
	out := must(client.Sign(ctx, &kms.SignInput{KeyId: id, Message: digest[:], MessageType: types.MessageTypeDigest, SigningAlgorithm: types.SigningAlgorithmSpecEcdsaSha256}))(t)
	if !ecdsa.VerifyASN1(&private.PublicKey, digest[:], out.Signature) {
		t.Error("the service signed with another key than was imported")
	}
}

func TestImportsThatAreRefused(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	id := h.create(client, external(types.KeySpecSymmetricDefault, types.KeyUsageTypeEncryptDecrypt)).KeyId
	rsaKey := h.create(client, external(types.KeySpecRsa2048, types.KeyUsageTypeSignVerify)).KeyId
	hmacKey := h.create(client, external(types.KeySpecHmac256, types.KeyUsageTypeGenerateVerifyMac)).KeyId
	oaep := types.AlgorithmSpecRsaesOaepSha256
	for name, c := range map[string]struct {
		in   func() *kms.ImportKeyMaterialInput
		want string
	}{
		"wrong length":               {func() *kms.ImportKeyMaterialInput { return prepare(t, client, id, oaep, make([]byte, 16)) }, "IncorrectKeyMaterialException"},
		"HMAC key of another length": {func() *kms.ImportKeyMaterialInput { return prepare(t, client, hmacKey, oaep, make([]byte, 64)) }, "IncorrectKeyMaterialException"},
		"no expiry": {func() *kms.ImportKeyMaterialInput {
			in := prepare(t, client, id, oaep, make([]byte, 32))
			in.ExpirationModel = ""
			return in
		}, "ValidationException"},
		"expiry too far": {func() *kms.ImportKeyMaterialInput {
			in := prepare(t, client, id, oaep, make([]byte, 32))
			in.ExpirationModel, in.ValidTo = types.ExpirationModelTypeKeyMaterialExpires, aws.Time(h.clock.Now().AddDate(1, 0, 2))
			return in
		}, "ValidationException"},
		"token of another key": {func() *kms.ImportKeyMaterialInput {
			in := prepare(t, client, hmacKey, oaep, make([]byte, 32))
			in.KeyId = id
			return in
		}, "InvalidImportTokenException"},
		"not wrapped by this key": {func() *kms.ImportKeyMaterialInput {
			in := prepare(t, client, id, oaep, make([]byte, 32))
			in.EncryptedKeyMaterial = make([]byte, 256)
			return in
		}, "InvalidCiphertextException"},
		"expired token": {func() *kms.ImportKeyMaterialInput {
			in := prepare(t, client, id, oaep, make([]byte, 32))
			h.clock.days(2)
			return in
		}, "ExpiredImportTokenException"},
	} {
		_, err := client.ImportKeyMaterial(ctx, c.in())
		if code(err) != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	_, err := client.GetParametersForImport(ctx, &kms.GetParametersForImportInput{KeyId: rsaKey, WrappingAlgorithm: oaep, WrappingKeySpec: types.WrappingKeySpecRsa4096})
	wantCode(t, err, "ValidationException")
	_, err = client.GetParametersForImport(ctx, &kms.GetParametersForImportInput{KeyId: id, WrappingAlgorithm: types.AlgorithmSpecRsaesPkcs1V15, WrappingKeySpec: types.WrappingKeySpecRsa4096})
	wantCode(t, err, unsupported)
}

func TestReplicasNeedTheirOwnImport(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, north, west := t.Context(), h.client(), h.as("AKIADEFAULT", "eu-west-1")
	in := external(types.KeySpecSymmetricDefault, types.KeyUsageTypeEncryptDecrypt)
	in.MultiRegion = aws.Bool(true)
	id := h.create(north, in).KeyId
	must(north.ImportKeyMaterial(ctx, prepare(t, north, id, types.AlgorithmSpecRsaesOaepSha256, make([]byte, 32))))(t)
	sealed := must(north.Encrypt(ctx, &kms.EncryptInput{KeyId: id, Plaintext: []byte("both")}))(t).CiphertextBlob
	must(north.ReplicateKey(ctx, &kms.ReplicateKeyInput{KeyId: id, ReplicaRegion: aws.String("eu-west-1")}))(t)
	_, err := west.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed})
	wantCode(t, err, invalidState)
	must(west.ImportKeyMaterial(ctx, prepare(t, west, id, types.AlgorithmSpecRsaesOaepSha256, make([]byte, 32))))(t)
	if out := must(west.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed}))(t); string(out.Plaintext) != "both" {
		t.Errorf("the replica opened %q", out.Plaintext)
	}
	next := prepare(t, north, id, types.AlgorithmSpecRsaesOaepSha256, append(make([]byte, 31), 1))
	next.ImportType = types.ImportTypeNewKeyMaterial
	must(north.ImportKeyMaterial(ctx, next))(t)
	_, err = north.RotateKeyOnDemand(ctx, &kms.RotateKeyOnDemandInput{KeyId: id})
	wantCode(t, err, invalidState)
	must(west.ImportKeyMaterial(ctx, prepare(t, west, id, types.AlgorithmSpecRsaesOaepSha256, append(make([]byte, 31), 1))))(t)
	must(north.RotateKeyOnDemand(ctx, &kms.RotateKeyOnDemandInput{KeyId: id}))(t)
}

func TestMaterialThatWaitsCanBeTakenBack(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	id := h.create(client, external(types.KeySpecSymmetricDefault, types.KeyUsageTypeEncryptDecrypt)).KeyId
	oaep := types.AlgorithmSpecRsaesOaepSha256
	must(client.ImportKeyMaterial(ctx, prepare(t, client, id, oaep, make([]byte, 32))))(t)
	next := func(last byte) (*kms.ImportKeyMaterialOutput, error) {
		in := prepare(t, client, id, oaep, append(make([]byte, 31), last))
		in.ImportType, in.KeyMaterialDescription = types.ImportTypeNewKeyMaterial, aws.String("next")
		return client.ImportKeyMaterial(ctx, in)
	}
	first := must(next(1))(t)
	_, err := next(2)
	wantCode(t, err, invalidState)
	_, err = next(0)
	wantCode(t, err, "IncorrectKeyMaterialException")
	must(client.DeleteImportedKeyMaterial(ctx, &kms.DeleteImportedKeyMaterialInput{KeyId: id, KeyMaterialId: first.KeyMaterialId}))(t)
	must(next(2))(t)
	all := must(client.ListKeyRotations(ctx, &kms.ListKeyRotationsInput{KeyId: id, IncludeKeyMaterial: types.IncludeKeyMaterialAllKeyMaterial}))(t).Rotations
	if len(all) != 2 || *all[1].KeyMaterialId == *first.KeyMaterialId || *all[1].KeyMaterialDescription != "next" {
		t.Errorf("materials: %+v", all)
	}
	if seen := must(client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: id}))(t).KeyMetadata; seen.KeyState != types.KeyStateEnabled {
		t.Errorf("the key is %s", seen.KeyState)
	}
}

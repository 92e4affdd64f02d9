package localkms_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func cloudHSM(name, cluster string) *kms.CreateCustomKeyStoreInput {
	return &kms.CreateCustomKeyStoreInput{CustomKeyStoreName: &name, CloudHsmClusterId: &cluster, TrustAnchorCertificate: aws.String("certificate"), KeyStorePassword: aws.String("password")}
}

func externalStore(name string) *kms.CreateCustomKeyStoreInput {
	return &kms.CreateCustomKeyStoreInput{
		CustomKeyStoreName: &name, CustomKeyStoreType: types.CustomKeyStoreTypeExternalKeyStore,
		XksProxyAuthenticationCredential: &types.XksProxyAuthenticationCredentialType{AccessKeyId: aws.String("ABCDEFGHIJKLMNOPQRST"), RawSecretAccessKey: aws.String("secret")},
		XksProxyConnectivity:             types.XksProxyConnectivityTypePublicEndpoint, XksProxyUriEndpoint: aws.String("https://hsm.example.com"), XksProxyUriPath: aws.String("/kms/xks/v1"),
	}
}

// A key in a store works while the store is connected, and is Unavailable while it is not; both outlive the process.
func TestKeyInKeyStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kms.json")
	h := start(t, localkms.Options{DataFile: path})
	ctx, client := t.Context(), h.client()
	store := must(client.CreateCustomKeyStore(ctx, cloudHSM("own", "cluster-abcdefghijk")))(t).CustomKeyStoreId
	in := &kms.CreateKeyInput{Origin: types.OriginTypeAwsCloudhsm, CustomKeyStoreId: store}
	_, err := client.CreateKey(ctx, in)
	wantCode(t, err, "CustomKeyStoreInvalidStateException")
	must(client.ConnectCustomKeyStore(ctx, &kms.ConnectCustomKeyStoreInput{CustomKeyStoreId: store}))(t)
	key := h.create(client, in)
	if *key.CustomKeyStoreId != *store || *key.CloudHsmClusterId != "cluster-abcdefghijk" || key.KeyState != types.KeyStateEnabled || key.CurrentKeyMaterialId != nil {
		t.Errorf("the key is %+v", key)
	}
	sealed := must(client.Encrypt(ctx, &kms.EncryptInput{KeyId: key.KeyId, Plaintext: []byte("kept")}))(t).CiphertextBlob
	for _, rotate := range []func() error{
		func() error {
			_, err := client.EnableKeyRotation(ctx, &kms.EnableKeyRotationInput{KeyId: key.KeyId})
			return err
		},
		func() error {
			_, err := client.RotateKeyOnDemand(ctx, &kms.RotateKeyOnDemandInput{KeyId: key.KeyId})
			return err
		},
		func() error {
			_, err := client.ListKeyRotations(ctx, &kms.ListKeyRotationsInput{KeyId: key.KeyId})
			return err
		},
		func() error {
			_, err := client.GetParametersForImport(ctx, &kms.GetParametersForImportInput{KeyId: key.KeyId, WrappingAlgorithm: types.AlgorithmSpecRsaesOaepSha256, WrappingKeySpec: types.WrappingKeySpecRsa2048})
			return err
		},
	} {
		wantCode(t, rotate(), "UnsupportedOperationException")
	}
	must(client.DisconnectCustomKeyStore(ctx, &kms.DisconnectCustomKeyStoreInput{CustomKeyStoreId: store}))(t)
	_, err = client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed})
	wantCode(t, err, "KMSInvalidStateException")
	must(client.PutKeyPolicy(ctx, &kms.PutKeyPolicyInput{KeyId: key.KeyId, Policy: must(client.GetKeyPolicy(ctx, &kms.GetKeyPolicyInput{KeyId: key.KeyId}))(t).Policy}))(t)
	_, err = client.DeleteCustomKeyStore(ctx, &kms.DeleteCustomKeyStoreInput{CustomKeyStoreId: store})
	wantCode(t, err, "CustomKeyStoreHasCMKsException")

	copied := filepath.Join(t.TempDir(), "kms.json")
	if err := os.WriteFile(copied, must(os.ReadFile(path))(t), 0o600); err != nil {
		t.Fatal(err)
	}
	client = start(t, localkms.Options{DataFile: copied}).client()
	if seen := must(client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: key.KeyId}))(t).KeyMetadata; seen.KeyState != types.KeyStateUnavailable {
		t.Errorf("the key is %+v", seen)
	}
	must(client.ConnectCustomKeyStore(ctx, &kms.ConnectCustomKeyStoreInput{CustomKeyStoreId: store}))(t)
	if out := must(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed}))(t); string(out.Plaintext) != "kept" {
		t.Errorf("opened %q", out.Plaintext)
	}
}

func TestExternalKeyStore(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	store := must(client.CreateCustomKeyStore(ctx, externalStore("outside")))(t).CustomKeyStoreId
	must(client.ConnectCustomKeyStore(ctx, &kms.ConnectCustomKeyStoreInput{CustomKeyStoreId: store}))(t)
	in := &kms.CreateKeyInput{Origin: types.OriginTypeExternalKeyStore, CustomKeyStoreId: store, XksKeyId: aws.String("key-1")}
	if key := h.create(client, in); *key.XksKeyConfiguration.Id != "key-1" {
		t.Errorf("the key is %+v", key)
	}
	_, err := client.CreateKey(ctx, in)
	wantCode(t, err, "XksKeyAlreadyInUseException")
	must(client.UpdateCustomKeyStore(ctx, &kms.UpdateCustomKeyStoreInput{CustomKeyStoreId: store, NewCustomKeyStoreName: aws.String("renamed")}))(t)
	found := must(client.DescribeCustomKeyStores(ctx, &kms.DescribeCustomKeyStoresInput{CustomKeyStoreName: aws.String("renamed")}))(t).CustomKeyStores
	if len(found) != 1 || found[0].ConnectionState != types.ConnectionStateTypeConnected || *found[0].XksProxyConfiguration.UriPath != "/kms/xks/v1" {
		t.Errorf("found %+v", found)
	}
}

func TestKeyStoreIsRefused(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	store := must(client.CreateCustomKeyStore(ctx, cloudHSM("own", "cluster-abcdefghijk")))(t).CustomKeyStoreId
	must(client.ConnectCustomKeyStore(ctx, &kms.ConnectCustomKeyStoreInput{CustomKeyStoreId: store}))(t)
	short := cloudHSM("other", "cluster-bbbbbbbbbbb")
	short.KeyStorePassword = aws.String("short")
	for want, in := range map[string]*kms.CreateCustomKeyStoreInput{
		"CustomKeyStoreNameInUseException": cloudHSM("own", "cluster-bbbbbbbbbbb"),
		"CloudHsmClusterInUseException":    cloudHSM("other", "cluster-abcdefghijk"),
		"CloudHsmClusterNotFoundException": cloudHSM("other", "cluster-1"),
		"ValidationException":              short,
	} {
		_, err := client.CreateCustomKeyStore(ctx, in)
		wantCode(t, err, want)
	}
	for name, c := range map[string]struct {
		in   *kms.CreateKeyInput
		want string
	}{
		"no store":      {&kms.CreateKeyInput{Origin: types.OriginTypeAwsCloudhsm}, "ValidationException"},
		"another type":  {&kms.CreateKeyInput{Origin: types.OriginTypeExternalKeyStore, CustomKeyStoreId: store, XksKeyId: aws.String("k")}, "ValidationException"},
		"no external":   {&kms.CreateKeyInput{Origin: types.OriginTypeExternalKeyStore, CustomKeyStoreId: store}, "ValidationException"},
		"multi-Region":  {&kms.CreateKeyInput{Origin: types.OriginTypeAwsCloudhsm, CustomKeyStoreId: store, MultiRegion: aws.Bool(true)}, "UnsupportedOperationException"},
		"asymmetric":    {&kms.CreateKeyInput{Origin: types.OriginTypeAwsCloudhsm, CustomKeyStoreId: store, KeySpec: types.KeySpecRsa2048, KeyUsage: types.KeyUsageTypeSignVerify}, "UnsupportedOperationException"},
		"unknown store": {&kms.CreateKeyInput{Origin: types.OriginTypeAwsCloudhsm, CustomKeyStoreId: aws.String("cks-1")}, "CustomKeyStoreNotFoundException"},
	} {
		if _, err := client.CreateKey(ctx, c.in); code(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := h.as("AKIADEFAULT", "eu-west-1").ConnectCustomKeyStore(ctx, &kms.ConnectCustomKeyStoreInput{CustomKeyStoreId: store})
	wantCode(t, err, "CustomKeyStoreNotFoundException")
	_, err = client.ConnectCustomKeyStore(ctx, &kms.ConnectCustomKeyStoreInput{CustomKeyStoreId: store})
	wantCode(t, err, "CustomKeyStoreInvalidStateException")
	must(client.DisconnectCustomKeyStore(ctx, &kms.DisconnectCustomKeyStoreInput{CustomKeyStoreId: store}))(t)
	must(client.DeleteCustomKeyStore(ctx, &kms.DeleteCustomKeyStoreInput{CustomKeyStoreId: store}))(t)
}

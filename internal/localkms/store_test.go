package localkms_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func TestStateSurvivesAKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kms.json")
	h := start(t, localkms.Options{DataFile: path})
	ctx, client := t.Context(), h.client()
	key := h.create(client, &kms.CreateKeyInput{MultiRegion: aws.Bool(true), Tags: []types.Tag{{TagKey: aws.String("Purpose"), TagValue: aws.String("pii")}}})
	signer := h.create(client, &kms.CreateKeyInput{KeySpec: types.KeySpecEccNistP256, KeyUsage: types.KeyUsageTypeSignVerify})
	must(client.CreateAlias(ctx, &kms.CreateAliasInput{AliasName: aws.String("alias/pii"), TargetKeyId: key.KeyId}))(t)
	must(client.ReplicateKey(ctx, &kms.ReplicateKeyInput{KeyId: key.KeyId, ReplicaRegion: aws.String("eu-west-1")}))(t)
	must(client.EnableKeyRotation(ctx, &kms.EnableKeyRotationInput{KeyId: key.KeyId, RotationPeriodInDays: aws.Int32(180)}))(t)
	grant := must(client.CreateGrant(ctx, &kms.CreateGrantInput{KeyId: key.KeyId, GranteePrincipal: aws.String(role("app")), Operations: []types.GrantOperation{"Decrypt"}}))(t)
	sealed := must(client.Encrypt(ctx, &kms.EncryptInput{KeyId: key.KeyId, Plaintext: []byte("kept")}))(t).CiphertextBlob
	must(client.RotateKeyOnDemand(ctx, &kms.RotateKeyOnDemandInput{KeyId: key.KeyId}))(t)

	// What a kill leaves is the file alone, so a copy of it must be enough.
	copied := filepath.Join(t.TempDir(), "kms.json")
	if err := os.WriteFile(copied, must(os.ReadFile(path))(t), 0o600); err != nil {
		t.Fatal(err)
	}
	again := start(t, localkms.Options{DataFile: copied})
	client = again.as("AKIADEFAULT", "eu-west-1")
	if out := must(client.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed}))(t); string(out.Plaintext) != "kept" {
		t.Errorf("opened %q", out.Plaintext)
	}
	client = again.client()
	seen := must(client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: aws.String("alias/pii")}))(t).KeyMetadata
	if *seen.Arn != *key.Arn || len(seen.MultiRegionConfiguration.ReplicaKeys) != 1 {
		t.Errorf("the alias leads to %+v", seen)
	}
	tags := must(client.ListResourceTags(ctx, &kms.ListResourceTagsInput{KeyId: key.KeyId}))(t).Tags
	grants := must(client.ListGrants(ctx, &kms.ListGrantsInput{KeyId: key.KeyId, GrantId: grant.GrantId}))(t).Grants
	status := must(client.GetKeyRotationStatus(ctx, &kms.GetKeyRotationStatusInput{KeyId: key.KeyId}))(t)
	if len(tags) != 1 || len(grants) != 1 || *status.RotationPeriodInDays != 180 {
		t.Errorf("tags %v, grants %v, rotation %v", tags, grants, status)
	}
	must(client.Sign(ctx, &kms.SignInput{KeyId: signer.KeyId, Message: []byte("m"), SigningAlgorithm: types.SigningAlgorithmSpecEcdsaSha256}))(t)
}

func TestDataFileIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("file modes mean something else on Windows")
	}
	path := filepath.Join(t.TempDir(), "kms.json")
	h := start(t, localkms.Options{DataFile: path})
	h.create(h.client(), nil)
	if mode := must(os.Stat(path))(t).Mode().Perm(); mode != 0o600 {
		t.Errorf("the data file has mode %#o", mode)
	}
	open := filepath.Join(t.TempDir(), "kms.json")
	if err := os.WriteFile(open, must(os.ReadFile(path))(t), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []os.FileMode{0o640, 0o604, 0o660} {
		if err := os.Chmod(open, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := localkms.New(localkms.Options{DataFile: open}); err == nil || !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("a file of mode %#o was opened: %v", mode, err)
		}
	}
	link := filepath.Join(t.TempDir(), "link.json")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if _, err := localkms.New(localkms.Options{DataFile: link}); err == nil {
		t.Error("a link was opened")
	}
}

func TestOneServerPerDataFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no flock on Windows")
	}
	path := filepath.Join(t.TempDir(), "kms.json")
	start(t, localkms.Options{DataFile: path})
	if _, err := localkms.New(localkms.Options{DataFile: path}); err == nil || !strings.Contains(err.Error(), "in use") {
		t.Errorf("a second server opened the file: %v", err)
	}
}

func TestCorruptFilesAreLeftAlone(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "kms.json")
	h := start(t, localkms.Options{DataFile: whole})
	key := h.create(h.client(), nil)
	must(h.client().CreateAlias(t.Context(), &kms.CreateAliasInput{AliasName: aws.String("alias/a"), TargetKeyId: key.KeyId}))(t)
	good := must(os.ReadFile(whole))(t)
	for name, content := range map[string][]byte{
		"empty":           {},
		"truncated":       good[:len(good)/2],
		"another program": []byte(`{"terraform_version":"1.11.4"}`),
		"newer format":    bytes.Replace(good, []byte(`"format":1`), []byte(`"format":2`), 1),
		"no material":     bytes.Replace(good, []byte(`"families":{"123456789012/`), []byte(`"families":{"123456789013/`), 1),
	} {
		path := filepath.Join(t.TempDir(), "kms.json")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := localkms.New(localkms.Options{DataFile: path})
		if err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v", name, err)
		}
		if after := must(os.ReadFile(path))(t); !bytes.Equal(after, content) {
			t.Errorf("%s: the file was written over", name)
		}
	}
}

func TestChangeThatCannotBeSavedIsNotMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	h := start(t, localkms.Options{DataFile: filepath.Join(dir, "kms.json")})
	h.create(h.client(), nil)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	_, err := h.client().CreateKey(t.Context(), &kms.CreateKeyInput{})
	wantCode(t, err, "KMSInternalException")
	if keys := must(h.client().ListKeys(t.Context(), &kms.ListKeysInput{}))(t).Keys; len(keys) != 1 {
		t.Errorf("%d keys after a change that could not be saved, want the 1 before", len(keys))
	}
}

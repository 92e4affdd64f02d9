package localkms_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func replicated(t *testing.T) (h *harness, north, west *kms.Client, id *string) {
	t.Helper()
	h = start(t, localkms.Options{ReplicaDelay: 2 * time.Second})
	north, west = h.client(), h.as("AKIADEFAULT", "eu-west-1")
	id = h.create(north, &kms.CreateKeyInput{MultiRegion: aws.Bool(true)}).KeyId
	out := must(north.ReplicateKey(t.Context(), &kms.ReplicateKeyInput{KeyId: id, ReplicaRegion: aws.String("eu-west-1"), Description: aws.String("replica")}))(t)
	if out.ReplicaKeyMetadata.KeyState != types.KeyStateCreating {
		t.Errorf("a new replica is %s, not Creating", out.ReplicaKeyMetadata.KeyState)
	}
	return h, north, west, id
}

func TestReplicasShareMaterialAndNothingElse(t *testing.T) {
	h, north, west, id := replicated(t)
	ctx := t.Context()
	sealed := must(north.Encrypt(ctx, &kms.EncryptInput{KeyId: id, Plaintext: []byte("both")}))(t)
	_, err := west.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed.CiphertextBlob})
	wantCode(t, err, invalidState)
	h.clock.days(1)
	if out := must(west.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed.CiphertextBlob}))(t); string(out.Plaintext) != "both" {
		t.Errorf("the replica opened %q", out.Plaintext)
	}
	must(north.RotateKeyOnDemand(ctx, &kms.RotateKeyOnDemandInput{KeyId: id}))(t)
	must(north.DisableKey(ctx, &kms.DisableKeyInput{KeyId: id}))(t)
	one := must(north.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: id}))(t).KeyMetadata
	two := must(west.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: id}))(t).KeyMetadata
	if *one.CurrentKeyMaterialId != *two.CurrentKeyMaterialId || one.Enabled || !two.Enabled || *two.Description != "replica" {
		t.Errorf("primary %+v, replica %+v", one, two)
	}
	if c := two.MultiRegionConfiguration; c.MultiRegionKeyType != types.MultiRegionKeyTypeReplica || *c.PrimaryKey.Region != "eu-north-1" || len(c.ReplicaKeys) != 1 {
		t.Errorf("the replica's configuration is %+v", c)
	}
	_, err = west.RotateKeyOnDemand(ctx, &kms.RotateKeyOnDemandInput{KeyId: id})
	wantCode(t, err, unsupported)
}

func TestReplicationIsRefused(t *testing.T) {
	h, north, west, id := replicated(t)
	ctx := t.Context()
	h.clock.days(1)
	replicate := func(c *kms.Client, id *string, region string) error {
		_, err := c.ReplicateKey(ctx, &kms.ReplicateKeyInput{KeyId: id, ReplicaRegion: &region})
		return err
	}
	wantCode(t, replicate(north, id, "eu-west-1"), "AlreadyExistsException")
	wantCode(t, replicate(north, id, "eu-north-1"), "AlreadyExistsException")
	wantCode(t, replicate(west, id, "eu-central-1"), unsupported)
	wantCode(t, replicate(north, id, "cn-north-1"), "ValidationException")
	wantCode(t, replicate(north, id, "eu-nowhere-1"), unsupported)
	wantCode(t, replicate(north, h.create(north, nil).KeyId, "eu-west-1"), unsupported)
}

func TestRegionsThatDoNotExist(t *testing.T) {
	h := start(t, localkms.Options{})
	_, err := h.as("AKIADEFAULT", "eu-nroth-1").ListKeys(t.Context(), &kms.ListKeysInput{})
	wantCode(t, err, unsupported)
	made := h.create(h.as("AKIADEFAULT", "eusc-de-east-1"), nil)
	if !strings.HasPrefix(*made.Arn, "arn:aws-eusc:kms:eusc-de-east-1:") {
		t.Errorf("the sovereign cloud's key is %s", *made.Arn)
	}
}

func TestPrimaryMoves(t *testing.T) {
	h, north, west, id := replicated(t)
	ctx := t.Context()
	h.clock.days(1)
	_, err := north.UpdatePrimaryRegion(ctx, &kms.UpdatePrimaryRegionInput{KeyId: id, PrimaryRegion: aws.String("eu-central-1")})
	wantCode(t, err, "NotFoundException")
	must(north.UpdatePrimaryRegion(ctx, &kms.UpdatePrimaryRegionInput{KeyId: id, PrimaryRegion: aws.String("eu-west-1")}))(t)
	h.clock.days(1)
	seen := must(west.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: id}))(t).KeyMetadata
	if seen.MultiRegionConfiguration.MultiRegionKeyType != types.MultiRegionKeyTypePrimary || seen.KeyState != types.KeyStateEnabled {
		t.Errorf("the new primary is %+v", seen)
	}
	must(west.EnableKeyRotation(ctx, &kms.EnableKeyRotationInput{KeyId: id}))(t)
	_, err = north.EnableKeyRotation(ctx, &kms.EnableKeyRotationInput{KeyId: id})
	wantCode(t, err, unsupported)
	if out := must(north.GetKeyRotationStatus(ctx, &kms.GetKeyRotationStatusInput{KeyId: id}))(t); !out.KeyRotationEnabled {
		t.Error("rotation is not shared with the replica")
	}
}

func TestPrimaryWaitsForItsReplicas(t *testing.T) {
	h, north, west, id := replicated(t)
	ctx := t.Context()
	h.clock.days(1)
	out := must(north.ScheduleKeyDeletion(ctx, &kms.ScheduleKeyDeletionInput{KeyId: id, PendingWindowInDays: aws.Int32(10)}))(t)
	if out.KeyState != types.KeyStatePendingReplicaDeletion || out.DeletionDate != nil {
		t.Errorf("scheduling the primary answered %+v", out)
	}
	h.clock.days(100)
	seen := must(north.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: id}))(t).KeyMetadata
	if seen.KeyState != types.KeyStatePendingReplicaDeletion || *seen.PendingDeletionWindowInDays != 10 {
		t.Errorf("the primary is %+v", seen)
	}
	must(west.ScheduleKeyDeletion(ctx, &kms.ScheduleKeyDeletionInput{KeyId: id, PendingWindowInDays: aws.Int32(7)}))(t)
	h.clock.days(8)
	seen = must(north.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: id}))(t).KeyMetadata
	if want := h.clock.Now().AddDate(0, 0, 9); seen.KeyState != types.KeyStatePendingDeletion || !seen.DeletionDate.Equal(want) {
		t.Errorf("the primary is %s until %v, want until %v", seen.KeyState, seen.DeletionDate, want)
	}
	h.clock.days(9)
	_, err := north.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: id})
	wantCode(t, err, "NotFoundException")
}

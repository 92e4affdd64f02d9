package localkms_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func TestKeyLife(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	made := h.create(client, &kms.CreateKeyInput{
		Description: aws.String("first"), Tags: []types.Tag{{TagKey: aws.String("Purpose"), TagValue: aws.String("pii")}},
	})
	if made.KeyState != types.KeyStateEnabled || *made.AWSAccountId != localkms.DefaultAccount || made.KeyUsage != types.KeyUsageTypeEncryptDecrypt {
		t.Fatalf("created key is %+v", made)
	}
	_, err := client.CreateAlias(ctx, &kms.CreateAliasInput{AliasName: aws.String("alias/pii"), TargetKeyId: made.KeyId})
	wantCode(t, err, "")
	_, err = client.UpdateKeyDescription(ctx, &kms.UpdateKeyDescriptionInput{KeyId: made.KeyId, Description: aws.String("second")})
	wantCode(t, err, "")
	_, err = client.DisableKey(ctx, &kms.DisableKeyInput{KeyId: made.Arn})
	wantCode(t, err, "")

	seen := must(client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: aws.String("alias/pii")}))(t).KeyMetadata
	if *seen.Description != "second" || seen.KeyState != types.KeyStateDisabled || seen.Enabled || *seen.Arn != *made.Arn {
		t.Errorf("described key is %+v", seen)
	}
	_, err = client.ScheduleKeyDeletion(ctx, &kms.ScheduleKeyDeletionInput{KeyId: made.KeyId, PendingWindowInDays: aws.Int32(7)})
	wantCode(t, err, "")
	h.clock.days(6)
	_, err = client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: aws.String("alias/pii")})
	wantCode(t, err, "")
	h.clock.days(1)
	_, err = client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: made.KeyId})
	wantCode(t, err, "NotFoundException")
	if left := must(client.ListAliases(ctx, &kms.ListAliasesInput{}))(t).Aliases; len(left) != 0 {
		t.Errorf("aliases outlived their key: %v", left)
	}
}

func TestCancelledDeletionLeavesTheKeyDisabled(t *testing.T) {
	h := start(t, localkms.Options{})
	client, made := h.client(), (*types.KeyMetadata)(nil)
	made = h.create(client, nil)
	_, err := client.CancelKeyDeletion(t.Context(), &kms.CancelKeyDeletionInput{KeyId: made.KeyId})
	wantCode(t, err, "KMSInvalidStateException")
	out := must(client.ScheduleKeyDeletion(t.Context(), &kms.ScheduleKeyDeletionInput{KeyId: made.KeyId}))(t)
	if *out.PendingWindowInDays != 30 || !out.DeletionDate.Equal(h.clock.Now().AddDate(0, 0, 30)) {
		t.Errorf("scheduled: %+v", out)
	}
	must(client.CancelKeyDeletion(t.Context(), &kms.CancelKeyDeletionInput{KeyId: made.KeyId}))(t)
	seen := must(client.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: made.KeyId}))(t).KeyMetadata
	if seen.KeyState != types.KeyStateDisabled || seen.DeletionDate != nil {
		t.Errorf("after cancelling the key is %+v", seen)
	}
}

func TestCallerIdentity(t *testing.T) {
	h := start(t, localkms.Options{})
	for accessKey, want := range map[string]string{
		"AKIAANY":      "arn:aws:iam::123456789012:user/local",
		"210987654321": "arn:aws:iam::210987654321:user/local",
	} {
		out := must(h.sts(accessKey).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{}))(t)
		if *out.Arn != want {
			t.Errorf("%s is %s, want %s", accessKey, *out.Arn, want)
		}
	}
	if got := h.server.Calls()["sts:GetCallerIdentity"]; got != 2 {
		t.Errorf("counted %d calls, want 2", got)
	}
}

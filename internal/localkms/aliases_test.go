package localkms_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func TestAliasNames(t *testing.T) {
	h := start(t, localkms.Options{})
	id := h.create(h.client(), nil).KeyId
	for name, want := range map[string]string{
		"alias/drop-national-id-key":        "",
		"alias/a/b_c-9":                     "",
		"alias/" + strings.Repeat("x", 250): "",
		"alias/" + strings.Repeat("x", 251): "ValidationException",
		"alias/aws/rds":                     "InvalidAliasNameException",
		"alias/ø":                           "ValidationException",
		"alias/a b":                         "ValidationException",
		"alias/":                            "ValidationException",
		"drop":                              "ValidationException",
	} {
		_, err := h.client().CreateAlias(t.Context(), &kms.CreateAliasInput{AliasName: aws.String(name), TargetKeyId: id})
		if code(err) != want {
			t.Errorf("%s: got %v, want %q", name, err, want)
		}
	}
	_, err := h.client().CreateAlias(t.Context(), &kms.CreateAliasInput{AliasName: aws.String("alias/a/b_c-9"), TargetKeyId: id})
	wantCode(t, err, "AlreadyExistsException")
	must(h.as("210987654321", "eu-north-1").ListAliases(t.Context(), &kms.ListAliasesInput{}))(t)
	west := h.as("AKIADEFAULT", "eu-west-1")
	other := h.create(west, nil).KeyId
	must(west.CreateAlias(t.Context(), &kms.CreateAliasInput{AliasName: aws.String("alias/a/b_c-9"), TargetKeyId: other}))(t)
}

func TestAliasMoves(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	one, two := h.create(client, nil), h.create(client, nil)
	signer := h.create(client, &kms.CreateKeyInput{KeySpec: types.KeySpecEccNistP256, KeyUsage: types.KeyUsageTypeSignVerify})
	name := aws.String("alias/a")
	_, err := client.UpdateAlias(ctx, &kms.UpdateAliasInput{AliasName: name, TargetKeyId: one.KeyId})
	wantCode(t, err, "NotFoundException")
	must(client.CreateAlias(ctx, &kms.CreateAliasInput{AliasName: name, TargetKeyId: one.KeyId}))(t)
	_, err = client.UpdateAlias(ctx, &kms.UpdateAliasInput{AliasName: name, TargetKeyId: signer.KeyId})
	wantCode(t, err, "ValidationException")
	must(client.ScheduleKeyDeletion(ctx, &kms.ScheduleKeyDeletionInput{KeyId: one.KeyId}))(t)
	must(client.UpdateAlias(ctx, &kms.UpdateAliasInput{AliasName: name, TargetKeyId: two.Arn}))(t)
	_, err = client.UpdateAlias(ctx, &kms.UpdateAliasInput{AliasName: name, TargetKeyId: one.KeyId})
	wantCode(t, err, invalidState)
	for _, ref := range []*string{name, aws.String("arn:aws:kms:eu-north-1:123456789012:alias/a")} {
		if out := must(client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: ref}))(t); *out.KeyMetadata.KeyId != *two.KeyId {
			t.Errorf("%s leads to %s", *ref, *out.KeyMetadata.KeyId)
		}
	}
	must(client.DeleteAlias(ctx, &kms.DeleteAliasInput{AliasName: name}))(t)
	_, err = client.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: name})
	wantCode(t, err, "NotFoundException")
}

func TestKeyReferences(t *testing.T) {
	h := start(t, localkms.Options{})
	ctx, client := t.Context(), h.client()
	key := h.create(client, nil)
	must(client.CreateAlias(ctx, &kms.CreateAliasInput{AliasName: aws.String("alias/a"), TargetKeyId: key.KeyId}))(t)
	for ref, want := range map[string]string{
		*key.KeyId: "", *key.Arn: "",
		"alias/a": "NotFoundException", "arn:aws:kms:eu-north-1:123456789012:alias/a": "InvalidArnException",
		"arn:aws:s3:::bucket": "InvalidArnException", "nonsense": "NotFoundException",
		strings.Replace(*key.Arn, "eu-north-1", "eu-west-1", 1): "NotFoundException",
		"12345678-1234-1234-1234-123456789012":                  "NotFoundException",
	} {
		_, err := client.EnableKey(ctx, &kms.EnableKeyInput{KeyId: aws.String(ref)})
		if code(err) != want {
			t.Errorf("EnableKey of %s: got %v, want %q", ref, err, want)
		}
	}
}

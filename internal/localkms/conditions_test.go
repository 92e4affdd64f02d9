package localkms_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// Each request carries the condition keys that the service gives it: a Deny on the value that is sent refuses it, and
// a Deny on another value does not.
func TestRequestsCarryTheirConditionKeys(t *testing.T) {
	for _, c := range []struct {
		key, sent, other string
		do               func(context.Context, *kms.Client, *string) error
	}{
		{"kms:EncryptionContext:app", "pay", "post", encryptFor},
		{"kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_256", encryptFor},
		{"kms:RequestAlias", "alias/a", "alias/b", func(ctx context.Context, c *kms.Client, _ *string) error {
			return encryptFor(ctx, c, aws.String("alias/a"))
		}},
		{"kms:KeySpec", "SYMMETRIC_DEFAULT", "RSA_2048", encryptFor},
		{"kms:MultiRegionKeyType", "PRIMARY", "REPLICA", encryptFor},
		{"kms:CallerAccount", "123456789012", "210987654321", encryptFor},
		{"aws:PrincipalArn", localARN, role("app"), encryptFor},
		{"aws:RequestedRegion", "eu-north-1", "eu-west-1", encryptFor},
		{"kms:ScheduleKeyDeletionPendingWindowInDays", "7", "30", func(ctx context.Context, c *kms.Client, id *string) error {
			_, err := c.ScheduleKeyDeletion(ctx, &kms.ScheduleKeyDeletionInput{KeyId: id, PendingWindowInDays: aws.Int32(7)})
			return err
		}},
		{"kms:RotationPeriodInDays", "91", "365", func(ctx context.Context, c *kms.Client, id *string) error {
			_, err := c.EnableKeyRotation(ctx, &kms.EnableKeyRotationInput{KeyId: id, RotationPeriodInDays: aws.Int32(91)})
			return err
		}},
		{"kms:ReplicaRegion", "eu-west-1", "eu-west-3", func(ctx context.Context, c *kms.Client, id *string) error {
			_, err := c.ReplicateKey(ctx, &kms.ReplicateKeyInput{KeyId: id, ReplicaRegion: aws.String("eu-west-1")})
			return err
		}},
		{"kms:DataKeyPairSpec", "ECC_NIST_P256", "RSA_4096", func(ctx context.Context, c *kms.Client, id *string) error {
			_, err := c.GenerateDataKeyPair(ctx, &kms.GenerateDataKeyPairInput{KeyId: id, KeyPairSpec: "ECC_NIST_P256"})
			return err
		}},
		{"kms:GranteePrincipal", role("app"), role("other"), grantTo},
		{"kms:GrantConstraintType", "EncryptionContextSubset", "EncryptionContextEquals", grantTo},
		{"kms:GrantIsForAWSResource", "false", "true", grantTo},
		{"aws:RequestTag/Purpose", "pii", "aml", func(ctx context.Context, c *kms.Client, id *string) error {
			_, err := c.TagResource(ctx, &kms.TagResourceInput{KeyId: id, Tags: tags("Purpose", "pii")})
			return err
		}},
		{"kms:BypassPolicyLockoutSafetyCheck", "true", "false", func(ctx context.Context, c *kms.Client, id *string) error {
			_, err := c.PutKeyPolicy(ctx, &kms.PutKeyPolicyInput{KeyId: id, Policy: aws.String(policyOf()), BypassPolicyLockoutSafetyCheck: true})
			return err
		}},
	} {
		for value, want := range map[string]string{c.sent: "AccessDeniedException", c.other: ""} {
			h := start(t, localkms.Options{})
			client := h.client()
			id := h.create(client, &kms.CreateKeyInput{MultiRegion: aws.Bool(true)}).KeyId
			must(client.CreateAlias(t.Context(), &kms.CreateAliasInput{AliasName: aws.String("alias/a"), TargetKeyId: id}))(t)
			deny := policyOf(`{"Effect":"Deny","Principal":"*","NotAction":["kms:DescribeKey"],"Resource":"*","Condition":{"StringEquals":{"` + c.key + `":"` + value + `"}}}`)
			must(client.PutKeyPolicy(t.Context(), &kms.PutKeyPolicyInput{KeyId: id, Policy: &deny, BypassPolicyLockoutSafetyCheck: true}))(t)
			if err := c.do(t.Context(), client, id); code(err) != want {
				t.Errorf("Deny on %s = %s: got %v, want %q", c.key, value, err, want)
			}
		}
	}
}

func encryptFor(ctx context.Context, c *kms.Client, id *string) error {
	_, err := c.Encrypt(ctx, &kms.EncryptInput{KeyId: id, Plaintext: []byte("x"), EncryptionContext: map[string]string{"app": "pay"}})
	return err
}

func grantTo(ctx context.Context, c *kms.Client, id *string) error {
	_, err := c.CreateGrant(ctx, &kms.CreateGrantInput{
		KeyId: id, GranteePrincipal: aws.String(role("app")), Operations: []types.GrantOperation{"Decrypt"},
		Constraints: &types.GrantConstraints{EncryptionContextSubset: map[string]string{"app": "pay"}},
	})
	return err
}

func TestCreateKeyIsJudgedByIdentityPolicies(t *testing.T) {
	deny := func(key, value string) map[string]any {
		return map[string]any{"Version": "2012-10-17", "Statement": map[string]any{
			"Effect": "Deny", "Action": "kms:*", "Resource": "*", "Condition": map[string]any{"StringEquals": map[string]any{key: value}},
		}}
	}
	for key, value := range map[string]string{
		"kms:MultiRegion": "true", "kms:KeySpec": "SYMMETRIC_DEFAULT", "kms:KeyUsage": "ENCRYPT_DECRYPT", "kms:KeyOrigin": "AWS_KMS",
		"aws:RequestTag/Purpose": "pii", "aws:RequestedRegion": "eu-north-1",
	} {
		for sent, want := range map[string]string{value: "AccessDeniedException", "another": ""} {
			h := start(t, localkms.Options{Identities: identities(t, map[string]any{"A": map[string]any{"arn": role("a"), "denied": []any{deny(key, sent)}}})})
			_, err := h.as("A", "eu-north-1").CreateKey(t.Context(), &kms.CreateKeyInput{MultiRegion: aws.Bool(true), Tags: tags("Purpose", "pii")})
			if code(err) != want {
				t.Errorf("Deny on %s = %s: got %v, want %q", key, sent, err, want)
			}
		}
	}
}

package localkms_test

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// inStates are a symmetric encryption key in every state the local KMS has, each in a server of its own.
func inStates(t *testing.T) map[string]*stateCase {
	t.Helper()
	multi := &kms.CreateKeyInput{MultiRegion: aws.Bool(true)}
	return map[string]*stateCase{
		"Enabled": newStateCase(t, nil, func(*stateCase) {}),
		"Disabled": newStateCase(t, nil, func(s *stateCase) {
			must(s.client.DisableKey(t.Context(), &kms.DisableKeyInput{KeyId: s.id}))(t)
		}),
		"PendingDeletion": newStateCase(t, nil, func(s *stateCase) { s.schedule(t) }),
		"PendingReplicaDeletion": newStateCase(t, multi, func(s *stateCase) {
			s.replicate(t)
			s.clock.days(1)
			s.schedule(t)
		}),
		"PendingImport": newStateCase(t, &kms.CreateKeyInput{Origin: types.OriginTypeExternal}, func(*stateCase) {}),
		"Creating": newStateCase(t, multi, func(s *stateCase) {
			s.replicate(t)
			s.client = s.as("AKIADEFAULT", "eu-west-1")
		}),
		"Updating": newStateCase(t, multi, func(s *stateCase) {
			s.replicate(t)
			s.clock.days(1)
			must(s.client.UpdatePrimaryRegion(t.Context(), &kms.UpdatePrimaryRegionInput{KeyId: s.id, PrimaryRegion: aws.String("eu-west-1")}))(t)
			s.client = s.as("AKIADEFAULT", "eu-west-1")
		}),
	}
}

type stateCase struct {
	*harness
	client *kms.Client
	id     *string
}

func newStateCase(t *testing.T, in *kms.CreateKeyInput, reach func(*stateCase)) *stateCase {
	t.Helper()
	s := &stateCase{harness: start(t, localkms.Options{ReplicaDelay: time.Hour})}
	s.client = s.harness.client()
	s.id = s.create(s.client, in).KeyId
	reach(s)
	return s
}

func (s *stateCase) schedule(t *testing.T) {
	t.Helper()
	must(s.client.ScheduleKeyDeletion(t.Context(), &kms.ScheduleKeyDeletionInput{KeyId: s.id}))(t)
}

func (s *stateCase) replicate(t *testing.T) {
	t.Helper()
	must(s.client.ReplicateKey(t.Context(), &kms.ReplicateKeyInput{KeyId: s.id, ReplicaRegion: aws.String("eu-west-1")}))(t)
}

// stateCalls are one call of each operation whose fate depends on the key's state.

var stateCalls = map[string]func(context.Context, *kms.Client, *string) error{
	"DescribeKey": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: id})
		return err
	},
	"Encrypt": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.Encrypt(ctx, &kms.EncryptInput{KeyId: id, Plaintext: []byte("x")})
		return err
	},
	"GenerateDataKey": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.GenerateDataKey(ctx, &kms.GenerateDataKeyInput{KeyId: id, KeySpec: types.DataKeySpecAes256})
		return err
	},
	"CreateGrant": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.CreateGrant(ctx, &kms.CreateGrantInput{
			KeyId: id, GranteePrincipal: aws.String("arn:aws:iam::123456789012:role/app"), Operations: []types.GrantOperation{"Decrypt"},
		})
		return err
	},
	"EnableKeyRotation": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.EnableKeyRotation(ctx, &kms.EnableKeyRotationInput{KeyId: id})
		return err
	},
	"GetKeyRotationStatus": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.GetKeyRotationStatus(ctx, &kms.GetKeyRotationStatusInput{KeyId: id})
		return err
	},
	"EnableKey": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.EnableKey(ctx, &kms.EnableKeyInput{KeyId: id})
		return err
	},
	"TagResource": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.TagResource(ctx, &kms.TagResourceInput{KeyId: id, Tags: []types.Tag{{TagKey: aws.String("a"), TagValue: aws.String("")}}})
		return err
	},
	"CreateAlias": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.CreateAlias(ctx, &kms.CreateAliasInput{TargetKeyId: id, AliasName: aws.String("alias/a")})
		return err
	},
	"UpdateKeyDescription": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.UpdateKeyDescription(ctx, &kms.UpdateKeyDescriptionInput{KeyId: id, Description: aws.String("d")})
		return err
	},
	"PutKeyPolicy": func(ctx context.Context, c *kms.Client, id *string) error {
		out, err := c.GetKeyPolicy(ctx, &kms.GetKeyPolicyInput{KeyId: id})
		if err == nil {
			_, err = c.PutKeyPolicy(ctx, &kms.PutKeyPolicyInput{KeyId: id, Policy: out.Policy})
		}
		return err
	},
	"GetParametersForImport": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.GetParametersForImport(ctx, &kms.GetParametersForImportInput{
			KeyId: id, WrappingAlgorithm: types.AlgorithmSpecRsaesOaepSha256, WrappingKeySpec: types.WrappingKeySpecRsa2048,
		})
		return err
	},
	"ReplicateKey": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.ReplicateKey(ctx, &kms.ReplicateKeyInput{KeyId: id, ReplicaRegion: aws.String("eu-central-1")})
		return err
	},
	"ScheduleKeyDeletion": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.ScheduleKeyDeletion(ctx, &kms.ScheduleKeyDeletionInput{KeyId: id})
		return err
	},
	"CancelKeyDeletion": func(ctx context.Context, c *kms.Client, id *string) error {
		_, err := c.CancelKeyDeletion(ctx, &kms.CancelKeyDeletionInput{KeyId: id})
		return err
	},
}

// The key state table of the Developer Guide, one row per operation. The empty code is success.
var stateTable = map[string]map[string]string{
	"DescribeKey":            {},
	"PutKeyPolicy":           {},
	"Encrypt":                refusals("DisabledException", invalidState, invalidState, invalidState, invalidState, ""),
	"GenerateDataKey":        refusals("DisabledException", invalidState, invalidState, invalidState, invalidState, ""),
	"CreateGrant":            refusals("DisabledException", invalidState, invalidState, invalidState, invalidState, ""),
	"EnableKeyRotation":      refusals("DisabledException", invalidState, invalidState, unsupported, unsupported, ""),
	"GetKeyRotationStatus":   refusals("", "", "", unsupported, "", ""),
	"EnableKey":              refusals("", invalidState, invalidState, invalidState, invalidState, invalidState),
	"TagResource":            refusals("", invalidState, invalidState, "", "", ""),
	"CreateAlias":            refusals("", invalidState, invalidState, "", "", ""),
	"UpdateKeyDescription":   refusals("", invalidState, invalidState, "", "", ""),
	"GetParametersForImport": withEnabled(refusals(unsupported, unsupported, unsupported, "", unsupported, unsupported), unsupported),
	"ReplicateKey":           withEnabled(refusals(unsupported, unsupported, invalidState, unsupported, unsupported, invalidState), unsupported),
	"ScheduleKeyDeletion":    refusals("", invalidState, invalidState, "", "", invalidState),
	"CancelKeyDeletion":      withEnabled(refusals(invalidState, "", "", invalidState, invalidState, invalidState), invalidState),
}

const (
	invalidState = "KMSInvalidStateException"
	unsupported  = "UnsupportedOperationException"
)

func refusals(disabled, deletion, replicaDeletion, pendingImport, creating, updating string) map[string]string {
	return map[string]string{
		"Disabled": disabled, "PendingDeletion": deletion, "PendingReplicaDeletion": replicaDeletion,
		"PendingImport": pendingImport, "Creating": creating, "Updating": updating,
	}
}

func withEnabled(row map[string]string, enabled string) map[string]string {
	row["Enabled"] = enabled
	return row
}

func TestStateTable(t *testing.T) {
	for operation, row := range stateTable {
		t.Run(operation, func(t *testing.T) {
			for name, s := range inStates(t) {
				seen := must(s.client.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: s.id}))(t)
				if string(seen.KeyMetadata.KeyState) != name {
					t.Fatalf("the key is %s, not %s", seen.KeyMetadata.KeyState, name)
				}
				err := stateCalls[operation](t.Context(), s.client, s.id)
				if got, want := code(err), row[name]; got != want {
					t.Errorf("%s on a key that is %s: got %q (%v), want %q", operation, name, got, err, want)
				}
			}
		})
	}
}

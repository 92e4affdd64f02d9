package localkms_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

const (
	adminARN = "arn:aws:iam::123456789012:role/ops/admin"
	appARN   = "arn:aws:iam::123456789012:role/app"
	leaveARN = "arn:aws:iam::123456789012:role/leaver"
)

// granting is a server with an administrator who may grant, and an application without rights of its own.
func granting(t *testing.T) (h *harness, admin, app, leaver *kms.Client, id *string) {
	t.Helper()
	h = start(t, localkms.Options{Identities: identities(t, map[string]any{
		"ADMIN": map[string]any{"arn": adminARN}, "APP": map[string]any{"arn": appARN}, "LEAVER": map[string]any{"arn": leaveARN},
		"FOREIGNER": map[string]any{"arn": "arn:aws:iam::210987654321:role/app"},
	})})
	admin, app, leaver = h.as("ADMIN", "eu-north-1"), h.as("APP", "eu-north-1"), h.as("LEAVER", "eu-north-1")
	policy := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + adminARN + `"},"Resource":"*","Action":
		["kms:PutKeyPolicy","kms:CreateGrant","kms:ListGrants","kms:RevokeGrant","kms:Encrypt","kms:DescribeKey"]}]}`
	id = h.create(admin, &kms.CreateKeyInput{Policy: &policy}).KeyId
	return h, admin, app, leaver, id
}

func decryptGrant(id *string) *kms.CreateGrantInput {
	return &kms.CreateGrantInput{
		KeyId: id, GranteePrincipal: aws.String(appARN), RetiringPrincipal: aws.String(leaveARN), Name: aws.String("app"),
		Operations:  []types.GrantOperation{types.GrantOperationDecrypt, types.GrantOperationDescribeKey},
		Constraints: &types.GrantConstraints{EncryptionContextSubset: map[string]string{"app": "pay"}},
	}
}

func TestGrantLife(t *testing.T) {
	_, admin, app, leaver, id := granting(t)
	ctx := t.Context()
	seal := func(context map[string]string) *kms.DecryptInput {
		out := must(admin.Encrypt(ctx, &kms.EncryptInput{KeyId: id, Plaintext: []byte("x"), EncryptionContext: context}))(t)
		return &kms.DecryptInput{CiphertextBlob: out.CiphertextBlob, EncryptionContext: context}
	}
	within, without := seal(map[string]string{"app": "pay", "row": "1"}), seal(map[string]string{"app": "other"})
	_, err := app.Decrypt(ctx, within)
	wantCode(t, err, "AccessDeniedException")

	made := must(admin.CreateGrant(ctx, decryptGrant(id)))(t)
	must(app.Decrypt(ctx, within))(t)
	_, err = app.Decrypt(ctx, without)
	wantCode(t, err, "AccessDeniedException")
	_, err = app.Encrypt(ctx, &kms.EncryptInput{KeyId: id, Plaintext: []byte("x"), EncryptionContext: within.EncryptionContext})
	wantCode(t, err, "AccessDeniedException")

	again := must(admin.CreateGrant(ctx, decryptGrant(id)))(t)
	if *again.GrantId != *made.GrantId || *again.GrantToken == *made.GrantToken {
		t.Error("the same named grant was made twice, or got the same token")
	}
	listed := must(admin.ListGrants(ctx, &kms.ListGrantsInput{KeyId: id}))(t).Grants
	if len(listed) != 1 || *listed[0].GranteePrincipal != appARN || listed[0].Constraints.EncryptionContextSubset["app"] != "pay" {
		t.Errorf("listed: %+v", listed)
	}
	_, err = app.RetireGrant(ctx, &kms.RetireGrantInput{GrantToken: made.GrantToken, DryRun: aws.Bool(true)})
	wantCode(t, err, "DryRunOperationException") // the account that issued the grant, with identity policies that allow it
	must(leaver.RetireGrant(ctx, &kms.RetireGrantInput{GrantToken: again.GrantToken}))(t)
	_, err = app.Decrypt(ctx, within)
	wantCode(t, err, "AccessDeniedException")
}

func TestRevokedGrantIsGone(t *testing.T) {
	h, admin, app, leaver, id := granting(t)
	ctx := t.Context()
	made := must(admin.CreateGrant(ctx, decryptGrant(id)))(t)
	retirable := must(leaver.ListRetirableGrants(ctx, &kms.ListRetirableGrantsInput{RetiringPrincipal: aws.String(leaveARN)}))(t).Grants
	if len(retirable) != 1 || *retirable[0].GrantId != *made.GrantId {
		t.Errorf("retirable: %+v", retirable)
	}
	_, err := app.RevokeGrant(ctx, &kms.RevokeGrantInput{KeyId: id, GrantId: made.GrantId})
	wantCode(t, err, "AccessDeniedException")
	_, err = h.as("FOREIGNER", "eu-north-1").RetireGrant(ctx, &kms.RetireGrantInput{GrantToken: made.GrantToken})
	wantCode(t, err, "AccessDeniedException")
	_, err = app.RetireGrant(ctx, &kms.RetireGrantInput{KeyId: id})
	wantCode(t, err, "ValidationException")
	_, err = app.RetireGrant(ctx, &kms.RetireGrantInput{KeyId: id, GrantId: made.GrantId, DryRun: aws.Bool(true)})
	wantCode(t, err, "DryRunOperationException")
	must(admin.RevokeGrant(ctx, &kms.RevokeGrantInput{KeyId: id, GrantId: made.GrantId}))(t)
	_, err = admin.RevokeGrant(ctx, &kms.RevokeGrantInput{KeyId: id, GrantId: made.GrantId})
	wantCode(t, err, "NotFoundException")
	_, err = admin.ListGrants(ctx, &kms.ListGrantsInput{KeyId: id, GrantId: made.GrantId})
	wantCode(t, err, "InvalidGrantIdException")
	_, err = app.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: id, GrantTokens: []string{*made.GrantToken}})
	wantCode(t, err, "InvalidGrantTokenException")
}

func TestChildGrantsAreNoWiderThanTheirParent(t *testing.T) {
	_, admin, app, _, id := granting(t)
	ctx := t.Context()
	parent := decryptGrant(id)
	parent.Operations = append(parent.Operations, types.GrantOperationCreateGrant)
	must(admin.CreateGrant(ctx, parent))(t)
	child := func(operation types.GrantOperation, context map[string]string) error {
		in := &kms.CreateGrantInput{KeyId: id, GranteePrincipal: aws.String(leaveARN), Operations: []types.GrantOperation{operation}}
		if context != nil {
			in.Constraints = &types.GrantConstraints{EncryptionContextSubset: context}
		}
		_, err := app.CreateGrant(ctx, in)
		return err
	}
	wantCode(t, child(types.GrantOperationDecrypt, map[string]string{"app": "pay", "row": "1"}), "")
	wantCode(t, child(types.GrantOperationDecrypt, map[string]string{"row": "1"}), "AccessDeniedException")
	wantCode(t, child(types.GrantOperationDecrypt, nil), "AccessDeniedException")
	wantCode(t, child(types.GrantOperationEncrypt, map[string]string{"app": "pay"}), "AccessDeniedException")
}

func TestGrantsThatAreRefused(t *testing.T) {
	h, admin, _, _, id := granting(t)
	signing := h.create(h.client(), &kms.CreateKeyInput{KeySpec: types.KeySpecEccNistP256, KeyUsage: types.KeyUsageTypeSignVerify}).KeyId
	for name, c := range map[string]struct {
		change func(*kms.CreateGrantInput)
		want   string
	}{
		"malformed grantee":         {func(in *kms.CreateGrantInput) { in.GranteePrincipal = aws.String("everyone") }, "InvalidArnException"},
		"wildcard grantee":          {func(in *kms.CreateGrantInput) { in.GranteePrincipal = aws.String("*") }, "InvalidArnException"},
		"no grantee":                {func(in *kms.CreateGrantInput) { in.GranteePrincipal = nil }, "ValidationException"},
		"operation of no grant":     {func(in *kms.CreateGrantInput) { in.Operations = []types.GrantOperation{"PutKeyPolicy"} }, "ValidationException"},
		"operation of another kind": {func(in *kms.CreateGrantInput) { in.Operations = []types.GrantOperation{"Sign"} }, "ValidationError"},
		"malformed name":            {func(in *kms.CreateGrantInput) { in.Name = aws.String("a b") }, "ValidationException"},
		"unknown token":             {func(in *kms.CreateGrantInput) { in.GrantTokens = []string{"bm90aGluZw=="} }, "InvalidGrantTokenException"},
		"service without a source": {func(in *kms.CreateGrantInput) {
			in.GranteePrincipal, in.GranteeServicePrincipal = nil, aws.String("rds.amazonaws.com")
		}, "ValidationException"},
	} {
		in := decryptGrant(id)
		c.change(in)
		_, err := admin.CreateGrant(t.Context(), in)
		if code(err) != c.want {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
	}
	in := decryptGrant(signing)
	in.Operations = []types.GrantOperation{types.GrantOperationSign}
	_, err := h.client().CreateGrant(t.Context(), in)
	wantCode(t, err, "ValidationError") // an encryption context means nothing to a signing key
}

package localkms_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// identities writes an identities file.
func identities(t *testing.T, content map[string]any) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "identities.json")
	if err := os.WriteFile(path, must(json.Marshal(content))(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func role(name string) string { return "arn:aws:iam::123456789012:role/" + name }

// separated is a server with one key whose policy separates the roles of the catalogue.
func separated(t *testing.T) (*harness, *string) {
	t.Helper()
	h := start(t, localkms.Options{Identities: identities(t, map[string]any{
		"PIPELINE":   map[string]any{"arn": role("pipeline")},
		"KEYADMIN":   map[string]any{"arn": role("key-admin"), "mfa": true},
		"NOMFA":      map[string]any{"arn": role("key-admin"), "mfa": false},
		"APP":        map[string]any{"arn": role("app"), "vpce": "vpce-0a1b2c3d"},
		"ELSEWHERE":  map[string]any{"arn": role("app"), "vpce": "vpce-ffffffff"},
		"COMPLIANCE": map[string]any{"arn": role("compliance"), "mfa": true},
		"AUDITOR":    map[string]any{"arn": role("auditor"), "mfa": true},
		"FOREIGN":    map[string]any{"arn": "arn:aws:iam::210987654321:role/app", "mfa": true},
		"SERVICE":    map[string]any{"arn": role("compliance"), "mfa": true, "denied": []any{denyAll()}},
	})})
	policy := must(keypolicy.Generate(keypolicy.Spec{Account: localkms.DefaultAccount, Region: "eu-north-1", Access: keypolicy.Access{
		"policy-admin": {Principals: []string{role("pipeline")}},
		"key-admin":    {Principals: []string{role("key-admin")}, MFA: true},
		"key-encrypt":  {Principals: []string{role("app")}, DataKeys: true, VPCEndpointIDs: []string{"vpce-0a1b2c3d"}},
		"key-decrypt":  {Principals: []string{role("compliance")}, MFA: true},
		"key-auditor":  {Principals: []string{role("auditor")}, MFA: true},
	}}))(t)
	return h, h.create(h.as("PIPELINE", "eu-north-1"), &kms.CreateKeyInput{Policy: &policy}).Arn
}

func denyAll() map[string]any {
	return map[string]any{"Version": "2012-10-17", "Statement": map[string]any{"Effect": "Deny", "Action": "kms:*", "Resource": "*"}}
}

func TestEnforcement(t *testing.T) {
	h, arn := separated(t)
	ctx := t.Context()
	sealed := must(h.as("APP", "eu-north-1").Encrypt(ctx, &kms.EncryptInput{KeyId: arn, Plaintext: []byte("01017012345")}))(t).CiphertextBlob
	actions := map[string]func(*kms.Client) error{
		"Decrypt": func(c *kms.Client) error {
			out, err := c.Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed})
			if err == nil && string(out.Plaintext) != "01017012345" {
				t.Errorf("decrypted %q", out.Plaintext)
			}
			return err
		},
		"Encrypt": func(c *kms.Client) error {
			_, err := c.Encrypt(ctx, &kms.EncryptInput{KeyId: arn, Plaintext: []byte("x")})
			return err
		},
		"GenerateDataKey": func(c *kms.Client) error {
			_, err := c.GenerateDataKey(ctx, &kms.GenerateDataKeyInput{KeyId: arn, KeySpec: types.DataKeySpecAes256})
			return err
		},
		"DescribeKey": func(c *kms.Client) error {
			_, err := c.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: arn})
			return err
		},
		"EnableKey": func(c *kms.Client) error {
			_, err := c.EnableKey(ctx, &kms.EnableKeyInput{KeyId: arn})
			return err
		},
		"GetKeyPolicy": func(c *kms.Client) error {
			_, err := c.GetKeyPolicy(ctx, &kms.GetKeyPolicyInput{KeyId: arn})
			return err
		},
		"CreateGrant": func(c *kms.Client) error {
			_, err := c.CreateGrant(ctx, &kms.CreateGrantInput{KeyId: arn, GranteePrincipal: aws.String(role("key-admin")), Operations: []types.GrantOperation{"Decrypt"}})
			return err
		},
	}
	allowed := map[string][]string{
		"PIPELINE":    {"DescribeKey", "GetKeyPolicy", "EnableKey"},
		"KEYADMIN":    {"DescribeKey", "GetKeyPolicy", "EnableKey"},
		"NOMFA":       {},
		"APP":         {"Encrypt", "GenerateDataKey"},
		"ELSEWHERE":   {},
		"COMPLIANCE":  {"Decrypt"},
		"AUDITOR":     {"DescribeKey", "GetKeyPolicy"},
		"FOREIGN":     {},
		"SERVICE":     {},
		"AKIADEFAULT": {},
	}
	for accessKey, may := range allowed {
		for action, do := range actions {
			want := "AccessDeniedException"
			if strings.Contains(" "+strings.Join(may, " ")+" ", " "+action+" ") {
				want = ""
			}
			if err := do(h.as(accessKey, "eu-north-1")); code(err) != want {
				t.Errorf("%s calls %s: got %v, want %q", accessKey, action, err, want)
			}
		}
	}
}

func TestDenialSaysWhoMayNotDoWhat(t *testing.T) {
	h, arn := separated(t)
	_, err := h.as("KEYADMIN", "eu-north-1").Encrypt(t.Context(), &kms.EncryptInput{KeyId: arn, Plaintext: []byte("x")})
	for _, part := range []string{"User: arn:aws:sts::123456789012:assumed-role/key-admin/local", "kms:Encrypt", *arn} {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("the refusal does not say %s: %v", part, err)
		}
	}
}

func TestIdentityPoliciesOfTheAccountCount(t *testing.T) {
	h := start(t, localkms.Options{Identities: identities(t, map[string]any{
		"NOTHING": map[string]any{"arn": role("nothing"), "policies": []any{}},
		"READER": map[string]any{"arn": role("reader"), "policies": []any{map[string]any{
			"Version": "2012-10-17", "Statement": map[string]any{"Effect": "Allow", "Action": []string{"kms:Describe*", "kms:List*"}, "Resource": "*"},
		}}},
	})})
	id := h.create(h.client(), nil).KeyId // the default policy: the account's identity policies decide
	for accessKey, want := range map[string]string{"NOTHING": "AccessDeniedException", "READER": "", "AKIADEFAULT": ""} {
		_, err := h.as(accessKey, "eu-north-1").DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: id})
		wantCode(t, err, want)
		_, err = h.as(accessKey, "eu-north-1").ListKeys(t.Context(), &kms.ListKeysInput{})
		wantCode(t, err, want)
	}
	_, err := h.as("READER", "eu-north-1").CreateKey(t.Context(), &kms.CreateKeyInput{})
	wantCode(t, err, "AccessDeniedException")
	_, err = h.as("READER", "eu-north-1").Encrypt(t.Context(), &kms.EncryptInput{KeyId: id, Plaintext: []byte("x")})
	wantCode(t, err, "AccessDeniedException")
}

func TestAccountsDoNotSeeEachOther(t *testing.T) {
	h := start(t, localkms.Options{})
	other := h.as("210987654321", "eu-north-1")
	key := h.create(h.client(), nil)
	if keys := must(other.ListKeys(t.Context(), &kms.ListKeysInput{}))(t).Keys; len(keys) != 0 {
		t.Errorf("another account lists %v", keys)
	}
	_, err := other.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: key.KeyId})
	wantCode(t, err, "NotFoundException")
	_, err = other.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: key.Arn})
	wantCode(t, err, "AccessDeniedException")
}

func TestKeysAcrossAccounts(t *testing.T) {
	h := start(t, localkms.Options{})
	policy := policyOf(`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::210987654321:root"},"Action":"kms:*","Resource":"*"}`)
	key := h.create(h.client(), &kms.CreateKeyInput{Policy: &policy})
	other := h.as("210987654321", "eu-north-1")
	sealed := must(other.Encrypt(t.Context(), &kms.EncryptInput{KeyId: key.Arn, Plaintext: []byte("x")}))(t)
	must(other.Decrypt(t.Context(), &kms.DecryptInput{CiphertextBlob: sealed.CiphertextBlob}))(t)
	_, err := other.DisableKey(t.Context(), &kms.DisableKeyInput{KeyId: key.Arn})
	wantCode(t, err, "AccessDeniedException") // no operation of another account's administrators
	_, err = other.PutKeyPolicy(t.Context(), &kms.PutKeyPolicyInput{KeyId: key.Arn, Policy: &policy})
	wantCode(t, err, "AccessDeniedException")
}

func TestAssumeRole(t *testing.T) {
	h, arn := separated(t)
	ctx := t.Context()
	sealed := must(h.as("APP", "eu-north-1").Encrypt(ctx, &kms.EncryptInput{KeyId: arn, Plaintext: []byte("x")}))(t).CiphertextBlob
	in := &sts.AssumeRoleInput{RoleArn: aws.String(role("compliance")), RoleSessionName: aws.String("ola"), DurationSeconds: aws.Int32(900)}
	out := must(h.sts("AKIADEFAULT").AssumeRole(ctx, in))(t)
	if want := "arn:aws:sts::123456789012:assumed-role/compliance/ola"; *out.AssumedRoleUser.Arn != want {
		t.Errorf("assumed %s, want %s", *out.AssumedRoleUser.Arn, want)
	}
	session := *out.Credentials.AccessKeyId
	me := must(h.sts(session).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{}))(t)
	if *me.Arn != *out.AssumedRoleUser.Arn {
		t.Errorf("the session is %s", *me.Arn)
	}
	must(h.as(session, "eu-north-1").Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed}))(t)
	h.clock.days(1)
	_, err := h.as(session, "eu-north-1").Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: sealed})
	wantCode(t, err, "ExpiredTokenException")

	_, err = h.sts("APP").AssumeRole(ctx, in)
	wantCode(t, err, "AccessDenied")
	in.RoleArn = aws.String(role("unknown"))
	_, err = h.sts("AKIADEFAULT").AssumeRole(ctx, in)
	wantCode(t, err, "AccessDenied")
	in.RoleArn, in.Policy = aws.String(role("compliance")), aws.String("{}")
	_, err = h.sts("AKIADEFAULT").AssumeRole(ctx, in)
	wantCode(t, err, "ValidationError")
	_, err = h.sts("AKIADEFAULT").GetSessionToken(ctx, &sts.GetSessionTokenInput{})
	wantCode(t, err, "InvalidAction")
}

func TestIdentitiesFileThatIsRefused(t *testing.T) {
	for name, content := range map[string]string{
		"not JSON":          `{`,
		"unknown member":    `{"A":{"arn":"arn:aws:iam::123456789012:role/a","moose":1}}`,
		"no ARN":            `{"A":{}}`,
		"ARN of a bucket":   `{"A":{"arn":"arn:aws:s3:::bucket"}}`,
		"another account":   `{"A":{"arn":"arn:aws:iam::123456789012:role/a","account":"210987654321"}}`,
		"unreadable policy": `{"A":{"arn":"arn:aws:iam::123456789012:role/a","denied":[{"Statement":[{"Effect":"deny"}]}]}}`,
		"same key twice":    `{"A":{"arn":"arn:aws:iam::123456789012:role/a"},"A":{"arn":"arn:aws:iam::123456789012:role/b"}}`,
	} {
		path := filepath.Join(t.TempDir(), "identities.json")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := localkms.New(localkms.Options{Identities: path}); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

package localkms_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

const localARN = "arn:aws:iam::123456789012:user/local"

// policyOf wraps statements in a policy whose first one keeps the caller from being locked out.
func policyOf(statements ...string) string {
	keep := `{"Sid":"Keep","Effect":"Allow","Principal":{"AWS":"` + localARN + `"},"Action":"kms:*","Resource":"*"}`
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(append([]string{keep}, statements...), ",") + `]}`
}

func TestPoliciesThatAreRefused(t *testing.T) {
	const malformed = "MalformedPolicyDocumentException"
	lockout := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + role("other") + `"},"Action":"kms:*","Resource":"*"}]}`
	for name, c := range map[string]struct{ policy, code, says string }{
		"not JSON":          {`{"Version"`, malformed, ""},
		"empty":             {``, "ValidationException", ""},
		"duplicate members": {`{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}`, malformed, ""},
		"no principal":      {policyOf(`{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*"}`), malformed, "invalid principals"},
		"malformed principal": {
			policyOf(`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/*"},"Action":"kms:Decrypt","Resource":"*"}`), malformed, "one or more invalid principals",
		},
		"lockout":              {lockout, malformed, "The new key policy will not allow you to update the key policy in the future."},
		"lockout by condition": {policyWithMFA(), malformed, "will not allow you to update"},
		"too long":             {policyOf(`{"Sid":"` + strings.Repeat("x", keypolicy.MaxPolicyBytes) + `","Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}`), "LimitExceededException", ""},
		"character":            {policyOf(`{"Sid":"ŋ","Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"}`), "ValidationException", ""},
		"ForAllValues": {
			policyOf(`{"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*","Condition":{"ForAllValues:StringEquals":{"kms:EncryptionContext:app":"pay"}}}`), malformed, "OverlyPermissiveCondition",
		},
	} {
		h := start(t, localkms.Options{})
		id := h.create(h.client(), nil).KeyId
		_, created := h.client().CreateKey(t.Context(), &kms.CreateKeyInput{Policy: aws.String(c.policy)})
		_, put := h.client().PutKeyPolicy(t.Context(), &kms.PutKeyPolicyInput{KeyId: id, Policy: aws.String(c.policy)})
		for _, err := range []error{created, put} {
			if code(err) != c.code || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: got %v, want %s saying %q", name, err, c.code, c.says)
			}
		}
	}
}

// policyWithMFA lets the caller do everything, with multi-factor authentication, which the default user has not.
func policyWithMFA() string {
	return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + localARN + `"},"Action":"kms:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}`
}

func TestPoliciesThatAreAccepted(t *testing.T) {
	for name, policy := range map[string]string{
		"no Resource":  policyOf(`{"Effect":"Allow","Principal":"*","Action":"kms:Decrypt"}`),
		"no Action":    policyOf(`{"Effect":"Allow","Principal":"*","Resource":"*"}`),
		"Latin-1":      policyOf(`{"Sid":"nøkkel","Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*"}`),
		"account root": `{"Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"kms:*","Resource":"*"}}`,
	} {
		h := start(t, localkms.Options{})
		id := h.create(h.client(), &kms.CreateKeyInput{Policy: &policy}).KeyId
		out := must(h.client().GetKeyPolicy(t.Context(), &kms.GetKeyPolicyInput{KeyId: id}))(t)
		if *out.Policy != policy || *out.PolicyName != "default" {
			t.Errorf("%s: read back %s", name, *out.Policy)
		}
	}
}

func TestLockoutCheckCanBeSkipped(t *testing.T) {
	h := start(t, localkms.Options{})
	id := h.create(h.client(), &kms.CreateKeyInput{Policy: aws.String(policyWithMFA()), BypassPolicyLockoutSafetyCheck: true}).KeyId
	_, err := h.client().GetKeyPolicy(t.Context(), &kms.GetKeyPolicyInput{KeyId: id})
	wantCode(t, err, "AccessDeniedException")
}

func TestDefaultPolicyDelegatesToTheAccount(t *testing.T) {
	h := start(t, localkms.Options{})
	id := h.create(h.client(), nil).KeyId
	out := must(h.client().GetKeyPolicy(t.Context(), &kms.GetKeyPolicyInput{KeyId: id, PolicyName: aws.String("default")}))(t)
	if !keypolicy.Equal(*out.Policy, keypolicy.DefaultPolicy("aws", localkms.DefaultAccount)) {
		t.Errorf("the default policy is %s", *out.Policy)
	}
	_, err := h.client().GetKeyPolicy(t.Context(), &kms.GetKeyPolicyInput{KeyId: id, PolicyName: aws.String("other")})
	wantCode(t, err, "NotFoundException")
	names := must(h.client().ListKeyPolicies(t.Context(), &kms.ListKeyPoliciesInput{KeyId: id}))(t).PolicyNames
	if len(names) != 1 || names[0] != "default" {
		t.Errorf("policies: %v", names)
	}
}

func TestShuffledReadsMeanTheSame(t *testing.T) {
	h := start(t, localkms.Options{ShuffleRead: true})
	policy := policyOf(`{"Sid":"Readers","Effect":"Allow","Principal":{"AWS":["` + role("a") + `","` + role("b") + `","` + role("c") + `"]},"Action":["kms:DescribeKey","kms:ListGrants"],"Resource":"*"}`)
	id := h.create(h.client(), &kms.CreateKeyInput{Policy: &policy}).KeyId
	texts := map[string]bool{}
	for range 6 {
		out := must(h.client().GetKeyPolicy(t.Context(), &kms.GetKeyPolicyInput{KeyId: id}))(t)
		if !keypolicy.Equal(*out.Policy, policy) {
			t.Fatalf("a shuffled policy means something else: %s", *out.Policy)
		}
		texts[*out.Policy] = true
	}
	if len(texts) != 6 {
		t.Errorf("six reads of lists of three and two gave %d texts, want 6", len(texts))
	}
}

package localkms

import (
	"strconv"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// acceptPolicy checks the policy a key is to have as the service does, and returns it: the default one where none is
// given. What the service takes and ignores, such as a statement without Resource, is taken and ignored.
func (c *call) acceptPolicy(k *key, text *string, bypass bool) (string, error) {
	if text == nil {
		return keypolicy.DefaultPolicy(partition(k.Region), k.Family.Account), nil
	}
	if err := checkPolicyText(*text); err != nil {
		return "", err
	}
	document, err := keypolicy.Parse(*text)
	if err != nil {
		return "", malformedPolicy("%s", err)
	}
	if err := firstError(checkPrincipals(*text), checkConditions(document)); err != nil {
		return "", err
	}
	if !bypass {
		err = c.checkLockout(k, document)
	}
	return *text, err
}

func malformedPolicy(format string, args ...any) error {
	return fail("MalformedPolicyDocumentException", format, args...)
}

// checkPolicyText checks length and characters. Source: AWS KMS API reference, PutKeyPolicy, parameter Policy.
func checkPolicyText(text string) error {
	if text == "" {
		return invalid("policy", "", "Member must have length greater than or equal to 1")
	}
	if len(text) > keypolicy.MaxPolicyBytes {
		return fail("LimitExceededException", "The key policy has %d bytes; it may have %d.", len(text), keypolicy.MaxPolicyBytes)
	}
	for _, r := range text {
		if r != '\t' && r != '\n' && r != '\r' && (r < 0x20 || r > 0xFF) {
			return invalid("policy", strconv.QuoteRuneToASCII(r), `Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u00FF]+`)
		}
	}
	return nil
}

// checkPrincipals refuses statements without principals or with malformed ones. Principals that do not exist cannot
// be told from others here, for there is no IAM.
func checkPrincipals(text string) error {
	for _, problem := range keypolicy.Validate(text) {
		if problem.Attribute == "Principal" {
			return malformedPolicy("Policy contains a statement with one or more invalid principals.")
		}
	}
	return nil
}

// checkConditions refuses ForAllValues on keys with one value, which holds for every request that lacks the key.
func checkConditions(document *keypolicy.Document) error {
	for _, statement := range document.Statements {
		for _, condition := range statement.Conditions {
			key := strings.ToLower(condition.Key)
			single := strings.HasPrefix(key, "kms:encryptioncontext:") || strings.HasPrefix(key, "aws:requesttag/")
			if single && strings.HasPrefix(strings.ToLower(condition.Operator), "forallvalues:") {
				return malformedPolicy("OverlyPermissiveCondition: ForAllValues with the single-valued condition key %s matches every request that lacks the key.", condition.Key)
			}
		}
	}
	return nil
}

// checkLockout refuses a policy after which the caller could not put another.
func (c *call) checkLockout(k *key, document *keypolicy.Document) error {
	facts, err := c.facts(&key{
		Family: k.Family, ARN: k.ARN, Region: k.Region, Tags: k.Tags, Policy: `{"Version":"2012-10-17","Statement":[]}`,
	}, nil)
	if err != nil {
		return err
	}
	facts.Policy = document
	request := c.ask("PutKeyPolicy", bypassCondition(false))
	request.Key = facts
	if k.Family.MultiRegion {
		request.Context["kms:multiregionkeytype"] = []string{k.keyType()}
	}
	if keypolicy.Decide(request).Allowed {
		return nil
	}
	return malformedPolicy("The new key policy will not allow you to update the key policy in the future.")
}

package localkms

import (
	"fmt"
)

// policyName is the only name a key policy has.
const policyName = "default"

// defaultPolicy is what a key gets that is created without one: the account decides by its identity policies.
func defaultPolicy(account, region string) string {
	return fmt.Sprintf(`{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:%s:iam::%s:root"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`, partition(region), account)
}

// checkPolicyName refuses policies that no key has.
func checkPolicyName(name string) error {
	if name != "" && name != policyName {
		return fail("NotFoundException", "No such policy exists")
	}
	return nil
}

type getKeyPolicyInput struct {
	KeyID      string `json:"KeyId"`
	PolicyName string
}

type getKeyPolicyOutput struct {
	Policy     string
	PolicyName string
}

func (c *call) getKeyPolicy(in *getKeyPolicyInput) (*getKeyPolicyOutput, error) {
	k, err := c.use(in.KeyID, access{action: "GetKeyPolicy"})
	if err != nil {
		return nil, err
	}
	if err := checkPolicyName(in.PolicyName); err != nil {
		return nil, err
	}
	text := k.Policy
	if c.opts.ShuffleRead {
		c.reads++
		text = shuffle(text, c.reads)
	}
	return &getKeyPolicyOutput{Policy: text, PolicyName: policyName}, nil
}

type putKeyPolicyInput struct {
	KeyID                          string `json:"KeyId"`
	PolicyName                     string
	Policy                         *string
	BypassPolicyLockoutSafetyCheck bool
}

func (c *call) putKeyPolicy(in *putKeyPolicyInput) (*nothing, error) {
	if in.Policy == nil {
		return nil, required("policy", "")
	}
	k, err := c.use(in.KeyID, access{action: "PutKeyPolicy", conditions: bypassCondition(in.BypassPolicyLockoutSafetyCheck)})
	if err != nil {
		return nil, err
	}
	if err := checkPolicyName(in.PolicyName); err != nil {
		return nil, err
	}
	text, err := c.acceptPolicy(k, in.Policy, in.BypassPolicyLockoutSafetyCheck)
	if err != nil {
		return nil, err
	}
	k.Policy = text
	c.changed = true
	return nil, nil
}

func bypassCondition(bypass bool) conditions {
	return conditions{"kms:bypasspolicylockoutsafetycheck": {fmt.Sprint(bypass)}}
}

type listKeyPoliciesInput struct {
	paging
	KeyID string `json:"KeyId"`
}

type listKeyPoliciesOutput struct {
	paged
	PolicyNames []string
}

func (c *call) listKeyPolicies(in *listKeyPoliciesInput) (*listKeyPoliciesOutput, error) {
	if _, err := c.use(in.KeyID, access{action: "ListKeyPolicies"}); err != nil {
		return nil, err
	}
	names, next, err := page("policies", []string{policyName}, func(name string) string { return name }, in.paging, 100, 1000)
	if err != nil {
		return nil, err
	}
	return &listKeyPoliciesOutput{paged: next, PolicyNames: names}, nil
}

// acceptPolicy returns the policy a key is to have, the default one where none is given.
func (c *call) acceptPolicy(k *key, text *string, _ bool) (string, error) {
	if text == nil {
		return defaultPolicy(k.Family.Account, k.Region), nil
	}
	if len(*text) > 32768 {
		return "", fail("LimitExceededException", "The key policy has %d bytes; it may have 32768.", len(*text))
	}
	return *text, nil
}

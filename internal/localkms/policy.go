package localkms

import "strconv"

// policyName is the only name a key policy has.
const policyName = "default"

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
	return conditions{"kms:bypasspolicylockoutsafetycheck": {strconv.FormatBool(bypass)}}
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

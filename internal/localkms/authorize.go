package localkms

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// conditions are request condition keys, lower-case, with their values.
type conditions map[string][]string

// access says what a request wants of a key.
type access struct {
	action     string // bare, as "Decrypt"
	may        which
	tokens     []string          // grant tokens
	context    map[string]string // encryption context
	conditions conditions
	fits       func(*key) error // what kind of key it must be; checked after authorization and before the state
}

// use finds the key that ref names and checks, in the service's order, that the caller may do this to it, that it is
// the right kind of key, and that its state allows it.
func (c *call) use(ref string, a access) (*key, error) {
	k, err := c.find("keyId", ref, a.may)
	if err != nil {
		return nil, err
	}
	if err := firstError(c.checkTokens(a.tokens), c.may(k, ref, a)); err != nil {
		return nil, err
	}
	return k, c.check(k, a)
}

// check looks at the kind of key and at its state.
func (c *call) check(k *key, a access) error {
	if a.fits != nil {
		if err := a.fits(k); err != nil {
			return err
		}
	}
	return c.checkState(a.action, k)
}

// may refuses what key policy, grants and the caller's identity policies do not allow on the key. ref is how the
// request named it.
func (c *call) may(k *key, ref string, a access) error { return c.mayBy(k, k.Grants, ref, a) }

// mayBy is may with these grants alone.
func (c *call) mayBy(k *key, grants []*grant, ref string, a access) error {
	facts, err := c.facts(k, grants)
	if err != nil {
		return err
	}
	request := c.ask(a.action, a.conditions)
	request.Key, request.EncryptionContext, request.GrantTokens = facts, a.context, a.tokens
	if k.Family.MultiRegion {
		request.Context["kms:multiregionkeytype"] = []string{k.keyType()}
	}
	if _, alias, found := strings.Cut(ref, "alias/"); found {
		request.Context["kms:requestalias"] = []string{"alias/" + alias}
	}
	return c.decide(request, k.ARN)
}

// mayRetire refuses callers whom neither the grant nor its issuer lets retire it.
func (c *call) mayRetire(k *key, g *grant) error {
	return c.mayBy(k, []*grant{g}, k.ARN, access{action: "RetireGrant"})
}

// mayInAccount refuses what identity policies do not allow in the account.
func (c *call) mayInAccount(action string, more conditions) error {
	return c.decide(c.ask(action, more), "")
}

// mayOnAlias refuses what identity policies do not allow on an alias.
func (c *call) mayOnAlias(action, aliasARN string) error {
	request := c.ask(action, nil)
	request.Key = &keypolicy.KeyFacts{ARN: aliasARN, Account: c.account, Region: c.region, Policy: delegating(c.account, c.region)}
	return c.decide(request, aliasARN)
}

// delegating is a policy that leaves the decision to the account's identity policies, as AWS does for what has no
// policy of its own.
func delegating(account, region string) *keypolicy.Document {
	return &keypolicy.Document{Version: "2012-10-17", Statements: []keypolicy.Statement{{
		Effect:     keypolicy.Allow,
		Principals: []keypolicy.Principal{{Kind: "AWS", Value: "arn:" + partition(region) + ":iam::" + account + ":root"}},
		Actions:    []string{"kms:*"}, Resources: []string{"*"},
	}}}
}

// ask begins a request for a decision.
func (c *call) ask(action string, more conditions) keypolicy.Request {
	context := conditions{
		"aws:currenttime":     {c.now.Format("2006-01-02T15:04:05Z")},
		"aws:epochtime":       {strconv.FormatInt(c.now.Unix(), 10)},
		"aws:requestedregion": {c.region},
	}
	if role := c.identity.role(); role != "" {
		context["aws:principalarn"] = []string{role}
	}
	maps.Copy(context, more)
	return keypolicy.Request{Action: "kms:" + action, Caller: c.caller(), Context: context}
}

// caller describes the identity to the decision.
func (c *call) caller() keypolicy.Caller {
	id := c.identity
	ip := id.SourceIP
	if ip == "" && id.VPCE == "" {
		ip = c.sourceIP
	}
	return keypolicy.Caller{
		ARN: id.ARN, Account: id.Account, MFA: id.MFA, VPCE: id.VPCE, VPC: id.VPC, ViaService: id.ViaService, OrgID: id.OrgID,
		SourceIP: ip, Tags: id.Tags, Identity: id.policies, Denied: id.denied,
	}
}

// facts describes a key to the decision.
func (c *call) facts(k *key, grants []*grant) (*keypolicy.KeyFacts, error) {
	policy, err := keypolicy.Parse(k.Policy)
	if err != nil {
		return nil, fail("KMSInternalException", "The key policy of %s cannot be read: %s", k.ARN, err)
	}
	facts := &keypolicy.KeyFacts{
		ARN: k.ARN, Account: k.Family.Account, Region: k.Region, Policy: policy, Spec: k.Family.Spec, Usage: k.Family.Usage,
		Origin: k.Family.Origin, MultiRegion: k.Family.MultiRegion, Tags: k.Tags,
	}
	for _, a := range c.state.aliasesOf(k) {
		facts.Aliases = append(facts.Aliases, a.Name)
	}
	for _, g := range grants {
		facts.Grants = append(facts.Grants, g.fact())
	}
	return facts, nil
}

// decide turns a decision into the service's answer.
func (c *call) decide(request keypolicy.Request, resource string) error {
	decision := keypolicy.Decide(request)
	if decision.Allowed {
		return nil
	}
	on, why := "", "because no identity-based policy allows the "+request.Action+" action"
	if resource != "" {
		on = " on resource: " + resource
	}
	if request.Key != nil {
		why = "because no resource-based policy allows the " + request.Action + " action"
	}
	if decision.Explicit {
		why = "with an explicit deny"
	}
	return fail("AccessDeniedException", "User: %s is not authorized to perform: %s%s %s", c.identity.callerARN(), request.Action, on, why)
}

// mayCreate refuses a key that the caller may not create, or not with these tags.
func (c *call) mayCreate(k *key, bypass bool) error {
	asked := creationConditions(k, bypass)
	if err := c.mayInAccount("CreateKey", asked); err != nil {
		return err
	}
	if len(k.Tags) == 0 {
		return nil
	}
	request := c.ask("TagResource", asked)
	request.Key = &keypolicy.KeyFacts{ARN: k.ARN, Account: c.account, Region: k.Region, Policy: delegating(c.account, k.Region)}
	return c.decide(request, k.ARN)
}

// creationConditions are the condition keys of CreateKey.
func creationConditions(k *key, bypass bool) conditions {
	f := k.Family
	set := conditions{
		"kms:bypasspolicylockoutsafetycheck": {strconv.FormatBool(bypass)},
		"kms:keyspec":                        {f.Spec},
		"kms:customermasterkeyspec":          {f.Spec},
		"kms:keyusage":                       {f.Usage},
		"kms:customermasterkeyusage":         {f.Usage},
		"kms:keyorigin":                      {f.Origin},
		"kms:multiregion":                    {strconv.FormatBool(f.MultiRegion)},
	}
	if f.MultiRegion {
		set["kms:multiregionkeytype"] = []string{k.keyType()}
	}
	for _, name := range slices.Sorted(maps.Keys(k.Tags)) {
		set["aws:requesttag/"+strings.ToLower(name)] = []string{k.Tags[name]}
		set["aws:tagkeys"] = append(set["aws:tagkeys"], name)
	}
	return set
}

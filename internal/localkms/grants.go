package localkms

import (
	"encoding/base64"
	"encoding/hex"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// Limits of grants. Source: AWS KMS API reference, CreateGrant; quotas.
const (
	maxGrantsPerKey   = 50000
	maxContextPairs   = 8
	maxContextLength  = 384
	maxGrantTokens    = 10
	maxGrantNameBytes = 256
)

var (
	principalForm = regexp.MustCompile(`^arn:aws[a-z-]*:(iam::[0-9]{12}:(root|user/.+|role/.+)|sts::[0-9]{12}:(assumed-role/[^/]+/[^/]+|federated-user/.+))$`)
	serviceForm   = regexp.MustCompile(`^[a-z0-9.-]+\.amazonaws\.(com|com\.cn|eu)$`)
	grantNameForm = regexp.MustCompile(`^[a-zA-Z0-9:/_-]+$`)
)

// grant lets one principal use a key within bounds.
type grant struct {
	ID              string            `json:"id"`
	Name            string            `json:"name,omitzero"`
	Tokens          []string          `json:"tokens"`
	Grantee         string            `json:"grantee,omitzero"`
	GranteeService  string            `json:"grantee_service,omitzero"`
	Retiring        string            `json:"retiring,omitzero"`
	RetiringService string            `json:"retiring_service,omitzero"`
	Issuer          string            `json:"issuer"` // account
	Created         time.Time         `json:"created"`
	Allowed         []string          `json:"operations"`
	Equals          map[string]string `json:"equals,omitzero"`
	Subset          map[string]string `json:"subset,omitzero"`
	SourceARN       string            `json:"source_arn,omitzero"`
}

// fact describes the grant to the decision.
func (g *grant) fact() keypolicy.Grant {
	return keypolicy.Grant{
		ID: g.ID, Name: g.Name, GranteePrincipal: g.Grantee + g.GranteeService, RetiringPrincipal: g.Retiring + g.RetiringService,
		IssuingAccount: g.Issuer, Operations: g.Allowed, EncryptionContextEquals: g.Equals, EncryptionContextSubset: g.Subset,
		SourceARN: g.SourceARN,
	}
}

// same tells whether two grants permit the same to the same, which with the same name makes CreateGrant idempotent.
func (g *grant) same(o *grant) bool {
	return g.Name == o.Name && g.Grantee == o.Grantee && g.GranteeService == o.GranteeService && g.Retiring == o.Retiring &&
		g.RetiringService == o.RetiringService && g.Issuer == o.Issuer && slices.Equal(g.Allowed, o.Allowed) &&
		maps.Equal(g.Equals, o.Equals) && maps.Equal(g.Subset, o.Subset) && g.SourceARN == o.SourceARN
}

// within tells whether the grant gives no more than its parent, whose CreateGrant operation made it.
func (g *grant) within(parent *grant) bool {
	for _, operation := range g.Allowed {
		if !slices.Contains(parent.Allowed, operation) {
			return false
		}
	}
	if parent.SourceARN != "" && g.SourceARN != parent.SourceARN {
		return false
	}
	if len(parent.Equals) > 0 && !maps.Equal(parent.Equals, g.Equals) {
		return false
	}
	return len(parent.Subset) == 0 || holds(g.Equals, parent.Subset) || holds(g.Subset, parent.Subset)
}

// holds tells whether a context has every pair of a subset.
func holds(context, subset map[string]string) bool {
	for name, value := range subset {
		if got, ok := context[name]; !ok || got != value {
			return false
		}
	}
	return true
}

type grantConstraints struct {
	EncryptionContextEquals map[string]string `json:",omitempty"`
	EncryptionContextSubset map[string]string `json:",omitempty"`
	SourceArn               string            `json:",omitzero"`
}

type createGrantInput struct {
	KeyID                    string `json:"KeyId"`
	GranteePrincipal         string
	GranteeServicePrincipal  string
	RetiringPrincipal        string
	RetiringServicePrincipal string
	Operations               []string
	Constraints              *grantConstraints
	GrantTokens              []string
	Name                     *string
	DryRun                   bool
}

type createGrantOutput struct {
	GrantID    string `json:"GrantId"`
	GrantToken string
}

func (c *call) createGrant(in *createGrantInput) (*createGrantOutput, error) {
	made, err := in.grant(c)
	if err != nil {
		return nil, err
	}
	a := access{
		action: "CreateGrant", tokens: in.GrantTokens, conditions: c.grantConditions(made),
		fits: func(k *key) error { return made.fits(k) },
	}
	k, err := c.mayGrant(in.KeyID, made, a)
	if err != nil {
		return nil, err
	}
	if err := dryRun(in.DryRun); err != nil {
		return nil, err
	}
	if made.Name != "" {
		for _, g := range k.Grants {
			if g.same(made) {
				made = g
			}
		}
	}
	token := base64.StdEncoding.EncodeToString(append([]byte(k.Region+"/"), randomBytes(96)...))
	made.Tokens = append(made.Tokens, token)
	if made.ID == "" {
		if len(k.Grants) >= maxGrantsPerKey {
			return nil, fail("LimitExceededException", "%s already has %d grants, the most a key may have.", k.ARN, maxGrantsPerKey)
		}
		made.ID = hex.EncodeToString(randomBytes(32))
		k.Grants = append(k.Grants, made)
	}
	c.changed = true
	return &createGrantOutput{GrantID: made.ID, GrantToken: token}, nil
}

// grant makes the grant that the request describes, without its id.
func (in *createGrantInput) grant(c *call) (*grant, error) {
	g := &grant{
		Grantee: in.GranteePrincipal, GranteeService: in.GranteeServicePrincipal, Retiring: in.RetiringPrincipal,
		RetiringService: in.RetiringServicePrincipal, Issuer: c.account, Created: c.now.Truncate(time.Second),
		Allowed: slices.Compact(slices.Sorted(slices.Values(in.Operations))),
	}
	if in.Constraints != nil {
		g.Equals, g.Subset, g.SourceARN = in.Constraints.EncryptionContextEquals, in.Constraints.EncryptionContextSubset, in.Constraints.SourceArn
	}
	if in.Name != nil {
		g.Name = *in.Name
		if !grantNameForm.MatchString(g.Name) || len(g.Name) > maxGrantNameBytes {
			return nil, invalid("name", g.Name, "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$ and have 1 to 256 characters")
		}
	}
	if len(g.Allowed) == 0 {
		return nil, required("operations", "")
	}
	return g, firstError(g.checkOperations(), g.checkPrincipals(), g.checkConstraints())
}

func (g *grant) checkOperations() error {
	for _, operation := range g.Allowed {
		if action, ok := data.ActionNamed("kms:" + operation); !ok || !action.GrantOperation {
			return oneOf("operations", operation, grantOperations())
		}
	}
	return nil
}

func grantOperations() []string {
	var names []string
	for _, action := range data.Actions() {
		if action.GrantOperation {
			names = append(names, action.Operation())
		}
	}
	return names
}

func (g *grant) checkPrincipals() error {
	switch {
	case (g.Grantee == "") == (g.GranteeService == ""):
		return fail("ValidationException", "Specify either GranteePrincipal or GranteeServicePrincipal, but not both.")
	case g.Retiring != "" && g.RetiringService != "":
		return fail("ValidationException", "Specify either RetiringPrincipal or RetiringServicePrincipal, but not both.")
	case g.GranteeService != "" && (g.SourceARN == "" || g.Retiring+g.RetiringService == ""):
		return fail("ValidationException", "A GranteeServicePrincipal needs a SourceArn constraint and a retiring principal.")
	}
	for _, principal := range []string{g.Grantee, g.Retiring} {
		if principal != "" && !principalForm.MatchString(principal) {
			return fail("InvalidArnException", "%s is not the ARN of an account, IAM user, IAM role, federated user or assumed-role session.", principal)
		}
	}
	for _, service := range []string{g.GranteeService, g.RetiringService} {
		if service != "" && !serviceForm.MatchString(service) {
			return fail("ValidationException", "%s is not a service principal.", service)
		}
	}
	return nil
}

func (g *grant) checkConstraints() error {
	for _, context := range []map[string]string{g.Equals, g.Subset} {
		if len(context) > maxContextPairs {
			return fail("ValidationException", "A grant constraint may have %d encryption context pairs, not %d.", maxContextPairs, len(context))
		}
		for name, value := range context {
			if len(name)+len(value) > maxContextLength {
				return fail("ValidationException", "The encryption context pair %s of a grant constraint exceeds %d characters.", name, maxContextLength)
			}
		}
	}
	return nil
}

// fits refuses operations and constraints that the key's type does not have.
func (g *grant) fits(k *key) error {
	for _, operation := range g.Allowed {
		if action, _ := data.ActionNamed("kms:" + operation); !action.Fits(k.Family.Spec, k.Family.Usage) {
			return fail("ValidationError", "The operation %s is not supported on %s, whose key spec is %s and usage %s.", operation, k.ARN, k.Family.Spec, k.Family.Usage)
		}
	}
	if len(g.Equals)+len(g.Subset) > 0 && !k.Family.isSymmetric() {
		return fail("ValidationError", "Encryption context constraints are not supported on %s, whose key spec is %s.", k.ARN, k.Family.Spec)
	}
	return nil
}

// grantConditions are the condition keys of CreateGrant.
func (c *call) grantConditions(g *grant) conditions {
	set := c.forAWSResource()
	set["kms:grantoperations"] = g.Allowed
	for name, value := range map[string]string{
		"kms:granteeprincipal": g.Grantee, "kms:granteeserviceprincipal": g.GranteeService,
		"kms:retiringprincipal": g.Retiring, "kms:retiringserviceprincipal": g.RetiringService,
		"kms:grantconstraintsourcearn": g.SourceARN,
	} {
		if value != "" {
			set[name] = []string{value}
		}
	}
	switch {
	case len(g.Equals) > 0:
		set["kms:grantconstrainttype"] = []string{"EncryptionContextEquals"}
	case len(g.Subset) > 0:
		set["kms:grantconstrainttype"] = []string{"EncryptionContextSubset"}
	}
	return set
}

// forAWSResource says whether a service asks, for one of its resources.
func (c *call) forAWSResource() conditions {
	return conditions{"kms:grantisforawsresource": {strconv.FormatBool(c.identity.ViaService != "")}}
}

// mayGrant finds the key and checks that the caller may make this grant: by key policy and identity policies, or by
// a grant of CreateGrant that is at least as wide.
func (c *call) mayGrant(ref string, made *grant, a access) (*key, error) {
	k, err := c.find("keyId", ref, keyOnly)
	if err != nil {
		return nil, err
	}
	if err := c.checkTokens(a.tokens); err != nil {
		return nil, err
	}
	refusal := c.mayBy(k, nil, ref, a)
	for _, parent := range k.Grants {
		if refusal != nil && made.within(parent) {
			refusal = c.mayBy(k, []*grant{parent}, ref, a)
		}
	}
	if refusal != nil {
		return nil, refusal
	}
	return k, c.check(k, a)
}

// checkTokens refuses grant tokens that no grant has.
func (c *call) checkTokens(tokens []string) error {
	if len(tokens) > maxGrantTokens {
		return invalid("grantTokens", "(list)", "Member must have length less than or equal to 10")
	}
	for _, token := range tokens {
		if _, g := c.grantByToken(token); g == nil {
			return fail("InvalidGrantTokenException", "The grant token is not valid.")
		}
	}
	return nil
}

func (c *call) grantByToken(token string) (*key, *grant) {
	for _, k := range c.state.Keys {
		for _, g := range k.Grants {
			if slices.Contains(g.Tokens, token) {
				return k, g
			}
		}
	}
	return nil, nil
}

// grantByID returns a grant of the key, or nil.
func (k *key) grantByID(id string) *grant {
	for _, g := range k.Grants {
		if g.ID == id {
			return g
		}
	}
	return nil
}

func (k *key) dropGrant(dropped *grant) {
	k.Grants = slices.DeleteFunc(k.Grants, func(g *grant) bool { return g == dropped })
}

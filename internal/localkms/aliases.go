package localkms

import "strings"

// Limits of aliases. Source: AWS KMS API reference, CreateAlias, and quotas.
const (
	maxAliasName     = 256
	maxAliasesPerKey = 50
)

type aliasInput struct {
	AliasName   string
	TargetKeyID string `json:"TargetKeyId"`
}

// checkAliasName refuses malformed and reserved names.
func checkAliasName(name string) error {
	switch {
	case name == "":
		return required("aliasName", "")
	case len(name) > maxAliasName:
		return invalid("aliasName", name, "Member must have length less than or equal to 256")
	case !strings.HasPrefix(name, "alias/"):
		return fail("ValidationException", `Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html`)
	case strings.HasPrefix(name, "alias/aws/"):
		return fail("InvalidAliasNameException", "The alias name %s is reserved: names that begin with alias/aws/ are for AWS managed keys.", name)
	case !aliasForm.MatchString(name):
		return fail("ValidationException", "1 validation error detected: Value '%s' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^alias/[a-zA-Z0-9/_-]+$", name)
	}
	return nil
}

// aliasAccess is the permission on the key that an alias operation needs.
func aliasAccess(action string) access { return access{action: action} }

func (c *call) createAlias(in *aliasInput) (*nothing, error) {
	if err := checkAliasName(in.AliasName); err != nil {
		return nil, err
	}
	if err := required("targetKeyId", in.TargetKeyID); err != nil {
		return nil, err
	}
	aliasARN := arn(c.account, c.region, in.AliasName)
	if err := c.mayOnAlias("CreateAlias", aliasARN); err != nil {
		return nil, err
	}
	k, err := c.use(in.TargetKeyID, aliasAccess("CreateAlias"))
	if err != nil {
		return nil, err
	}
	if c.state.Aliases[aliasARN] != nil {
		return nil, fail("AlreadyExistsException", "An alias with the name %s already exists", aliasARN)
	}
	if err := c.roomForAlias(k); err != nil {
		return nil, err
	}
	c.state.Aliases[aliasARN] = &alias{
		ARN: aliasARN, Name: in.AliasName, Account: c.account, Region: c.region, Target: k.ARN, Created: c.now, Updated: c.now,
	}
	c.changed = true
	return nil, nil
}

func (c *call) roomForAlias(k *key) error {
	if len(c.state.aliasesOf(k)) >= maxAliasesPerKey {
		return fail("LimitExceededException", "%s already has %d aliases, the most a key may have.", k.ARN, maxAliasesPerKey)
	}
	return nil
}

func (c *call) updateAlias(in *aliasInput) (*nothing, error) {
	if err := checkAliasName(in.AliasName); err != nil {
		return nil, err
	}
	if err := required("targetKeyId", in.TargetKeyID); err != nil {
		return nil, err
	}
	a, err := c.ownAlias("UpdateAlias", in.AliasName)
	if err != nil {
		return nil, err
	}
	from := c.state.Keys[a.Target]
	if err := c.may(from, from.ARN, aliasAccess("UpdateAlias")); err != nil {
		return nil, err
	}
	to, err := c.use(in.TargetKeyID, aliasAccess("UpdateAlias"))
	if err != nil {
		return nil, err
	}
	if from.Family.Usage != to.Family.Usage || aliasType(from.Family) != aliasType(to.Family) {
		return nil, fail("ValidationException", "Alias %s cannot be changed from a %s to a %s key.", a.ARN, describeType(from.Family), describeType(to.Family))
	}
	if from != to {
		if err := c.roomForAlias(to); err != nil {
			return nil, err
		}
	}
	a.Target, a.Updated = to.ARN, c.now
	c.changed = true
	return nil, nil
}

// aliasType is what must stay the same when an alias moves: symmetric, asymmetric or HMAC.
func aliasType(f *family) string {
	switch {
	case f.isSymmetric():
		return "symmetric"
	case f.isAsymmetric():
		return "asymmetric"
	default:
		return "HMAC"
	}
}

func describeType(f *family) string { return aliasType(f) + " " + f.Usage }

func (c *call) deleteAlias(in *struct{ AliasName string }) (*nothing, error) {
	if err := checkAliasName(in.AliasName); err != nil {
		return nil, err
	}
	a, err := c.ownAlias("DeleteAlias", in.AliasName)
	if err != nil {
		return nil, err
	}
	target := c.state.Keys[a.Target]
	if err := c.may(target, target.ARN, aliasAccess("DeleteAlias")); err != nil {
		return nil, err
	}
	delete(c.state.Aliases, a.ARN)
	c.changed = true
	return nil, nil
}

// ownAlias finds an alias of the caller's account that the caller may act on.
func (c *call) ownAlias(action, name string) (*alias, error) {
	aliasARN := arn(c.account, c.region, name)
	if err := c.mayOnAlias(action, aliasARN); err != nil {
		return nil, err
	}
	if a := c.state.Aliases[aliasARN]; a != nil {
		return a, nil
	}
	return nil, notFoundAlias(aliasARN)
}

type listAliasesInput struct {
	paging
	KeyID *string `json:"KeyId"`
}

type aliasEntry struct {
	AliasArn        string
	AliasName       string
	TargetKeyID     string `json:"TargetKeyId"`
	CreationDate    timestamp
	LastUpdatedDate timestamp
}

type listAliasesOutput struct {
	paged
	Aliases []aliasEntry
}

func (c *call) listAliases(in *listAliasesInput) (*listAliasesOutput, error) {
	if err := c.mayInAccount("ListAliases", nil); err != nil {
		return nil, err
	}
	target := ""
	if in.KeyID != nil {
		k, err := c.find("keyId", *in.KeyID, keyOnly)
		if err != nil {
			return nil, err
		}
		target = k.ARN
	}
	var found []*alias
	for _, a := range c.state.Aliases {
		if a.Account == c.account && a.Region == c.region && (target == "" || a.Target == target) {
			found = append(found, a)
		}
	}
	found, next, err := page("aliases", found, func(a *alias) string { return a.Name }, in.paging, 50, 100)
	if err != nil {
		return nil, err
	}
	out := &listAliasesOutput{paged: next, Aliases: make([]aliasEntry, 0, len(found))}
	for _, a := range found {
		out.Aliases = append(out.Aliases, aliasEntry{
			AliasArn: a.ARN, AliasName: a.Name, TargetKeyID: c.state.Keys[a.Target].Family.ID,
			CreationDate: stamp(a.Created), LastUpdatedDate: stamp(a.Updated),
		})
	}
	return out, nil
}

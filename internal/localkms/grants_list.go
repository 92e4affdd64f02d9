package localkms

type grantEntry struct {
	Constraints              *grantConstraints `json:",omitzero"`
	CreationDate             timestamp
	GrantID                  string `json:"GrantId"`
	GranteePrincipal         string `json:",omitzero"`
	GranteeServicePrincipal  string `json:",omitzero"`
	IssuingAccount           string
	KeyID                    string `json:"KeyId"`
	Name                     string `json:",omitzero"`
	Operations               []string
	RetiringPrincipal        string `json:",omitzero"`
	RetiringServicePrincipal string `json:",omitzero"`
}

func (g *grant) entry(k *key) grantEntry {
	e := grantEntry{
		CreationDate: stamp(g.Created), GrantID: g.ID, GranteePrincipal: g.Grantee, GranteeServicePrincipal: g.GranteeService,
		IssuingAccount: "arn:" + partition(k.Region) + ":iam::" + g.Issuer + ":root", KeyID: k.ARN, Name: g.Name,
		Operations: g.Allowed, RetiringPrincipal: g.Retiring, RetiringServicePrincipal: g.RetiringService,
	}
	if len(g.Equals)+len(g.Subset) > 0 || g.SourceARN != "" {
		e.Constraints = &grantConstraints{EncryptionContextEquals: g.Equals, EncryptionContextSubset: g.Subset, SourceArn: g.SourceARN}
	}
	return e
}

type listGrantsOutput struct {
	paged
	Grants []grantEntry
}

func pageGrants(list string, entries []grantEntry, p paging) (*listGrantsOutput, error) {
	entries, next, err := page(list, entries, func(e grantEntry) string { return e.GrantID }, p, 50, 100)
	if err != nil {
		return nil, err
	}
	if entries == nil {
		entries = []grantEntry{}
	}
	return &listGrantsOutput{paged: next, Grants: entries}, nil
}

type listGrantsInput struct {
	paging
	KeyID                   string `json:"KeyId"`
	GrantID                 string `json:"GrantId"`
	GranteePrincipal        string
	GranteeServicePrincipal string
}

func (c *call) listGrants(in *listGrantsInput) (*listGrantsOutput, error) {
	k, err := c.use(in.KeyID, access{action: "ListGrants", conditions: c.forAWSResource()})
	if err != nil {
		return nil, err
	}
	if in.GrantID != "" && k.grantByID(in.GrantID) == nil {
		return nil, fail("InvalidGrantIdException", "The grant %s does not exist on %s.", in.GrantID, k.ARN)
	}
	var entries []grantEntry
	for _, g := range k.Grants {
		if (in.GrantID == "" || in.GrantID == g.ID) && (in.GranteePrincipal == "" || in.GranteePrincipal == g.Grantee) &&
			(in.GranteeServicePrincipal == "" || in.GranteeServicePrincipal == g.GranteeService) {
			entries = append(entries, g.entry(k))
		}
	}
	return pageGrants("grants", entries, in.paging)
}

type listRetirableGrantsInput struct {
	paging
	RetiringPrincipal        string
	RetiringServicePrincipal string
}

func (c *call) listRetirableGrants(in *listRetirableGrantsInput) (*listGrantsOutput, error) {
	if (in.RetiringPrincipal == "") == (in.RetiringServicePrincipal == "") {
		return nil, fail("ValidationException", "Specify either RetiringPrincipal or RetiringServicePrincipal, but not both.")
	}
	if in.RetiringPrincipal != "" && !principalForm.MatchString(in.RetiringPrincipal) {
		return nil, fail("InvalidArnException", "%s is not the ARN of a principal.", in.RetiringPrincipal)
	}
	if err := c.mayInAccount("ListRetirableGrants", nil); err != nil {
		return nil, err
	}
	var entries []grantEntry
	for _, k := range c.state.Keys {
		for _, g := range k.Grants {
			if k.Region == c.region && g.Retiring == in.RetiringPrincipal && g.RetiringService == in.RetiringServicePrincipal {
				entries = append(entries, g.entry(k))
			}
		}
	}
	return pageGrants("retirable", entries, in.paging)
}

type revokeGrantInput struct {
	KeyID   string `json:"KeyId"`
	GrantID string `json:"GrantId"`
	DryRun  bool
}

func (c *call) revokeGrant(in *revokeGrantInput) (*nothing, error) {
	if err := required("grantId", in.GrantID); err != nil {
		return nil, err
	}
	k, err := c.use(in.KeyID, access{action: "RevokeGrant", conditions: c.forAWSResource()})
	if err != nil {
		return nil, err
	}
	return nil, c.endGrant(k, k.grantByID(in.GrantID), in.DryRun)
}

// endGrant deletes a grant that is there.
func (c *call) endGrant(k *key, g *grant, asked bool) error {
	if g == nil {
		return fail("NotFoundException", "The grant does not exist on %s.", k.ARN)
	}
	if err := dryRun(asked); err != nil {
		return err
	}
	k.dropGrant(g)
	c.changed = true
	return nil
}

type retireGrantInput struct {
	KeyID      string `json:"KeyId"`
	GrantID    string `json:"GrantId"`
	GrantToken string
	DryRun     bool
}

func (c *call) retireGrant(in *retireGrantInput) (*nothing, error) {
	k, g, err := c.grantToRetire(in)
	if err != nil {
		return nil, err
	}
	if g == nil {
		return nil, c.endGrant(k, nil, in.DryRun)
	}
	if err := c.mayRetire(k, g); err != nil {
		return nil, err
	}
	return nil, c.endGrant(k, g, in.DryRun)
}

// grantToRetire finds a grant by its token, or by key and id.
func (c *call) grantToRetire(in *retireGrantInput) (*key, *grant, error) {
	if in.GrantToken != "" {
		k, g := c.grantByToken(in.GrantToken)
		if g == nil || k.Region != c.region {
			return nil, nil, fail("InvalidGrantTokenException", "The grant token is not valid.")
		}
		return k, g, nil
	}
	if in.KeyID == "" || in.GrantID == "" {
		return nil, nil, fail("ValidationException", "Specify a GrantToken, or a KeyId and a GrantId.")
	}
	k, err := c.find("keyId", in.KeyID, keyOnly)
	if err != nil {
		return nil, nil, err
	}
	return k, k.grantByID(in.GrantID), nil
}

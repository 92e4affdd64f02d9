package localkms

import "maps"

type replicateKeyInput struct {
	KeyID                          string `json:"KeyId"`
	ReplicaRegion                  string
	Policy                         *string
	Description                    string
	Tags                           []tag
	BypassPolicyLockoutSafetyCheck bool
}

type replicateKeyOutput struct {
	ReplicaKeyMetadata *keyMetadata
	ReplicaPolicy      string
	ReplicaTags        []tag
}

// primaryOnly refuses keys that cannot be replicated.
func primaryOnly(k *key) error {
	if !k.Family.MultiRegion {
		return fail("UnsupportedOperationException", "%s is not a multi-Region key.", k.ARN)
	}
	if !k.primary() {
		return fail("UnsupportedOperationException", "%s is a multi-Region replica key; the operation takes the primary key.", k.ARN)
	}
	return nil
}

func (c *call) replicateKey(in *replicateKeyInput) (*replicateKeyOutput, error) {
	if err := c.samePartition("replicaRegion", in.ReplicaRegion); err != nil {
		return nil, err
	}
	tags, err := newTags(nil, in.Tags)
	if err := firstError(err, checkDescription(in.Description)); err != nil {
		return nil, err
	}
	asked := bypassCondition(in.BypassPolicyLockoutSafetyCheck)
	asked["kms:replicaregion"] = []string{in.ReplicaRegion}
	k, err := c.use(in.KeyID, access{action: "ReplicateKey", fits: primaryOnly, conditions: asked})
	if err != nil {
		return nil, err
	}
	replicaARN := arn(k.Family.Account, in.ReplicaRegion, "key/"+k.Family.ID)
	if c.state.Keys[replicaARN] != nil {
		return nil, fail("AlreadyExistsException", "The Region %s already has the related key %s.", in.ReplicaRegion, replicaARN)
	}
	replica, err := c.makeReplica(k, in, tags)
	if err != nil {
		return nil, err
	}
	c.state.Keys[replica.ARN] = replica
	c.changed = true
	out := &replicateKeyOutput{ReplicaKeyMetadata: c.metadata(replica), ReplicaPolicy: replica.Policy, ReplicaTags: in.Tags}
	out.ReplicaKeyMetadata.KeyState, out.ReplicaKeyMetadata.Enabled = stateCreating, false
	return out, nil
}

// makeReplica makes the replica where the caller may create keys and its policy is acceptable.
func (c *call) makeReplica(k *key, in *replicateKeyInput, tags map[string]string) (*key, error) {
	there := *c
	there.region = in.ReplicaRegion
	replica := c.newKey(k.Family, in.ReplicaRegion, in.Description, tags)
	replica.Ready = c.now.Add(c.opts.ReplicaDelay)
	if err := there.mayCreate(replica, in.BypassPolicyLockoutSafetyCheck); err != nil {
		return nil, err
	}
	policy, err := there.acceptPolicy(replica, in.Policy, in.BypassPolicyLockoutSafetyCheck)
	replica.Policy = policy
	return replica, err
}

// samePartition refuses names that are no region of the caller's partition.
func (c *call) samePartition(field, region string) error {
	if err := firstError(required(field, region), checkRegion(region)); err != nil {
		return err
	}
	if partition(region) != partition(c.region) {
		return fail("ValidationException", "The Region %s is not in the partition %s, and keys do not leave theirs.", region, partition(c.region))
	}
	return nil
}

type updatePrimaryRegionInput struct {
	KeyID         string `json:"KeyId"`
	PrimaryRegion string
}

func (c *call) updatePrimaryRegion(in *updatePrimaryRegionInput) (*nothing, error) {
	if err := c.samePartition("primaryRegion", in.PrimaryRegion); err != nil {
		return nil, err
	}
	a := access{action: "UpdatePrimaryRegion", fits: primaryOnly, conditions: conditions{"kms:primaryregion": {in.PrimaryRegion}}}
	k, err := c.use(in.KeyID, a)
	if err != nil {
		return nil, err
	}
	next := c.state.Keys[arn(k.Family.Account, in.PrimaryRegion, "key/"+k.Family.ID)]
	switch next {
	case nil:
		return nil, fail("NotFoundException", "%s has no replica key in the Region %s.", k.ARN, in.PrimaryRegion)
	case k:
		return nil, fail("ValidationException", "%s is the primary key already.", k.ARN)
	}
	there := *c
	there.region = in.PrimaryRegion
	a.fits, a.conditions = nil, maps.Clone(a.conditions)
	if err := firstError(there.may(next, next.ARN, a), there.check(next, a)); err != nil {
		return nil, err
	}
	k.Family.Primary = in.PrimaryRegion
	k.Updated = c.now.Add(c.opts.ReplicaDelay)
	next.Updated = k.Updated
	c.changed = true
	return nil, nil
}

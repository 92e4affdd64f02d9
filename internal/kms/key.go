package kms

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

// The key states that decide what can be done with a key. Source: AWS KMS Developer Guide, "Key states".
const (
	StateEnabled                = "Enabled"
	StateDisabled               = "Disabled"
	StatePendingDeletion        = "PendingDeletion"
	StatePendingReplicaDeletion = "PendingReplicaDeletion"
	StateCreating               = "Creating" // a replica
	StateUpdating               = "Updating" // while another region becomes the primary
	StatePendingImport          = "PendingImport"
)

// Key is a key as the service tells it. What it did not tell is empty, or nil.
type Key struct {
	ID          string
	ARN         string
	Region      string
	Account     string
	State       string
	Spec        string
	Usage       string
	Origin      string
	MultiRegion *bool
	Manager     string // CUSTOMER, or AWS
	PrimaryARN  string // of a multi-region key: the one that is the primary, perhaps this one
	Description string
	Created     time.Time
	DeletesAt   *time.Time
	MaterialID  string     // of the material that the key encrypts with, where it can have several
	ValidTo     *time.Time // when the first of its imported material expires
	StoreID     string     // the custom key store that it lives in
	XksKeyID    string     // what the key manager outside calls it
	Policy      string
	Tags        map[string]string
	Aliases     []string // sorted, without "alias/"

	Rewritten     bool // after a write: KMS shows a role where the policy that was written names a session of it
	TakenUp       bool // after a create: it was there, finished, with this ownership
	MaterialWaits bool // after a write: new material waits for its import into the key's replicas
}

// Leaving says that the key is on its way out.
func (k *Key) Leaving() bool {
	return k.State == StatePendingDeletion || k.State == StatePendingReplicaDeletion
}

// Primary says whether a multi-region key is the primary of its set; nil for others, and where the service does not tell.
// Not every service keeps the type that it shows up to date, so that the primary's ARN decides.
func (k *Key) Primary() *bool {
	if k.PrimaryARN == "" {
		return nil
	}
	is := k.PrimaryARN == k.ARN
	return &is
}

// primaryRegion is where the primary of a multi-region key is, or empty.
func (k *Key) primaryRegion() string {
	ref, err := ParseReference(k.PrimaryARN)
	if err != nil {
		return ""
	}
	return ref.Region
}

// ReadKey reads a key: three calls, and the region's aliases, which all keys share.
func (c *Client) ReadKey(ctx context.Context, regionName, id string) (*Key, error) {
	r := c.in(regionName)
	key, err := r.describe(ctx, id)
	if err != nil {
		return nil, err
	}
	return c.Complete(ctx, key)
}

// Complete reads what DescribeKey does not tell: two calls, and the region's aliases.
func (c *Client) Complete(ctx context.Context, key *Key) (_ *Key, err error) {
	r := c.in(key.Region)
	if key.Policy, err = r.policy(ctx, key.ID); err != nil {
		return nil, there(err)
	}
	if key.Tags, err = r.tags(ctx, key.ID); err != nil {
		return nil, there(explain(err, "read the tags of the key", key.ARN))
	}
	if key.Aliases, err = r.aliases.of(ctx, key.ID); err != nil {
		return nil, err
	}
	return key, nil
}

// there keeps the error of a part of a key that DescribeKey has just shown from being taken for the key's absence: who
// believes that a key is gone makes another.
func there(err error) error {
	if e := AsError(err); e != nil && e.Kind == KindNotFound {
		e.Kind = KindOther
	}
	return err
}

// defaultPolicy is the only name that a key policy has.
const defaultPolicy = "default"

// Describe reads a key's identity and state alone: one call. id may be a key id, an ARN or "alias/NAME".
func (c *Client) Describe(ctx context.Context, regionName, id string) (*Key, error) {
	return c.in(regionName).describe(ctx, id)
}

// Policy reads a key's policy alone: one call.
func (c *Client) Policy(ctx context.Context, regionName, id string) (string, error) {
	return c.in(regionName).policy(ctx, id)
}

func (r *region) describe(ctx context.Context, id string) (*Key, error) {
	out, err := r.api.DescribeKey(ctx, &awskms.DescribeKeyInput{KeyId: &id})
	if err != nil {
		return nil, explain(err, "describe the key", id+" in "+r.name)
	}
	return r.key(out.KeyMetadata), nil
}

func (r *region) policy(ctx context.Context, id string) (string, error) {
	out, err := r.api.GetKeyPolicy(ctx, &awskms.GetKeyPolicyInput{KeyId: &id, PolicyName: aws.String(defaultPolicy)})
	if err != nil {
		return "", explain(err, "read the policy of the key", id+" in "+r.name)
	}
	return aws.ToString(out.Policy), nil
}

func (r *region) key(m *types.KeyMetadata) *Key {
	if m == nil {
		return &Key{Region: r.name}
	}
	spec := string(m.KeySpec)
	if spec == "" {
		spec = string(m.CustomerMasterKeySpec) //nolint:staticcheck // older services answer with this name alone
	}
	primary := ""
	if c := m.MultiRegionConfiguration; c != nil && c.PrimaryKey != nil {
		primary = aws.ToString(c.PrimaryKey.Arn)
	}
	external := ""
	if c := m.XksKeyConfiguration; c != nil {
		external = aws.ToString(c.Id)
	}
	return &Key{
		StoreID: aws.ToString(m.CustomKeyStoreId), XksKeyID: external,
		Manager:    string(m.KeyManager),
		PrimaryARN: primary,
		ID:         aws.ToString(m.KeyId), ARN: aws.ToString(m.Arn), Region: r.name, Account: aws.ToString(m.AWSAccountId),
		State: string(m.KeyState), Spec: spec, Usage: string(m.KeyUsage), Origin: string(m.Origin), MultiRegion: m.MultiRegion,
		Description: aws.ToString(m.Description), Created: aws.ToTime(m.CreationDate), DeletesAt: m.DeletionDate,
		MaterialID: aws.ToString(m.CurrentKeyMaterialId), ValidTo: m.ValidTo,
	}
}

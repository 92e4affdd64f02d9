package localkms

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxDescription is the longest description, in characters.
const maxDescription = 8192

type createKeyInput struct {
	BypassPolicyLockoutSafetyCheck bool
	CustomKeyStoreID               string `json:"CustomKeyStoreId"`
	CustomerMasterKeySpec          string
	Description                    string
	KeySpec                        string
	KeyUsage                       string
	MultiRegion                    bool
	Origin                         string
	Policy                         *string
	Tags                           []tag
	XksKeyID                       string `json:"XksKeyId"`
}

type keyMetadataOutput struct{ KeyMetadata *keyMetadata }

func (c *call) createKey(in *createKeyInput) (*keyMetadataOutput, error) {
	in.KeySpec = cmp.Or(in.KeySpec, in.CustomerMasterKeySpec, symmetric)
	in.Origin = cmp.Or(in.Origin, originKMS)
	tags, err := newTags(nil, in.Tags)
	if err != nil {
		return nil, err
	}
	usage, err := in.validate()
	if err != nil {
		return nil, err
	}
	f := &family{
		ID: newKeyID(in.MultiRegion), Account: c.account, Spec: in.KeySpec, Usage: usage, Origin: in.Origin,
		MultiRegion: in.MultiRegion, Primary: c.region,
	}
	k := c.newKey(f, c.region, in.Description, tags)
	if err := c.place(f, in); err != nil {
		return nil, err
	}
	if err := c.mayCreate(k, in.BypassPolicyLockoutSafetyCheck); err != nil {
		return nil, err
	}
	if k.Policy, err = c.acceptPolicy(k, in.Policy, in.BypassPolicyLockoutSafetyCheck); err != nil {
		return nil, err
	}
	if f.Origin != originExternal {
		m, err := f.newMaterial(c.now)
		if err != nil {
			return nil, err
		}
		f.Materials, f.Current = []*material{m}, m.ID
	}
	c.state.Families[f.ref()], c.state.Keys[k.ARN] = f, k
	c.changed = true
	return &keyMetadataOutput{c.metadata(k)}, nil
}

// validate refuses what the API refuses and, by name, what the local KMS does not do; it returns the key usage.
func (in *createKeyInput) validate() (string, error) {
	s, err := lookupSpec(in.KeySpec)
	if err != nil {
		return "", err
	}
	usage := cmp.Or(in.KeyUsage, usageEncrypt)
	if in.KeyUsage == "" && in.KeySpec != symmetric {
		return "", fail("ValidationException", "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.")
	}
	err = firstError(
		oneOf("keyUsage", usage, []string{usageEncrypt, usageSign, usageMAC, usageAgree, usageEncapsulate}),
		oneOf("origin", in.Origin, []string{originKMS, originExternal, originCloudHSM, originXKS}),
		checkDescription(in.Description),
	)
	if err == nil && !slices.Contains(s.Usages, usage) {
		err = fail("ValidationException", "The specified KeyUsage value %s is not valid for KeySpec %s, whose usages are %s.", usage, in.KeySpec, strings.Join(s.Usages, ", "))
	}
	if err == nil && in.Origin == originExternal && len(s.Encapsulated) > 0 {
		err = unsupported("imported key material for %s", in.KeySpec)
	}
	if err == nil {
		err = in.validateStore()
	}
	return usage, err
}

func checkDescription(text string) error {
	if utf8.RuneCountInString(text) > maxDescription {
		return invalid("description", "(text)", "Member must have length less than or equal to 8192")
	}
	return nil
}

// newKeyID makes a key id; those of multi-Region keys begin with mrk-.
func newKeyID(multiRegion bool) string {
	if multiRegion {
		return "mrk-" + strings.ReplaceAll(newUUID(), "-", "")
	}
	return newUUID()
}

// newKey makes a regional key of a family; the caller puts it into the state.
func (c *call) newKey(f *family, region, description string, tags map[string]string) *key {
	return &key{
		Family: f, FamilyRef: f.ref(), ARN: arn(f.Account, region, "key/"+f.ID), Region: region,
		Description: description, Created: c.now, Tags: tags,
	}
}

// keyMetadata is what DescribeKey says.
type keyMetadata struct {
	AWSAccountID                string    `json:"AWSAccountId"`
	KeyID                       string    `json:"KeyId"`
	Arn                         string    `json:"Arn"`
	CreationDate                timestamp `json:",omitzero"`
	Enabled                     bool
	Description                 string
	KeyUsage                    string
	KeyState                    string
	DeletionDate                timestamp `json:",omitzero"`
	PendingDeletionWindowInDays int       `json:",omitzero"`
	ValidTo                     timestamp `json:",omitzero"`
	ExpirationModel             string    `json:",omitzero"`
	Origin                      string
	KeyManager                  string
	CustomerMasterKeySpec       string
	KeySpec                     string
	CurrentKeyMaterialID        string   `json:"CurrentKeyMaterialId,omitzero"`
	EncryptionAlgorithms        []string `json:",omitempty"`
	SigningAlgorithms           []string `json:",omitempty"`
	MacAlgorithms               []string `json:",omitempty"`
	KeyAgreementAlgorithms      []string `json:",omitempty"`
	EncapsulationAlgorithms     []string `json:",omitempty"`
	MultiRegion                 bool
	MultiRegionConfiguration    *multiRegion `json:",omitzero"`
	CustomKeyStoreID            string       `json:"CustomKeyStoreId,omitzero"`
	CloudHsmClusterID           string       `json:"CloudHsmClusterId,omitzero"`
	XksKeyConfiguration         *xksKey      `json:",omitzero"`
}

type multiRegion struct {
	MultiRegionKeyType string
	PrimaryKey         multiRegionKey
	ReplicaKeys        []multiRegionKey
}

type multiRegionKey struct {
	Arn    string
	Region string
}

// metadata describes a key as the service does.
func (c *call) metadata(k *key) *keyMetadata {
	f, now := k.Family, k.stateAt(c.now)
	m := &keyMetadata{
		AWSAccountID: f.Account, KeyID: f.ID, Arn: k.ARN, CreationDate: stamp(k.Created), Enabled: now == stateEnabled,
		Description: k.Description, KeyUsage: f.Usage, KeyState: now, DeletionDate: stamp(k.Deletion), Origin: f.Origin,
		KeyManager: "CUSTOMER", CustomerMasterKeySpec: f.Spec, KeySpec: f.Spec, MultiRegion: f.MultiRegion,
		MultiRegionConfiguration: c.multiRegion(k),
	}
	if now == statePendingReplica {
		m.PendingDeletionWindowInDays = k.Window
	}
	if f.isSymmetric() && f.store == nil {
		m.CurrentKeyMaterialID = f.Current
	}
	m.setStore(f)
	model, validTo := k.expiration()
	m.ExpirationModel, m.ValidTo = model, stamp(validTo)
	m.setAlgorithms(specs[f.Spec].algorithms(f.Usage))
	return m
}

func (m *keyMetadata) setAlgorithms(names []string) {
	switch m.KeyUsage {
	case usageEncrypt:
		m.EncryptionAlgorithms = names
	case usageSign:
		m.SigningAlgorithms = names
	case usageMAC:
		m.MacAlgorithms = names
	case usageAgree:
		m.KeyAgreementAlgorithms = names
	case usageEncapsulate:
		m.EncapsulationAlgorithms = names
	}
}

func (c *call) multiRegion(k *key) *multiRegion {
	if !k.Family.MultiRegion {
		return nil
	}
	m := &multiRegion{MultiRegionKeyType: k.keyType(), ReplicaKeys: []multiRegionKey{}}
	for _, related := range append(c.state.related(k), k) {
		entry := multiRegionKey{Arn: related.ARN, Region: related.Region}
		if related.primary() {
			m.PrimaryKey = entry
		} else {
			m.ReplicaKeys = append(m.ReplicaKeys, entry)
		}
	}
	slices.SortFunc(m.ReplicaKeys, func(a, b multiRegionKey) int { return strings.Compare(a.Region, b.Region) })
	return m
}

type describeKeyInput struct {
	KeyID       string `json:"KeyId"`
	GrantTokens []string
}

func (c *call) describeKey(in *describeKeyInput) (*keyMetadataOutput, error) {
	k, err := c.use(in.KeyID, access{action: "DescribeKey", may: orAlias, tokens: in.GrantTokens})
	if err != nil {
		return nil, err
	}
	return &keyMetadataOutput{c.metadata(k)}, nil
}

type keyListEntry struct {
	KeyArn string
	KeyID  string `json:"KeyId"`
}

type listKeysOutput struct {
	paged
	Keys []keyListEntry
}

func (c *call) listKeys(in *paging) (*listKeysOutput, error) {
	if err := c.mayInAccount("ListKeys", nil); err != nil {
		return nil, err
	}
	var keys []*key
	for _, k := range c.state.Keys {
		if k.Family.Account == c.account && k.Region == c.region {
			keys = append(keys, k)
		}
	}
	keys, next, err := page("keys", keys, func(k *key) string { return k.Family.ID }, *in, 100, 1000)
	if err != nil {
		return nil, err
	}
	out := &listKeysOutput{paged: next, Keys: make([]keyListEntry, 0, len(keys))}
	for _, k := range keys {
		out.Keys = append(out.Keys, keyListEntry{KeyArn: k.ARN, KeyID: k.Family.ID})
	}
	return out, nil
}

func (c *call) enableKey(in *keyInput) (*nothing, error) {
	k, err := c.use(in.KeyID, access{action: "EnableKey"})
	if err != nil {
		return nil, err
	}
	c.changed = true
	k.Disabled = false
	return nil, c.resumeRotation(k)
}

// resumeRotation makes up for a rotation that passed while the primary key was not Enabled.
func (c *call) resumeRotation(k *key) error {
	if !k.primary() || k.stateAt(c.now) != stateEnabled {
		return nil
	}
	return k.Family.resume(c.now)
}

func (c *call) disableKey(in *keyInput) (*nothing, error) {
	k, err := c.use(in.KeyID, access{action: "DisableKey"})
	if err != nil {
		return nil, err
	}
	c.changed = true
	k.Disabled = true
	return nil, nil
}

type updateKeyDescriptionInput struct {
	KeyID       string  `json:"KeyId"`
	Description *string `json:"Description"`
}

func (c *call) updateKeyDescription(in *updateKeyDescriptionInput) (*nothing, error) {
	if in.Description == nil {
		return nil, required("description", "")
	}
	if err := checkDescription(*in.Description); err != nil {
		return nil, err
	}
	k, err := c.use(in.KeyID, access{action: "UpdateKeyDescription"})
	if err != nil {
		return nil, err
	}
	c.changed = true
	k.Description = *in.Description
	return nil, nil
}

package finding

// Inventory is what the plan or state holds of keys and what surrounds them: data.keywright.inventory of the
// bundle. Documents and registers are drawn from it.
type Inventory struct {
	Keys             []Key               `json:"keys"`
	Grants           []Grant             `json:"grants"`
	IdentityPolicies []IdentityPolicy    `json:"identity_policies"`
	Identities       []Identity          `json:"identities"`
	Rotations        []Rotation          `json:"rotations"`
	Separations      []Separation        `json:"separations"`
	Residencies      []Residency         `json:"residencies"`
	Stores           []Store             `json:"stores"`
	Secrets          []Secret            `json:"secrets"`
	SecretRotations  []RotationElsewhere `json:"secret_rotations"`
	SecretReach      []SecretReach       `json:"secret_reach"`
	Pools            []Pool              `json:"pools"`
	Overlaps         []Overlap           `json:"overlaps"`
	Registered       []Registered        `json:"registered"`
	Exposures        []Exposure          `json:"exposures"`
	CISecrets        []CISecret          `json:"ci_secrets"`
	Trails           []Trail             `json:"trails"`
	KeyVaults        []KeyVault          `json:"key_vaults"`
	VaultLogs        []VaultLog          `json:"vault_logs"`
	Alarms           []Alarm             `json:"alarms"`
	Retentions       []Retention         `json:"retentions"`
	RestoreTests     []RestoreTest       `json:"restore_tests"`
	BucketSettings   []BucketSetting     `json:"bucket_settings"`
	Transports       []Transport         `json:"transports"`
	Certificates     []Certificate       `json:"certificates"`
	Authorities      []Authority         `json:"authorities"`
	VPCEndpoints     []VPCEndpoint       `json:"vpc_endpoints"`
	Outside          []Key               `json:"outside"` // policies and grants whose key is not in the inputs
	Plans            []Plan              `json:"plans"`
}

// Plan is one input as a whole.
type Plan struct {
	Name     string `json:"name"` // its path
	Kind     string `json:"kind"` // plan | state | directory
	Errored  bool   `json:"errored"`
	Complete bool   `json:"complete"`
	Keys     int    `json:"keys"`    // recognised in it
	Outside  int    `json:"outside"` // policies and grants of keys that are not in it

	Open []string `json:"open"` // of a directory: what could not be read, or not be told to be there
}

// Key is one key, whatever resource declared it. A zero attribute whose name is in Unknown is not known at plan;
// one that is not in Unknown is known to be absent.
type Key struct {
	Address       string            `json:"address"`
	Type          string            `json:"type"`    // Terraform resource type
	Kind          string            `json:"kind"`    // key | replica | keyset | external
	Actions       []string          `json:"actions"` // of the plan: create, update, delete, no-op; ["state"] from a state
	Aliases       []string          `json:"aliases"` // without the "alias/" prefix
	ARN           string            `json:"arn"`
	KeyID         string            `json:"key_id"`
	Region        string            `json:"region"`
	Account       string            `json:"account"`
	AccountSymbol string            `json:"account_symbol"` // the account, else a name that keys of one unknown account share
	Spec          string            `json:"spec"`
	Usage         string            `json:"usage"`
	Origin        string            `json:"origin"`
	HSMMode       string            `json:"hsm_mode"`         // FIPS | NON_FIPS: of the HSM cluster of the inputs that its key store is of; empty where there is none
	Material      *int              `json:"material_version"` // of imported material that this provider imports
	MultiRegion   *bool             `json:"multi_region"`
	Enabled       *bool             `json:"enabled"`
	Purpose       string            `json:"purpose"`  // a domain's label
	Purposes      []string          `json:"purposes"` // all that are declared; more than one is a finding
	Class         string            `json:"classification"`
	Owner         string            `json:"owner"`
	Environment   string            `json:"environment"`
	Environments  []string          `json:"environments"` // all that are declared; more than one is a finding
	Protects      []string          `json:"protects"`
	DeletionDays  *int              `json:"deletion_window_days"`
	Protected     *bool             `json:"deletion_protection"` // of a stock key: prevent_destroy, where the source tells
	BypassLockout *bool             `json:"bypass_lockout_check"`
	WayBack       []string          `json:"way_back"` // what key blocks of the profile declare: replica | escrow | kms | regenerate
	Escrows       []string          `json:"escrows"`  // the escrow blocks of the profile that name it
	Primary       string            `json:"primary"`  // of a replica: the address or ARN of its primary
	Rotation      KeyRotation       `json:"rotation"`
	Policy        KeyPolicy         `json:"policy"`
	Forms         []PolicyForm      `json:"policy_forms"` // Allow statements by exclusion
	Access        []Access          `json:"access"`
	Escalations   []Escalation      `json:"escalations"` // ways to use of the key beyond what the access rows say
	Unknown       map[string]string `json:"unknown"`     // attribute → what stands in the way
	Basis         map[string]string `json:"basis"`       // attribute → plan | default | configuration | tags | profile
}

// KeyRotation is how a key rotates, its own setting and its schedules taken together.
type KeyRotation struct {
	Method         string   `json:"method"`  // automatic | on-demand | manual | none; empty where unknown
	Setting        string   `json:"setting"` // the key's own: automatic | none; empty where unknown or its primary's
	PeriodDays     *int     `json:"period_days"`
	AlertAfterDays *int     `json:"alert_after_days"`
	Owner          string   `json:"owner"`
	Schedules      []string `json:"schedules"` // addresses of keywright_rotation that cover the key
	Last           string   `json:"last"`      // RFC 3339, where known
	Next           string   `json:"next"`
	Due            string   `json:"due"` // no | due | overdue, when the schedule was last read
}

// KeyPolicy is the policy in force on a key. The text itself stays out: it is in the plan.
type KeyPolicy struct {
	Status  string `json:"status"`  // known | unknown | default | unreadable
	Address string `json:"address"` // the resource that carries it
	Digest  string `json:"digest"`  // SHA-256 of the text, hex
	Basis   string `json:"basis"`   // where the text is known from: plan | source | state
}

// PolicyForm is an Allow statement that says whom or what it leaves out: NotPrincipal or NotAction.
type PolicyForm struct {
	Statement    string   `json:"statement"`
	Effect       string   `json:"effect"`
	NotPrincipal bool     `json:"not_principal"`
	NotAction    bool     `json:"not_action"`
	Leaves       []string `json:"leaves"` // the capabilities that it gives
}

// Access is what one principal can do with one key.
type Access struct {
	Principal    string              `json:"principal"`    // an ARN, "*", an account, a service, a federated id
	Kind         string              `json:"kind"`         // AWS | Service | Federated | CanonicalUser
	Account      string              `json:"account"`      // twelve digits, where the principal is of one
	Capabilities map[string]string   `json:"capabilities"` // capability → can | undecided; what is absent it cannot
	Roles        []string            `json:"roles"`        // role names, of the profile or of the key's own access
	Person       string              `json:"person"`       // yes | no | unknown
	Named        bool                `json:"named"`        // an Allow or a grant names it, and not everyone, its account or its role alone
	InView       bool                `json:"in_view"`      // a role or user of the inputs, all of whose identity policies are known
	Statements   []string            `json:"statements"`   // Sids, or "#2" for the second statement
	By           map[string][]string `json:"by"`           // capability → statements, grants and identity policies that give it
	Witness      map[string]string   `json:"witness"`      // capability → a request that succeeds, in words
	WithoutMFA   map[string]string   `json:"without_mfa"`  // the same of requests without MFA
	OffNetwork   map[string]string   `json:"off_network"`  // the same of requests by a call of one's own, through no AWS service, from outside every endpoint and VPC that conditions name
	OpenGrant    string              `json:"open_grant"`   // can | undecided | no: grants of use to whomever it likes
	Grantees     []string            `json:"grantees"`     // to whom alone it can give such grants, where that is fixed
	Conditions   []string            `json:"conditions"`   // in words, e.g. "MFA", "from vpce-1"
	Conditional  bool                `json:"conditional"`  // every statement that allows has a condition
	Unnamed      []string            `json:"unnamed"`      // of everyone or an account: capabilities left to others than conditions name by ARN
	Open         bool                `json:"open"`         // everyone, and no condition narrows it
}

// Escalation is a way by which a principal comes to use of a key that no access row gives it.
type Escalation struct {
	Principal  string   `json:"principal"`
	Roles      []string `json:"roles"`      // role names, of the profile or of the key's own access
	Capability string   `json:"capability"` // decrypt | data-key | sign | mac
	Edge       string   `json:"edge"`       // policy | grant | replicate | attribute | import | delegation | assume
	Verdict    string   `json:"verdict"`    // can | undecided
	Steps      []string `json:"steps"`      // sentences, in their order
}

// Grant is a KMS grant in the plan.
type Grant struct {
	Address     string            `json:"address"`
	Key         string            `json:"key"` // address, or key id where the key is elsewhere
	Grantee     string            `json:"grantee"`
	Service     bool              `json:"service"` // the grantee is an AWS service
	Operations  []string          `json:"operations"`
	Retiring    string            `json:"retiring"` // who may retire it
	Constraints GrantConstraints  `json:"constraints"`
	Constrained *bool             `json:"constrained"` // it asks for an encryption context
	Name        string            `json:"name"`
	Unknown     map[string]string `json:"unknown"`
}

// GrantConstraints are what a grant asks of the requests that use it, as far as that is known.
type GrantConstraints struct {
	Equals    map[string]string `json:"equals"` // the encryption context
	Subset    map[string]string `json:"subset"` // pairs that it has among others
	SourceARN string            `json:"source_arn"`
}

// Rotation is a schedule (keywright_rotation).
type Rotation struct {
	Address        string            `json:"address"`
	Method         string            `json:"method"`
	PeriodDays     *int              `json:"period_days"`
	AlertAfterDays *int              `json:"alert_after_days"`
	Owner          string            `json:"owner"`
	Approval       string            `json:"approval"`
	Manage         *bool             `json:"manage"`
	RotatesNow     *bool             `json:"rotates_now"` // by a change of its trigger
	Keys           []string          `json:"keys"`        // addresses
	Unknown        map[string]string `json:"unknown"`
}

// Separation is a declared separation (keywright_separation).
type Separation struct {
	Address  string              `json:"address"`
	Keys     map[string]string   `json:"keys"`     // name in the separation → address
	Distinct map[string][]string `json:"distinct"` // regions | accounts | administrators | users → names
	Unknown  map[string]string   `json:"unknown"`
}

// Residency is a declared set of regions (keywright_residency).
type Residency struct {
	Address      string `json:"address"`
	Primary      string `json:"primary_region"`
	Backup       string `json:"backup_region"`
	Jurisdiction string `json:"jurisdiction"`
}

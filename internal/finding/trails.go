package finding

// Trail is what records the use of keys: a trail of CloudTrail, or a sink of Cloud Logging.
type Trail struct {
	Address     string            `json:"address"`
	Type        string            `json:"type"`
	Actions     []string          `json:"actions"`
	Name        string            `json:"name"`
	Region      string            `json:"region"`
	Account     string            `json:"account"` // of Google Cloud: the project whose logs it takes; empty where it takes those of several, and on AWS
	MultiRegion *bool             `json:"multi_region"`
	Logging     *bool             `json:"logging"`
	Validated   *bool             `json:"validated"`       // null of a sink, whose files have no digest
	Managed     string            `json:"managed"`         // whose key encrypts it: customer | service; empty where unknown
	Key         string            `json:"key"`             // address, or the identifier of a key that is elsewhere
	Records     string            `json:"records"`         // of the events of KMS, or of Cloud KMS: all | some | none; empty where unknown
	Secrets     string            `json:"records_secrets"` // the same of the events of Secrets Manager, or of Secret Manager
	Store       string            `json:"store"`           // address of its bucket, or the bucket's name
	Lock        string            `json:"lock"`            // of its bucket: COMPLIANCE | GOVERNANCE | none; empty where unknown
	LockDays    *int              `json:"lock_days"`       // how long the lock holds an object
	LogGroup    string            `json:"log_group"`       // that it goes to as well: address or name
	Unknown     map[string]string `json:"unknown"`
}

// KeyVault is a key vault or managed HSM of Azure.
type KeyVault struct {
	Address      string            `json:"address"`
	Type         string            `json:"type"`
	Actions      []string          `json:"actions"`
	Holds        []string          `json:"holds"`          // what of it is in its input: certificates, keys, secrets
	Purposes     []string          `json:"purposes"`       // domains' labels
	Class        string            `json:"classification"` // of what is in it
	DeletionDays *int              `json:"deletion_window_days"`
	Basis        map[string]string `json:"basis"`
	Unknown      map[string]string `json:"unknown"`
}

// VaultLog is what records the use of a key vault or managed HSM of Azure: a diagnostic setting, or the vault where nothing does.
type VaultLog struct {
	Address  string            `json:"address"`
	Type     string            `json:"type"`
	Actions  []string          `json:"actions"`
	Vault    string            `json:"vault"`     // address, or the id of one that is elsewhere
	Holds    []string          `json:"holds"`     // what of it is in the inputs: certificates, keys, secrets
	Records  string            `json:"records"`   // of what is done with them: all | none; empty where unknown
	Store    string            `json:"store"`     // the storage account that it goes to: address or id
	Managed  string            `json:"managed"`   // whose key encrypts that: customer | service; empty where unknown
	Key      string            `json:"key"`       // address, or the identifier of a key that is elsewhere
	Lock     string            `json:"lock"`      // of the storage account: Locked | Unlocked | none; empty where unknown
	LockDays *int              `json:"lock_days"` // how long the lock holds what is written
	Alerts   []string          `json:"alerts"`    // what it goes to that could alert: event hub, partner, workspace
	Unknown  map[string]string `json:"unknown"`
}

// Alarm is a metric alarm, an alert policy or a rule of the event bus that tells of what happens to keys.
type Alarm struct {
	Address  string            `json:"address"`
	Type     string            `json:"type"`
	Actions  []string          `json:"actions"`
	Region   string            `json:"region"`    // of a rule: whose events it sees; empty where it is bound to none
	LogGroup string            `json:"log_group"` // of a metric: the log that it is made of
	Events   []string          `json:"events"`    // the API calls that set it off; "*" is every one
	Denied   bool              `json:"denied"`    // refused calls set it off
	Reads    bool              `json:"reads"`     // calls that only use a key can set it off
	Seconds  *int              `json:"seconds"`   // from the first event to the alarm, at most
	Attempts *int              `json:"attempts"`  // events that it takes
	Acts     bool              `json:"acts"`      // it is switched on and does something
	Pool     string            `json:"pool"`      // of an alarm on a pool of data keys: the name of the pool, "" for all
	Unknown  map[string]string `json:"unknown"`
}

package finding

// Retention is a place of the plan or state that says how long backups are kept.
type Retention struct {
	Address    string            `json:"address"`
	Type       string            `json:"type"`
	Actions    []string          `json:"actions"`
	Attribute  string            `json:"attribute"`
	Store      string            `json:"store"`           // whose backups: an address, or a bucket's name; empty for a plan of backups
	Days       *int              `json:"days"`            // null where nothing is said, or not known
	Noncurrent *int              `json:"noncurrent_days"` // of a bucket's lifecycle: how much longer it keeps what is no current version; null where nothing ends that
	Read       bool              `json:"read"`            // of a block that the configuration does not have: it is what was read of the bucket
	Unknown    map[string]string `json:"unknown"`
}

// RestoreTest is a plan by which a service restores backups to see whether that works.
type RestoreTest struct {
	Address    string            `json:"address"`
	Type       string            `json:"type"`
	Actions    []string          `json:"actions"`
	Schedule   string            `json:"schedule"`   // as AWS Backup has it: cron(...) or rate(...)
	Selections []string          `json:"selections"` // what of: addresses
	Elsewhere  []string          `json:"elsewhere"`  // vaults of the plan, where it takes no backup from any of them
	Unknown    map[string]string `json:"unknown"`
}

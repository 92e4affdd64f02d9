package finding

// Secret is a secret that a manager of secrets holds. A replica of one in another region is a row of its own at the same
// address.
type Secret struct {
	Address     string            `json:"address"`
	Part        string            `json:"part"` // of a replica, or of a password that a database service keeps: where it is declared
	Type        string            `json:"type"`
	Kind        string            `json:"kind"`    // secret | parameter | password
	Service     string            `json:"service"` // secretsmanager, ssm, rds, keyvault
	Actions     []string          `json:"actions"`
	Name        string            `json:"name"`
	ARN         string            `json:"arn"`
	Region      string            `json:"region"`
	Encrypted   *bool             `json:"encrypted"`
	Managed     string            `json:"managed"` // whose the key is: customer | service; empty where unknown
	Key         string            `json:"key"`     // address, or the identifier of a key that is elsewhere
	Rotation    SecretRotation    `json:"rotation"`
	Deletion    *int              `json:"deletion_window_days"`
	NewValue    bool              `json:"new_value"` // the change makes, replaces or rewrites a version of it
	Purpose     string            `json:"purpose"`
	Purposes    []string          `json:"purposes"`
	Class       string            `json:"classification"`
	Owner       string            `json:"owner"`
	Environment string            `json:"environment"`
	Unknown     map[string]string `json:"unknown"`
	Basis       map[string]string `json:"basis"`
}

// RotationElsewhere is how a secret rotates that is not in the inputs.
type RotationElsewhere struct {
	Address    string            `json:"address"`
	Type       string            `json:"type"`
	Actions    []string          `json:"actions"`
	Secret     string            `json:"secret"` // what names the secret; empty where unknown
	PeriodDays *int              `json:"period_days"`
	Unknown    map[string]string `json:"unknown"`
}

// SecretRotation is how a secret rotates.
type SecretRotation struct {
	Method     string `json:"method"` // automatic | none; empty where unknown, and of a replica
	PeriodDays *int   `json:"period_days"`
	Address    string `json:"address"` // of the resource that says so
	Expires    string `json:"expires"` // the day in UTC on which the secret ends, where it says one: no rotation by itself
}

// SecretReach is who can do what with one secret, as far as the inputs show: IAM does not show that nobody else can.
type SecretReach struct {
	Address  string            `json:"address"` // of the secret
	Type     string            `json:"type"`
	Actions  []string          `json:"actions"`
	Access   []SecretAccess    `json:"access"`
	UsedBy   []SecretUser      `json:"used_by"`
	Confined []string          `json:"confined"` // whom alone the secret's own policy leaves the reading to; null where it refuses nobody else
	Unknown  map[string]string `json:"unknown"`  // access | used_by → what stands in the way
}

// SecretAccess is what one principal can do with one secret, and whether it sees what trails record.
type SecretAccess struct {
	Principal    string              `json:"principal"`    // an ARN, role/NAME or the like where that is not known, a member of Google Cloud
	Kind         string              `json:"kind"`         // AWS | Service | Federated | CanonicalUser | Google
	Account      string              `json:"account"`      // or project, where it is known
	Capabilities map[string]string   `json:"capabilities"` // read | write | manage | policy | logs → can | undecided
	By           map[string][]string `json:"by"`           // capability → what gives it
	Roles        []string            `json:"roles"`        // of the profile
	Person       string              `json:"person"`       // yes | no | unknown
	Every        bool                `json:"every"`        // it reads every secret of the account, region or project
	Open         bool                `json:"open"`         // it is everyone, or all of an account, a domain or a project
	Serves       map[string][]string `json:"serves"`       // uses | rotates → the workloads that run as it
	Unknown      string              `json:"unknown"`      // why its policies may give more
}

// SecretUser is a workload that is given a secret, or what rotates it.
type SecretUser struct {
	Address    string   `json:"address"`
	How        string   `json:"how"`        // uses | rotates
	Identities []string `json:"identities"` // as whom it runs; empty where unknown
}

// Exposure is a place of the plan or state where a secret stands in plain, or may; or, with the status none, a resource
// that was looked at. It never holds the value.
type Exposure struct {
	Address   string   `json:"address"`
	Type      string   `json:"type"`
	Actions   []string `json:"actions"`
	Attribute string   `json:"attribute"` // a path; names of variables are a part of it
	Status    string   `json:"status"`    // plain | unknown: known only after apply | open: nothing speaks for a secret | none
	Reason    string   `json:"reason"`
}

// CISecret is a secret that a code host keeps for its pipelines.
type CISecret struct {
	Address     string            `json:"address"`
	Type        string            `json:"type"`
	Actions     []string          `json:"actions"`
	Name        string            `json:"name"`
	Scope       string            `json:"scope"`       // which pipelines are given it: environment | repository | organization
	Environment string            `json:"environment"` // where the scope is one
	Plain       []string          `json:"plain"`       // attributes that hold its value in plain
	Unknown     map[string]string `json:"unknown"`
}

package finding

// Identity is a role, user, group or access key of the plan.
type Identity struct {
	Address    string            `json:"address"`
	Type       string            `json:"type"`
	Actions    []string          `json:"actions"`
	Kind       string            `json:"kind"` // role | user | group | access_key
	Name       string            `json:"name"` // of an access key: its user's
	ARN        string            `json:"arn"`
	Trust      Trust             `json:"trust"`
	MaxSession *int              `json:"max_session_seconds"` // of a role
	Boundary   string            `json:"boundary"`            // address or ARN of the permissions boundary
	AccessKeys []string          `json:"access_keys"`         // addresses of a user's keys
	Unknown    map[string]string `json:"unknown"`
}

// Trust is who may assume a role.
type Trust struct {
	Status   string   `json:"status"` // known | unknown | none
	Services []string `json:"services"`
	Others   []string `json:"others"` // principals that are no services
}

// IdentityPolicy is a policy that identities bear.
type IdentityPolicy struct {
	Address       string            `json:"address"` // of the policy; of what attaches it, where it is not in the plan
	Type          string            `json:"type"`
	Actions       []string          `json:"actions"`
	Bearers       []string          `json:"bearers"` // role/NAME, user/NAME, group/NAME, or an address where the name is not known
	Status        string            `json:"status"`  // known | unknown | unreadable
	Reason        string            `json:"reason"`
	EveryKey      EveryKey          `json:"every_key"`
	BoundaryAlone bool              `json:"boundary_alone"` // it bounds somebody, and nobody who can be seen bears it
	Unknown       map[string]string `json:"unknown"`
}

// EveryKey is what an identity policy gives on every key of an account that leaves use to identity policies.
type EveryKey struct {
	Can        []string `json:"can"`     // capabilities
	Perhaps    []string `json:"perhaps"` // on keys of a tag or an alias
	Open       []string `json:"open"`    // what is not known may give these on every key
	Statements []string `json:"statements"`
}

// VPCEndpoint is a way out of a network to one service.
type VPCEndpoint struct {
	Address string            `json:"address"`
	Type    string            `json:"type"`
	Actions []string          `json:"actions"`
	ID      string            `json:"id"`      // empty until it is made
	Service string            `json:"service"` // kms | other; empty where unknown
	Name    string            `json:"name"`    // of the service
	Unknown map[string]string `json:"unknown"`
}

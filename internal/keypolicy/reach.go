package keypolicy

// Reach is what one policy lets one principal do, without a request. Actions are in lower case and lists sorted; no
// list is to be changed, as several may be one.
type Reach struct {
	Can         []string            `json:"can"`         // some request is allowed
	Maybe       []string            `json:"maybe"`       // only where identity policies, sessions or unique ids have it so
	Denied      []string            `json:"denied"`      // every request is refused, whoever allows it
	By          map[string][]string `json:"by"`          // capability → the statements that give some of it
	Requests    map[string]Witness  `json:"requests"`    // capability → a request that succeeds
	Without     Without             `json:"without"`     // what statements that surely are for it give without what policies like to demand
	Perhaps     Without             `json:"perhaps"`     // the same of statements that perhaps are
	Grants      string              `json:"grants"`      // whether it can give use of the key to whomever it likes: can, maybe, no
	Grantees    []string            `json:"grantees"`    // to whom by name it can give it
	Stranger    []string            `json:"stranger"`    // of everyone: what is open to those whom no condition names
	Unnamed     []string            `json:"unnamed"`     // of everyone, or of an account: what is open to others than users and roles named in full
	Conditional bool                `json:"conditional"` // every statement that gives something has conditions
	Conditions  []string            `json:"conditions"`  // in words
	Statements  []string            `json:"statements"`  // that give something, in the order of the text
}

// Witness is a request that succeeds.
type Witness struct {
	Action    string   `json:"action"`
	Statement string   `json:"statement"` // that allows it
	With      []string `json:"with"`      // what it carries, as "aws:sourcevpce = vpce-1" and "without kms:viaservice"
}

// Without are the actions that some request reaches without MFA, without a network, without a service.
type Without struct {
	MFA     []string `json:"mfa"`
	Network []string `json:"network"` // by its own call, from outside every network that conditions name
	Self    []string `json:"self"`    // by its own call, not through an AWS service
}

// Empty says whether the principal can do nothing and nothing is refused to it.
func (r Reach) Empty() bool { return len(r.Can)+len(r.Maybe)+len(r.Denied) == 0 }

package keypolicy

// Caller is who makes a request, and from where.
type Caller struct {
	ARN        string // a user, a role or its session, a federated user, an account root; or a service principal's name
	Account    string // twelve digits; read from ARN where empty
	MFA        *bool  // nil: the key is absent, as with long-term credentials
	VPCE       string // VPC endpoint id
	VPC        string
	ViaService string // kms:ViaService, where a service calls for the caller
	OrgID      string
	SourceIP   string
	Tags       map[string]string
	Identity   []*Document // identity policies; nil: they allow everything
	Denied     []*Document // further policies of which only the Denies count
}

// KeyFacts is what a decision must know of a key.
type KeyFacts struct {
	ARN         string
	Account     string
	Region      string
	Policy      *Document
	Grants      []Grant
	Spec        string
	Usage       string
	Origin      string
	MultiRegion bool
	Tags        map[string]string
	Aliases     []string
}

// Grant is a KMS grant on the key.
type Grant struct {
	ID                      string
	Name                    string
	Token                   string
	GranteePrincipal        string
	RetiringPrincipal       string
	IssuingAccount          string
	Operations              []string // "Decrypt"
	EncryptionContextEquals map[string]string
	EncryptionContextSubset map[string]string
	SourceARN               string
}

// Request is one call of KMS.
type Request struct {
	Action            string // "kms:Decrypt"
	Caller            Caller
	Key               *KeyFacts           // nil for actions on the account
	Context           map[string][]string // further condition keys, lower-case; they go before those derived here
	EncryptionContext map[string]string
	GrantTokens       []string // of no weight: a grant counts from the moment it is in Key.Grants
}

// Decision is what KMS would answer.
type Decision struct {
	Allowed   bool
	Explicit  bool   // an explicit Deny decided
	Statement string // that decided: its Sid, "#2", or "grant <id>"; empty where nothing allowed
	Reason    string
}

// Verdict is what can be said of a principal without a request.
type Verdict string

// The three verdicts. Can: some request is allowed. Undecided: it depends on what is not in view. Cannot: every
// request is denied.
const (
	Can       Verdict = "can"
	Undecided Verdict = "undecided"
	Cannot    Verdict = "cannot"
)

// CapabilityVerdict is the verdict on one principal and one capability, with what it rests on.
type CapabilityVerdict struct {
	Verdict     Verdict  `json:"verdict"`
	Actions     []string `json:"actions"`     // that give it, sorted
	Statements  []string `json:"statements"`  // that allow them, sorted: Sids, "#2", "grant <id>"
	Conditional bool     `json:"conditional"` // only under conditions
	Reason      string   `json:"reason"`
}

// Analysis says what principals can do with a key. A capability that is absent, they cannot.
type Analysis struct {
	Principals map[string]map[string]CapabilityVerdict `json:"principals"` // "AWS:arn…" → capability → verdict
	Reach      map[string]Reach                        `json:"reach"`      // the same principals, by the policy alone
	Problems   []string                                `json:"problems"`   // what in the policy matches nothing or cannot be judged
}

// Package keypolicy turns roles into key policies and decides what a key policy means: Decide exactly, for one
// request, and Analyse abstractly, for a principal. The two are written apart so that each can witness against
// the other.
package keypolicy

// MaxPolicyBytes is the longest key policy KMS accepts, in bytes.
// Source: AWS KMS API reference, CreateKey and PutKeyPolicy, parameter Policy.
const MaxPolicyBytes = 32768

// Effect of a statement.
type Effect string

// The two effects. IAM accepts no other spelling.
const (
	Allow Effect = "Allow"
	Deny  Effect = "Deny"
)

// Document is a policy as IAM reads it, every scalar turned into a list.
type Document struct {
	Version    string
	ID         string
	Statements []Statement
}

// Statement is one statement. Exactly one of Actions and NotActions is set where the text is valid, and likewise
// Principals and NotPrincipals, Resources and NotResources.
type Statement struct {
	Sid           string
	Effect        Effect
	Principals    []Principal
	NotPrincipals []Principal
	Actions       []string
	NotActions    []string
	Resources     []string
	NotResources  []string
	Conditions    []Condition
}

// Principal is one principal. A bare "*" is {AWS *}.
type Principal struct {
	Kind  string // AWS | Service | Federated | CanonicalUser
	Value string
}

// Condition is one operator applied to one key. Values are as written, booleans and numbers turned to strings.
type Condition struct {
	Operator string
	Key      string
	Values   []string
}

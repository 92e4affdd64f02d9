// Package finding holds the types of a verdict: what a check found, on which key, why, and how to mend it.
// It depends on nothing, so that reports and documents can be made without the policy engine.
package finding

import "time"

// Outcome is what a rule said of one address. Silence is never a pass.
type Outcome string

// The outcomes, as design and documents spell them.
const (
	Pass         Outcome = "pass"
	Fail         Outcome = "fail"
	Undetermined Outcome = "undetermined" // the plan does not know; the message says what is missing
	NotAssessed  Outcome = "not_assessed" // the rule's input was not given
	Excepted     Outcome = "excepted"     // fails, and an exception of the profile covers it
)

// Severity is how bad a breach of a rule is.
type Severity string

// The severities, worst first.
const (
	Critical Severity = "critical"
	High     Severity = "high"
	Medium   Severity = "medium"
	Low      Severity = "low"
)

// Scope is what a rule needs to be judged: one key, a change, the whole estate, or dated records.
type Scope string

// The scopes of rules.
const (
	ScopeKey      Scope = "key"
	ScopeChange   Scope = "change"
	ScopeEstate   Scope = "estate"
	ScopeEvidence Scope = "evidence"
)

// Result is the whole verdict of one check: what `keywright check --format json` prints.
type Result struct {
	Version     int       `json:"version"`
	Input       []Input   `json:"input"`
	Profile     Document  `json:"profile"`
	Bundle      Bundle    `json:"bundle"`
	Now         time.Time `json:"now"`
	Summary     Summary   `json:"summary"`
	Assumptions []string  `json:"assumptions"`
	Directory   *Decided  `json:"directory,omitempty"` // where a directory was judged in place of a plan
	Findings    []Finding `json:"findings"`
}

// Decided says how much of what was asked of a directory it could decide.
type Decided struct {
	Decided int      `json:"decided"` // questions: a rule at an address and attribute
	Asked   int      `json:"asked"`
	Open    []string `json:"open"`  // what could not be read, or not be told to be there
	Notes   []string `json:"notes"` // what was taken for granted, and which variables have no value
}

// Input is one plan, state or directory that was judged.
type Input struct {
	Kind             string `json:"kind"` // plan | state | directory
	Path             string `json:"path"`
	SHA256           string `json:"sha256"`         // of its bytes; of a directory, of the names and contents of the files that were read
	ContentSHA256    string `json:"content_sha256"` // without the plan's own timestamp; of a directory, of what it comes to
	TerraformVersion string `json:"terraform_version"`
}

// Document is the profile that was applied. Path is empty for the built-in profile.
type Document struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

// Bundle is the set of rules that judged.
type Bundle struct {
	Revision string `json:"revision"`
}

// Summary counts outcomes.
type Summary struct {
	Rules        int  `json:"rules"`
	Keys         int  `json:"keys"`
	Pass         int  `json:"pass"`
	Fail         int  `json:"fail"`
	Undetermined int  `json:"undetermined"`
	NotAssessed  int  `json:"not_assessed"`
	Excepted     int  `json:"excepted"`
	Blocked      bool `json:"blocked"`
}

// Finding is what one rule said of one address and attribute path.
type Finding struct {
	Rule        string     `json:"rule"` // ACC-01
	Title       string     `json:"title"`
	Outcome     Outcome    `json:"outcome"`
	Severity    Severity   `json:"severity"`
	Scope       Scope      `json:"scope"`
	Blocks      bool       `json:"blocks"`
	Address     string     `json:"address"`
	Message     string     `json:"message"`
	Attribute   string     `json:"attribute,omitempty"`
	Statement   string     `json:"statement,omitempty"`
	Expected    string     `json:"expected,omitempty"`
	Actual      string     `json:"actual,omitempty"`
	Basis       string     `json:"basis,omitempty"` // plan | source | default | configuration | tags | profile | inferred | state
	Witness     []string   `json:"witness,omitempty"`
	Remediation string     `json:"remediation,omitempty"`
	Source      []string   `json:"source,omitempty"`
	Controls    []string   `json:"controls,omitempty"`
	Location    *Location  `json:"location,omitempty"`
	Under       string     `json:"under,omitempty"`   // of what is undetermined: the rule whose question here is all that stands in the way
	Waiting     []string   `json:"waiting,omitempty"` // the rules that stand under it
	Exception   *Exception `json:"exception"`
	Fingerprint string     `json:"fingerprint"` // of rule, address and attribute path; never of a value
}

// Listed says whether a report shows the finding unless it is asked for everything.
func (f *Finding) Listed() bool {
	return f.Outcome != Pass && f.Outcome != NotAssessed && f.Under == ""
}

// Location is a place in a file. Lines count from 1.
type Location struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	EndLine int    `json:"end_line"`

	Attribute *Place `json:"attribute,omitempty"` // of the attribute that the finding is about
	Statement *Place `json:"statement,omitempty"` // of the first statement that it names
}

// Place is a range of lines of a file.
type Place struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	EndLine int    `json:"end_line"`
}

// Exception names the register entry that covers a finding.
type Exception struct {
	ID         string `json:"id"`
	ApprovedBy string `json:"approved_by"`
	Ends       string `json:"ends"`
}

// Rule is a rule's metadata, read from the METADATA of its file.
type Rule struct {
	ID          string   `json:"id"`
	Family      string   `json:"family"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Severity    Severity `json:"severity"`
	Scope       Scope    `json:"scope"`
	Source      []string `json:"source"`
	Controls    []string `json:"controls"`
	Remediation string   `json:"remediation"`
	Avoid       string   `json:"avoid"`  // HCL that the rule refuses
	Prefer      string   `json:"prefer"` // HCL that it accepts
}

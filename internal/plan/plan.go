// Package plan reads what Terraform says it will do, or has done: the JSON of `terraform show -json`, of a plan or
// of a state, or HCP Terraform's {"plan": …} around it.
//
// The text is untrusted and may be large. It is read as a stream, bounded in bytes and depth, and pruned while it is
// read: what the read set does not name is looked at once, for the digest, and forgotten. Values that the plan marks
// as sensitive never leave this package: see redact.go for what stands in their place.
package plan

import (
	"io"
)

// The kinds of input.
const (
	KindPlan      = "plan"
	KindState     = "state"
	KindDirectory = "directory" // a configuration, of which internal/source makes the plan of one where nothing is there yet
)

// Limits that hold where Options name no other.
const (
	DefaultMaxBytes = 512 << 20
	DefaultMaxDepth = 512 // a module costs three levels of the configuration, so this is room for 150 of them
)

// Input is one plan or state, pruned.
type Input struct {
	Kind             string // KindPlan, KindState or KindDirectory
	Path             string
	SHA256           string // of the bytes read, hex; of a directory, of the names and contents of its files
	ContentSHA256    string // of what the plan says, whatever its spelling; see digest.go
	TerraformVersion string
	FormatVersion    string
	Errored          bool // the plan ended in an error and lacks what was refused
	Complete         bool // false where the plan leaves something out: -target, deferred changes
	Document         map[string]any
	ReadSet          *ReadSet // what it was pruned to; nil where everything was kept

	// Of a directory:
	Open  []string // what of its configuration could not be read, or not be told to be there: it is not complete then
	Notes []string // what was taken for granted
	Going []Going  // what may be there already and would go

	Accounts  map[string]Account // by configuration of a provider, as far as they are known
	Workspace string             // "" where it is not known
}

// Going is something that may be there already and would go, by a block that speaks of it.
type Going struct {
	Address string
	Moved   bool   // a moved block leads to it, and nothing of the name is declared; else a removed block names it
	Place   string // of the block, as file:line
}

// Account is where a provider works.
type Account struct{ ID, Partition string }

// ReadSet names what the rules read: Terraform resource types, data sources included, and of each the top-level
// attributes. The attribute "*" stands for all of them.
type ReadSet struct {
	Types map[string][]string
}

// Options bound and prune a reading. The zero value keeps everything within the default limits.
type Options struct {
	ReadSet  *ReadSet // nil keeps every resource, attribute and member
	MaxBytes int64
	MaxDepth int
}

// Read reads one plan or state to its end. Every error is an *Error, except for ErrBinary (wrapped in one).
func Read(r io.Reader, path string, o Options) (*Input, error) {
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.MaxDepth <= 0 {
		o.MaxDepth = DefaultMaxDepth
	}
	src := newSource(r, o.MaxBytes)
	d, err := decode(src, o)
	if err != nil {
		return nil, src.explain(err, path)
	}
	in, err := d.input()
	if err != nil {
		return nil, src.explain(err, path)
	}
	in.Path = path
	in.ReadSet = o.ReadSet
	in.SHA256 = src.sum()
	redact(in.Document, d.dropped)
	return in, nil
}

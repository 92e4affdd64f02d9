// Package profile reads keywright.hcl, an organisation's key-management policy in the language its readers already
// use, and gives it to the rules as data.
//
// A profile is untrusted text: it holds literals only, within bounds, and everything in it that is not understood is
// an error with its place, because a setting that is misspelt and ignored would be a check that never runs.
package profile

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

//go:embed builtin.hcl
var builtin []byte

// Profile is a policy in force: the built-in one with a profile of one's own before it.
type Profile struct {
	Path   string // empty for the built-in profile
	SHA256 string // of the file, hex
	Blocks        // what Go reads; rules read Data

	data map[string]any
}

var parseBuiltin = sync.OnceValues(func() (*node, error) {
	root, diags := parse(builtin, "builtin.hcl")
	if !diags.HasErrors() {
		diags = complete(root)
	}
	return root, asError(diags, "builtin.hcl")
})

// Builtin is the profile that holds where there is no keywright.hcl: the strict reading.
func Builtin() *Profile {
	root, err := parseBuiltin()
	if err != nil {
		panic("the built-in profile is wrong, which is a fault of keywright: " + err.Error())
	}
	p, err := build(root, builtin, "")
	if err != nil {
		panic("the built-in profile is wrong, which is a fault of keywright: " + err.Error())
	}
	return p
}

// Load reads a profile from a file. A missing file is an error: whoever wants the built-in profile asks for Builtin.
func Load(path string) (*Profile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	return Parse(src, path)
}

// Parse reads a profile and puts it before the built-in one, setting by setting: a block of the same type and label
// changes what it names and leaves the rest in force. Every fault of the text is in one *Error.
func Parse(src []byte, filename string) (*Profile, error) {
	own, diags := parse(src, filename)
	if diags.HasErrors() {
		return nil, asError(diags, filename)
	}
	base, err := parseBuiltin()
	if err != nil {
		return nil, err
	}
	root := merge(base, own)
	if err := asError(complete(root), filename); err != nil {
		return nil, err
	}
	return build(root, src, filename)
}

// parse reads the text into a tree, each block by its schema.
func parse(src []byte, filename string) (*node, hcl.Diagnostics) {
	root := newNode(&profileBlock, "", hcl.Range{Filename: filename, Start: hcl.InitialPos, End: hcl.InitialPos})
	if diags := lex(src, filename); diags.HasErrors() {
		return root, diags
	}
	file, diags := hclsyntax.ParseConfig(src, filename, hcl.InitialPos)
	if diags.HasErrors() {
		return root, diags
	}
	body, ok := file.Body.(*hclsyntax.Body)
	if !ok {
		return root, hcl.Diagnostics{problem("Not a profile", "The file is not HCL.", root.at)}
	}
	return root, decode(body, root)
}

// build makes the profile of a tree that has been found right.
func build(root *node, src []byte, path string) (*Profile, error) {
	sum := sha256.Sum256(src)
	p := &Profile{Path: path, SHA256: hex.EncodeToString(sum[:]), data: root.data()}
	text, err := json.Marshal(p.data)
	if err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	if err := json.Unmarshal(text, &p.Blocks); err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	return p, nil
}

// Data is the profile as rules read it, data.keywright_profile: blocks by type and label, settings by the names they
// have in HCL, numbers as json.Number. A list that is not set is empty; a text that is not set is absent. Durations
// stand beside their number of days (retention, retention_days).
//
// The caller must not change it.
func (p *Profile) Data() map[string]any { return p.data }

// Principals are those that roles are bound to, each once and in order, wildcards and addresses among them.
func (p *Profile) Principals() []string {
	seen := map[string]bool{}
	for _, role := range p.Roles {
		for _, principal := range role.Principals {
			seen[principal] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

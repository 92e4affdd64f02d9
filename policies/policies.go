// Package policies is the bundle of rules as text and data: the Rego that judges keys, the tables it stands on, and
// what each rule says of itself.
package policies

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:generate go run ./gen

//go:embed keywright.rego lib rules data/*.json
var files embed.FS

// The paths of the entry points.
const (
	Inventory = "data.keywright.inventory"
	Share     = "data.keywright.share" // the keys that the fact part asks for
	Findings  = "data.keywright.findings"
)

// The same without what was there before, and the document by which a host works that out: it is undefined where there is
// nothing to work out, or nothing but what the entry points above have found anyway.
const (
	Present       = "data.keywright.present"
	PresentShare  = "data.keywright.own"
	PriorDocument = "data.keywright.lib.history.document"
	Prior         = "data.keywright.lib.history.all"
	PriorShare    = "data.keywright.lib.history.share"
)

// RulesFile is what `go generate` writes: the metadata of every rule.
const RulesFile = "lib/rules.json"

// testSuffix ends the names of files that hold tests.
const testSuffix = "_test.rego"

// Modules returns the text of every module by its path in the bundle, without tests.
func Modules() map[string]string {
	return modules(func(name string) bool { return !strings.HasSuffix(name, testSuffix) })
}

// Tests returns the text of the bundle's tests by path.
func Tests() map[string]string {
	return modules(func(name string) bool { return strings.HasSuffix(name, testSuffix) })
}

func modules(wanted func(name string) bool) map[string]string {
	out := map[string]string{}
	for _, name := range names(".rego") {
		if wanted(name) {
			out[name] = string(read(name))
		}
	}
	return out
}

// names lists the embedded files with an extension, sorted.
func names(extension string) []string {
	var out []string
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(name) == extension {
			out = append(out, name)
		}
		return err
	})
	if err != nil {
		panic("the bundle that is built in cannot be listed: " + err.Error())
	}
	return out
}

func read(name string) []byte {
	text, err := files.ReadFile(name)
	if err != nil {
		panic("the bundle that is built in lacks " + name + ": " + err.Error())
	}
	return text
}

// Data returns the bundle's base document: data.keywright.data (the tables, by file name), read_set and metadata.
// It is the caller's own.
func Data() (map[string]any, error) {
	tables := map[string]any{}
	for _, name := range names(".json") {
		if path.Dir(name) != "data" {
			continue
		}
		key := strings.ReplaceAll(strings.TrimSuffix(path.Base(name), ".json"), "-", "_")
		value, err := decode(name)
		if err != nil {
			return nil, err
		}
		tables[key] = value
	}
	readSet, err := decode("lib/read_set.json")
	if err != nil {
		return nil, err
	}
	metadata, err := decode(RulesFile)
	if err != nil {
		return nil, err
	}
	return map[string]any{"keywright": map[string]any{"data": tables, "read_set": readSet, "metadata": metadata}}, nil
}

func decode(name string) (any, error) {
	var value any
	if err := json.Unmarshal(read(name), &value); err != nil {
		return nil, fmt.Errorf("policies: %s: %w", name, err)
	}
	return value, nil
}

// ReadSet returns, for each Terraform type that rules read, its top-level attributes.
func ReadSet() (map[string][]string, error) {
	var set map[string]struct {
		Attributes []string `json:"attributes"`
	}
	if err := json.Unmarshal(read("lib/read_set.json"), &set); err != nil {
		return nil, fmt.Errorf("policies: lib/read_set.json: %w", err)
	}
	out := make(map[string][]string, len(set))
	for name, entry := range set {
		out[name] = entry.Attributes
	}
	return out, nil
}

// Rules returns the metadata of every rule by its ID.
func Rules() (map[string]Rule, error) {
	var out map[string]Rule
	if err := json.Unmarshal(read(RulesFile), &out); err != nil {
		return nil, fmt.Errorf("policies: %s: %w", RulesFile, err)
	}
	return out, nil
}

// Revision identifies the bundle: a digest of everything that can change a verdict.
var Revision = sync.OnceValue(func() string {
	h := sha256.New()
	texts := Modules()
	for _, name := range names(".json") {
		texts[name] = string(read(name))
	}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		_, _ = fmt.Fprintf(h, "%s\x00%d\x00%s", name, len(texts[name]), texts[name])
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
})

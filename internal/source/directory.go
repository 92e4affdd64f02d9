package source

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// Directory is what a configuration comes to where nothing that it declares is there yet: the document that
// `terraform show -json` would give of such a plan, as far as a directory tells. What it does not tell is unknown in it.
type Directory struct {
	Document []byte   // JSON
	SHA256   string   // of the names and contents of every file that was read, hex
	Open     []string // what the document may lack, or have too much of, in words: it is then no whole plan
	Notes    []string // what was taken for granted, and which variables have no value, in words
	Going    []Going  // what may be there already and would go
	OpenTofu bool     // it was read as OpenTofu reads it

	Accounts map[string]Account // by configuration of a provider, as far as they are known
	Shared   []string           // configurations of providers that work in the account of whoever runs them
	Literals []string           // numbers that may be those of accounts and stand in the files
}

// Account is where a provider works.
type Account struct{ ID, Partition string }

// DirectoryOptions are what beside the files a configuration is evaluated with.
type DirectoryOptions struct {
	Environment map[string]string // values of root variables, by name, as TF_VAR_ variables give them
	Given       []Given           // further ones; the last counts
	Account     string            // of whoever will run it; "" where that is not known
	Workspace   string            // of whoever will run it; "" where that is not known
	Root        string            // the folder that modules and files may be in; empty: the root module's own
	OpenTofu    bool              // read it as OpenTofu does; else it is read so where it has files that Terraform passes over, and they are said to differ
}

// ReadDirectory reads and evaluates the configuration whose root module is dir. It fails where it cannot be read, or holds
// no configuration at all.
func ReadDirectory(dir string, o DirectoryOptions) (*Directory, error) {
	x, err := Open(dir, Options{Root: o.Root, OpenTofu: true})
	if err != nil {
		return nil, err
	}
	if x.empty() {
		return nil, fmt.Errorf("source: %w in %s", ErrNoConfiguration, dir)
	}
	sum := hex.EncodeToString(x.contents.Sum(nil))
	e := x.evaluator(Known{Variables: map[string]any{}}, lang.New(sum, lang.MaxTotalSteps, x.files()))
	p := &planner{
		e: e, byAddress: map[string]*planned{}, state: map[string]expansion{}, providers: map[string]*provision{}, open: map[string]bool{},
		account: o.Account, shared: map[string]bool{}, workspace: o.Workspace,
	}
	e.planner, e.mismatch = p, nil
	out := &Directory{SHA256: sum, OpenTofu: x.tofu}
	values, err := x.values(dir, e, o)
	if err != nil {
		return nil, err
	}
	e.plan.Variables = values.known
	root := x.modules["."]
	if err := p.plan(root); err != nil {
		return nil, err
	}
	for at := range x.unread {
		p.lack("%s is not read: it is no regular file, or a link that leads out of the directory", at)
	}
	if x.tofu && !o.OpenTofu && x.mixed {
		p.lack("the directory has files that only OpenTofu reads, beside those of Terraform: it was judged as OpenTofu reads it")
	}
	going, notes := p.settle()
	out.Going, out.Notes = going, slices.Concat(values.notes, notes)
	out.Accounts, out.Shared, out.Literals = map[string]Account{}, slices.Sorted(maps.Keys(p.shared)), slices.Sorted(maps.Keys(x.numbers))
	for key, of := range p.providers {
		if of.account != "" {
			out.Accounts[key] = Account{ID: of.account, Partition: of.partition}
		}
	}
	out.Open = slices.Sorted(maps.Keys(p.open))
	if out.Document, err = p.document(values.known); err != nil {
		return nil, err
	}
	return out, nil
}

// ErrNoConfiguration says that a folder has no file that Terraform or OpenTofu would read.
var ErrNoConfiguration = errors.New("there is no configuration")

func (x *Index) empty() bool { return x.named == 0 && len(x.unread) == 0 }

// plan plans everything. A panic over a configuration is an error: nobody who writes one may end a check.
func (p *planner) plan(root *module) (err error) {
	defer recovered(&err)
	p.walk(&frame{folder: ".", module: root}, 0)
	return nil
}

// document is the plan in JSON.
func (p *planner) document(variables map[string]any) (text []byte, err error) {
	defer recovered(&err)
	c := &configuration{e: p.e, providers: map[string]any{}, left: maxConfigured}
	root, err := c.module(&frame{folder: ".", module: p.e.index.modules["."]}, 0)
	if err != nil {
		return nil, err
	}
	changes := []any{}
	for _, i := range p.settled {
		if formOf(i.Data, i.Type) != nil {
			changes = append(changes, i.change())
		}
	}
	given := map[string]any{}
	for name, v := range variables {
		given[name] = map[string]any{"value": v}
	}
	return json.Marshal(map[string]any{
		"format_version": "1.2", "terraform_version": "", "complete": len(p.open) == 0, "errored": false,
		"variables": given, "resource_changes": changes, "planned_values": map[string]any{},
		"configuration": map[string]any{"provider_config": c.providers, "root_module": root},
	})
}

// change is one instance as a plan that makes it anew has it.
func (i *planned) change() map[string]any {
	mode, action := "managed", "create"
	if i.Data {
		mode, action = "data", "read"
	}
	out := map[string]any{
		"address": i.Address, "mode": mode, "type": i.Type, "name": i.Name, "provider_name": i.provider,
		"change": map[string]any{
			"actions": []any{action}, "before": nil, "after": i.Values, "after_unknown": i.Unknown,
			"before_sensitive": false, "after_sensitive": i.sensitive,
		},
	}
	if i.Module != "" {
		out["module_address"] = i.Module
	}
	if i.Index != nil {
		out["index"] = i.Index
	}
	return out
}

// absence says why the files of a module are not there.
func (x *Index) absence(f *frame, b *block, name string) string {
	switch source := b.attribute("source"); {
	case source == nil:
		return "it names no source"
	case f.module.fetched[name]:
		return "its files are not in the directory: terraform init fetches them into .terraform/modules"
	case literal(source) == "":
		return "its source is not a plain text, so that its files cannot be found"
	case f.module.calls[name] == "":
		return fmt.Sprintf("its source %s is outside of the directory, and nothing outside of it is read", strings.TrimSpace(literal(source)))
	}
	return fmt.Sprintf("there are no files in %s", f.module.calls[name])
}

// Package source finds where in the .tf files a resource stands, so that a finding can point at the line to change, and
// works out of them what a plan does not tell (Evaluator): attributes that are known but for a name that apply makes.
//
// The files are untrusted. Only regular files inside the folder are read, through os.Root, so that no link leads out
// of it; their number, length and nesting are bounded, and so is what their evaluation takes (internal/source/lang). They
// count only as far as they agree with the configuration that the plan was made from.
package source

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// Limits on a configuration.
const (
	MaxFileBytes = 4 << 20
	MaxBytes     = 128 << 20 // of all files
	MaxFiles     = 20_000
	MaxModules   = 5_000
	maxAddress   = 8 << 10
)

// Index says where blocks of a configuration stand. It is safe for concurrent use.
type Index struct {
	dir      string             // the folder that nothing is read outside of
	start    string             // the root module's folder in it, with slashes
	modules  map[string]*module // by folder, relative to the root module's with slashes; the root module is "."
	fetched  map[string]string  // folders that terraform init has put modules in, by the names of the calls that lead there
	tofu     bool               // there are files that OpenTofu reads and Terraform does not
	opentofu bool               // and they are read
	mixed    bool               // the root module has files that Terraform reads
	numbers  map[string]bool    // of accounts perhaps
	digits   bool               // a text could be a pattern that asks for digits of a name
	named    int                // files of configuration in the root module
	unread   map[string]bool    // what has the name of a file of configuration and is none: links that lead out, pipes
	contents hash.Hash          // of every file
}

// module is what one folder declares.
type module struct {
	index   *Index
	blocks  map[string]*block // "aws_kms_key.k", "data.aws_x.y", "module.m", "variable.v", "output.o"
	locals  map[string]local
	calls   map[string]string // module call → folder, where the source is a folder inside the root
	named   map[string]string // module call → its source, where that is a path
	fetched map[string]bool   // module calls whose source terraform init fetches

	provides  bool              // it configures providers of its own
	providers map[string]*block // by name, or name.alias
	history   []remembered      // removed, moved and import blocks
	files     int               // that declare it
}

// block is one block, and its settings by name.
type block struct {
	place
	settings map[string]place
	kept     bool            // by prevent_destroy
	dynamic  map[string]bool // types of blocks that dynamic blocks make
	bodies   []hcl.Body      // as declared, and then as overridden
	unclear  string          // why what it says cannot be told
	single   *hclsyntax.Body // all of them as one, once that is asked for
}

// place is a range of lines, counted from 1.
type place struct {
	file      string
	line, end int
}

// reader reads a configuration within its bounds.
type reader struct {
	root         *os.Root
	index        *Index
	files, bytes int
}

// Options say how a configuration is read.
type Options struct {
	Root     string // the folder that modules and files may be in, the root module's own or one around it; empty: its own
	OpenTofu bool   // as OpenTofu reads it: with its own files, each in place of that of Terraform that has its name
}

// New reads the configuration whose root module is the folder dir, and the modules it calls by path inside dir. An
// error names file and line; a folder without configuration gives an empty index.
func New(dir string) (*Index, error) { return Open(dir, Options{}) }

// Open is as New, with options. It fails as well where dir is not inside the root.
func Open(dir string, o Options) (*Index, error) {
	start := "."
	if o.Root != "" {
		inside, err := wayInto(o.Root, dir)
		if err != nil {
			return nil, err
		}
		dir, start = o.Root, inside
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	defer root.Close()
	r := &reader{root: root, index: &Index{dir: dir, start: start, modules: map[string]*module{}, contents: sha256.New(), opentofu: o.OpenTofu, numbers: map[string]bool{}, unread: map[string]bool{}}}
	r.index.fetched, err = r.manifest()
	if err != nil {
		return nil, err
	}
	queue := append([]string{"."}, slices.Sorted(maps.Values(r.index.fetched))...)
	for len(queue) > 0 {
		folder := queue[0]
		queue = queue[1:]
		if r.index.modules[folder] != nil {
			continue
		}
		if len(r.index.modules) >= MaxModules {
			return nil, fmt.Errorf("source: more than %d modules", MaxModules)
		}
		m, err := r.module(folder)
		if err != nil {
			return nil, err
		}
		r.index.modules[folder] = m
		queue = append(queue, slices.Sorted(maps.Values(m.calls))...)
	}
	return r.index, nil
}

// wayInto gives the way from a folder to one inside it.
func wayInto(root, dir string) (string, error) {
	outer, err := filepath.Abs(root)
	if err != nil {
		return "", fmt.Errorf("source: %w", err)
	}
	inner, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("source: %w", err)
	}
	way, err := filepath.Rel(outer, inner)
	if err != nil || !filepath.IsLocal(way) {
		return "", fmt.Errorf("source: %s is not inside of %s", dir, root)
	}
	return filepath.ToSlash(way), nil
}

// at gives where a path of the root module is in the folder that nothing is read outside of; "" where it leads out.
func (x *Index) at(name string) string {
	way := path.Join(x.start, name)
	if !filepath.IsLocal(filepath.FromSlash(way)) {
		return ""
	}
	return way
}

// module reads the files of one folder: first the ordinary ones, then those that override them.
func (r *reader) module(folder string) (*module, error) {
	m := &module{
		index:  r.index,
		blocks: map[string]*block{}, locals: map[string]local{}, calls: map[string]string{}, named: map[string]string{},
		fetched: map[string]bool{}, providers: map[string]*block{},
	}
	names, err := r.list(folder)
	if err != nil {
		return nil, err
	}
	m.files = len(names)
	for _, overriding := range []bool{false, true} {
		for _, name := range names {
			if overrides(name) != overriding {
				continue
			}
			if err := r.file(m, folder, name, overriding); err != nil {
				return nil, err
			}
		}
	}
	return m, nil
}

// list gives the configuration files of a folder, in order. A folder that is not there, or is reached by a link that
// leads out, has none: Terraform would have said so.
func (r *reader) list(folder string) ([]string, error) {
	f, err := r.root.Open(filepath.FromSlash(r.index.at(folder)))
	if err != nil {
		if folder == "." {
			return nil, fmt.Errorf("source: %w", err)
		}
		return nil, nil
	}
	defer f.Close()
	var names []string
	for {
		entries, err := f.ReadDir(1000)
		for _, e := range entries {
			tofu := ofOpenTofu(e.Name())
			if e.IsDir() || !tofu && !isConfiguration(e.Name()) {
				continue
			}
			if at := path.Join(folder, e.Name()); !e.Type().IsRegular() && !r.leadsInside(at) {
				r.index.unread[at] = true
				continue
			}
			r.index.mixed = r.index.mixed || folder == "." && isConfiguration(e.Name())
			r.index.tofu = r.index.tofu || tofu
			if isConfiguration(e.Name()) || tofu && r.index.opentofu {
				names = append(names, e.Name())
			}
		}
		if len(names) > MaxFiles {
			return nil, fmt.Errorf("source: more than %d files in %s", MaxFiles, folder)
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("source: %w", err)
		}
	}
	names = slices.DeleteFunc(names, func(name string) bool {
		instead := strings.TrimSuffix(strings.TrimSuffix(name, ".json"), ".tf") + ".tofu" + name[len(strings.TrimSuffix(name, ".json")):]
		return !ofOpenTofu(name) && slices.Contains(names, instead)
	})
	slices.Sort(names)
	if folder == "." {
		r.index.named = len(names)
	}
	return names, nil
}

// leadsInside says that a name is a link to a regular file inside the root.
func (r *reader) leadsInside(at string) bool {
	info, err := r.root.Stat(filepath.FromSlash(r.index.at(at)))
	return err == nil && info.Mode().IsRegular()
}

// isConfiguration says whether Terraform would read the file. Source: Terraform, configuration files and directories.
func isConfiguration(name string) bool {
	return !strings.HasPrefix(name, ".") && (strings.HasSuffix(name, ".tf") || strings.HasSuffix(name, ".tf.json"))
}

// ofOpenTofu says whether OpenTofu would read the file, and Terraform would not. Source: OpenTofu, files and directories.
func ofOpenTofu(name string) bool {
	return !strings.HasPrefix(name, ".") && (strings.HasSuffix(name, ".tofu") || strings.HasSuffix(name, ".tofu.json"))
}

func overrides(name string) bool {
	base := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name, ".json"), ".tf"), ".tofu")
	return base == "override" || strings.HasSuffix(base, "_override")
}

func (r *reader) file(m *module, folder, name string, overriding bool) error {
	at := path.Join(folder, name)
	src, err := r.read(at)
	if err != nil {
		return err
	}
	body, err := parse(src, at)
	if err != nil {
		return err
	}
	return m.add(body, folder, overriding)
}

// read reads one file whole.
func (r *reader) read(at string) ([]byte, error) {
	src, err := readIn(r.root, r.index.at(at))
	if err != nil {
		return nil, err
	}
	r.files++
	r.bytes += len(src)
	if r.files > MaxFiles || r.bytes > MaxBytes {
		return nil, fmt.Errorf("source: more than %d files or %d bytes of configuration", MaxFiles, MaxBytes)
	}
	r.index.contents.Write(fmt.Appendf(nil, "%s\x00%d\x00", at, len(src)))
	r.index.contents.Write(src)
	r.index.note(src)
	return src, nil
}

// readIn reads a regular file inside a root. That it is regular is asked of the open file, not of its name, and opening
// it waits for nobody, as a pipe would.
func readIn(root *os.Root, at string) ([]byte, error) {
	f, err := root.OpenFile(filepath.FromSlash(at), os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("source: %s is not a regular file", at)
	}
	src, err := io.ReadAll(io.LimitReader(f, MaxFileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	if len(src) > MaxFileBytes {
		return nil, fmt.Errorf("source: %s is longer than %d bytes", at, MaxFileBytes)
	}
	return src, nil
}

// Locate says where a resource, data source or module call stands, and where its setting does, if it is written
// there. An attribute may go on below its first name, as policy does in "policy.Statement".
func (x *Index) Locate(address, attribute string) (file string, line, endLine int, ok bool) {
	_, b := x.follow(address)
	if b == nil {
		return "", 0, 0, false
	}
	p := b.place
	if end := strings.IndexAny(attribute, ".[/"); end >= 0 {
		attribute = attribute[:end]
	}
	if setting, ok := b.settings[attribute]; ok {
		p = setting
	}
	return p.file, p.line, p.end, true
}

// Kept says whether the block of a resource keeps it from being destroyed (lifecycle, prevent_destroy), and whether the
// source has the block at all.
func (x *Index) Kept(address string) (kept, ok bool) {
	_, b := x.follow(address)
	if b == nil {
		return false, false
	}
	return b.kept, true
}

// Dynamic gives the types of blocks that dynamic blocks of a resource make, sorted, and whether the source has the resource at
// all. A plan's configuration leaves such blocks out.
func (x *Index) Dynamic(address string) (types []string, ok bool) {
	_, b := x.follow(address)
	if b == nil {
		return nil, false
	}
	return slices.Sorted(maps.Keys(b.dynamic)), true
}

// folderOf gives the folder of a module call, by its name and by the names of the calls that lead to it; "" for none.
func (x *Index) folderOf(m *module, called, name string) string {
	if m.fetched[name] {
		return x.fetched[called]
	}
	return m.calls[name]
}

// names gives the names of an address without the keys of instances.
func names(address string) []string {
	var out []string
	for _, s := range steps(address) {
		out = append(out, s.name)
	}
	return out
}

// step is a name in an address, with the key of an instance.
type step struct {
	name string
	key  cty.Value // NilVal without one
}

func steps(address string) []step {
	if len(address) > maxAddress {
		return nil
	}
	traversal, diags := hclsyntax.ParseTraversalAbs([]byte(address), "", hcl.InitialPos)
	if diags.HasErrors() {
		return nil
	}
	var out []step
	for _, t := range traversal {
		switch s := t.(type) {
		case hcl.TraverseRoot:
			out = append(out, step{name: s.Name})
		case hcl.TraverseAttr:
			out = append(out, step{name: s.Name})
		case hcl.TraverseIndex:
			out[len(out)-1].key = s.Key
		}
	}
	return out
}

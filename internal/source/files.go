package source

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// maxListed bounds how many files and folders a function may be shown.
const maxListed = 20_000

// files are what functions of files see of the folder that nothing is read outside of.
func (x *Index) files() lang.Files { return lang.Files{Read: x.readFile, List: x.listFiles} }

// inside opens the folder, and gives the way in it to what a configuration names; not where that leads out.
func (x *Index) inside(name string) (root *os.Root, way string, ok bool) {
	name = filepath.ToSlash(name)
	if path.IsAbs(name) {
		return nil, "", false
	}
	if way = x.at(name); way == "" {
		return nil, "", false
	}
	root, err := os.OpenRoot(x.dir)
	return root, way, err == nil
}

// readFile gives a file that the configuration names, if it is inside the root.
func (x *Index) readFile(name string) ([]byte, bool) {
	root, way, ok := x.inside(name)
	if !ok {
		return nil, false
	}
	defer root.Close()
	text, err := readIn(root, way)
	return text, err == nil
}

// listFiles gives the regular files below a folder. Where a link is on the way, or something cannot be read, or there is too
// much, not all of them can be told.
func (x *Index) listFiles(name string, depth int) ([]string, bool) {
	root, way, ok := x.inside(name)
	if !ok {
		return nil, false
	}
	defer root.Close()
	l := lister{tree: root.FS(), left: maxListed}
	if info, err := root.Lstat(filepath.FromSlash(way)); err != nil || !info.IsDir() {
		return nil, false
	}
	if !l.list(way, "", min(depth, lang.MaxDepth)) {
		return nil, false
	}
	return l.found, true
}

type lister struct {
	tree  fs.FS
	found []string
	left  int
}

func (l *lister) list(folder, prefix string, depth int) bool {
	entries, err := fs.ReadDir(l.tree, folder)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if l.left--; l.left < 0 {
			return false
		}
		name := path.Join(prefix, e.Name())
		switch kind := e.Type(); {
		case kind.IsRegular():
			l.found = append(l.found, name)
		case kind&fs.ModeSymlink != 0:
			return false
		case e.IsDir() && depth > 0:
			if !l.list(path.Join(folder, e.Name()), name, depth-1) {
				return false
			}
		}
	}
	return true
}

package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// manifestFile is where terraform init writes which module it has put where.
const manifestFile = ".terraform/modules/modules.json"

// manifest gives the folders of modules by the names of the calls that lead there, joined by dots. It is as untrusted as
// all else: a folder outside the root is refused.
func (r *reader) manifest() (map[string]string, error) {
	text, err := r.read(manifestFile)
	var unopened *fs.PathError
	if errors.As(err, &unopened) { // not there, or behind a link that leads out
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if line, deep := lang.DeepJSON(text); deep {
		return nil, tooDeep(manifestFile, line)
	}
	var content struct {
		Modules []struct{ Key, Dir string }
	}
	if err := json.Unmarshal(text, &content); err != nil {
		return nil, fmt.Errorf("source: %s: %w", manifestFile, err)
	}
	if len(content.Modules) > MaxModules {
		return nil, fmt.Errorf("source: more than %d modules", MaxModules)
	}
	out := map[string]string{}
	for _, m := range content.Modules {
		dir := path.Clean(filepath.ToSlash(m.Dir))
		if path.IsAbs(dir) || r.index.at(dir) == "" {
			return nil, fmt.Errorf("source: %s puts the module %q at %q, which is outside of the folder", manifestFile, m.Key, m.Dir)
		}
		if strings.HasPrefix(dir, ".terraform/modules/") { // the others are paths in the calls themselves
			out[m.Key] = dir
		}
	}
	return out, nil
}

package untrusted

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
)

// pathElement is a file or folder name that means one thing on every system: no separators, no hidden files, no
// blanks, nothing that differs from another in case alone.
var pathElement = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,99}(\.[a-z0-9]{1,15}){0,3}$`)

// devices are the names that Windows gives to devices, whatever their extension.
var devices = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)

// Path puts a name, with slashes, under an output folder. It refuses whatever would lead out of the folder or mean
// something else on another system.
func Path(dir, name string) (string, error) {
	for element := range strings.SplitSeq(name, "/") {
		if !pathElement.MatchString(element) || devices.MatchString(element) {
			return "", fmt.Errorf("%q is not a file name under an output folder: lower-case letters, digits, hyphens and underscores, with an extension", Visible(name))
		}
	}
	return filepath.Join(dir, filepath.FromSlash(name)), nil
}

package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/google/renameio/v2/maybe"
)

// output is one report asked for: --format KIND[=FILE].
type output struct {
	kind string
	file string // empty for standard output
}

// parseOutputs reads the values of --format. Each kind must be known, and no two may go to the same place.
func parseOutputs(values, kinds []string) ([]output, error) {
	seen := map[string]string{}
	var outs []output
	for _, v := range values {
		kind, file, hasFile := strings.Cut(v, "=")
		if !slices.Contains(kinds, kind) {
			return nil, errorf("the formats are "+strings.Join(kinds, ", "), "there is no format %q", kind)
		}
		if hasFile && file == "" {
			return nil, errorf("write it as --format "+kind+"=FILE", "the format %q names no file", v)
		}
		if other, taken := seen[file]; taken {
			return nil, errorf("give one of them a file: --format "+kind+"=FILE",
				"the formats %q and %q both go to %s", other, v, placeName(file))
		}
		seen[file] = v
		outs = append(outs, output{kind: kind, file: file})
	}
	return outs, nil
}

func placeName(file string) string {
	if file == "" {
		return "standard output"
	}
	return file
}

// emit makes every output: the files first, so that a reader of standard output who leaves early takes none away.
func (a *app) emit(outs []output, write func(io.Writer, output) error) error {
	for _, toFile := range []bool{true, false} {
		for _, o := range outs {
			if (o.file != "") != toFile {
				continue
			}
			var b bytes.Buffer
			if err := write(&b, o); err != nil {
				return err
			}
			if err := a.deliver(o, b.Bytes()); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *app) deliver(o output, text []byte) error {
	if o.file == "" {
		if _, err := a.Out.Write(text); err != nil {
			return fmt.Errorf("writing to standard output: %w", err)
		}
		return nil
	}
	if err := writeFile(o.file, text); err != nil {
		return errorf("the folder must exist and be writable", "writing %s: %w", o.file, err)
	}
	return nil
}

// writeFile puts text in place whole or not at all. A device or a pipe, such as /dev/stdout, is written to as it is.
func writeFile(path string, text []byte) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(path, text, 0o600)
	}
	return maybe.WriteFile(path, text, 0o644)
}

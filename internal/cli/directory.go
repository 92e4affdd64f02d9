package cli

import (
	"context"
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// givenFlag gathers --var and --var-file in the order in which they are given: the last one counts.
type givenFlag struct {
	all   *[]source.Given
	files bool
}

// Set implements pflag.Value.
func (g *givenFlag) Set(text string) error {
	if g.files {
		*g.all = append(*g.all, source.Given{File: text})
		return nil
	}
	name, value, ok := strings.Cut(text, "=")
	if !ok || name == "" {
		return errors.New("write it as NAME=VALUE")
	}
	*g.all = append(*g.all, source.Given{Name: name, Value: value})
	return nil
}

// String implements pflag.Value; values may be secrets and are not shown.
func (g *givenFlag) String() string { return "" }

// Type implements pflag.Value.
func (g *givenFlag) Type() string { return "value" }

func isDirectory(path string) bool {
	info, err := os.Stat(path)
	return path != stdinName && err == nil && info.IsDir()
}

var accountNumber = regexp.MustCompile(`^[0-9]{12}$`)

// fits refuses flags that mean nothing for what is given.
func (j *judging) fits(args []string) error {
	directory := slices.ContainsFunc(args, isDirectory)
	switch {
	case j.account != "" && !accountNumber.MatchString(j.account):
		return errorf("it has twelve digits", "--account %q is not the number of an account", j.account)
	case directory && j.source != "":
		return errorf("name the directory alone", "--source is the source of a plan, and a directory is its own")
	case !directory && j.source == "" && j.root != "":
		return errorf("name a directory, or the folder of the plan's files with --source", "--root is the folder around a configuration, and none is given")
	case !directory && j.source == "" && j.openTofu:
		return errorf("name a directory, or the folder of the plan's files with --source", "--opentofu says who reads the files of a configuration, and none is given")
	case !directory && (len(j.given) > 0 || j.account != ""):
		return errorf("a plan knows them already", "--var, --var-file and --account are for a directory, and none is given")
	}
	return nil
}

// environmentPrefix begins the names of the environment's variables that give root variables their values.
const environmentPrefix = "TF_VAR_"

// directory is what a configuration is evaluated with beside its files. Here, and nowhere further in, the environment is read.
func (r *reader) directory() source.DirectoryOptions {
	environment := map[string]string{}
	for _, entry := range os.Environ() {
		name, value, _ := strings.Cut(entry, "=")
		if variable, ok := strings.CutPrefix(name, environmentPrefix); ok {
			environment[variable] = value
		}
	}
	return source.DirectoryOptions{
		Workspace: os.Getenv("TF_WORKSPACE"), Environment: environment, Given: r.judging.given, Account: r.judging.account, Root: r.judging.root, OpenTofu: r.judging.openTofu,
	}
}

// cases gives what there is to judge: the inputs as they are, or, of a directory that does not tell its account, each that
// it may be.
func (r *reader) cases(ctx context.Context, args []string, p *profile.Profile, now time.Time) ([]facts.Case, error) {
	o := facts.Options{Now: now, Principals: p.Principals(), SourceDir: r.judging.source, SourceRoot: r.judging.root, OpenTofu: r.judging.openTofu}
	if len(args) == 1 && isDirectory(args[0]) {
		r.progress.at("reading %s", placeOf(args[0]))
		cases, err := facts.Directory(ctx, args[0], r.directory(), r.options, o, p.Data())
		return cases, absent(err, args[0])
	}
	inputs, err := r.readAll(ctx, args)
	if err != nil {
		return nil, err
	}
	r.progress.at("reading key policies")
	f, err := facts.Build(inputs, o)
	return []facts.Case{{Inputs: inputs, Facts: f}}, err
}

// absent says of a directory without configuration what to name instead.
func absent(err error, path string) error {
	if errors.Is(err, source.ErrNoConfiguration) {
		return errorf("name the folder of the root module, or the JSON of a plan", "%s holds no .tf, .tf.json, .tofu or .tofu.json file", path)
	}
	return err
}

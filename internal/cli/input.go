package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// stdinName is the argument that stands for standard input.
const stdinName = "-"

// reader reads the plans and states that a command is given.
type reader struct {
	app       *app
	options   plan.Options
	allowExec bool // start terraform to read a binary plan
	progress  *progress
	judging   judging
}

// readAll reads every argument, in order.
func (r *reader) readAll(ctx context.Context, args []string) ([]*plan.Input, error) {
	var inputs []*plan.Input
	for _, path := range args {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r.progress.at("reading %s", placeOf(path))
		in, err := r.read(ctx, path)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

// checkPlaces says what is wrong with the arguments before anything slow is done.
func checkPlaces(args []string) error {
	seen := map[string]bool{}
	for _, path := range args {
		if seen[path] {
			return errorf("name it once", "%s is given twice", placeOf(path))
		}
		seen[path] = true
		if path == stdinName {
			continue
		}
		_, err := os.Stat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return errorf(makePlan, "there is no file %s", path)
		case err != nil:
			return fmt.Errorf("looking for an input: %w", err)
		}
	}
	return nil
}

// makePlan is how to make what is read.
const makePlan = "make it with: terraform plan -out=tfplan && terraform show -json tfplan > plan.json"

func placeOf(path string) string {
	if path == stdinName {
		return "standard input"
	}
	return path
}

func (r *reader) read(ctx context.Context, path string) (*plan.Input, error) {
	if isDirectory(path) {
		in, err := facts.ReadDirectory(path, r.directory(), r.options)
		return in, absent(err, path)
	}
	if path == stdinName {
		in, err := plan.Read(r.app.In, path, r.options)
		if errors.Is(err, plan.ErrBinary) {
			return nil, errorf("pipe the JSON instead: terraform show -json tfplan | keywright check -",
				"standard input holds a binary plan")
		}
		return in, explain(err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening an input: %w", err)
	}
	defer closing(f)
	in, err := plan.Read(f, path, r.options)
	if errors.Is(err, plan.ErrBinary) {
		return r.readBinary(ctx, path)
	}
	return in, explain(err)
}

// explain adds to a refused input what to do about it, and calls standard input by its name.
func explain(err error) error {
	var refused *plan.Error
	if !errors.As(err, &refused) {
		return err
	}
	named := *refused
	named.Path = placeOf(refused.Path)
	return withHint(&named, makePlan, "of a state: terraform show -json > state.json")
}

// closing closes what was only read: nothing can be lost.
func closing(c io.Closer) { _ = c.Close() }

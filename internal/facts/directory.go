package facts

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// Case is one of several ways in which what is judged may be so.
type Case struct {
	Inputs []*plan.Input
	Facts  Facts
	Name   string // in words, such as "in the account 123456789012"
}

// ReadDirectory reads a configuration in place of a plan. What comes of it is the input that a plan of it would be where
// nothing is there yet, as far as a directory tells; its facts want the same directory as their source.
func ReadDirectory(dir string, d source.DirectoryOptions, o plan.Options) (*plan.Input, error) {
	in, _, err := readDirectory(dir, d, o)
	return in, err
}

func readDirectory(dir string, d source.DirectoryOptions, o plan.Options) (*plan.Input, *source.Directory, error) {
	made, err := source.ReadDirectory(dir, d)
	if err != nil {
		return nil, nil, err
	}
	in, err := plan.Read(bytes.NewReader(made.Document), dir, o)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: what its configuration comes to cannot be judged: %w", dir, err)
	}
	in.Kind, in.SHA256 = plan.KindDirectory, made.SHA256
	in.Open, in.Notes, in.Workspace = made.Open, made.Notes, d.Workspace
	for _, g := range made.Going {
		in.Going = append(in.Going, plan.Going{Address: g.Address, Moved: g.Moved, Place: fmt.Sprintf("%s:%d", g.File, g.Line)})
	}
	in.Accounts = map[string]plan.Account{}
	for key, a := range made.Accounts {
		in.Accounts[key] = plan.Account{ID: a.ID, Partition: a.Partition}
	}
	in.Complete = len(in.Open) == 0
	return in, made, nil
}

// maxAccounts bounds how many accounts are tried.
const maxAccounts = 6

// Directory reads a configuration and gathers its facts, for each account that it may be for. What rules say turns on
// nothing but which of the accounts that are named somewhere it is, if any: so that each of these is one case, and one that
// is named nowhere is the first. Where the account is known there is one case, and where too many are named there is one
// without an account. The profile is anything that may name accounts beside the directory.
func Directory(ctx context.Context, dir string, d source.DirectoryOptions, po plan.Options, o Options, profile any) ([]Case, error) {
	o.SourceDir, o.SourceRoot = dir, d.Root
	one := func(account string) (Case, *source.Directory, error) {
		if err := ctx.Err(); err != nil {
			return Case{}, nil, err
		}
		with := d
		with.Account = account
		in, made, err := readDirectory(dir, with, po)
		if err != nil {
			return Case{}, nil, err
		}
		f, err := Build([]*plan.Input{in}, o)
		return Case{Inputs: []*plan.Input{in}, Facts: f, Name: "in the account " + account}, made, err
	}
	bare, made, err := one(d.Account)
	if err != nil || d.Account != "" || len(made.Shared) == 0 {
		return []Case{bare}, err
	}
	if account := concluded(bare.Facts, made.Shared); account != "" {
		known, _, err := one(account)
		return []Case{known}, err
	}
	named, err := numbers(made, bare.Facts, profile)
	if err != nil || len(named) > maxAccounts {
		return []Case{bare}, err
	}
	another := unnamed(named)
	var cases []Case
	for _, account := range append([]string{another}, named...) {
		c, _, err := one(account)
		if err != nil {
			return nil, err
		}
		cases = append(cases, c)
	}
	cases[0].Name = "in an account that is named nowhere"
	cases[0].Inputs[0].Notes = append(cases[0].Inputs[0].Notes, "the account that it works in is not told (--account does): "+
		another+" stands for one that is named nowhere"+tried(named))
	return cases, nil
}

func tried(named []string) string {
	if len(named) == 0 {
		return ""
	}
	return ", and what is decided holds in " + strings.Join(named, ", ") + " as well"
}

// concluded is the account of the shared configurations where a policy tells it.
func concluded(f Facts, shared []string) string {
	for _, key := range shared {
		if account, ok := object(f["accounts"])[key].(string); ok {
			return account
		}
	}
	return ""
}

var twelveDigits = regexp.MustCompile(`\b[0-9]{12}\b`)

// numbers are all that may be those of accounts: in the files, in what comes of them, and in the profile.
func numbers(made *source.Directory, f Facts, profile any) ([]string, error) {
	found := map[string]bool{}
	for _, number := range made.Literals {
		found[number] = true
	}
	for _, part := range []any{json.RawMessage(made.Document), f["access"], f["resolved"], profile} {
		text, err := json.Marshal(part)
		if err != nil {
			return nil, fmt.Errorf("looking for accounts: %w", err)
		}
		for _, number := range twelveDigits.FindAll(text, 1000) {
			found[string(number)] = true
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// unnamed is a number that is none of these.
func unnamed(named []string) string {
	for i := 0; ; i++ {
		if number := fmt.Sprintf("%012d", i); !slices.Contains(named, number) {
			return number
		}
	}
}

package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"

	"github.com/open-policy-agent/opa/v1/ast"
	"golang.org/x/sync/errgroup"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
	"github.com/keywright/terraform-provider-keywright/policies"
)

// shareSize is how many resources of a plan are worth a share of their own in stage 1, and shareMost how many one share
// may have: what a share works out stays in memory until it is through, and the collector goes through all of it again and
// again.
const (
	shareSize = 100
	shareMost = 500
)

// inventory is stage 1: the rows of every input, merged.
func (e *Engine) inventory(ctx context.Context, inputs []*plan.Input, p *profile.Profile, f facts.Facts) (map[string]any, error) {
	asked := maps.Clone(map[string]any(f))
	delete(asked, "locations") // no rule asks where something stands
	delete(asked, "inputs")    // each has its own
	given, err := values(asked)
	if err != nil {
		return nil, err
	}
	if len(inputs) > 1 {
		given["several"] = true
	}
	parts := make([]map[string]any, len(inputs))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, input := range inputs {
		group.Go(func() error {
			own, err := values(f.Of(i))
			if err != nil {
				return err
			}
			mine := maps.Clone(given)
			maps.Copy(mine, own)
			if parts[i], err = e.rowsOfInput(ctx, input, p, mine); err != nil {
				return fmt.Errorf("%s: %w", input.Path, err)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return merge(parts, inputs), nil
}

// rowsOfInput gives the inventory of one input: as it is, and as it was where the input says so.
func (e *Engine) rowsOfInput(ctx context.Context, input *plan.Input, p *profile.Profile, given map[string]any) (map[string]any, error) {
	document, err := ast.InterfaceToValue(input.Document)
	if err != nil {
		return nil, err
	}
	now := question{input: document, profile: p.Data(), facts: given}
	before := now
	before.entry = policies.PriorDocument
	if before.input, err = e.bundle.ask(ctx, before); err != nil {
		return nil, err
	}
	if before.input == nil {
		return e.inShares(ctx, policies.Inventory, policies.Share, now)
	}
	var out, prior map[string]any
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		out, err = e.inShares(ctx, policies.Present, policies.PresentShare, now)
		return err
	})
	group.Go(func() (err error) {
		prior, err = e.inShares(ctx, policies.Prior, policies.PriorShare, before)
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	maps.Copy(out, prior)
	return out, nil
}

// inShares asks for rows. Those of keys are worked out in shares side by side, what is beside them with the first share.
func (e *Engine) inShares(ctx context.Context, whole, share string, q question) (map[string]any, error) {
	changes := resources(q.input)
	shares := make([]map[string]any, e.shares(changes))
	if len(shares) > 1 {
		q.memory = newMemory(e.bundle.common())
		if err := e.warm(ctx, share, q, changes); err != nil {
			return nil, err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range shares {
		group.Go(func() error {
			mine := q.part(i, len(shares))
			if mine.entry = share; i == 0 {
				mine.entry = whole
			}
			value, err := e.bundle.eval(ctx, mine)
			if err != nil {
				return err
			}
			rows, ok := value.(map[string]any)
			if !ok {
				return errors.New("the inventory is not an object")
			}
			shares[i] = rows
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	out := shares[0]
	for _, section := range []string{"keys", "prior_keys"} {
		for _, share := range shares[1:] {
			more, _ := share[section].([]any)
			if keys, ok := out[section].([]any); ok {
				out[section] = append(keys, more...)
			}
		}
	}
	return out, nil
}

// warm fills the memory with what one key asks for, so that not each share works it out for itself.
func (e *Engine) warm(ctx context.Context, share string, q question, changes int) error {
	first := q.part(changes-1, changes)
	first.entry = share
	_, err := e.bundle.ask(ctx, first)
	return err
}

// part is the question about one of several shares of the keys.
func (q question) part(index, of int) question {
	q.facts = maps.Clone(q.facts)
	q.facts["part"] = map[string]any{"index": index, "of": of}
	return q
}

// shares says into how many shares the keys among so many resources are split.
func (e *Engine) shares(resources int) int {
	return max(1, min(runtime.GOMAXPROCS(0), resources/e.shareSize), resources/e.shareMost)
}

// resources counts those of a plan or state.
func resources(document ast.Value) int {
	object, _ := document.(ast.Object)
	if object == nil {
		return 0
	}
	count := 0
	for _, member := range []string{"resource_changes", "resources"} {
		if list, ok := memberOf[*ast.Array](object, member); ok {
			count += list.Len()
		}
	}
	for _, member := range []string{"values", "root_module"} {
		if inner, ok := memberOf[ast.Object](object, member); ok {
			count += resources(inner)
		}
	}
	if modules, ok := memberOf[*ast.Array](object, "child_modules"); ok {
		modules.Foreach(func(module *ast.Term) { count += resources(module.Value) })
	}
	return count
}

func memberOf[T ast.Value](object ast.Object, name string) (T, bool) {
	var none T
	term := object.Get(ast.StringTerm(name))
	if term == nil {
		return none, false
	}
	value, ok := term.Value.(T)
	return value, ok
}

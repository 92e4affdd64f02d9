package kms

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Filter says which keys of a region are asked for. What is empty asks for nothing.
type Filter struct {
	AliasPrefix string
	States      []string
	Specs       []string
	Tags        map[string]string
}

// Unreadable is a key that could not be looked at, and why: what it is, nobody knows.
type Unreadable struct {
	ID     string
	Reason string
}

// ListKeys returns the customer's keys of a region that the filter lets through, with their tags and without their
// policies, in the order of their ids: two calls a key beside the lists of keys and of aliases, one where its state or
// spec decides. Keys of AWS are left out.
func (c *Client) ListKeys(ctx context.Context, regionName string, f Filter) ([]*Key, []Unreadable, error) {
	r := c.in(regionName)
	ids, err := r.keyIDs(ctx, "list keys")
	if err != nil {
		return nil, nil, err
	}
	var (
		mu      sync.Mutex
		found   []*Key
		unknown []Unreadable
	)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(sweepers)
	for _, id := range ids {
		aliases, err := r.aliases.of(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		if !f.named(aliases) {
			continue
		}
		group.Go(func() error {
			key, err := r.lookAt(ctx, id, f)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case IsNotFound(err): // it has gone since
			case code(err) == "AccessDeniedException":
				unknown = append(unknown, Unreadable{ID: id, Reason: message(err)})
			case err != nil:
				return err
			case key != nil:
				key.Aliases = aliases
				found = append(found, key)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, nil, err
	}
	slices.SortFunc(found, func(a, b *Key) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(unknown, func(a, b Unreadable) int { return cmp.Compare(a.ID, b.ID) })
	return found, unknown, nil
}

// named says that a key with these aliases may be asked for.
func (f *Filter) named(aliases []string) bool {
	if slices.ContainsFunc(aliases, func(alias string) bool { return strings.HasPrefix(alias, "aws/") }) {
		return false
	}
	return f.AliasPrefix == "" || slices.ContainsFunc(aliases, func(alias string) bool { return strings.HasPrefix(alias, f.AliasPrefix) })
}

// lookAt reads a key and its tags; nil where the filter does not let it through.
func (r *region) lookAt(ctx context.Context, id string, f Filter) (*Key, error) {
	key, err := r.describe(ctx, id)
	if err != nil {
		return nil, err
	}
	if key.Manager == "AWS" || (len(f.States) > 0 && !slices.Contains(f.States, key.State)) || (len(f.Specs) > 0 && !slices.Contains(f.Specs, key.Spec)) {
		return nil, nil
	}
	if key.Tags, err = r.tags(ctx, id); err != nil {
		return nil, explain(err, "read the tags of the key", key.ARN)
	}
	for name, value := range f.Tags {
		if live, ok := key.Tags[name]; !ok || live != value {
			return nil, nil
		}
	}
	return key, nil
}

package kms

import (
	"context"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
	"golang.org/x/sync/errgroup"
)

const (
	keyPage      = 1000 // the most keys KMS returns at once
	tagPage      = 50
	sweepers     = 8    // calls for tags under way at once
	sweepKeysMax = 5000 // keys without alias whose tags are read, at most
)

// sweepCache holds the keys without an alias that carry this state's ownership: unfinished work of earlier runs, and
// keys on their way out. Read once a process, at the first create in the region.
type sweepCache struct {
	region *region
	mu     sync.Mutex
	done   bool
	found  map[string][]string // alias they were made for → key ids
}

// unfinished returns the ids of keys without alias that were made for an alias. again reads the region anew.
func (s *sweepCache) unfinished(ctx context.Context, ownership, alias string, again bool) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.done || again {
		if again {
			s.region.aliases.forget()
		}
		found, err := s.region.orphans(ctx, ownership)
		if err != nil {
			return nil, err
		}
		s.found, s.done = found, true
	}
	return s.found[alias], nil
}

// orphans reads the region: every key, every alias, and the tags of the keys that have no alias.
func (r *region) orphans(ctx context.Context, ownership string) (map[string][]string, error) {
	named, err := r.aliases.named(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := r.keyIDs(ctx, "list keys (to look for unfinished work before a key is made)")
	if err != nil {
		return nil, err
	}
	bare := slices.DeleteFunc(ids, func(id string) bool { return named[id] })
	if len(bare) > sweepKeysMax {
		return nil, &Error{Kind: KindOther, Summary: "Too many keys without alias",
			Detail: "More than 5,000 keys of region " + r.name + " have no alias, so that this provider's own unfinished keys cannot be told from them in reasonable time. Remove keys that nobody uses."}
	}
	return r.ownedBy(ctx, bare, ownership)
}

// keyIDs lists the region's keys.
func (r *region) keyIDs(ctx context.Context, action string) ([]string, error) {
	var ids []string
	pages := awskms.NewListKeysPaginator(r.api, &awskms.ListKeysInput{Limit: aws.Int32(keyPage)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, explain(err, action, "region "+r.name)
		}
		for i := range page.Keys {
			ids = append(ids, aws.ToString(page.Keys[i].KeyId))
		}
	}
	return ids, nil
}

func (r *region) ownedBy(ctx context.Context, ids []string, ownership string) (map[string][]string, error) {
	var mu sync.Mutex
	found := map[string][]string{}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(sweepers)
	for _, id := range ids {
		group.Go(func() error {
			tags, err := r.tags(ctx, id)
			if code(err) == "AccessDeniedException" || code(err) == "NotFoundException" {
				return nil // another's key, or one that is gone: ours let us read their tags
			}
			if err != nil {
				return explain(err, "read the tags of a key without alias", id)
			}
			if tags[TagOwnership] == ownership && tags[TagAlias] != "" {
				mu.Lock()
				defer mu.Unlock()
				found[tags[TagAlias]] = append(found[tags[TagAlias]], id)
			}
			return nil
		})
	}
	return found, group.Wait()
}

// tags reads all tags of a key.
func (r *region) tags(ctx context.Context, id string) (map[string]string, error) {
	tags := map[string]string{}
	pages := awskms.NewListResourceTagsPaginator(r.api, &awskms.ListResourceTagsInput{KeyId: &id, Limit: aws.Int32(tagPage)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for i := range page.Tags {
			tags[aws.ToString(page.Tags[i].TagKey)] = aws.ToString(page.Tags[i].TagValue)
		}
	}
	return tags, nil
}

package kms

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
)

// aliasPage is the most aliases KMS returns at once.
const aliasPage = 100

// aliasCache is the region's whole list of aliases, read once and read again after somebody else may have written.
type aliasCache struct {
	region *region
	mu     sync.Mutex
	byName map[string]string          // name without "alias/" → key id; nil: not read
	byKey  map[string]map[string]bool // key id → names
}

// load reads the aliases where nobody has yet. Callers that come meanwhile wait for the one reader. The lock is held.
func (a *aliasCache) load(ctx context.Context) error {
	if a.byName != nil {
		return nil
	}
	found := map[string]string{}
	pages := awskms.NewListAliasesPaginator(a.region.api, &awskms.ListAliasesInput{Limit: aws.Int32(aliasPage)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return explain(err, "list aliases", "region "+a.region.name)
		}
		for i := range page.Aliases {
			found[strings.TrimPrefix(aws.ToString(page.Aliases[i].AliasName), "alias/")] = aws.ToString(page.Aliases[i].TargetKeyId)
		}
	}
	a.byName, a.byKey = map[string]string{}, map[string]map[string]bool{}
	for name, id := range found {
		a.set(name, id)
	}
	return nil
}

func (a *aliasCache) set(name, keyID string) {
	delete(a.byKey[a.byName[name]], name)
	delete(a.byName, name)
	if keyID == "" {
		return
	}
	a.byName[name] = keyID
	if a.byKey[keyID] == nil {
		a.byKey[keyID] = map[string]bool{}
	}
	a.byKey[keyID][name] = true
}

// forget makes the next reader read again.
func (a *aliasCache) forget() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.byName, a.byKey = nil, nil
}

// put notes what this process wrote, which saves reading everything again. An empty key id removes the name.
func (a *aliasCache) put(name, keyID string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.byName != nil {
		a.set(name, keyID)
	}
}

// target is the id of the key that has an alias, or empty.
func (a *aliasCache) target(ctx context.Context, name string) (string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.load(ctx); err != nil {
		return "", err
	}
	return a.byName[name], nil
}

// of returns the aliases of one key, sorted.
func (a *aliasCache) of(ctx context.Context, keyID string) ([]string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.load(ctx); err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(a.byKey[keyID])), nil
}

// named returns the ids of all keys that have an alias.
func (a *aliasCache) named(ctx context.Context) (map[string]bool, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.load(ctx); err != nil {
		return nil, err
	}
	ids := make(map[string]bool, len(a.byKey))
	for id, names := range a.byKey {
		ids[id] = len(names) > 0
	}
	return ids, nil
}

package kms

import (
	"context"
	"sort"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
)

// aliasPage is the most aliases KMS returns at once.
const aliasPage = 100

// aliasCache is the region's whole list of aliases, read once and read again after a write.
type aliasCache struct {
	region *region
	mu     sync.Mutex
	byName map[string]string // name without "alias/" → key id; nil: not read
}

// all returns the aliases, reading them where nobody has yet. Callers that come meanwhile wait for the one reader.
func (a *aliasCache) all(ctx context.Context) (map[string]string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.byName != nil {
		return a.byName, nil
	}
	found := map[string]string{}
	pages := awskms.NewListAliasesPaginator(a.region.api, &awskms.ListAliasesInput{Limit: aws.Int32(aliasPage)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, explain(err, "list aliases", "region "+a.region.name)
		}
		for i := range page.Aliases {
			name := strings.TrimPrefix(aws.ToString(page.Aliases[i].AliasName), "alias/")
			found[name] = aws.ToString(page.Aliases[i].TargetKeyId)
		}
	}
	a.byName = found
	return found, nil
}

// forget makes the next reader read again.
func (a *aliasCache) forget() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.byName = nil
}

// put notes what this process wrote, which saves reading everything again. An empty key id removes the name.
func (a *aliasCache) put(name, keyID string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.byName == nil {
		return
	}
	fresh := make(map[string]string, len(a.byName)+1) // readers hold the old map
	for n, id := range a.byName {
		fresh[n] = id
	}
	if keyID == "" {
		delete(fresh, name)
	} else {
		fresh[name] = keyID
	}
	a.byName = fresh
}

// of returns the aliases of one key, sorted.
func (a *aliasCache) of(ctx context.Context, keyID string) ([]string, error) {
	all, err := a.all(ctx)
	if err != nil {
		return nil, err
	}
	names := []string{}
	for name, id := range all {
		if id == keyID {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names, nil
}

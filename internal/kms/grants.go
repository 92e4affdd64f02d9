package kms

import (
	"context"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// grantPage is the most grants KMS returns at once.
const grantPage = 100

// Grant is a grant as the service tells it. A service that is the grantee, or retires the grant, stands where else an
// ARN stands.
type Grant struct {
	keypolicy.Grant
	Created time.Time // zero where the service does not tell
}

// Grants reads the grants of a key: one call for each hundred.
func (c *Client) Grants(ctx context.Context, regionName, id string) ([]keypolicy.Grant, error) {
	found, _, err := c.in(regionName).listGrants(ctx, &awskms.ListGrantsInput{KeyId: &id}, 0)
	var all []keypolicy.Grant
	for i := range found {
		all = append(all, found[i].Grant)
	}
	return all, err
}

// ReadGrant reads one grant; nil where it is not there. A key with at most a hundred grants is listed once for all of
// them; of a key with more each costs a call. again asks past what has been read.
func (c *Client) ReadGrant(ctx context.Context, regionName, keyID, grantID string, again bool) (*Grant, error) {
	r := c.in(regionName)
	if again {
		return r.oneGrant(ctx, keyID, grantID)
	}
	return r.grants.read(ctx, keyID, grantID)
}

// listGrants reads at most the given number of pages, all for 0, and says whether that was all.
func (r *region) listGrants(ctx context.Context, in *awskms.ListGrantsInput, most int) (found []Grant, whole bool, err error) {
	in.Limit = aws.Int32(grantPage)
	pages := awskms.NewListGrantsPaginator(r.api, in)
	for n := 0; pages.HasMorePages(); n++ {
		if most > 0 && n == most {
			return found, false, nil
		}
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, false, explainGrant(err, "list the grants of the key", aws.ToString(in.KeyId)+" in "+r.name)
		}
		for i := range page.Grants {
			found = append(found, grantOf(&page.Grants[i]))
		}
	}
	return found, true, nil
}

// oneGrant asks for a grant by its id, past every cache; nil where it is not there.
func (r *region) oneGrant(ctx context.Context, keyID, grantID string) (*Grant, error) {
	found, _, err := r.listGrants(ctx, &awskms.ListGrantsInput{KeyId: &keyID, GrantId: &grantID}, 0)
	switch {
	case code(err) == "InvalidGrantIdException":
		return nil, nil
	case err != nil:
		return nil, err
	}
	for i := range found { // whoever does not know the filter answers with all
		if found[i].ID == grantID {
			return &found[i], nil
		}
	}
	return nil, nil
}

func grantOf(g *types.GrantListEntry) Grant {
	out := Grant{Created: aws.ToTime(g.CreationDate), Grant: keypolicy.Grant{
		ID: aws.ToString(g.GrantId), Name: aws.ToString(g.Name), IssuingAccount: aws.ToString(g.IssuingAccount),
		GranteePrincipal:  orElse(aws.ToString(g.GranteePrincipal), aws.ToString(g.GranteeServicePrincipal)),
		RetiringPrincipal: orElse(aws.ToString(g.RetiringPrincipal), aws.ToString(g.RetiringServicePrincipal)),
	}}
	for _, operation := range g.Operations {
		out.Operations = append(out.Operations, string(operation))
	}
	if g.Constraints != nil {
		out.EncryptionContextEquals, out.EncryptionContextSubset = g.Constraints.EncryptionContextEquals, g.Constraints.EncryptionContextSubset
		out.SourceARN = aws.ToString(g.Constraints.SourceArn)
	}
	return out
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// grantCache holds the grants of the region's keys, read once and kept up with what this process writes.
type grantCache struct {
	region *region
	mu     sync.Mutex
	keys   map[string]*keyGrants // key id
}

// keyGrants are the grants of one key: the first page, or all.
type keyGrants struct {
	mu    sync.Mutex
	begun bool
	whole bool
	byID  map[string]*Grant
}

func newGrantCache(r *region) *grantCache {
	return &grantCache{region: r, keys: map[string]*keyGrants{}}
}

// of returns the cache of one key, however its id is written.
func (g *grantCache) of(keyID string) *keyGrants {
	if ref, err := ParseReference(keyID); err == nil {
		keyID = ref.ID
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.keys[keyID] == nil {
		g.keys[keyID] = &keyGrants{}
	}
	return g.keys[keyID]
}

func (g *grantCache) read(ctx context.Context, keyID, grantID string) (*Grant, error) {
	cached := g.of(keyID)
	cached.mu.Lock()
	defer cached.mu.Unlock()
	if !cached.begun {
		if err := g.load(ctx, cached, keyID, 1); err != nil {
			return nil, err
		}
	}
	if found := cached.byID[grantID]; found != nil || cached.whole {
		return found, nil
	}
	return g.region.oneGrant(ctx, keyID, grantID)
}

// named returns the grants of a key that have a name, from all of them.
func (g *grantCache) named(ctx context.Context, keyID, name string, again bool) ([]*Grant, error) {
	cached := g.of(keyID)
	cached.mu.Lock()
	defer cached.mu.Unlock()
	if !cached.whole || again {
		if err := g.load(ctx, cached, keyID, 0); err != nil {
			return nil, err
		}
	}
	var found []*Grant
	for _, grant := range cached.byID {
		if grant.Name == name {
			found = append(found, grant)
		}
	}
	return found, nil
}

// load reads a key's grants. The lock of cached is held.
func (g *grantCache) load(ctx context.Context, cached *keyGrants, keyID string, most int) error {
	found, whole, err := g.region.listGrants(ctx, &awskms.ListGrantsInput{KeyId: &keyID}, most)
	if err != nil {
		return err
	}
	cached.begun, cached.whole, cached.byID = true, whole, map[string]*Grant{}
	for i := range found {
		cached.byID[found[i].ID] = &found[i]
	}
	return nil
}

// put notes a grant that this process has made; drop, one that it has ended.
func (g *grantCache) put(keyID string, grant *Grant) {
	cached := g.of(keyID)
	cached.mu.Lock()
	defer cached.mu.Unlock()
	if cached.begun {
		cached.byID[grant.ID] = grant
	}
}

func (g *grantCache) drop(keyID, grantID string) {
	cached := g.of(keyID)
	cached.mu.Lock()
	defer cached.mu.Unlock()
	delete(cached.byID, grantID)
}

package kms

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// Client talks to KMS in every region with one set of credentials. It is safe for concurrent use.
type Client struct {
	config  Config
	aws     aws.Config
	caller  Caller
	mu      sync.Mutex
	regions map[string]*region
	journal *journal
	now     func() time.Time
}

// Caller is who the credentials belong to. All empty where nobody was asked.
type Caller struct {
	ARN     string
	Account string
}

// Readable says that the ARN is one that IAM policies can name: a user, a role, a role's session, or the root user.
func (c Caller) Readable() bool {
	a, err := arn.Parse(c.ARN)
	if err != nil {
		return false
	}
	return (a.Service == "iam" && (a.Resource == "root" || strings.HasPrefix(a.Resource, "user/") || strings.HasPrefix(a.Resource, "role/"))) ||
		(a.Service == "sts" && (strings.HasPrefix(a.Resource, "assumed-role/") || strings.HasPrefix(a.Resource, "federated-user/")))
}

// region is what the client knows of one region. Its caches live as long as the process: one plan or one apply.
type region struct {
	name    string
	custom  bool // an endpoint of one's own choosing, perhaps no AWS
	api     *awskms.Client
	aliases *aliasCache
	sweep   *sweepCache
	grants  *grantCache
	held    *holder
}

func newClient(c Config, cfg aws.Config) *Client {
	return &Client{config: c, aws: cfg, regions: map[string]*region{}, journal: &journal{directory: c.Journal}, now: time.Now}
}

// Region is the provider's own region.
func (c *Client) Region() string { return c.aws.Region }

// Caller is who the credentials belong to.
func (c *Client) Caller() Caller { return c.caller }

// Ownership is this state's name, or empty where none is configured.
func (c *Client) Ownership() string { return c.config.Ownership }

func (c *Client) in(name string) *region {
	if name == "" {
		name = c.aws.Region
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if r, ok := c.regions[name]; ok {
		return r
	}
	custom := false
	api := awskms.NewFromConfig(c.aws, func(o *awskms.Options) {
		o.Region = name
		if c.config.KMSEndpoint != "" {
			o.BaseEndpoint = aws.String(c.config.KMSEndpoint)
		}
		custom = o.BaseEndpoint != nil
		if !custom { // which has quotas of its own
			o.APIOptions = append(o.APIOptions, newPacer().middleware)
		}
	})
	r := &region{name: name, custom: custom, api: api, held: newHolder()}
	r.aliases = &aliasCache{region: r}
	r.sweep = &sweepCache{region: r}
	r.grants = newGrantCache(r)
	c.regions[name] = r
	return r
}

// identify asks STS who the caller is, unless the configuration says not to.
func (c *Client) identify(ctx context.Context) error {
	if c.config.SkipRequestingAccountID {
		return nil
	}
	api := sts.NewFromConfig(c.aws, func(o *sts.Options) {
		if c.config.STSEndpoint != "" {
			o.BaseEndpoint = aws.String(c.config.STSEndpoint)
		}
	})
	out, err := api.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		if c.config.SkipCredentials {
			return nil
		}
		return explain(err, "ask who the caller is", "the configured credentials")
	}
	c.caller = Caller{ARN: aws.ToString(out.Arn), Account: aws.ToString(out.Account)}
	return nil
}

// holder notes which names (aliases of keys, names of grants) this process has given out, so that two resources with one
// name cannot share a key or a grant, and what it has itself ended, so that a replacement does not stumble over its
// predecessor.
type holder struct {
	mu      sync.Mutex
	aliases map[string]bool // and names of grants, which begin with a space
	deleted map[string]bool // ids of keys and grants
	keys    map[string]bool // and grants: made or taken up by this process
}

func newHolder() *holder {
	return &holder{aliases: map[string]bool{}, deleted: map[string]bool{}, keys: map[string]bool{}}
}

// keep notes a key or grant that this process has made or taken up.
func (h *holder) keep(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.keys[id] = true
}

func (h *holder) kept(id string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.keys[id]
}

// take claims a name; false where this process has claimed it already.
func (h *holder) take(alias string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.aliases[alias] {
		return false
	}
	h.aliases[alias] = true
	return true
}

func (h *holder) release(alias string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.aliases, alias)
}

func (h *holder) bury(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.deleted[id] = true
}

func (h *holder) buried(id string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.deleted[id]
}

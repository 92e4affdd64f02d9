package localkms

import (
	"regexp"
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

var (
	accountForm  = regexp.MustCompile(`^[0-9]{12}$`)
	keyIDForm    = regexp.MustCompile(`^(mrk-[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$`)
	aliasForm    = regexp.MustCompile(`^alias/[A-Za-z0-9/_-]+$`)
	resourceForm = regexp.MustCompile(`^arn:(aws[a-z-]*):kms:([a-z0-9-]+):([0-9]{12}):((key|alias)/.+)$`)
)

func isAccount(s string) bool { return accountForm.MatchString(s) }

// partition is the ARN partition of a region.
func partition(region string) string {
	if known, ok := data.RegionNamed(region); ok {
		return known.Partition
	}
	return "aws"
}

// checkRegion refuses regions that AWS does not have, where a request would find no service.
func checkRegion(region string) error {
	if _, ok := data.RegionNamed(region); !ok {
		return unsupported("the Region %s: it is not in the table of Regions", region)
	}
	return nil
}

// arn makes the ARN of a key ("key/…") or alias ("alias/…").
func arn(account, region, resource string) string {
	return "arn:" + partition(region) + ":kms:" + region + ":" + account + ":" + resource
}

// which says what may name a key in a request.
type which bool

const (
	keyOnly which = false // key id or key ARN
	orAlias which = true  // alias name and alias ARN too
)

// find returns the key that a KeyId names.
func (c *call) find(field, ref string, may which) (*key, error) {
	if err := required(field, ref); err != nil {
		return nil, err
	}
	if len(ref) > 2048 {
		return nil, invalid(field, ref[:64]+"…", "Member must have length less than or equal to 2048")
	}
	if strings.HasPrefix(ref, "arn:") {
		return c.findARN(ref, may)
	}
	if strings.HasPrefix(ref, "alias/") && may == orAlias {
		return c.findAlias(arn(c.account, c.region, ref))
	}
	if !keyIDForm.MatchString(ref) {
		return nil, fail("NotFoundException", "Invalid keyId '%s'", ref)
	}
	return c.findKey(arn(c.account, c.region, "key/"+ref))
}

func (c *call) findARN(ref string, may which) (*key, error) {
	parts := resourceForm.FindStringSubmatch(ref)
	if parts == nil {
		return nil, fail("InvalidArnException", "%s is not a valid KMS ARN.", ref)
	}
	if parts[2] != c.region || parts[1] != partition(c.region) {
		return nil, fail("NotFoundException", "Invalid arn %s", parts[2])
	}
	if parts[5] == "key" {
		return c.findKey(ref)
	}
	if may == keyOnly {
		return nil, fail("InvalidArnException", "%s is an alias; this operation takes a key ID or key ARN.", ref)
	}
	return c.findAlias(ref)
}

func (c *call) findKey(arn string) (*key, error) {
	if k := c.state.Keys[arn]; k != nil {
		return k, nil
	}
	return nil, notFoundKey(arn)
}

func (c *call) findAlias(arn string) (*key, error) {
	a := c.state.Aliases[arn]
	if a == nil {
		return nil, notFoundAlias(arn)
	}
	return c.state.Keys[a.Target], nil
}

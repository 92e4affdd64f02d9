package kms

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
)

// Reference is a key as a person names it: ID is a key id or "alias/NAME"; Region is empty for the provider's own.
type Reference struct {
	ID     string
	Region string
}

// ParseReference reads KEY-ID, KEY-ID@REGION, an ARN of a key or alias, alias/NAME or alias/NAME@REGION.
func ParseReference(text string) (Reference, error) {
	if strings.HasPrefix(text, "arn:") {
		a, err := arn.Parse(text)
		if err != nil || a.Service != "kms" {
			return Reference{}, fmt.Errorf("%q is not the ARN of a KMS key or alias", text)
		}
		if id, ok := strings.CutPrefix(a.Resource, "key/"); ok && id != "" {
			return Reference{ID: id, Region: a.Region}, nil
		}
		if strings.HasPrefix(a.Resource, "alias/") {
			return Reference{ID: a.Resource, Region: a.Region}, nil
		}
		return Reference{}, fmt.Errorf("%q is not the ARN of a KMS key or alias", text)
	}
	id, region, at := strings.Cut(text, "@")
	if id == "" || id == "alias/" || (at && region == "") || strings.ContainsAny(id, " \t\n") {
		return Reference{}, fmt.Errorf("%q names no key: write KEY-ID, KEY-ID@REGION, an ARN, alias/NAME or alias/NAME@REGION", text)
	}
	return Reference{ID: id, Region: region}, nil
}

// Find resolves a reference to the key's own id and region, following an alias: one call.
func (c *Client) Find(ctx context.Context, text string) (*Key, error) {
	ref, err := ParseReference(text)
	if err != nil {
		return nil, &Error{Kind: KindConfiguration, Summary: "Malformed key reference", Detail: err.Error() + "."}
	}
	if ref.Region != "" && !c.config.SkipRegionValidation {
		if err := ValidateRegion(ref.Region); err != nil {
			return nil, err
		}
	}
	return c.Describe(ctx, ref.Region, ref.ID)
}

// CheckRegion refuses a region nobody knows, unless the configuration says not to look.
func (c *Client) CheckRegion(region string) error {
	if c.config.SkipRegionValidation {
		return nil
	}
	return ValidateRegion(region)
}

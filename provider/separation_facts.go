package provider

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// keyFacts is what is known of one key of a separation. What is empty is not known.
type keyFacts struct {
	id      string // replicas of one key share it
	alias   string
	region  string
	account string
	policy  *keypolicy.Document
	grants  []keypolicy.Grant // asked for at apply only: a refresh has one call a key
}

// violation is one way in which two keys are not separate, or, where open is set, in which that cannot be excluded.
type violation struct {
	at              path.Path
	summary, detail string
	open            bool
}

// planned is what the plan knows of the keys.
func (m *separationModel) planned(ctx context.Context, s *session, diags *diag.Diagnostics) map[string]keyFacts {
	facts := map[string]keyFacts{}
	keys := readKeys(ctx, m.Keys, diags)
	for name := range keys {
		key := keys[name]
		f := keyFacts{alias: key.Alias.ValueString(), region: key.Region.ValueString(), id: key.KeyID.ValueString()}
		if a, err := arn.Parse(key.ARN.ValueString()); err == nil {
			f.region, f.account = a.Region, a.AccountID
			f.id = strings.TrimPrefix(a.Resource, "key/")
		} else if f.region == "" && !key.Region.IsUnknown() && !key.ARN.IsUnknown() {
			f.region = s.region
		}
		f.policy, _ = keypolicy.Parse(key.Policy.ValueString()) // unreadable is not known
		if key.Policy.ValueString() == "" {
			f.policy = nil
		}
		facts[name] = f
	}
	return facts
}

// live asks KMS for the keys: their identity where whole is set or nothing else is asked, their policy where users or
// administrators shall be distinct.
func (m *separationModel) live(ctx context.Context, s *session, whole bool, diags *diag.Diagnostics) map[string]keyFacts {
	facts := m.planned(ctx, s, diags)
	keys := readKeys(ctx, m.Keys, diags)
	policies := !m.DistinctUsers.IsNull() || !m.DistinctAdministrators.IsNull()
	for _, name := range sortedKeys(keys) {
		ref, f := keys[name], facts[name]
		at, err := ref.resolve(ctx, s)
		if err == nil && (whole || !policies) {
			err = f.identify(ctx, s, at)
		}
		if err == nil && policies {
			err = f.read(ctx, s, at, whole)
		}
		if kms.IsNotFound(err) && !whole {
			delete(facts, name) // its own resource says so
			continue
		}
		if err != nil {
			addKeyError(diags, name, err)
			continue
		}
		facts[name] = f
	}
	return facts
}

func (f *keyFacts) identify(ctx context.Context, s *session, at keyAt) error {
	key, err := s.client.Describe(ctx, at.region, at.id)
	if err != nil {
		return err
	}
	f.id, f.region, f.account = key.ID, key.Region, key.Account
	return nil
}

func (f *keyFacts) read(ctx context.Context, s *session, at keyAt, grants bool) error {
	text, err := s.client.Policy(ctx, at.region, at.id)
	if err != nil {
		return err
	}
	f.policy, err = keypolicy.Parse(text)
	if err != nil {
		return &kms.Error{Kind: kms.KindOther, Summary: "Unreadable key policy", Detail: sentence(err) + " Until it can be read, nobody can say who uses the key."}
	}
	if grants {
		f.grants, err = s.client.Grants(ctx, at.region, at.id)
	}
	return err
}

// compare holds every key against every other, and the named ones in what is asked of them.
func (m *separationModel) compare(ctx context.Context, facts map[string]keyFacts, diags *diag.Diagnostics) []violation {
	var found []violation
	names := sortedKeys(facts)
	for i, one := range names {
		for _, other := range names[i+1:] {
			if why := sameKey(facts[one], facts[other]); why != "" {
				found = append(found, violation{path.Root("keys").AtMapKey(other), "Not separate keys", fmt.Sprintf("%q and %q are one key: %s.", one, other, why), false})
			}
		}
	}
	for _, demand := range []struct {
		attribute string
		names     []string
		differ    func(a, b keyFacts) (why string, open bool)
	}{
		{"distinct_regions", stringSet(ctx, m.DistinctRegions, diags), func(a, b keyFacts) (string, bool) { return equal("both live in", a.region, b.region), false }},
		{"distinct_accounts", stringSet(ctx, m.DistinctAccounts, diags), func(a, b keyFacts) (string, bool) { return equal("both live in account", a.account, b.account), false }},
		{"distinct_administrators", stringSet(ctx, m.DistinctAdministrators, diags), func(a, b keyFacts) (string, bool) { return shared(a, b, managing) }},
		{"distinct_users", stringSet(ctx, m.DistinctUsers, diags), func(a, b keyFacts) (string, bool) { return shared(a, b, using) }},
	} {
		for _, name := range demand.names {
			for _, other := range names {
				if _, there := facts[name]; !there || other == name || (other < name && slices.Contains(demand.names, other)) {
					continue // a pair that both names ask for is told once
				}
				switch why, open := demand.differ(facts[name], facts[other]); {
				case open:
					found = append(found, violation{path.Root(demand.attribute), "Perhaps not separate", fmt.Sprintf("Whether %q and %q are separate as %s asks cannot be told from their policies: %s.", name, other, demand.attribute, why), true})
				case why != "":
					found = append(found, violation{path.Root(demand.attribute), "Keys not separate", fmt.Sprintf("%q and %q are not separate as %s asks: %s.", name, other, demand.attribute, why), false})
				}
			}
		}
	}
	return found
}

func sameKey(a, b keyFacts) string {
	switch {
	case a.id != "" && a.id == b.id && a.region == b.region:
		return "both are " + a.id
	case a.id != "" && a.id == b.id && strings.HasPrefix(a.id, "mrk-"):
		return "one is a replica of the other and holds the same key material (" + a.id + ")"
	case a.id == "" && a.alias != "" && a.alias == b.alias && a.region != "" && a.region == b.region:
		return "both have alias/" + a.alias + " in " + a.region
	}
	return ""
}

func equal(words, a, b string) string {
	if a == "" || a != b {
		return ""
	}
	return words + " " + a
}

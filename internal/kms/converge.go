package kms

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

const (
	freshAttempts  = 7 // how often a call is repeated while a key just made is not visible: about eleven seconds in all
	verifyAttempts = 5 // how often a policy just written is read before the reader gives up waiting for it
)

// UpdateKey changes what differs between the live key and what is wanted, and returns the key.
func (c *Client) UpdateKey(ctx context.Context, id string, w *Want) (*Key, error) {
	r := c.in(w.Region)
	var key *Key
	err := whileFresh(ctx, func() (err error) {
		key, err = c.ReadKey(ctx, r.name, id)
		return err
	})
	if err != nil {
		return nil, err
	}
	if key.Leaving() {
		if w.OnPendingDeletion != PendingRestore {
			return nil, PendingDeletionError(key)
		}
		if err := r.restore(ctx, key); err != nil {
			return nil, err
		}
	}
	if err := r.settle(ctx, key); err != nil {
		return nil, err
	}
	if err := r.putPolicy(ctx, key, w, c.principalWait()); err != nil {
		return nil, err
	}
	if err := r.aliasAs(ctx, key, w); err != nil { // before the tags say so: another key may have it
		return nil, err
	}
	if err := c.converge(ctx, r, key, w); err != nil {
		return nil, err
	}
	return key, c.promote(ctx, r, key, w)
}

// converge writes what differs: the policy before the key is enabled, and material while it is, for a disabled key does
// not rotate to it; the alias last. key is brought up to date.
func (c *Client) converge(ctx context.Context, r *region, key *Key, w *Want) error {
	for _, step := range []func(context.Context, *Key, *Want) error{
		func(ctx context.Context, k *Key, w *Want) error { return r.putPolicy(ctx, k, w, c.principalWait()) },
		r.describeAs, r.retag, r.enable,
		func(ctx context.Context, k *Key, w *Want) error { return c.importMaterial(ctx, r, k, w) },
		r.disable, r.aliasAs, r.dropFormer,
	} {
		if err := step(ctx, key, w); err != nil {
			return err
		}
	}
	return nil
}

// write sends one mutating call and explains what KMS answers.
func write(ctx context.Context, action, subject string, send func(context.Context) error) error {
	return explain(writeFresh(ctx, send), action, subject)
}

// writeFresh sends one mutating call, repeating it while the key, perhaps just made, is not visible.
func writeFresh(ctx context.Context, send func(context.Context) error) error {
	for attempt := 0; ; attempt++ {
		call, done, err := finishing(ctx)
		if err != nil {
			return err
		}
		err = send(call)
		done()
		if code(err) != "NotFoundException" || attempt >= freshAttempts {
			return err
		}
		if err := Backoff(ctx, attempt); err != nil {
			return err
		}
	}
}

// whileFresh repeats a read while the key, perhaps just made, is not visible.
func whileFresh(ctx context.Context, read func() error) error {
	for attempt := 0; ; attempt++ {
		err := read()
		if !IsNotFound(err) || attempt >= freshAttempts {
			return err
		}
		if Backoff(ctx, attempt) != nil {
			return err
		}
	}
}

func (r *region) putPolicy(ctx context.Context, key *Key, w *Want, wait time.Duration) error {
	if keypolicy.Equal(key.Policy, w.Policy) {
		return nil
	}
	err := whilePrincipalsAppear(ctx, wait, func() error {
		return writeFresh(ctx, func(call context.Context) error {
			_, err := r.api.PutKeyPolicy(call, &awskms.PutKeyPolicyInput{KeyId: &key.ID, PolicyName: aws.String(defaultPolicy), Policy: &w.Policy})
			return err
		})
	})
	if err != nil {
		return policyError(err, w.Policy, "write the policy of the key", key.ARN)
	}
	key.Policy = w.Policy
	return r.verifyPolicy(ctx, key)
}

// verifyPolicy reads until the policy just written is the one that is read, so that the next plan does not see the
// former one; sessions that KMS has made roles of are noted. A policy that it has rewritten otherwise stays different;
// that is for the next plan to show.
func (r *region) verifyPolicy(ctx context.Context, key *Key) error {
	rewritten, named, _ := keypolicy.SessionsAsRoles(key.Policy) // a policy that cannot be read equals only itself
	for attempt := range verifyAttempts {
		live, err := r.policy(ctx, key.ID)
		if (err != nil && !IsNotFound(err)) || keypolicy.Equal(live, key.Policy) { // one just made may not be there yet
			return err
		}
		if named && keypolicy.Equal(live, rewritten) {
			key.Rewritten = true
			return nil
		}
		if err := Backoff(ctx, attempt); err != nil {
			return err
		}
	}
	return nil
}

func (r *region) describeAs(ctx context.Context, key *Key, w *Want) error {
	if key.Description == w.Description {
		return nil
	}
	err := write(ctx, "describe the key", key.ARN, func(call context.Context) error {
		_, err := r.api.UpdateKeyDescription(call, &awskms.UpdateKeyDescriptionInput{KeyId: &key.ID, Description: &w.Description})
		return err
	})
	if err == nil {
		key.Description = w.Description
	}
	return err
}

func (r *region) retag(ctx context.Context, key *Key, w *Want) error {
	set, drop := map[string]string{}, []string{}
	for name, value := range w.Tags {
		if live, ok := key.Tags[name]; !ok || live != value {
			set[name] = value
		}
	}
	for name := range key.Tags {
		if _, wanted := w.Tags[name]; !wanted && !w.keeps(name) {
			drop = append(drop, name)
		}
	}
	return r.writeTags(ctx, key, set, drop)
}

// keeps says that a tag is not this resource's to remove.
func (w *Want) keeps(name string) bool {
	return name == TagRotation || strings.HasPrefix(name, "aws:") || (w.KeepTag != nil && w.KeepTag(name))
}

func (r *region) writeTags(ctx context.Context, key *Key, set map[string]string, drop []string) error {
	if len(drop) > 0 {
		slices.Sort(drop)
		err := write(ctx, "remove tags of the key", key.ARN, func(call context.Context) error {
			_, err := r.api.UntagResource(call, &awskms.UntagResourceInput{KeyId: &key.ID, TagKeys: drop})
			return err
		})
		if err != nil {
			return err
		}
	}
	if len(set) > 0 {
		err := write(ctx, "tag the key", key.ARN, func(call context.Context) error {
			_, err := r.api.TagResource(call, &awskms.TagResourceInput{KeyId: &key.ID, Tags: tagList(set)})
			return err
		})
		if err != nil {
			return err
		}
	}
	tags := maps.Clone(key.Tags)
	if tags == nil {
		tags = map[string]string{}
	}
	maps.Copy(tags, set)
	for _, name := range drop {
		delete(tags, name)
	}
	key.Tags = tags
	return nil
}

// enable brings the key into use. A key that waits for its material is neither enabled nor disabled.
func (r *region) enable(ctx context.Context, key *Key, w *Want) error {
	if !w.Enabled || key.State != StateDisabled {
		return nil
	}
	err := write(ctx, "enable the key", key.ARN, func(call context.Context) error {
		_, err := r.api.EnableKey(call, &awskms.EnableKeyInput{KeyId: &key.ID})
		return err
	})
	if err == nil {
		key.State = StateEnabled
	}
	return err
}

// disable takes it out of use.
func (r *region) disable(ctx context.Context, key *Key, w *Want) error {
	if w.Enabled || key.State != StateEnabled {
		return nil
	}
	err := write(ctx, "disable the key", key.ARN, func(call context.Context) error {
		_, err := r.api.DisableKey(call, &awskms.DisableKeyInput{KeyId: &key.ID})
		return err
	})
	if err == nil {
		key.State = StateDisabled
	}
	return err
}

func (r *region) aliasAs(ctx context.Context, key *Key, w *Want) error {
	if !slices.Contains(key.Aliases, w.Alias) {
		if err := r.aliasWhenVisible(ctx, w.Alias, key); err != nil {
			return err
		}
		key.Aliases = append(key.Aliases, w.Alias)
		slices.Sort(key.Aliases)
	}
	return nil
}

// dropFormer removes the alias that the key had before it was renamed.
func (r *region) dropFormer(ctx context.Context, key *Key, w *Want) error {
	if w.FormerAlias != "" && w.FormerAlias != w.Alias && slices.Contains(key.Aliases, w.FormerAlias) {
		if err := r.dropAlias(ctx, w.FormerAlias, key); err != nil {
			return err
		}
		key.Aliases = slices.DeleteFunc(key.Aliases, func(name string) bool { return name == w.FormerAlias })
	}
	return nil
}

func (r *region) aliasWhenVisible(ctx context.Context, name string, key *Key) error {
	for attempt := 0; ; attempt++ {
		err := r.alias(ctx, name, key)
		if !IsNotFound(err) || attempt >= freshAttempts {
			return err
		}
		if err := Backoff(ctx, attempt); err != nil {
			return err
		}
	}
}

func (r *region) dropAlias(ctx context.Context, name string, key *Key) error {
	call, done, err := finishing(ctx)
	if err != nil {
		return err
	}
	defer done()
	_, err = r.api.DeleteAlias(call, &awskms.DeleteAliasInput{AliasName: aws.String("alias/" + name)})
	if err != nil && code(err) != "NotFoundException" {
		return explain(err, "delete alias/"+name, key.ARN)
	}
	r.aliases.put(name, "")
	return nil
}

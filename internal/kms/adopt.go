package kms

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
)

// findOwn returns this state's key for the alias, if an earlier run made one and did not live to say so; nil where a
// new key is to be made. A key of somebody else is never taken.
func (c *Client) findOwn(ctx context.Context, r *region, w *Want) (*Key, error) {
	ids, err := r.sweep.unfinished(ctx, c.config.Ownership, w.Alias, false)
	if err != nil {
		return nil, err
	}
	id, err := r.aliases.target(ctx, w.Alias)
	if err != nil {
		return nil, err
	}
	if id != "" {
		return c.adoptFinished(ctx, r, w, id)
	}
	return c.adoptUnfinished(ctx, r, w, ids)
}

// adoptUnfinished chooses among keys that carry our ownership and the alias's name, but not the alias.
func (c *Client) adoptUnfinished(ctx context.Context, r *region, w *Want, ids []string) (*Key, error) {
	var live, leaving []*Key
	for _, id := range ids {
		if r.held.buried(id) {
			continue
		}
		key, err := r.describe(ctx, id)
		if IsNotFound(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if key.Leaving() {
			leaving = append(leaving, key)
		} else {
			live = append(live, key)
		}
	}
	switch {
	case len(live) > 1:
		return nil, &Error{Kind: KindMismatch, Summary: "Several unfinished keys",
			Detail: fmt.Sprintf("The keys %s in %s were all made for alias/%s by %q, and none has the alias. Nobody knows which one is in use: find out, then import it (terraform import ADDRESS KEY-ID@%s) and schedule the others for deletion.", arns(live), r.name, w.Alias, c.config.Ownership, r.name)}
	case len(live) == 1:
		return c.take(ctx, r, w, live[0])
	case len(leaving) > 0:
		return c.revive(ctx, r, w, leaving)
	}
	return nil, nil
}

// adoptFinished judges the key that has the alias.
func (c *Client) adoptFinished(ctx context.Context, r *region, w *Want, id string) (*Key, error) {
	key, err := r.describe(ctx, id)
	if err != nil {
		return nil, err
	}
	tags, err := r.tags(ctx, id)
	if err != nil && code(err) != "AccessDeniedException" {
		return nil, explain(err, "read the tags of the key", key.ARN)
	}
	key.Tags = tags
	owner := tags[TagOwnership]
	command := fmt.Sprintf("terraform import ADDRESS %s@%s", key.ID, r.name)
	switch {
	case owner == "":
		return nil, &Error{Kind: KindAlias, Attribute: "alias", Summary: "Alias in use",
			Detail: fmt.Sprintf("alias/%s in %s belongs to the key %s, which keywright did not make. If this resource shall take it over, import it: %s. Otherwise choose another alias.", w.Alias, r.name, key.ARN, command)}
	case owner != c.config.Ownership:
		return nil, &Error{Kind: KindOwnership, Attribute: "alias", Summary: "The key belongs to another state",
			Detail: fmt.Sprintf("alias/%s in %s belongs to the key %s, which %q owns; this state is %q. Choose another alias, or remove the key from the other state first and then import it here: %s.", w.Alias, r.name, key.ARN, owner, c.config.Ownership, command)}
	case key.Leaving() && r.held.buried(key.ID):
		return nil, nil
	case key.Leaving():
		return c.revive(ctx, r, w, []*Key{key})
	case tags[TagAlias] != w.Alias:
		return nil, &Error{Kind: KindAlias, Attribute: "alias", Summary: "Alias in use",
			Detail: fmt.Sprintf("alias/%s in %s is a further alias of the key %s, which this state made for alias/%s.", w.Alias, r.name, key.ARN, tags[TagAlias])}
	case c.age(key) > c.adoptWithin():
		return nil, &Error{Kind: KindOwnership, Attribute: "alias", Summary: "The key exists",
			Detail: fmt.Sprintf("alias/%s in %s belongs to the key %s, which this state (%q) made on %s: too long ago for a run that was cut short, so it may be another resource's. Import it: %s. Keys are taken up by themselves for %s after they were made (adopt_within).", w.Alias, r.name, key.ARN, owner, key.Created.UTC().Format(time.RFC3339), command, c.adoptWithin())}
	}
	return c.takeFinished(ctx, r, w, key)
}

func (c *Client) takeFinished(ctx context.Context, r *region, w *Want, key *Key) (*Key, error) {
	taken, err := c.take(ctx, r, w, key)
	if err == nil {
		taken.TakenUp = true
	}
	return taken, err
}

func (c *Client) age(key *Key) time.Duration { return c.now().Sub(key.Created) }

func (c *Client) adoptWithin() time.Duration {
	if c.config.AdoptWithin > 0 {
		return c.config.AdoptWithin
	}
	return DefaultAdoptWithin
}

// take adopts a live key of ours if it is what is wanted, and reads what converge will compare.
func (c *Client) take(ctx context.Context, r *region, w *Want, key *Key) (*Key, error) {
	if differences := immutable(key, w); len(differences) > 0 {
		return nil, &Error{Kind: KindMismatch, Summary: "The unfinished key is another kind of key",
			Detail: fmt.Sprintf("An earlier run of %q made %s for alias/%s, but %s. These cannot be changed. Declare the key as it is, or schedule it for deletion and apply again.", c.config.Ownership, key.ARN, w.Alias, strings.Join(differences, "; "))}
	}
	return c.ReadKey(ctx, r.name, key.ID)
}

// immutable lists what differs and cannot be mended. What the service does not tell counts as equal.
func immutable(key *Key, w *Want) []string {
	var found []string
	note := func(what, is, shall string) {
		if is != "" && is != shall {
			found = append(found, fmt.Sprintf("its %s is %s and shall be %s", what, is, shall))
		}
	}
	note("spec", key.Spec, w.Spec)
	note("usage", key.Usage, w.Usage)
	note("origin", key.Origin, w.Origin)
	note("key store", key.StoreID, w.StoreID)
	note("external key", key.XksKeyID, w.XksKeyID)
	if key.MultiRegion != nil {
		note("multi_region", fmt.Sprint(*key.MultiRegion), fmt.Sprint(w.MultiRegion))
	}
	return found
}

// revive does with a key on its way out what the resource says.
func (c *Client) revive(ctx context.Context, r *region, w *Want, leaving []*Key) (*Key, error) {
	switch {
	case w.OnPendingDeletion == PendingRecreate:
		return nil, nil
	case w.OnPendingDeletion != PendingRestore:
		return nil, PendingDeletionError(leaving[0])
	case len(leaving) > 1:
		return nil, &Error{Kind: KindPendingDeletion, Attribute: "on_pending_deletion", Summary: "Several keys pending deletion",
			Detail: fmt.Sprintf("The keys %s in %s were all made for alias/%s and are pending deletion; nobody knows which to restore. Restore one with kms:CancelKeyDeletion and import it, or set on_pending_deletion = \"recreate\".", arns(leaving), r.name, w.Alias)}
	}
	key, err := c.take(ctx, r, w, leaving[0])
	if err != nil {
		return nil, err
	}
	return key, r.restore(ctx, key)
}

// restore cancels the deletion. KMS leaves the key disabled; converge enables it after its policy is rewritten.
func (r *region) restore(ctx context.Context, key *Key) error {
	call, done, err := finishing(ctx)
	if err != nil {
		return err
	}
	defer done()
	if _, err := r.api.CancelKeyDeletion(call, &awskms.CancelKeyDeletionInput{KeyId: &key.ID}); err != nil {
		return explain(err, "cancel the deletion of the key", key.ARN)
	}
	key.State, key.DeletesAt = StateDisabled, nil
	return nil
}

// PendingDeletionError says that a key is on its way out and what the choices are.
func PendingDeletionError(key *Key) error {
	return &Error{Kind: KindPendingDeletion, Attribute: "on_pending_deletion", Summary: "The key is pending deletion",
		Detail: fmt.Sprintf("The key %s will be deleted %s, and with it everything it encrypts. Set on_pending_deletion = \"restore\" to keep it, or \"recreate\" to let it go and make a new key.", key.ARN, goesOn(key))}
}

// goesOn says when a key on its way out is deleted.
func goesOn(key *Key) string {
	if key.DeletesAt != nil {
		return "on " + key.DeletesAt.UTC().Format(time.RFC3339)
	}
	return "when its last replica is gone"
}

func arns(keys []*Key) string {
	var all []string
	for _, k := range keys {
		all = append(all, k.ARN)
	}
	return strings.Join(all, ", ")
}

// alias makes the alias point to the key. It is the commit record of a create.
func (r *region) alias(ctx context.Context, name string, key *Key) error {
	call, done, err := finishing(ctx)
	if err != nil {
		return err
	}
	defer done()
	full := "alias/" + name
	_, err = r.api.CreateAlias(call, &awskms.CreateAliasInput{AliasName: &full, TargetKeyId: &key.ID})
	if code(err) == "AlreadyExistsException" {
		return r.aliasTaken(ctx, name, key)
	}
	if err != nil {
		return explain(err, "create "+full, key.ARN)
	}
	r.aliases.put(name, key.ID)
	return nil
}

// aliasTaken accepts an alias that is there already if it names our key, and says whose it is if not. It may still
// name a key that this state gave up; then it is moved.
func (r *region) aliasTaken(ctx context.Context, name string, key *Key) error {
	r.aliases.forget()
	holder, err := r.describe(ctx, "alias/"+name)
	if err != nil {
		return err
	}
	if holder.ID == key.ID {
		r.aliases.put(name, key.ID)
		return nil
	}
	if !holder.Leaving() {
		return &Error{Kind: KindAlias, Attribute: "alias", Summary: "Alias in use",
			Detail: fmt.Sprintf("alias/%s in %s belongs to the key %s. Choose another alias, or remove it from that key.", name, r.name, holder.ARN)}
	}
	tags, err := r.tags(ctx, holder.ID)
	if err != nil || tags[TagOwnership] == "" || tags[TagOwnership] != key.Tags[TagOwnership] {
		return &Error{Kind: KindAlias, Attribute: "alias", Summary: "Alias in use", Err: err,
			Detail: fmt.Sprintf("alias/%s in %s belongs to the key %s, which is pending deletion and is not this state's. Its owner has to remove the alias.", name, r.name, holder.ARN)}
	}
	call, done, err := finishing(ctx)
	if err != nil {
		return err
	}
	defer done()
	if _, err := r.api.UpdateAlias(call, &awskms.UpdateAliasInput{AliasName: aws.String("alias/" + name), TargetKeyId: &key.ID}); err != nil {
		return explain(err, "move alias/"+name, key.ARN)
	}
	r.aliases.put(name, key.ID)
	return nil
}

package kms

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
)

// sourceOf reads the key that a replica is to be of, and refuses what cannot be replicated. It need not be the primary:
// which key of a set is, can change.
func (c *Client) sourceOf(ctx context.Context, r *region, w *Want) (*Key, error) {
	ref, err := ParseReference(w.ReplicaOf)
	if err != nil || ref.Region == "" || strings.HasPrefix(ref.ID, "alias/") {
		return nil, &Error{Kind: KindConfiguration, Attribute: "primary_key_arn", Summary: "Not the ARN of a key",
			Detail: fmt.Sprintf("%q is not the ARN of a KMS key. Give the arn of the multi-region key that is to be replicated.", w.ReplicaOf)}
	}
	refuse := func(summary, detail string) error {
		return &Error{Kind: KindMismatch, Attribute: "primary_key_arn", Summary: summary, Detail: detail}
	}
	if ref.Region == r.name {
		return nil, refuse("The replica is in the region of its key",
			fmt.Sprintf("The key %s is in %s itself. A replica lives in another region: set region.", w.ReplicaOf, r.name))
	}
	var source *Key
	err = whileFresh(ctx, func() error {
		source, err = c.in(ref.Region).describe(ctx, ref.ID)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case source.primaryRegion() == "":
		return nil, refuse("The key is of one region",
			fmt.Sprintf("The key %s was made without multi_region = true, which cannot be changed, and has no replicas.", source.ARN))
	case source.Leaving():
		return nil, PendingDeletionError(source)
	}
	if differences := immutable(source, w); len(differences) > 0 {
		return nil, refuse("The replica is declared as another kind of key",
			fmt.Sprintf("The key %s is not what this replica of it is declared to be: %s. Declare the replica as its key is.", source.ARN, strings.Join(differences, "; ")))
	}
	return source, nil
}

// findReplica returns the replica of the key in the region if this state made it and did not live to say so; nil where
// one is to be made. A region has one replica of a key, so that nothing has to be swept.
func (c *Client) findReplica(ctx context.Context, r *region, w *Want, source *Key) (*Key, error) {
	holder, err := r.aliases.target(ctx, w.Alias)
	if err != nil {
		return nil, err
	}
	if holder != "" && holder != source.ID && !r.held.buried(holder) {
		if err := r.refuseAlias(ctx, w.Alias, holder); err != nil {
			return nil, err
		}
	}
	key, err := r.describe(ctx, source.ID)
	if IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	copied := false
	key.Tags, err = r.tags(ctx, key.ID)
	if err == nil {
		copied, err = c.markCopy(ctx, w, key, source)
	}
	if err != nil && code(err) != "AccessDeniedException" {
		return nil, explain(err, "read the tags of the key", key.ARN)
	}
	return c.adoptReplica(ctx, r, w, key, holder == source.ID && !copied)
}

// markCopy takes a replica without tags for what this state left unfinished, if it is a key of ours copied as it stands, with
// its date of creation. So replicates a service that speaks KMS and drops the tags that it is given, as moto does. In AWS the
// tags come with the replica, which has a date of its own: without tags it is somebody else's.
func (c *Client) markCopy(ctx context.Context, w *Want, key, source *Key) (bool, error) {
	if !c.in(key.Region).custom || len(key.Tags) > 0 || key.Created.IsZero() || !key.Created.Equal(source.Created) {
		return false, nil
	}
	tags, err := c.in(source.Region).tags(ctx, source.ID)
	if err != nil || tags[TagOwnership] != c.config.Ownership {
		return false, err
	}
	key.Tags = map[string]string{TagOwnership: c.config.Ownership, TagAlias: w.Alias}
	return true, nil
}

func (r *region) refuseAlias(ctx context.Context, alias, holder string) error {
	other, err := r.describe(ctx, holder)
	if err != nil || other.Leaving() { // whose alias it is then is asked when it is taken
		return err
	}
	return &Error{Kind: KindAlias, Attribute: "alias", Summary: "Alias in use",
		Detail: fmt.Sprintf("alias/%s in %s belongs to the key %s. Choose another alias, or remove it from that key.", alias, r.name, other.ARN)}
}

// adoptReplica judges the replica that the region has already.
func (c *Client) adoptReplica(ctx context.Context, r *region, w *Want, key *Key, finished bool) (*Key, error) {
	owner := key.Tags[TagOwnership]
	command := fmt.Sprintf("terraform import ADDRESS %s@%s", key.ID, r.name)
	refuse := func(summary, detail string) error {
		return &Error{Kind: KindOwnership, Attribute: "region", Summary: summary, Detail: detail}
	}
	switch {
	case owner == "":
		return nil, refuse("The region has a replica already",
			fmt.Sprintf("%s has the replica %s, which keywright did not make, and a key has one replica in a region. If this resource shall take it over, import it: %s.", r.name, key.ARN, command))
	case owner != c.config.Ownership:
		return nil, refuse("The replica belongs to another state",
			fmt.Sprintf("%s has the replica %s, which %q owns; this state is %q, and a key has one replica in a region. Remove it from the other state first and then import it here: %s.", r.name, key.ARN, owner, c.config.Ownership, command))
	case key.Tags[TagAlias] != w.Alias:
		return nil, refuse("The replica has another alias",
			fmt.Sprintf("%s has the replica %s, which this state made for alias/%s, and this resource is alias/%s. A key has one replica in a region. If the resource was renamed, say so with a moved block; else import it: %s.", r.name, key.ARN, key.Tags[TagAlias], w.Alias, command))
	case key.Leaving():
		return c.reviveReplica(ctx, r, w, key)
	case finished && c.age(key) > c.adoptWithin():
		return nil, refuse("The replica exists",
			fmt.Sprintf("%s has the replica %s, which this state (%q) made on %s: too long ago for a run that was cut short, so it may be another resource's. Import it: %s. Keys are taken up by themselves for %s after they were made (adopt_within).", r.name, key.ARN, owner, key.Created.UTC().Format(time.RFC3339), command, c.adoptWithin()))
	case finished:
		return c.takeFinished(ctx, r, w, key)
	}
	return c.take(ctx, r, w, key)
}

// reviveReplica restores a replica on its way out where the resource says so. Another one cannot be made beside it.
func (c *Client) reviveReplica(ctx context.Context, r *region, w *Want, key *Key) (*Key, error) {
	switch w.OnPendingDeletion {
	case PendingRestore:
		key, err := c.take(ctx, r, w, key)
		if err != nil {
			return nil, err
		}
		return key, r.restore(ctx, key)
	case PendingRecreate:
		return nil, &Error{Kind: KindPendingDeletion, Attribute: "on_pending_deletion", Summary: "The replica is pending deletion",
			Detail: fmt.Sprintf("The replica %s will be deleted %s, and until then %s cannot have another one of the same key. Set on_pending_deletion = \"restore\", or wait.", key.ARN, goesOn(key), r.name)}
	}
	return nil, PendingDeletionError(key)
}

// replicate sends ReplicateKey once. Where the answer was lost it looks for the replica instead of sending again.
func (c *Client) replicate(ctx context.Context, r *region, w *Want, source *Key) (*Key, error) {
	out, err := c.in(source.primaryRegion()).sendReplicate(ctx, r.name, source.ID, w, c.principalWait())
	switch {
	case err == nil:
		key := r.key(out.ReplicaKeyMetadata)
		key.Policy, key.Tags = aws.ToString(out.ReplicaPolicy), map[string]string{}
		for _, tag := range out.ReplicaTags { // what the answer does not show is written
			key.Tags[aws.ToString(tag.TagKey)] = aws.ToString(tag.TagValue)
		}
		return key, nil
	case code(err) == "AlreadyExistsException", code(err) == "UnsupportedOperationException": // since it was looked for; the latter where it is the primary by now
		return c.awaitReplica(ctx, r, w, source, err)
	case refused(err) || unsent(err):
		return nil, policyError(err, w.Policy, "replicate the key", source.ARN+" in "+r.name)
	}
	if key := c.lookForReplica(ctx, r, w, source); key != nil {
		return key, nil
	}
	return nil, &Error{Kind: KindAmbiguous, Summary: "The answer to ReplicateKey was lost", Err: err,
		Detail: fmt.Sprintf("Nobody can say yet whether the replica of %s was made in %s. Apply once more in a minute: it is found and finished, or made if it is not there.", source.ARN, r.name)}
}

// awaitReplica returns a replica that is there and that reads may not see yet: a run that ended seconds ago made it.
func (c *Client) awaitReplica(ctx context.Context, r *region, w *Want, source *Key, refusal error) (*Key, error) {
	for attempt := 0; ; attempt++ {
		r.aliases.forget()
		if key, err := c.findReplica(ctx, r, w, source); key != nil || err != nil {
			return key, err
		}
		if attempt >= freshAttempts || Backoff(ctx, attempt) != nil {
			return nil, explain(refusal, "replicate the key", source.ARN+" in "+r.name)
		}
	}
}

func (r *region) sendReplicate(ctx context.Context, to, id string, w *Want, wait time.Duration) (*awskms.ReplicateKeyOutput, error) {
	in := &awskms.ReplicateKeyInput{KeyId: &id, ReplicaRegion: &to, Policy: &w.Policy, Description: aws.String(w.Description), Tags: tagList(w.Tags)}
	var out *awskms.ReplicateKeyOutput
	send := func() error {
		call, done, err := finishing(ctx)
		if err != nil {
			return err
		}
		defer done()
		out, err = r.api.ReplicateKey(call, in, func(o *awskms.Options) {
			o.Retryer = once(o.Retryer)
		})
		return err
	}
	for attempt := 0; ; attempt++ {
		err := whilePrincipalsAppear(ctx, wait, send)
		fresh := code(err) == "NotFoundException" && attempt < freshAttempts
		if (!fresh && !r.busy(ctx, id, err)) || Backoff(ctx, attempt) != nil {
			return out, err
		}
	}
}

// busy says that a call was refused because the key is being made or its set changes its primary, which passes.
func (r *region) busy(ctx context.Context, id string, err error) bool {
	if code(err) != "KMSInvalidStateException" {
		return false
	}
	key, err := r.describe(ctx, id)
	return err == nil && (key.State == StateCreating || key.State == StateUpdating)
}

// lookForReplica returns the replica that an unanswered call may have made, or nil. There was none before the call, so
// that one that carries no tags, since not every service that speaks KMS takes them along, is the call's too; one that
// carries another's is not.
func (c *Client) lookForReplica(ctx context.Context, r *region, w *Want, source *Key) *Key {
	look, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookWithin)
	defer cancel()
	for attempt := range verifyAttempts {
		key, err := r.describe(look, source.ID)
		if err == nil {
			key, err = c.ReadKey(look, r.name, key.ID)
		}
		if err == nil && !key.Leaving() && (len(key.Tags) == 0 || (key.Tags[TagOwnership] == c.config.Ownership && key.Tags[TagAlias] == w.Alias)) {
			return key
		}
		if err == nil || Backoff(look, attempt) != nil {
			return nil
		}
	}
	return nil
}

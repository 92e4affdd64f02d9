package kms

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
)

// DeleteKey schedules a key's deletion after days (7 to 30) and frees its alias. A key that is gone or on its way out
// already is no error. A key that this process has made or taken up is another resource's by now and is refused: with
// create_before_destroy a create may find the very key that is to go.
func (c *Client) DeleteKey(ctx context.Context, regionName, id, alias string, days int64) error {
	r := c.in(regionName)
	if r.held.kept(id) {
		return &Error{Kind: KindOwnership, Summary: "The key is in use by another resource of this run",
			Detail: fmt.Sprintf("The key %s was to be destroyed, and the same run has taken it up for another resource. It was left as it is. Do not use create_before_destroy on keys, whose alias only one can have.", id)}
	}
	key := &Key{ID: id, ARN: id}
	err := r.schedule(ctx, key, days)
	if IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return c.LetGo(ctx, regionName, id, alias)
}

// LetGo frees the alias of a key that is on its way out, for the key that comes in its place.
func (c *Client) LetGo(ctx context.Context, regionName, id, alias string) error {
	r := c.in(regionName)
	r.held.bury(id)
	r.held.release(alias)
	c.journal.drop(c.noteOf(r, alias))
	target, err := r.aliases.target(ctx, alias)
	if err != nil || target != id {
		return err
	}
	return r.dropAlias(ctx, alias, &Key{ID: id, ARN: id})
}

func (r *region) schedule(ctx context.Context, key *Key, days int64) error {
	call, done, err := finishing(ctx)
	if err != nil {
		return err
	}
	defer done()
	_, err = r.api.ScheduleKeyDeletion(call, &awskms.ScheduleKeyDeletionInput{KeyId: &key.ID, PendingWindowInDays: aws.Int32(int32(days))}) // 7 to 30
	if code(err) == "KMSInvalidStateException" && r.leaves(ctx, key.ID) {
		return nil
	}
	return explain(err, "schedule the deletion of the key", key.ARN)
}

// leaves says that a key is on its way out, perhaps since seconds ago, so that reads need not show it at once.
func (r *region) leaves(ctx context.Context, id string) bool {
	for attempt := 0; ; attempt++ {
		live, err := r.describe(ctx, id)
		if err == nil && live.Leaving() {
			return true
		}
		if err != nil || attempt >= freshAttempts || Backoff(ctx, attempt) != nil {
			return false
		}
	}
}

package kms

import (
	"context"
	"fmt"

	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
)

// settle waits while a key is being made or its set changes its primary, as long as the resource's timeout lets it: KMS
// takes seconds as a rule, and sometimes minutes.
func (r *region) settle(ctx context.Context, key *Key) error {
	for attempt := 0; key.State == StateCreating || key.State == StateUpdating; attempt++ {
		if err := Backoff(ctx, attempt); err != nil {
			return &Error{Kind: KindOther, Summary: "The key is not ready yet", Err: err,
				Detail: fmt.Sprintf("The key %s is still in the state %s. Apply again in a few minutes: it is found and finished. timeouts sets how long a run waits.", key.ARN, key.State)}
		}
		live, err := r.describe(ctx, key.ID)
		if IsNotFound(err) { // a replica is not shown everywhere at once
			continue
		}
		if err != nil {
			return err
		}
		key.State, key.PrimaryARN = live.State, live.PrimaryARN
	}
	return nil
}

// promote makes the key the primary of its set, where that is wanted and another is. The set's other keys become its
// replicas; ids, ARNs, policies and what was encrypted stay as they are.
func (c *Client) promote(ctx context.Context, r *region, key *Key, w *Want) error {
	if is := key.Primary(); !w.Primary || is == nil || *is {
		return nil
	}
	sent := false
	for attempt := 0; ; attempt++ {
		var err error
		from := c.in(key.primaryRegion())
		if !sent {
			err = from.sendPromote(ctx, key.ID, r.name)
			sent = err == nil
		}
		if live, lookErr := r.describe(context.WithoutCancel(ctx), key.ID); lookErr == nil { // also where the answer was lost
			key.State, key.PrimaryARN = live.State, live.PrimaryARN
			if is := live.Primary(); is != nil && *is {
				return r.settle(ctx, key)
			}
		}
		replicated := code(err) == "UnsupportedOperationException" && attempt < freshAttempts // from is no primary: reads lag behind
		if err != nil && !replicated && !from.busy(ctx, key.ID, err) {
			return explain(err, "make the key the primary", key.ARN)
		}
		if Backoff(ctx, attempt) != nil {
			return &Error{Kind: KindOther, Summary: "The key is not the primary yet", Err: ctx.Err(),
				Detail: fmt.Sprintf("KMS was asked to make %s the primary of its set, and %s still is. Apply again in a few minutes.", key.ARN, key.PrimaryARN)}
		}
	}
}

func (r *region) sendPromote(ctx context.Context, id, to string) error {
	call, done, err := finishing(ctx)
	if err != nil {
		return err
	}
	defer done()
	_, err = r.api.UpdatePrimaryRegion(call, &awskms.UpdatePrimaryRegionInput{KeyId: &id, PrimaryRegion: &to})
	return err
}

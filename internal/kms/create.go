package kms

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/smithy-go/middleware"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// What to do about a key of ours that is pending deletion when its alias is wanted again.
const (
	PendingFail     = "fail"
	PendingRestore  = "restore"
	PendingRecreate = "recreate"
)

// Want is what a key shall be.
type Want struct {
	Region            string
	Alias             string // without "alias/"
	Description       string
	Policy            string
	Spec              string
	Usage             string
	Origin            string
	StoreID           string // of a key in a custom key store
	XksKeyID          string // of a key in an external one
	MultiRegion       bool
	Enabled           bool
	Tags              map[string]string // all of them, keywright's own included
	KeepTag           func(name string) bool
	OnPendingDeletion string
	FormerAlias       string    // of an update: what the alias was
	ReplicaOf         string    // ARN of a key of the set that a replica belongs to; empty: a key of its own
	Primary           bool      // promote the key where another of its set is the primary
	Material          *Material // of a key whose material is imported: what it shall have; nil: leave it
}

// CreateKey makes the key, or takes up what an earlier run of this state left unfinished. The alias comes last: a key
// that has it is whole. On an error the key, if there is one, is found again by the next call.
func (c *Client) CreateKey(ctx context.Context, w *Want) (*Key, error) {
	if c.config.Ownership == "" {
		return nil, &Error{Kind: KindOwnership, Summary: "No ownership configured",
			Detail: "A key cannot be made without a name for the state that owns it, because CreateKey cannot be repeated safely. Set ownership in the provider block, for instance ownership = \"payments-prod\"."}
	}
	r := c.in(w.Region)
	if !r.held.take(w.Alias) {
		return nil, &Error{Kind: KindAlias, Attribute: "alias", Summary: "Alias declared twice",
			Detail: fmt.Sprintf("Another resource of this run makes the key %q in %s too. Each key needs an alias of its own.", w.Alias, r.name)}
	}
	key, err := c.createOrAdopt(ctx, r, w)
	if err != nil {
		r.held.release(w.Alias)
		return nil, err
	}
	return key, nil
}

func (c *Client) createOrAdopt(ctx context.Context, r *region, w *Want) (*Key, error) {
	find, create := c.findOwnAfterKill, c.create
	if w.ReplicaOf != "" {
		source, err := c.sourceOf(ctx, r, w)
		if err != nil {
			return nil, err
		}
		find = func(ctx context.Context, r *region, w *Want) (*Key, error) { return c.findReplica(ctx, r, w, source) }
		create = func(ctx context.Context, r *region, w *Want) (*Key, error) { return c.replicate(ctx, r, w, source) }
	}
	key, err := find(ctx, r, w)
	made := err == nil && key == nil
	if made {
		key, err = create(ctx, r, w)
	}
	if err != nil {
		return nil, err
	}
	r.held.keep(key.ID)
	if err := c.finish(ctx, r, key, w); err != nil {
		if made && w.ReplicaOf == "" {
			err = r.leaveUnfinished(ctx, key, err)
		}
		return nil, err
	}
	return key, nil
}

// finish brings a key that was made or found to what is wanted.
func (c *Client) finish(ctx context.Context, r *region, key *Key, w *Want) error {
	if err := r.settle(ctx, key); err != nil {
		return err
	}
	if err := c.converge(ctx, r, key, w); err != nil {
		return err
	}
	if _, named, err := keypolicy.SessionsAsRoles(w.Policy); err == nil && named && !key.Rewritten {
		if err := r.verifyPolicy(ctx, key); err != nil {
			return err
		}
	}
	return c.promote(ctx, r, key, w)
}

// leaveUnfinished waits until the lists of KMS, which lag behind for seconds, show a key that was made and could not be finished:
// the next run finds it there, and would make a second one before. The problem is returned, and says so where they do not.
func (r *region) leaveUnfinished(ctx context.Context, key *Key, problem error) error {
	look, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookWithin)
	defer cancel()
	for attempt := 0; attempt <= freshAttempts; attempt++ {
		ids, err := r.keyIDs(look, "list keys")
		if err == nil && slices.Contains(ids, key.ID) {
			if tags, err := r.tags(look, key.ID); err == nil && tags[TagAlias] != "" {
				return problem
			}
		}
		if Backoff(look, attempt) != nil {
			break
		}
	}
	e := AsError(problem)
	if e == nil {
		return problem
	}
	told := *e
	told.Detail += fmt.Sprintf(" The key %s was made and is not finished, and the lists of KMS do not show it yet: wait a minute before the next apply, which then finds it. One that does not would make a second key.", key.ARN)
	return &told
}

func (c *Client) principalWait() time.Duration {
	if c.config.PrincipalWait > 0 {
		return c.config.PrincipalWait
	}
	return defaultPrincipalWait
}

// create sends CreateKey once. Where the answer was lost it looks for the key instead of sending again.
func (c *Client) create(ctx context.Context, r *region, w *Want) (*Key, error) {
	name := c.noteOf(r, w.Alias)
	out, err := r.sendCreate(ctx, w, c.principalWait(), func() { c.journal.note(name) })
	switch {
	case err == nil:
		key := r.key(out.KeyMetadata)
		key.Policy, key.Tags = w.Policy, maps.Clone(w.Tags)
		return key, nil
	case refused(err) || unsent(err):
		c.journal.drop(name)
		if problem := r.storeError(ctx, err, w); problem != nil {
			return nil, problem
		}
		return nil, policyError(err, w.Policy, "create the key", "alias/"+w.Alias+" in "+r.name)
	}
	look, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookWithin)
	defer cancel()
	for attempt := 0; attempt <= freshAttempts; attempt++ { // the lists lag behind
		ids, sweepErr := r.sweep.unfinished(look, c.config.Ownership, w.Alias, true)
		if sweepErr != nil {
			break
		}
		if key, adoptErr := c.adoptUnfinished(look, r, w, ids); key != nil || adoptErr != nil {
			return key, adoptErr
		}
		if Backoff(look, attempt) != nil {
			break
		}
	}
	return nil, &Error{Kind: KindAmbiguous, Summary: "The answer to CreateKey was lost", Err: err,
		Detail: fmt.Sprintf("Nobody can say yet whether the key for alias/%s was made in %s. It was not asked for again, so that there are not two. Apply once more in a minute: the key is found by its tags and finished, or made if it is not there.", w.Alias, r.name)}
}

// sendCreate sends CreateKey, and calls sending each time before it goes out.
func (r *region) sendCreate(ctx context.Context, w *Want, wait time.Duration, sending func()) (*awskms.CreateKeyOutput, error) {
	in := &awskms.CreateKeyInput{
		KeySpec: types.KeySpec(w.Spec), KeyUsage: types.KeyUsageType(w.Usage), Origin: types.OriginType(w.Origin),
		MultiRegion: aws.Bool(w.MultiRegion), Policy: aws.String(w.Policy), Description: aws.String(w.Description), Tags: tagList(w.Tags),
	}
	if w.StoreID != "" {
		in.CustomKeyStoreId = &w.StoreID
	}
	if w.XksKeyID != "" {
		in.XksKeyId = &w.XksKeyID
	}
	var out *awskms.CreateKeyOutput
	err := whilePrincipalsAppear(ctx, wait, func() error {
		call, done, err := finishing(ctx)
		if err != nil {
			return err
		}
		defer done()
		out, err = r.api.CreateKey(call, in, func(o *awskms.Options) {
			o.Retryer = once(o.Retryer)
			o.APIOptions = append(o.APIOptions, beforeEach(sending))
		})
		return err
	})
	return out, err
}

// beforeEach calls a function before each time that a call goes out, the SDK's own repetitions among them.
func beforeEach(sending func()) func(*middleware.Stack) error {
	return func(stack *middleware.Stack) error {
		return stack.Finalize.Add(middleware.FinalizeMiddlewareFunc("KeywrightBeforeEach",
			func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
				sending()
				return next.HandleFinalize(ctx, in)
			}), middleware.After)
	}
}

// whilePrincipalsAppear repeats a write of a policy while KMS does not see a principal yet: IAM shows a fresh role
// everywhere within seconds, as a rule. Any other answer is final.
func whilePrincipalsAppear(ctx context.Context, wait time.Duration, write func() error) error {
	until := time.Now().Add(wait)
	for attempt := 0; ; attempt++ {
		err := write()
		if !invalidPrincipals(err) || time.Now().After(until) {
			return err
		}
		if Backoff(ctx, attempt) != nil {
			return err
		}
	}
}

func invalidPrincipals(err error) bool {
	return code(err) == "MalformedPolicyDocumentException" && strings.Contains(message(err), "invalid principals")
}

func lockout(err error) bool {
	return code(err) == "MalformedPolicyDocumentException" && strings.Contains(message(err), "will not allow you to update the key policy")
}

// policyError explains why a policy was refused.
func policyError(err error, policy, action, subject string) error {
	switch {
	case lockout(err):
		return &Error{Kind: KindLockout, Attribute: "access", Summary: "The policy would lock its writer out", Err: err,
			Detail: fmt.Sprintf("After this, the caller could no longer change the policy of %s, and neither could anybody repair it. Give the caller the role policy-admin in access.", subject)}
	case invalidPrincipals(err):
		return &Error{Kind: KindPrincipals, Attribute: "access", Summary: "Principals that do not exist", Err: err,
			Detail: fmt.Sprintf("KMS does not know one or more principals of the policy of %s. One of these does not exist, or not in the account its ARN names: %s.", subject, strings.Join(principals(policy), ", "))}
	case code(err) == "MalformedPolicyDocumentException":
		return &Error{Kind: KindOther, Attribute: "access", Summary: "KMS does not accept the policy", Err: err,
			Detail: fmt.Sprintf("For %s, KMS answered %q. Correct access or extra_statements.", subject, message(err))}
	}
	return explain(err, action, subject)
}

func principals(policy string) []string {
	document, err := keypolicy.Parse(policy)
	if err != nil {
		return nil
	}
	names := map[string]bool{}
	for i := range document.Statements {
		for _, p := range document.Statements[i].Principals {
			if p.Value != "*" {
				names[p.Value] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func tagList(tags map[string]string) []types.Tag {
	list := make([]types.Tag, 0, len(tags))
	for _, name := range slices.Sorted(maps.Keys(tags)) {
		list = append(list, types.Tag{TagKey: aws.String(name), TagValue: aws.String(tags[name])})
	}
	return list
}

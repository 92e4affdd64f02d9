package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// madeKey is where private state keeps when a resource was made, so that its absence is not believed at once: KMS shows
// everywhere what it made within seconds, as a rule, and whoever believes that a key is gone makes another.
const madeKey = "made"

// rewrittenKey is where private state keeps that KMS made roles of the sessions that the policy in the state names.
const rewrittenKey = "rewritten"

// noteRewritten notes it, or that it is not so any more.
func noteRewritten(ctx context.Context, private privateState, is bool, diags *diag.Diagnostics) {
	text, err := json.Marshal(is)
	if err == nil {
		diags.Append(private.SetKey(ctx, rewrittenKey, text)...)
	}
}

// asWritten gives a live key the policy as it was written, where KMS shows roles in the place of its sessions and did so
// when it was written: nothing that is written again would change it. It is told at every plan, for it gives more.
func asWritten(ctx context.Context, key *kms.Key, written string, private privateState, diags *diag.Diagnostics) {
	raw, d := private.GetKey(ctx, rewrittenKey)
	diags.Append(d...)
	var was bool
	if json.Unmarshal(raw, &was) != nil || !was {
		return
	}
	if roles, named, err := keypolicy.SessionsAsRoles(written); err == nil && named && keypolicy.Equal(roles, key.Policy) {
		key.Policy = written
		diags.AddAttributeWarning(path.Root("access"), "KMS takes sessions for their roles",
			fmt.Sprintf("The policy of %s names a session of a role (an ARN of STS), and what KMS has in force names the role: every session of it has what one should have. Name the role, and narrow it by a condition.", key.ARN))
	}
}

// freshFor is how long after it was made a missing resource is looked for again.
const freshFor = 15 * time.Second

func noteMade(ctx context.Context, private privateState, diags *diag.Diagnostics) {
	text, err := json.Marshal(time.Now().UTC())
	if err == nil {
		diags.Append(private.SetKey(ctx, madeKey, text)...)
	}
}

// freshUntil is until when a resource's absence is not believed; zero for what was made long ago, or imported.
func freshUntil(ctx context.Context, private privateState, diags *diag.Diagnostics) time.Time {
	raw, d := private.GetKey(ctx, madeKey)
	diags.Append(d...)
	var made time.Time
	if json.Unmarshal(raw, &made) != nil {
		return time.Time{}
	}
	return made.Add(freshFor)
}

// whileMissing repeats a read while it finds nothing, until a time.
func whileMissing[T any](ctx context.Context, until time.Time, read func(again bool) (*T, error)) (*T, error) {
	for attempt := 0; ; attempt++ {
		found, err := read(attempt > 0)
		missing := kms.IsNotFound(err) || (err == nil && found == nil)
		if !missing || !time.Now().Before(until) {
			return found, err
		}
		if kms.Backoff(ctx, attempt) != nil {
			return found, err
		}
	}
}

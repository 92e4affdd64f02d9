package provider

import (
	"context"
	"encoding/json"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/keywright/terraform-provider-keywright/internal/kms"
)

// madeKey is where private state keeps when a resource was made, so that its absence is not believed at once: KMS shows
// everywhere what it made within seconds, as a rule, and whoever believes that a key is gone makes another.
const madeKey = "made"

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

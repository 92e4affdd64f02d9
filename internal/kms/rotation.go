package kms

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awskms "github.com/aws/aws-sdk-go-v2/service/kms"
)

// RotationStatus is how a key rotates now. What the service does not tell is zero.
type RotationStatus struct {
	Enabled    bool
	PeriodDays int64
	Next       time.Time
}

// Rotation reads how a key rotates: one call. A key that never rotates by itself is off.
func (c *Client) Rotation(ctx context.Context, regionName, id string) (RotationStatus, error) {
	r := c.in(regionName)
	out, err := r.api.GetKeyRotationStatus(ctx, &awskms.GetKeyRotationStatusInput{KeyId: &id})
	if code(err) == "UnsupportedOperationException" {
		return RotationStatus{}, nil
	}
	if err != nil {
		return RotationStatus{}, explain(err, "read the rotation of the key", id+" in "+r.name)
	}
	return RotationStatus{
		Enabled: out.KeyRotationEnabled, PeriodDays: int64(aws.ToInt32(out.RotationPeriodInDays)), Next: aws.ToTime(out.NextRotationDate),
	}, nil
}

// LastRotation reads when a key's material was last renewed; when it was made, where it never was. One call, or two.
func (c *Client) LastRotation(ctx context.Context, regionName, id string) (time.Time, error) {
	r := c.in(regionName)
	var last time.Time
	pages := awskms.NewListKeyRotationsPaginator(r.api, &awskms.ListKeyRotationsInput{KeyId: &id, Limit: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if code(err) == "UnsupportedOperationException" {
			break // a key that never rotates: its age counts
		}
		if err != nil {
			return time.Time{}, explain(err, "list the rotations of the key", id+" in "+r.name)
		}
		for i := range page.Rotations {
			if at := aws.ToTime(page.Rotations[i].RotationDate); at.After(last) {
				last = at
			}
		}
	}
	if !last.IsZero() {
		return last, nil
	}
	key, err := r.describe(ctx, id)
	if err != nil {
		return time.Time{}, err
	}
	return key.Created, nil
}

// Automatic switches automatic rotation on with a period in days, if it is not so already.
func (c *Client) Automatic(ctx context.Context, regionName, id string, days int64) error {
	live, err := c.Rotation(ctx, regionName, id)
	if err != nil {
		return err
	}
	if live.Enabled && live.PeriodDays == days {
		return nil
	}
	err = c.atPrimary(ctx, regionName, id, func(r *region) error {
		return write(ctx, "switch on the rotation of the key", id+" in "+r.name, func(call context.Context) error {
			_, err := r.api.EnableKeyRotation(call, &awskms.EnableKeyRotationInput{KeyId: &id, RotationPeriodInDays: aws.Int32(int32(days))}) // 90 to 2560
			return err
		})
	})
	if code(err) == "UnsupportedOperationException" {
		return &Error{Kind: KindMismatch, Attribute: "method", Summary: "The key does not rotate by itself", Err: err,
			Detail: fmt.Sprintf("KMS rotates by itself only symmetric keys whose material it makes, and not in custom key stores; %s in %s is another kind of key. Put it into a schedule of method = \"manual\"; imported material is rotated by its own resource (material_wo_version).", id, c.in(regionName).name)}
	}
	return err
}

// atPrimary repeats what a replica does not do for itself at the primary of its set: which key that is can change.
func (c *Client) atPrimary(ctx context.Context, regionName, id string, send func(*region) error) error {
	r := c.in(regionName)
	err := send(r)
	if code(err) != "UnsupportedOperationException" || !strings.HasPrefix(id, "mrk-") {
		return err
	}
	key, describeErr := r.describe(ctx, id)
	if describeErr != nil || key.primaryRegion() == "" || key.primaryRegion() == r.name {
		return err
	}
	return send(c.in(key.primaryRegion()))
}

// NotAutomatic switches automatic rotation off, and says whether it was on.
func (c *Client) NotAutomatic(ctx context.Context, regionName, id string) (was bool, err error) {
	live, err := c.Rotation(ctx, regionName, id)
	if err != nil || !live.Enabled {
		return false, err
	}
	return true, c.atPrimary(ctx, regionName, id, func(r *region) error {
		return write(ctx, "switch off the automatic rotation of the key", id+" in "+r.name, func(call context.Context) error {
			_, err := r.api.DisableKeyRotation(call, &awskms.DisableKeyRotationInput{KeyId: &id})
			return err
		})
	})
}

// RotateNow gives the key new material at once. A rotation that is under way already counts as done.
func (c *Client) RotateNow(ctx context.Context, regionName, id string) error {
	return c.atPrimary(ctx, regionName, id, func(r *region) error { return r.rotateNow(ctx, id) })
}

func (r *region) rotateNow(ctx context.Context, id string) error {
	call, done, err := finishing(ctx)
	if err != nil {
		return err
	}
	defer done()
	_, err = r.api.RotateKeyOnDemand(call, &awskms.RotateKeyOnDemandInput{KeyId: &id}, func(o *awskms.Options) {
		o.Retryer = once(o.Retryer) // of 25 rotations in a key's life none is spent twice
	})
	if code(err) == "ConflictException" {
		return nil
	}
	return explain(err, "rotate the key", id+" in "+r.name)
}

// Schedule writes on the key which schedule rotates it. A key that another schedule claims is refused; former is the
// name that this schedule had before, if it had one.
func (c *Client) Schedule(ctx context.Context, regionName, id, schedule, former string) error {
	r := c.in(regionName)
	tags, err := r.tags(ctx, id)
	if err != nil {
		return explain(err, "read the tags of the key", id+" in "+r.name)
	}
	switch live := tags[TagRotation]; {
	case live == schedule:
		return nil
	case live != "" && live != former:
		return &Error{Kind: KindOwnership, Attribute: "keys", Summary: "The key has another schedule",
			Detail: fmt.Sprintf("The key %s in %s is rotated by the schedule %q (its tag %s), and this schedule is %q. Take the key out of the other schedule first; if that no longer exists, remove the tag.", id, r.name, live, TagRotation, schedule)}
	}
	return r.writeTags(ctx, &Key{ID: id, ARN: id, Tags: tags}, map[string]string{TagRotation: schedule}, nil)
}

// Unschedule removes the mark of a schedule, and nothing else: rotation stays as it is. A key that is gone, or that
// another schedule has taken over, is left alone.
func (c *Client) Unschedule(ctx context.Context, regionName, id, schedule string) error {
	r := c.in(regionName)
	tags, err := r.tags(ctx, id)
	if code(err) == "NotFoundException" {
		return nil
	}
	if err != nil {
		return explain(err, "read the tags of the key", id+" in "+r.name)
	}
	if schedule == "" || tags[TagRotation] != schedule {
		return nil
	}
	err = r.writeTags(ctx, &Key{ID: id, ARN: id, Tags: tags}, nil, []string{TagRotation})
	if code(err) == "KMSInvalidStateException" {
		return nil // on its way out: its tags go with it
	}
	return err
}

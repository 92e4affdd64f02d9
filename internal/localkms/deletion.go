package localkms

import (
	"strconv"
	"time"
)

// Bounds of the waiting period in days. Source: AWS KMS API reference, ScheduleKeyDeletion.
const (
	minWindow     = 7
	maxWindow     = 30
	defaultWindow = 30
)

type scheduleKeyDeletionInput struct {
	KeyID               string `json:"KeyId"`
	PendingWindowInDays *int
}

type scheduleKeyDeletionOutput struct {
	KeyID               string    `json:"KeyId"`
	DeletionDate        timestamp `json:",omitzero"`
	KeyState            string
	PendingWindowInDays int
}

func (c *call) scheduleKeyDeletion(in *scheduleKeyDeletionInput) (*scheduleKeyDeletionOutput, error) {
	days := defaultWindow
	if in.PendingWindowInDays != nil {
		days = *in.PendingWindowInDays
	}
	if err := between("pendingWindowInDays", days, minWindow, maxWindow); err != nil {
		return nil, err
	}
	k, err := c.use(in.KeyID, access{
		action:     "ScheduleKeyDeletion",
		conditions: conditions{"kms:schedulekeydeletionpendingwindowindays": {strconv.Itoa(days)}},
	})
	if err != nil {
		return nil, err
	}
	k.Window = days
	if !k.primary() || len(c.state.related(k)) == 0 {
		k.Deletion = c.now.AddDate(0, 0, days)
	}
	c.changed = true
	return &scheduleKeyDeletionOutput{
		KeyID: k.ARN, DeletionDate: stamp(k.Deletion), KeyState: k.stateAt(c.now), PendingWindowInDays: days,
	}, nil
}

func (c *call) cancelKeyDeletion(in *keyInput) (*keyOutput, error) {
	k, err := c.use(in.KeyID, access{action: "CancelKeyDeletion"})
	if err != nil {
		return nil, err
	}
	if k.Window == 0 {
		return nil, fail("KMSInvalidStateException", "%s is not pending deletion.", k.ARN)
	}
	k.Window, k.Deletion, k.Disabled = 0, time.Time{}, true
	c.changed = true
	return &keyOutput{KeyID: k.ARN}, nil
}

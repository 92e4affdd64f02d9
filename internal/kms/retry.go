package kms

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
)

// lookWithin bounds the search for a key after the answer to its creation was lost.
const lookWithin = 30 * time.Second

// connectAttempts bounds how often an endpoint that nobody listens at is tried.
const connectAttempts = 2

// retryer repeats what is worth repeating: a used-up quota is not, and neither, for long, is a closed port.
type retryer struct {
	aws.RetryerV2
	only func(error) bool // nil: whatever the SDK repeats
}

func newRetryer(inner aws.Retryer) *retryer {
	if v2, ok := inner.(aws.RetryerV2); ok {
		return &retryer{RetryerV2: v2}
	}
	return &retryer{RetryerV2: retry.NewStandard()}
}

// once repeats a call only where it certainly had no effect: throttled, or never sent.
func once(inner aws.Retryer) aws.Retryer {
	r := newRetryer(inner)
	r.only = func(err error) bool { return throttled(err) || unsent(err) }
	return r
}

// IsErrorRetryable leaves LimitExceededException out, which the SDK takes for throttling, and takes in an answer that
// was cut off midway, which the SDK takes for one that nobody can read.
func (r *retryer) IsErrorRetryable(err error) bool {
	if code(err) == "LimitExceededException" || (r.only != nil && !r.only(err)) {
		return false
	}
	return errors.Is(err, io.ErrUnexpectedEOF) || r.RetryerV2.IsErrorRetryable(err)
}

// RetryDelay ends early where no connection comes about.
func (r *retryer) RetryDelay(attempt int, err error) (time.Duration, error) {
	if attempt >= connectAttempts && unsent(err) {
		return 0, &retry.MaxAttemptsError{Attempt: attempt, Err: err}
	}
	return r.RetryerV2.RetryDelay(attempt, err)
}

// finishWithin is how long a mutating call that was sent may go on after its context ended.
const finishWithin = 5 * time.Second

// notSentError is the error of a call that was not begun because its context had ended: it certainly had no effect.
type notSentError struct{ error }

func (e notSentError) Unwrap() error { return e.error }

// finishing returns a context for one mutating call: a call not yet sent is not started once ctx has ended, and one
// that is under way is given time to finish, since cutting it loses the answer and not the effect.
func finishing(ctx context.Context) (context.Context, context.CancelFunc, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, &Error{Kind: KindOther, Summary: "Interrupted", Err: notSentError{err},
			Detail: "The run ended, or its timeout was reached, before all was done. Apply again: it continues where this one stopped."}
	}
	call, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(finishWithin, cancel) })
	return call, func() { stop(); cancel() }, nil
}

// Backoff waits before the attempt-th repetition (from 0), doubling from 100 ms to 5 s, or returns ctx's error.
func Backoff(ctx context.Context, attempt int) error {
	delay := min(100*time.Millisecond<<min(attempt, 10), 5*time.Second)
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

package kms

import (
	"context"
	"sync"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
)

// perSecond is the default request quota of each operation, per account and region.
// Source: AWS KMS Developer Guide, "Request quotas". What is not listed has 5.
var perSecond = map[string]float64{
	"DescribeKey": 2000, "GetKeyPolicy": 1000, "GetKeyRotationStatus": 1000, "ListResourceTags": 2000,
	"ListAliases": 500, "ListKeys": 500, "ListGrants": 100, "ListKeyRotations": 100,
	"CreateGrant": 50, "RetireGrant": 50, "RevokeGrant": 50,
	"PutKeyPolicy": 15, "ScheduleKeyDeletion": 15, "EnableKeyRotation": 15, "DeleteAlias": 15, "TagResource": 10,
	"ImportKeyMaterial": 15, "GetParametersForImport": 1,
}

// pacer spaces the calls of an operation once it has been throttled, so that ten parallel resources do not all wait
// out the same back-off. Until then it costs nothing.
type pacer struct {
	mu   sync.Mutex
	next map[string]time.Time // operation → when its next call may go out; absent until throttled
	now  func() time.Time
}

func newPacer() *pacer { return &pacer{next: map[string]time.Time{}, now: time.Now} }

// reserve returns how long the next call of an operation has to wait.
func (p *pacer) reserve(operation string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	at, paced := p.next[operation]
	if !paced {
		return 0
	}
	now := p.now()
	if at.Before(now) {
		at = now
	}
	p.next[operation] = at.Add(interval(operation))
	return at.Sub(now)
}

// slow starts the pacing of an operation.
func (p *pacer) slow(operation string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, paced := p.next[operation]; !paced {
		p.next[operation] = p.now().Add(interval(operation))
	}
}

func interval(operation string) time.Duration {
	rate, ok := perSecond[operation]
	if !ok {
		rate = 5
	}
	return time.Duration(float64(time.Second) / rate)
}

// middleware waits before each attempt and watches each answer; it sits inside the SDK's retries.
func (p *pacer) middleware(stack *middleware.Stack) error {
	return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("keywright:pace",
		func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
			operation := awsmiddleware.GetOperationName(ctx)
			if err := sleep(ctx, p.reserve(operation)); err != nil {
				return middleware.FinalizeOutput{}, middleware.Metadata{}, err
			}
			out, metadata, err := next.HandleFinalize(ctx, in)
			if throttled(err) {
				p.slow(operation)
			}
			return out, metadata, err
		}), "Retry", middleware.After)
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

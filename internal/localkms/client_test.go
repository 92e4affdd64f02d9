package localkms_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// clock is a clock that tests turn.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) days(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.AddDate(0, 0, n)
}

func (c *clock) minutes(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Duration(n) * time.Minute)
}

// harness is a local KMS behind HTTP, with the real SDK in front.
type harness struct {
	t      *testing.T
	server *localkms.Server
	url    string
	clock  *clock
}

func start(t *testing.T, opts localkms.Options) *harness {
	t.Helper()
	h := &harness{t: t, clock: newClock()}
	if opts.Clock == nil {
		opts.Clock = h.clock.Now
	}
	server, err := localkms.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(server)
	t.Cleanup(func() {
		web.Close()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	h.server, h.url = server, web.URL
	return h
}

// as is a client for an access key and a region.
func (h *harness) as(accessKey, region string) *kms.Client {
	return kms.New(kms.Options{
		Region: region, BaseEndpoint: aws.String(h.url), Credentials: credentials(accessKey), Retryer: aws.NopRetryer{},
	})
}

// client is the default user in eu-north-1.
func (h *harness) client() *kms.Client { return h.as("AKIADEFAULT", "eu-north-1") }

func (h *harness) sts(accessKey string) *sts.Client {
	return sts.New(sts.Options{
		Region: "eu-north-1", BaseEndpoint: aws.String(h.url), Credentials: credentials(accessKey), Retryer: aws.NopRetryer{},
	})
}

func credentials(accessKey string) aws.CredentialsProvider {
	return aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: accessKey, SecretAccessKey: "secret"}, nil
	})
}

// create makes a key, the default one where in is nil.
func (h *harness) create(client *kms.Client, in *kms.CreateKeyInput) *types.KeyMetadata {
	h.t.Helper()
	if in == nil {
		in = &kms.CreateKeyInput{}
	}
	out, err := client.CreateKey(h.t.Context(), in)
	if err != nil {
		h.t.Fatal(err)
	}
	return out.KeyMetadata
}

// code is the service's code of an error; none of no error.
func code(err error) string {
	var apiErr smithy.APIError
	if errors.As(err, &apiErr) {
		return apiErr.ErrorCode()
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// wantCode fails the test unless err has the code.
func wantCode(t *testing.T, err error, want string) {
	t.Helper()
	if got := code(err); got != want {
		t.Errorf("got error %q (%v), want %q", got, err, want)
	}
}

// must returns a value or ends the test.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

package localkms_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

func TestServeUntilTheContextEnds(t *testing.T) {
	server := newServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	ready, done := make(chan string, 1), make(chan error, 1)
	go func() { done <- server.Serve(ctx, "127.0.0.1:0", func(addr string) { ready <- addr }) }()
	client := kms.New(kms.Options{Region: "eu-north-1", BaseEndpoint: aws.String("http://" + <-ready), Credentials: credentials("A")})
	must(client.ListKeys(ctx, &kms.ListKeysInput{}))(t)
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Error("the server does not stop")
	}
}

func TestOnlyLoopbackIsBound(t *testing.T) {
	server := newServer(t)
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0", "example.org:80", "nonsense"} {
		if listener, err := server.Listen(t.Context(), addr); err == nil {
			err = listener.Close()
			t.Errorf("%s was bound (%v)", addr, err)
		}
	}
	for _, addr := range []string{"127.0.0.1:0", "localhost:0"} {
		listener := must(server.Listen(t.Context(), addr))(t)
		if err := listener.Close(); err != nil {
			t.Error(err)
		}
	}
	open, err := localkms.New(localkms.Options{AllowRemote: true})
	listener := must(open, err)(t)
	if l := must(listener.Listen(t.Context(), "0.0.0.0:0"))(t); l.Close() != nil {
		t.Error("the listener does not close")
	}
}

func TestConcurrentCallsAreEachCounted(t *testing.T) {
	h := start(t, localkms.Options{})
	client := h.client()
	var wg sync.WaitGroup
	var mu sync.Mutex
	var errs []error
	for range 8 {
		wg.Go(func() {
			for range 5 {
				_, err := client.CreateKey(t.Context(), &kms.CreateKeyInput{})
				mu.Lock()
				errs = append(errs, err)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if got := h.server.Calls()["CreateKey"]; got != 40 {
		t.Errorf("counted %d calls, want 40", got)
	}
	if keys := must(client.ListKeys(t.Context(), &kms.ListKeysInput{}))(t).Keys; len(keys) != 40 {
		t.Errorf("%d keys, want 40", len(keys))
	}
}

func TestOptionsThatAreRefused(t *testing.T) {
	for name, opts := range map[string]localkms.Options{
		"account":    {Account: "12"},
		"identities": {Identities: "/nonexistent/identities.json"},
		"data file":  {DataFile: "/nonexistent/kms.json"},
	} {
		if _, err := localkms.New(opts); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

package kms

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// listing answers lists of KMS: the key is shown from the nth list on.
type listing struct {
	shownFrom int64
	lists     atomic.Int64
}

func (l *listing) RoundTrip(r *http.Request) (*http.Response, error) {
	var answer any
	switch _, operation, _ := strings.Cut(r.Header.Get("X-Amz-Target"), "."); operation {
	case "ListKeys":
		keys := []map[string]string{}
		if l.lists.Add(1) >= l.shownFrom {
			keys = append(keys, map[string]string{"KeyId": "1"})
		}
		answer = map[string]any{"Keys": keys}
	case "ListResourceTags":
		answer = map[string]any{"Tags": []map[string]string{{"TagKey": TagAlias, "TagValue": "payments"}}}
	default:
		return nil, errors.New("unexpected call of " + operation)
	}
	return answered(http.StatusOK, answer)
}

// answered is an answer of KMS.
func answered(status int, answer any) (*http.Response, error) {
	text, err := json.Marshal(answer)
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/x-amz-json-1.1"}}, Body: io.NopCloser(strings.NewReader(string(text)))}, err
}

// clientOf is a client of a service that is played, of the state "test" where the configuration names none.
func clientOf(t *testing.T, config Config) *Client {
	t.Helper()
	config.Region, config.AccessKey, config.SecretKey = "eu-north-1", "A", "S"
	config.SkipCredentials, config.SkipRequestingAccountID = true, true
	if config.Ownership == "" {
		config.Ownership = "test"
	}
	c, err := New(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func listingRegion(t *testing.T, l *listing) *region {
	t.Helper()
	return clientOf(t, Config{Transport: l}).in("eu-north-1")
}

// A key that was made and could not be finished is left once lists show it, so that the next run finds it.
func TestAnUnfinishedKeyIsLeftOnceListsShowIt(t *testing.T) {
	t.Parallel()
	l := &listing{shownFrom: 3}
	problem := &Error{Kind: KindOther, Summary: "It went wrong", Detail: "It did."}
	err := listingRegion(t, l).leaveUnfinished(t.Context(), &Key{ID: "1", ARN: "the key"}, problem)
	if !errors.Is(err, problem) || AsError(err).Detail != problem.Detail {
		t.Errorf("the problem became %v", err)
	}
	if got := l.lists.Load(); got != 3 {
		t.Errorf("%d lists, want 3", got)
	}
}

// Where the lists do not show it in time, whoever applies is told to wait.
func TestAnUnfinishedKeyThatListsDoNotShowIsToldOf(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		problem := &Error{Kind: KindOther, Summary: "It went wrong", Detail: "It did."}
		start := time.Now()
		err := listingRegion(t, &listing{shownFrom: 1 << 40}).leaveUnfinished(t.Context(), &Key{ID: "1", ARN: "the key"}, problem)
		if text := err.Error(); !strings.Contains(text, "It did. The key the key was made and is not finished") || !strings.Contains(text, "wait a minute") {
			t.Errorf("it says %q", text)
		}
		if problem.Detail != "It did." {
			t.Error("the problem itself was changed")
		}
		if took := time.Since(start); took < 10*time.Second || took > lookWithin {
			t.Errorf("it waited %s", took)
		}
	})
}

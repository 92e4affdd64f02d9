package kms

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"
)

func FuzzSettings(f *testing.F) {
	f.Add("window=30 protection=true pending=fail retain=false")
	f.Add("window=7 protection=false pending=restore retain=true")
	f.Add("window=31 protection=true pending=fail retain=false")
	f.Add("window=7 window=8 protection=true pending=fail retain=false")
	f.Add("window 7")
	f.Fuzz(func(t *testing.T, text string) {
		s, ok := DecodeSettings(text)
		if !ok {
			return
		}
		again, ok := DecodeSettings(s.Encode())
		if !ok || again != s {
			t.Errorf("%q is %+v, and that encoded and decoded is %+v (%t)", text, s, again, ok)
		}
	})
}

func TestSettingsThatAreNotWholeDoNotCount(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "window=30", "window=6 protection=true pending=fail retain=false", "window=30 protection=maybe pending=fail retain=false",
		"window=30 protection=true pending=fail", "window=30 protection=true pending=fail retain=false retain=true"} {
		if s, ok := DecodeSettings(text); ok {
			t.Errorf("%q was read as %+v", text, s)
		}
	}
	if err := CheckTag(TagSettings, Settings{30, true, PendingRecreate, true}.Encode()); err != nil {
		t.Error(err)
	}
}

func TestCheckTag(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, value string
		ok          bool
	}{
		{"Team", "payments", true}, {"Team", "", true}, {"a:b/c=d+e-f@g", "æøå 1", true},
		{"", "x", false}, {"Team", "a;b", false}, {"aws:x", "y", false}, {"AWS:x", "y", false},
		{strings.Repeat("n", 129), "x", false}, {"n", strings.Repeat("v", 257), false}, {"n", strings.Repeat("ø", 256), true},
	} {
		if err := CheckTag(c.name, c.value); (err == nil) != c.ok {
			t.Errorf("%q = %q: %v", c.name, c.value, err)
		}
	}
}

func TestParseReference(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Reference{
		"1234":           {ID: "1234"},
		"1234@eu-west-1": {ID: "1234", Region: "eu-west-1"},
		"arn:aws:kms:eu-west-1:123456789012:key/mrk-1":       {ID: "mrk-1", Region: "eu-west-1"},
		"arn:aws:kms:eu-west-1:123456789012:alias/a/b":       {ID: "alias/a/b", Region: "eu-west-1"},
		"arn:aws-eusc:kms:eusc-de-east-1:123456789012:key/1": {ID: "1", Region: "eusc-de-east-1"},
		"alias/payments":            {ID: "alias/payments"},
		"alias/payments@eu-north-1": {ID: "alias/payments", Region: "eu-north-1"},
	} {
		if got, err := ParseReference(text); err != nil || got != want {
			t.Errorf("%q is %+v, %v; want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"", "@eu-west-1", "1234@", "alias/", "a b", "arn:aws:s3:::b", "arn:aws:kms:eu-west-1:1:key/", "arn:"} {
		if got, err := ParseReference(text); err == nil {
			t.Errorf("%q was read as %+v", text, got)
		}
	}
}

func api(name string) error { return &smithy.GenericAPIError{Code: name, Message: "no"} }

func TestWhatIsRepeated(t *testing.T) {
	t.Parallel()
	dial := &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	r := newRetryer(retry.NewStandard())
	create := newRetryer(retry.NewStandard())
	create.only = func(err error) bool { return throttled(err) || unsent(err) }
	for _, c := range []struct {
		err          error
		call, create bool
	}{
		{api("ThrottlingException"), true, true},
		{api("LimitExceededException"), false, false},
		{api("NotFoundException"), false, false},
		{&smithy.GenericAPIError{Code: "KMSInternalException", Fault: smithy.FaultServer}, false, false},
		{&net.OpError{Op: "read", Err: errors.New("connection reset")}, false, false},
	} {
		if got := r.IsErrorRetryable(c.err); got != c.call && c.call {
			t.Errorf("%v: repeated is %t", c.err, got)
		}
		if got := create.IsErrorRetryable(c.err); got != c.create {
			t.Errorf("%v: CreateKey repeated is %t", c.err, got)
		}
	}
	if r.IsErrorRetryable(api("LimitExceededException")) {
		t.Error("a quota is repeated")
	}
	if _, err := r.RetryDelay(connectAttempts, dial); err == nil {
		t.Error("a closed port is tried for ever")
	}
}

func TestWhatIsCertainlyWithoutEffect(t *testing.T) {
	t.Parallel()
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	_, _, early := finishing(ended)
	for _, c := range []struct {
		err     error
		certain bool
	}{
		{api("AccessDeniedException"), true},
		{api("LimitExceededException"), true},
		{early, true},
		{&net.OpError{Op: "dial", Err: errors.New("refused")}, true},
		{&net.OpError{Op: "read", Err: errors.New("reset")}, false},
		{api("DependencyTimeoutException"), false},
		{&smithy.GenericAPIError{Code: "Unknown", Fault: smithy.FaultServer}, false},
		{context.Canceled, false}, // cut while it was under way
		{errors.New("EOF"), false},
	} {
		if got := refused(c.err) || unsent(c.err); got != c.certain {
			t.Errorf("%v: certain is %t", c.err, got)
		}
	}
}

func TestFinishingOutlivesItsParent(t *testing.T) {
	t.Parallel()
	parent, cancel := context.WithCancel(context.Background())
	call, done, err := finishing(parent)
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	cancel()
	time.Sleep(20 * time.Millisecond)
	if call.Err() != nil {
		t.Error("a call under way was cut when its parent ended")
	}
	if _, _, err := finishing(parent); !errors.Is(err, context.Canceled) {
		t.Errorf("a call was begun after its parent had ended: %v", err)
	}
}

func TestPacing(t *testing.T) {
	t.Parallel()
	now := time.Unix(0, 0)
	p := newPacer()
	p.now = func() time.Time { return now }
	if d := p.reserve("CreateKey"); d != 0 {
		t.Errorf("waits %s before anything was throttled", d)
	}
	p.slow("CreateKey")
	got := []time.Duration{p.reserve("CreateKey"), p.reserve("CreateKey"), p.reserve("PutKeyPolicy")}
	want := []time.Duration{200 * time.Millisecond, 400 * time.Millisecond, 0}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	now = now.Add(time.Hour)
	if d := p.reserve("CreateKey"); d != 0 {
		t.Errorf("waits %s after a pause", d)
	}
}

func TestReadableCallers(t *testing.T) {
	t.Parallel()
	for arn, want := range map[string]bool{
		"arn:aws:iam::123456789012:role/x": true, "arn:aws:iam::123456789012:user/a/b": true, "arn:aws:iam::123456789012:root": true,
		"arn:aws:sts::123456789012:assumed-role/x/s": true, "arn:aws:sts::123456789012:user/moto": false, "": false, "x": false,
	} {
		if got := (Caller{ARN: arn}).Readable(); got != want {
			t.Errorf("%q: readable is %t", arn, got)
		}
	}
}

func TestExplainNamesWhatToDo(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]Kind{
		"NotFoundException": KindNotFound, "AccessDeniedException": KindDenied, "LimitExceededException": KindQuota, "ExpiredTokenException": KindConfiguration, "Strange": KindOther,
	} {
		e := AsError(explain(api(name), "tag the key", "arn:x"))
		if e == nil || e.Kind != kind || e.Detail == "" {
			t.Errorf("%s is explained as %+v", name, e)
		}
	}
	if explain(nil, "x", "y") != nil {
		t.Error("no error became one")
	}
	if e := AsError(explain(context.DeadlineExceeded, "tag the key", "x")); e.Summary != "Interrupted" {
		t.Errorf("a timeout is explained as %+v", e)
	}
}

func TestConfigurationIsRefused(t *testing.T) {
	t.Parallel()
	for attribute, c := range map[string]Config{
		"region":        {Region: "mars-1"},
		"endpoints.kms": {Region: "eu-north-1", KMSEndpoint: "localhost:80"},
		"endpoints.sts": {Region: "eu-north-1", STSEndpoint: "://"},
	} {
		_, err := New(context.Background(), c)
		if e := AsError(err); e == nil || e.Attribute != attribute {
			t.Errorf("%s: %v", attribute, err)
		}
	}
}

func TestAliasCacheFollowsWrites(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	a := &aliasCache{byName: map[string]string{}, byKey: map[string]map[string]bool{}}
	check := func(key string, want ...string) {
		t.Helper()
		got, err := a.of(ctx, key)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("aliases of %s: %s", key, d)
		}
	}
	a.put("b", "1")
	a.put("a", "1")
	check("1", "a", "b")
	a.put("b", "2") // moved
	check("1", "a")
	check("2", "b")
	a.put("a", "")
	check("1")
	if named, err := a.named(ctx); err != nil || named["1"] || !named["2"] {
		t.Errorf("keys with an alias: %v, %v", named, err)
	}
	if id, err := a.target(ctx, "b"); err != nil || id != "2" {
		t.Errorf("b names %q, %v", id, err)
	}
}

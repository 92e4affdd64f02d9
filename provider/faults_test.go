package provider

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"golang.org/x/sync/errgroup"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/kms"
	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

// faults is a network that answers some calls wrongly, each as often as it says.
type faults struct {
	mu    sync.Mutex
	rules []*fault
}

type fault struct {
	operation string
	times     int
	lose      bool // the call arrives, its answer does not
	status    int  // else this answer comes and the call does not arrive
	body      string
}

func (f *faults) RoundTrip(req *http.Request) (*http.Response, error) {
	rule := f.take(req.Header.Get("X-Amz-Target"))
	if rule == nil {
		return http.DefaultTransport.RoundTrip(req)
	}
	if rule.lose {
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err == nil {
			_ = resp.Body.Close()
		}
		return nil, errors.New("connection reset by the test")
	}
	return &http.Response{StatusCode: rule.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
		Header: http.Header{"Content-Type": {"application/x-amz-json-1.1"}}, Body: io.NopCloser(strings.NewReader(rule.body))}, nil
}

func (f *faults) take(target string) *fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, rule := range f.rules {
		if strings.HasSuffix(target, "."+rule.operation) && rule.times > 0 {
			rule.times--
			return rule
		}
	}
	return nil
}

func answer(operation string, times, status int, code, message string) *fault {
	return &fault{operation: operation, times: times, status: status, body: `{"__type":"` + code + `","message":"` + message + `"}`}
}

// withFaults is a bench whose network has faults, to be added by the steps.
func withFaults(t *testing.T) (*bench, *faults) {
	b, f := newBench(t, localkms.Options{}), &faults{}
	b.transport = f
	return b, f
}

func (f *faults) add(rules ...*fault) func() {
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.rules = rules
	}
}

func (b *bench) wantCalls(operation string, want int) {
	b.t.Helper()
	if got := b.kms.Calls()[operation]; got != want {
		b.t.Errorf("%s was called %d times, want %d", operation, got, want)
	}
}

// In each of these one key comes about, whatever is lost on the way, and the plan after it is empty.
func TestInterruptedCreate(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault *fault
		fails string // what the first apply says; empty: it finishes
	}{
		"the answer to CreateKey is lost":      {&fault{operation: "CreateKey", times: 1, lose: true}, ""},
		"CreateKey is throttled":               {answer("CreateKey", 2, 400, "ThrottlingException", "slow down"), ""},
		"CreateAlias is refused":               {answer("CreateAlias", 1, 400, "AccessDeniedException", "not you"), `(?s)not\s+you`},
		"CreateAlias does not see the key yet": {answer("CreateAlias", 2, 400, "NotFoundException", "no such key"), ""},
		"the answer to CreateAlias is lost":    {&fault{operation: "CreateAlias", times: 1, lose: true}, ""},
		"CreateKey does not see a principal":   {answer("CreateKey", 1, 400, "MalformedPolicyDocumentException", "Policy contains a statement with one or more invalid principals."), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, f := withFaults(t)
			config := b.config(keyConfig("k", "payments", ""))
			first := resource.TestStep{PreConfig: f.add(c.fault), Config: config}
			if c.fails != "" {
				first.ExpectError = regexp.MustCompile(c.fails)
			}
			b.run(first,
				resource.TestStep{PreConfig: f.add(), Config: config},
				resource.TestStep{ResourceName: "keywright_key.k", ImportState: true, ImportStateVerify: true},
			)
			b.wantCalls("CreateKey", 1)
		})
	}
}

// Whatever call of an update or of a destruction gets no answer, a fault of the service, or is throttled: the same
// apply repeats it, and the key ends as declared.
func TestInterruptedUpdateAndDestroy(t *testing.T) {
	t.Parallel()
	before := keyConfig("k", "payments", `tags = { Team = "x", Old = "y" }`) + rotatedEveryYear
	after := strings.Replace(keyConfig("k", "invoices", "description = \"new\"\nenabled = false\ntags = { Team = \"z\" }"), "key-admin ", "key-auditor ", 1)
	for name, of := range map[string]func(operation string) *fault{
		"lost":      func(operation string) *fault { return &fault{operation: operation, times: 1, lose: true} },
		"failed":    func(operation string) *fault { return answer(operation, 1, 500, "KMSInternalException", "oops") },
		"throttled": func(operation string) *fault { return answer(operation, 1, 400, "ThrottlingException", "slow down") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, f := withFaults(t)
			var faults []*fault
			for _, operation := range []string{
				"PutKeyPolicy", "UpdateKeyDescription", "TagResource", "UntagResource", "DisableKey", "CreateAlias", "DeleteAlias", "EnableKeyRotation", "ScheduleKeyDeletion",
			} {
				faults = append(faults, of(operation))
			}
			f.add(faults...)()
			b.run(
				resource.TestStep{Config: b.config(before)},
				resource.TestStep{Config: b.config(after)},
				resource.TestStep{Config: b.config("")},
			)
			for _, fault := range faults {
				if fault.times != 0 {
					t.Errorf("%s was not called", fault.operation)
				}
			}
			b.wantCalls("CreateKey", 1)
			if left, _ := b.call("eu-north-1", "ListAliases", map[string]any{})["Aliases"].([]any); len(left) != 0 {
				t.Errorf("aliases are left: %v", left)
			}
		})
	}
}

const rotatedEveryYear = `
resource "keywright_rotation" "r" {
  method = "automatic"
  keys   = { k = keywright_key.k }
}`

func TestAmbiguousCreateIsNotSentAgain(t *testing.T) {
	t.Parallel()
	b, f := withFaults(t)
	config := b.config(keyConfig("k", "payments", ""))
	b.run(
		// The service fails before it makes the key, and only it knows.
		resource.TestStep{PreConfig: f.add(answer("CreateKey", 1, 500, "KMSInternalException", "oops")), Config: config, ExpectError: regexp.MustCompile(`(?s)answer to CreateKey was lost`)},
		resource.TestStep{Config: config},
	)
	b.wantCalls("CreateKey", 1)
}

func TestQuotaIsNotRetried(t *testing.T) {
	t.Parallel()
	b, f := withFaults(t)
	rule := answer("CreateKey", 1000, 400, "LimitExceededException", "too many keys")
	began := time.Now()
	b.run(resource.TestStep{PreConfig: f.add(rule), Config: b.config(keyConfig("k", "payments", "")), ExpectError: regexp.MustCompile(`(?s)too many keys.*quota`)})
	if rule.times != 999 {
		t.Errorf("CreateKey was sent %d times, want once", 1000-rule.times)
	}
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("the refusal took %s", took)
	}
}

func TestLockoutAnswerIsNotRetried(t *testing.T) {
	t.Parallel()
	b, f := withFaults(t)
	rule := answer("CreateKey", 1000, 400, "MalformedPolicyDocumentException", "The new key policy will not allow you to update the key policy in the future.")
	b.run(resource.TestStep{PreConfig: f.add(rule), Config: b.config(keyConfig("k", "payments", "")), ExpectError: regexp.MustCompile(`lock its writer out`)})
	if rule.times != 999 {
		t.Errorf("CreateKey was sent %d times, want once", 1000-rule.times)
	}
}

// One rotation of the schedule failed: the next apply rotates that key alone.
func TestOnDemandRotationContinues(t *testing.T) {
	t.Parallel()
	b, f := withFaults(t)
	schedule := func(trigger string) string {
		return b.config(keyConfig("a", "a", "") + keyConfig("b", "b", "") + `
resource "keywright_rotation" "r" {
  method  = "on-demand"
  trigger = "` + trigger + `"
  keys    = { a = keywright_key.a, b = keywright_key.b }
}`)
	}
	b.run(
		resource.TestStep{Config: schedule("one")},
		resource.TestStep{PreConfig: f.add(answer("RotateKeyOnDemand", 1, 400, "AccessDeniedException", "not you")), Config: schedule("two"), ExpectError: regexp.MustCompile(`(?s)not\s+you`)},
		resource.TestStep{Config: schedule("two")},
	)
	b.wantCalls("RotateKeyOnDemand", 2)
}

// Beside the sweep, a create takes at most 6 calls; a refresh at most 4, and one list of aliases for all keys.
func TestBudgets(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	ctx := context.Background()
	total := b.kmsCalls
	policy, err := keypolicy.Generate(keypolicy.Spec{Access: keypolicy.Access{"policy-admin": {Principals: []string{pipeline}}},
		KeySpec: defaultSpec, Usage: defaultUsage, Region: "eu-north-1", Partition: "aws", Account: "123456789012"})
	if err != nil {
		t.Fatal(err)
	}
	client := b.client("eu-north-1")
	var ids []string
	for i, alias := range []string{"a", "b", "c"} {
		before := total()
		key, err := client.CreateKey(ctx, &kms.Want{Alias: alias, Policy: policy, Spec: defaultSpec, Usage: defaultUsage, Origin: defaultOrigin,
			Enabled: i > 0, Tags: map[string]string{kms.TagOwnership: "test", kms.TagAlias: alias}})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, key.ID)
		sweep := 0
		if i == 0 {
			sweep = 2 // ListKeys, ListAliases; no key is without alias
		}
		if n := total() - before; n > 6+sweep {
			t.Errorf("making key %d took %d calls: %v", i, n, b.kms.Calls())
		}
	}
	fresh, before := b.client("eu-north-1"), total()
	for _, id := range ids {
		if _, err := fresh.ReadKey(ctx, "", id); err != nil {
			t.Fatal(err)
		}
	}
	if n := total() - before; n > 3*4+1 {
		t.Errorf("reading three keys took %d calls: %v", n, b.kms.Calls())
	}
}

// The budgets hold for many keys, made and read side by side: one sweep, one list of aliases for each hundred, and what
// each key takes.
func TestBudgetsOfManyKeys(t *testing.T) {
	t.Parallel()
	for _, n := range []int{10, 100, 1000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			b := newBench(t, localkms.Options{})
			policy, client := keyPolicyOf(t), b.client("eu-north-1")
			ids := make([]string, n)
			sideBySide(t, n, func(i int) error {
				key, err := client.CreateKey(t.Context(), &kms.Want{Alias: fmt.Sprint("key-", i), Policy: policy, Spec: defaultSpec, Usage: defaultUsage, Origin: defaultOrigin,
					Enabled: true, Tags: map[string]string{kms.TagOwnership: "test", kms.TagAlias: fmt.Sprint("key-", i)}})
				if err == nil {
					ids[i] = key.ID
				}
				return err
			})
			made := b.kmsCalls()
			if most := 6*n + 2; made > most {
				t.Errorf("making %d keys took %d calls, and may take %d: %v", n, made, most, b.kms.Calls())
			}
			fresh := b.client("eu-north-1")
			sideBySide(t, n, func(i int) error {
				_, err := fresh.ReadKey(t.Context(), "", ids[i])
				return err
			})
			if read, most := b.kmsCalls()-made, 4*n+(n+99)/100; read > most {
				t.Errorf("reading %d keys took %d calls, and may take %d: %v", n, read, most, b.kms.Calls())
			}
		})
	}
}

// sideBySide does something n times, ten at once, as Terraform does.
func sideBySide(t *testing.T, n int, do func(i int) error) {
	t.Helper()
	var group errgroup.Group
	group.SetLimit(10)
	for i := range n {
		group.Go(func() error { return do(i) })
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
}

// kmsCalls is how many calls of KMS were answered.
func (b *bench) kmsCalls() int {
	n := 0
	for operation, calls := range b.kms.Calls() {
		if !strings.HasPrefix(operation, "sts:") {
			n += calls
		}
	}
	return n
}

// stopAt ends a context while a call is under way.
type stopAt struct {
	operation string
	stop      context.CancelFunc
}

func (s *stopAt) RoundTrip(req *http.Request) (*http.Response, error) {
	if strings.HasSuffix(req.Header.Get("X-Amz-Target"), "."+s.operation) {
		s.stop()
		time.Sleep(20 * time.Millisecond) // the call is slower than the stop
	}
	return http.DefaultTransport.RoundTrip(req)
}

// A run that is stopped finishes the call that is under way and begins no other; the next run continues.
func TestStoppedWhileTheKeyIsMade(t *testing.T) {
	t.Parallel()
	b := newBench(t, localkms.Options{})
	policy, err := keypolicy.Generate(keypolicy.Spec{Access: keypolicy.Access{"policy-admin": {Principals: []string{pipeline}}},
		KeySpec: defaultSpec, Usage: defaultUsage, Region: "eu-north-1", Partition: "aws", Account: "123456789012"})
	if err != nil {
		t.Fatal(err)
	}
	want := &kms.Want{Alias: "a", Policy: policy, Spec: defaultSpec, Usage: defaultUsage, Origin: defaultOrigin, Enabled: true,
		Tags: map[string]string{kms.TagOwnership: "test", kms.TagAlias: "a"}}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	client, err := kms.New(ctx, kms.Config{Region: "eu-north-1", AccessKey: "PIPELINE", SecretKey: "local", KMSEndpoint: b.url, STSEndpoint: b.url,
		Ownership: "test", Transport: &stopAt{"CreateKey", stop}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.CreateKey(ctx, want); !errors.Is(err, context.Canceled) {
		t.Errorf("the stopped run ended with %v", err)
	}
	b.wantCalls("CreateKey", 1)
	b.wantCalls("CreateAlias", 0)
	key, err := b.client("eu-north-1").CreateKey(context.Background(), want)
	if err != nil {
		t.Fatal(err)
	}
	if len(key.Aliases) != 1 {
		t.Errorf("the key has the aliases %v", key.Aliases)
	}
	b.wantCalls("CreateKey", 1)
}

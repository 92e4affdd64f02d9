package provider

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// The ways in which a call goes wrong.
const (
	faultCut        = "cut before it arrives"
	faultLost       = "answer lost"
	faultTorn       = "answer cut off midway"
	faultFails      = "HTTP 500"
	faultThrottled  = "throttled"
	faultKilled     = "provider killed before it arrives"
	faultKilledLate = "provider killed once it is carried out"
	faultTerraform  = "terraform killed once it is carried out"
	faultInterrupt  = "Ctrl-C while it is under way"
	faultStale      = "not seen by reads for a while"
	faultUnseen     = "provider killed once it is carried out, and not seen by reads for a while"
	faultUnsaved    = "terraform killed once it is carried out, and not seen by reads for a while"
)

// lagging says that reads do not see for a while what was written.
func lagging(kind string) bool {
	return kind == faultStale || kind == faultUnseen || kind == faultUnsaved
}

// sampled is how many of them `make test` takes its sample from: the last two take half a minute each.
const sampled = 10

// faultKinds are all of them; a read that was answered changes nothing, so that some are of writes alone.
var faultKinds = []struct {
	kind   string
	writes bool
}{{faultCut, false}, {faultLost, true}, {faultTorn, false}, {faultFails, false}, {faultThrottled, false}, {faultKilled, true}, {faultKilledLate, true}, {faultTerraform, true}, {faultInterrupt, true}, {faultStale, true}, {faultUnseen, true}, {faultUnsaved, true}}

// recorded is one call of a run: the n-th of its operation in its region.
type recorded struct {
	operation, region string
	nth               int
}

func (c recorded) String() string {
	return c.operation + " " + strconv.Itoa(c.nth) + " in " + c.region
}

func (c recorded) read() bool {
	return strings.HasPrefix(c.operation, "List") || strings.HasPrefix(c.operation, "Get") || strings.HasPrefix(c.operation, "Describe")
}

// front is a proxy before a KMS. It records the calls, and lets one of them go wrong.
type front struct {
	proxy *httputil.ReverseProxy
	url   string

	mu        sync.Mutex
	calls     []recorded
	seen      map[recorded]int // without nth
	workspace *workspace
	at        recorded
	kind      string // empty: nothing goes wrong
	memory    *memory
	done      bool
	problem   error // of the fault itself
}

func newFront(t *testing.T, behind string) *front {
	t.Helper()
	address, err := url.Parse(behind)
	if err != nil {
		t.Fatal(err)
	}
	f := &front{proxy: httputil.NewSingleHostReverseProxy(address), seen: map[recorded]int{}, memory: newMemory()}
	f.proxy.Transport = &http.Transport{DisableKeepAlives: true} // what other tests do with the shared one is nothing to this
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	f.url = server.URL
	return f
}

// arm begins a new record, in which a call goes wrong.
func (f *front) arm(w *workspace, at recorded, kind string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls, f.seen, f.workspace, f.at, f.kind, f.done = nil, map[recorded]int{}, w, at, kind, false
}

func (f *front) note(r *http.Request) (call recorded, kind string) {
	_, operation, isKMS := strings.Cut(r.Header.Get("X-Amz-Target"), "TrentService.")
	if !isKMS {
		return recorded{}, ""
	}
	region := ""
	if scope := strings.Split(r.Header.Get("Authorization"), "/"); len(scope) > 3 {
		region = scope[2]
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	call = recorded{operation: operation, region: region}
	f.seen[call]++
	call.nth = f.seen[call]
	f.calls = append(f.calls, call)
	if f.done || f.kind == "" || call != f.at {
		return call, ""
	}
	f.done = true
	return call, f.kind
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	call, kind := f.note(r)
	switch kind {
	case "":
		if lagging(f.kind) && call.operation != "" {
			f.memory.serve(w, r, call.region, call.operation, f.proxy)
			return
		}
		f.proxy.ServeHTTP(w, r)
		return
	case faultStale: // this call is carried out, and what follows does not see it
		f.memory.lag()
		f.memory.carryOut(w, r, call.region, call.operation, f.proxy)
		return
	case faultUnseen, faultUnsaved:
		f.memory.lag()
		f.memory.carryOut(httptest.NewRecorder(), r, call.region, call.operation, f.proxy)
	case faultLost, faultKilledLate, faultTerraform:
		f.proxy.ServeHTTP(httptest.NewRecorder(), r)
	case faultInterrupt:
		f.problem = f.workspace.interrupt()
		f.proxy.ServeHTTP(w, r)
		return
	case faultTorn:
		whole := httptest.NewRecorder()
		f.proxy.ServeHTTP(whole, r)
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		w.Header().Set("Content-Length", strconv.Itoa(whole.Body.Len()+1))
		_, _ = w.Write(whole.Body.Bytes()[:whole.Body.Len()/2])
	case faultFails:
		answerWith(w, http.StatusInternalServerError, "KMSInternalException")
		return
	case faultThrottled:
		answerWith(w, http.StatusBadRequest, "ThrottlingException")
		return
	}
	switch kind {
	case faultKilled, faultKilledLate, faultUnseen:
		f.problem = f.workspace.killProvider()
	case faultTerraform, faultUnsaved:
		f.problem = f.workspace.killTerraform()
	}
	panic(http.ErrAbortHandler) // no answer
}

func answerWith(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(`{"__type":"` + code + `","message":"by the test"}`))
}

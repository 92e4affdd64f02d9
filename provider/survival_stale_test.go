package provider

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// staleFor is how long reads lag behind in the cells of faultStale.
const staleFor = 10 * time.Second

// memory makes a KMS eventually consistent: for a while after a write, reads are answered as they were before it, and what
// was made is not there yet.
type memory struct {
	mu      sync.Mutex
	until   time.Time
	answers map[string][]byte // region, operation and request → the answer before
	fresh   map[string]bool   // region and id of keys made since
}

func newMemory() *memory { return &memory{answers: map[string][]byte{}, fresh: map[string]bool{}} }

// lag begins the while.
func (m *memory) lag() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.until = time.Now().Add(staleFor)
}

func (m *memory) lags() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return time.Now().Before(m.until)
}

// serve answers as a server that has not heard of the last writes.
func (m *memory) serve(w http.ResponseWriter, r *http.Request, region, operation string, behind http.Handler) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	asked := region + " " + operation + " " + string(body)
	var in struct{ KeyId, TargetKeyId, GrantId string }
	_ = json.Unmarshal(body, &in)
	if m.lags() && m.unknown(region, in.KeyId+in.TargetKeyId) {
		answerWith(w, http.StatusBadRequest, "NotFoundException")
		return
	}
	if before := m.before(asked); m.lags() && before != nil {
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		_, _ = w.Write(before)
		return
	}
	if m.lags() && operation == "ListGrants" && in.GrantId != "" {
		w.Header().Set("Content-Type", "application/x-amz-json-1.1")
		_, _ = w.Write([]byte(`{"Grants":[],"Truncated":false}`))
		return
	}
	m.carryOut(w, r, region, operation, behind)
}

// carryOut passes a call on, and notes what it shows or makes.
func (m *memory) carryOut(w http.ResponseWriter, r *http.Request, region, operation string, behind http.Handler) {
	body, _ := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(body))
	var in struct{ KeyId string }
	_ = json.Unmarshal(body, &in)
	answer := httptest.NewRecorder()
	behind.ServeHTTP(answer, r)
	m.note(region+" "+operation+" "+string(body), region, operation, in.KeyId, answer)
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}

func (m *memory) before(asked string) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.answers[asked]
}

func (m *memory) unknown(region, key string) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	for fresh := range m.fresh {
		if at, id, _ := strings.Cut(fresh, " "); at == region && key != "" && strings.HasSuffix(key, id) {
			return true
		}
	}
	return false
}

func (m *memory) note(asked, region, operation, key string, answer *httptest.ResponseRecorder) {
	if answer.Code != http.StatusOK {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var out struct {
		KeyMetadata struct{ KeyId string }
	}
	switch {
	case (recorded{operation: operation}).read():
		m.answers[asked] = answer.Body.Bytes()
	case operation == "CreateKey" && json.Unmarshal(answer.Body.Bytes(), &out) == nil:
		m.fresh[region+" "+out.KeyMetadata.KeyId] = true
	case operation == "ReplicateKey":
		m.fresh[west+" "+key] = true
	}
}

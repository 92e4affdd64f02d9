package localkms

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
)

// FuzzStateFile holds that a data file is refused when it is opened, or is whole enough that no operation on any of its
// keys panics. The seeds are under testdata/fuzz/FuzzStateFile.
func FuzzStateFile(f *testing.F) {
	f.Add([]byte(`{"format":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		st, err := decodeState(data)
		if err != nil {
			return
		}
		now := time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC)
		s := &Server{opts: Options{Account: DefaultAccount, Clock: func() time.Time { return now }}, state: st, disk: &disk{}, calls: map[string]int{}}
		for name := range st.Keys {
			parts := resourceForm.FindStringSubmatch(name)
			for action := range operations {
				body := maps.Clone(bodies()[action])
				if _, has := body["KeyId"]; has {
					body["KeyId"] = name
				}
				text, _ := json.Marshal(body)
				s.answer(parts[3], parts[2], action, string(text))
			}
		}
	})
}

// bodies are a request for each operation, with those of the members that it has.
var bodies = sync.OnceValue(func() map[string]map[string]any {
	s := &Server{opts: Options{Account: DefaultAccount, Clock: time.Now}, state: newState(), disk: &disk{}, calls: map[string]int{}}
	made := map[string]map[string]any{}
	for action := range operations {
		made[action] = map[string]any{}
		for name, value := range map[string]any{
			"KeyId": nil, "Plaintext": "AA==", "Message": "AA==", "SigningAlgorithm": "ECDSA_SHA_256", "MacAlgorithm": "HMAC_SHA_256",
			"KeySpec": "AES_256", "ReplicaRegion": "eu-west-3", "PrimaryRegion": "eu-west-1",
		} {
			probe, _ := json.Marshal(map[string]any{name: nil})
			if !strings.Contains(s.answer(DefaultAccount, "eu-north-1", action, string(probe)), "does not support the member") {
				made[action][name] = value
			}
		}
	}
	return made
})

func (s *Server) answer(account, region, action, body string) string {
	request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
	request.Header.Set("X-Amz-Target", "TrentService."+action)
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+account+"/20260101/"+region+"/kms/aws4_request, SignedHeaders=host, Signature=00")
	recorder := httptest.NewRecorder()
	s.ServeHTTP(recorder, request)
	return recorder.Body.String()
}

func TestStateSeedsAreThere(t *testing.T) {
	seeds, err := filepath.Glob("testdata/fuzz/FuzzStateFile/*")
	if err != nil || len(seeds) < 3 {
		t.Fatalf("%d seeds (%v), want the whole state and some that are broken", len(seeds), err)
	}
	for _, seed := range seeds {
		if data, err := os.ReadFile(seed); err != nil || len(data) == 0 {
			t.Errorf("%s: %v", seed, err)
		}
	}
}

package localkms_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// documented are the codes that the service's reference has, for operations and in common.
var documented = []string{
	"AccessDeniedException", "AlreadyExistsException", "ConflictException", "DisabledException", "DryRunOperationException",
	"ExpiredImportTokenException", "IncompleteSignatureException", "IncorrectKeyException", "IncorrectKeyMaterialException",
	"InvalidAliasNameException", "InvalidArnException", "InvalidCiphertextException", "InvalidGrantIdException",
	"InvalidGrantTokenException", "InvalidImportTokenException", "InvalidKeyUsageException", "InvalidMarkerException",
	"KMSInvalidMacException", "KMSInvalidSignatureException", "KMSInvalidStateException", "LimitExceededException",
	"MalformedPolicyDocumentException", "NotFoundException", "SerializationException", "TagException",
	"UnknownOperationException", "UnsupportedOperationException", "ValidationError", "ValidationException",
}

// knownKey stands in the seeds for the key that every run makes, whose id is random.
const knownKey = "12345678-1234-1234-1234-123456789012"

// FuzzKMSRequest holds that every request has an answer: success, or an error that the reference documents. The seeds
// are under testdata/fuzz/FuzzKMSRequest, one for each operation and some that are malformed.
func FuzzKMSRequest(f *testing.F) {
	f.Add("DescribeKey", `{"KeyId":"`+knownKey+`"}`)
	f.Fuzz(func(t *testing.T, action, body string) {
		server := newServer(t)
		answer := post(server, action, strings.ReplaceAll(body, knownKey, setUp(t, server)), nil)
		code := answer.Header().Get("X-Amzn-Errortype")
		switch {
		case answer.Code == http.StatusOK && code == "":
			if answer.Body.Len() > 0 && !json.Valid(answer.Body.Bytes()) {
				t.Errorf("%s %s: success with a body that is not JSON: %s", action, body, answer.Body)
			}
			return
		case answer.Code != http.StatusBadRequest || !slices.Contains(documented, code):
			t.Errorf("%s %s: %d %s is not documented: %s", action, body, answer.Code, code, answer.Body)
		}
		var shape struct {
			Type    string `json:"__type"`
			Message string `json:"message"`
		}
		if err := json.Unmarshal(answer.Body.Bytes(), &shape); err != nil || shape.Type != code {
			t.Errorf("%s %s: the body %s does not repeat the code %s (%v)", action, body, answer.Body, code, err)
		}
	})
}

// setUp makes a key with an alias and returns its id.
func setUp(t *testing.T, server http.Handler) string {
	t.Helper()
	made := post(server, "CreateKey", `{"Tags":[{"TagKey":"a","TagValue":"b"}]}`, nil)
	var out struct {
		KeyMetadata struct {
			KeyID string `json:"KeyId"`
		}
	}
	if err := json.Unmarshal(made.Body.Bytes(), &out); err != nil || made.Code != http.StatusOK {
		t.Fatalf("no key could be made: %s", made.Body)
	}
	if alias := post(server, "CreateAlias", `{"AliasName":"alias/made","TargetKeyId":"`+out.KeyMetadata.KeyID+`"}`, nil); alias.Code != http.StatusOK {
		t.Fatalf("no alias could be made: %s", alias.Body)
	}
	return out.KeyMetadata.KeyID
}

func TestFuzzSeedsAreThere(t *testing.T) {
	seeds := must(filepath.Glob("testdata/fuzz/FuzzKMSRequest/*"))(t)
	if len(seeds) < 60 {
		t.Errorf("%d seeds, want one for each operation and more", len(seeds))
	}
	for _, seed := range seeds {
		if data := must(os.ReadFile(seed))(t); len(data) == 0 {
			t.Errorf("%s is empty", seed)
		}
	}
}

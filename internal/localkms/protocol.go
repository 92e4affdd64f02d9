package localkms

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// maxBody bounds a request, in bytes. The longest legal one is a 32,768-byte policy, escaped.
const maxBody = 1 << 20

// credential is what the Authorization header's scope says.
type credential struct{ AccessKey, Region, Service string }

var credentialScope = regexp.MustCompile(`^AWS4-HMAC-SHA256 +Credential=([A-Za-z0-9_]{1,128})/[0-9]{8}/([a-z0-9-]{1,40})/([a-z0-9-]{1,20})/aws4_request,`)

// call is one request under way.
type call struct {
	*Server
	identity Identity
	account  string
	region   string
	now      time.Time
	request  string // its id
	sourceIP string
	changed  bool // the state must be saved before the answer is sent
}

// handler answers one operation.
type handler func(c *call, body []byte) (any, error)

// op makes a handler of a method on typed input and output. A method that answers nothing returns nil.
func op[In, Out any](method func(*call, *In) (*Out, error)) handler {
	return func(c *call, body []byte) (any, error) {
		var in In
		if err := decode(body, &in); err != nil {
			return nil, err
		}
		out, err := method(c, &in)
		if err != nil || out == nil {
			return nil, err
		}
		return out, nil
	}
}

// nothing is the output of operations that answer with an empty body.
type nothing struct{}

// ServeHTTP answers one KMS or STS request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := newUUID()
	w.Header().Set("X-Amzn-Requestid", id)
	target := r.Header.Get("X-Amz-Target")
	action, isKMS := strings.CutPrefix(target, "TrentService.")
	body, err := readBody(w, r)
	c, credErr := s.newCall(r, id)
	err = firstError(err, credErr)
	switch {
	case isKMS:
		s.answerKMS(w, c, action, body, err)
	case target == "" && strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded"):
		s.answerSTS(w, c, body, err)
	default:
		writeKMSError(w, fail("UnknownOperationException", "The local KMS answers TrentService.* (KMS) and the STS query protocol, not %q.", target))
	}
}

func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.Method != http.MethodPost {
		return nil, fail("UnknownOperationException", "Requests are POST, not %s.", r.Method)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return nil, fail("SerializationException", "The request body could not be read: %s", err)
	}
	return body, nil
}

// newCall reads who calls, and where, from the credential scope.
func (s *Server) newCall(r *http.Request, id string) (*call, error) {
	cred, err := readCredential(r)
	if err != nil {
		return &call{Server: s, request: id}, err
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = ""
	}
	c := &call{Server: s, region: cred.Region, now: s.opts.Clock().UTC(), request: id, sourceIP: host}
	s.mu.Lock()
	defer s.mu.Unlock()
	c.identity, err = s.identify(cred.AccessKey, c.now, cred.Region)
	c.account = c.identity.Account
	return c, err
}

func readCredential(r *http.Request) (credential, error) {
	header := r.Header.Get("Authorization")
	if header == "" {
		return credential{}, fail("MissingAuthenticationTokenException", "Missing Authentication Token")
	}
	scope := credentialScope.FindStringSubmatch(header)
	if scope == nil {
		return credential{}, fail("IncompleteSignatureException", "The Authorization header is not AWS4-HMAC-SHA256 with a Credential of the form KEY/DATE/REGION/SERVICE/aws4_request; the local KMS reads no other.")
	}
	cred := credential{AccessKey: scope[1], Region: scope[2], Service: scope[3]}
	want := "sts"
	if r.Header.Get("X-Amz-Target") != "" {
		want = "kms"
	}
	if cred.Service != want {
		return cred, fail("InvalidSignatureException", "Credential should be scoped to correct service: '%s'. ", want)
	}
	return cred, checkRegion(cred.Region)
}

// answerKMS runs one KMS operation under the lock and saves what it changed before answering.
func (s *Server) answerKMS(w http.ResponseWriter, c *call, action string, body []byte, err error) {
	handle, known := operations[action]
	if err == nil && !known {
		err = unknownOperation(action)
	}
	if err != nil {
		writeKMSError(w, err)
		return
	}
	out, err := s.transact(c, action, func() (any, error) { return handle(c, body) })
	if err != nil {
		writeKMSError(w, err)
		return
	}
	writeJSON(w, http.StatusOK, out)
}

// unknownOperation names an operation that exists at AWS but not here, or that exists nowhere.
func unknownOperation(action string) error {
	return fail("UnknownOperationException", "The local KMS does not support the operation %q.", action)
}

// transact runs one operation: what time has brought comes first, and a change is on disk before anyone hears of it.
func (s *Server) transact(c *call, action string, run func() (any, error)) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[action]++
	c.changed = s.state.advance(c.now)
	out, err := run()
	if err != nil && !c.changed {
		return nil, err
	}
	if !c.changed {
		return out, nil
	}
	if saveErr := s.disk.save(s.state); saveErr != nil {
		return nil, s.rollBack(saveErr)
	}
	return out, err
}

// rollBack forgets a change that could not be saved.
func (s *Server) rollBack(cause error) error {
	st, err := s.disk.restore()
	if err != nil {
		return fail("KMSInternalException", "The change could not be saved (%s), nor the state restored (%s).", cause, err)
	}
	s.state = st
	return fail("KMSInternalException", "The change could not be saved and was undone: %s", cause)
}

// decode reads a request. Members that the local KMS does not know are refused: to ignore one could be a wrong success.
func decode(body []byte, in any) error {
	if len(body) == 0 {
		body = []byte("{}")
	}
	err := json.Unmarshal(body, in, json.RejectUnknownMembers(true))
	if err == nil {
		return nil
	}
	var semantic *json.SemanticError
	if errors.As(err, &semantic) && errors.Is(err, json.ErrUnknownName) {
		return fail("ValidationException", "The local KMS does not support the member %s of this request.", member(semantic))
	}
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		return fail("SerializationException", "The request is not valid JSON at byte %d.", syntactic.ByteOffset)
	}
	if semantic != nil {
		return fail("SerializationException", "The request's member %s at byte %d has the wrong form.", member(semantic), semantic.ByteOffset)
	}
	return fail("SerializationException", "The request could not be read.")
}

// member names the place of an error as Tags/0/TagKey, quoted, for the client chose the words.
func member(err *json.SemanticError) string {
	return strconv.QuoteToASCII(strings.TrimPrefix(string(err.JSONPointer), "/"))
}

func writeJSON(w http.ResponseWriter, status int, out any) {
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	var data []byte
	if out != nil {
		var err error
		if data, err = json.Marshal(out, json.Deterministic(true)); err != nil {
			writeKMSError(w, fail("KMSInternalException", "The answer could not be encoded."))
			return
		}
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	_, _ = w.Write(data) // a client that has gone hears nothing
}

// writeKMSError answers in the shape of JSON 1.1.
func writeKMSError(w http.ResponseWriter, err error) {
	apiErr := asAPIError(err)
	w.Header().Set("X-Amzn-Errortype", apiErr.Code)
	writeJSON(w, apiErr.status(), map[string]string{"__type": apiErr.Code, "message": apiErr.Message})
}

func asAPIError(err error) *apiError {
	var apiErr *apiError
	if errors.As(err, &apiErr) {
		return apiErr
	}
	return &apiError{Code: "KMSInternalException", Message: err.Error()}
}

// timestamp is a time on the wire: seconds since the epoch with milliseconds.
type timestamp time.Time

// stamp makes a timestamp; the zero time stays zero and is omitted.
func stamp(t time.Time) timestamp { return timestamp(t) }

// IsZero tells whether the time is absent.
func (t timestamp) IsZero() bool { return time.Time(t).IsZero() }

// MarshalJSON writes seconds since the epoch.
func (t timestamp) MarshalJSON() ([]byte, error) {
	ms := time.Time(t).UnixMilli()
	return fmt.Appendf(nil, "%d.%03d", ms/1000, ms%1000), nil
}

// UnmarshalJSON reads seconds since the epoch, of this or the next few centuries.
func (t *timestamp) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	seconds, err := strconv.ParseFloat(string(data), 64)
	if err != nil || seconds < 0 || seconds >= 1e11 {
		return errors.New("not a number of seconds since the epoch")
	}
	*t = timestamp(time.UnixMilli(int64(seconds * 1000)).UTC())
	return nil
}

// newUUID makes a random identifier of the form of RFC 9562.
func newUUID() string {
	b := randomBytes(16)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// randomBytes returns n bytes of the operating system's randomness, which does not fail.
func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}

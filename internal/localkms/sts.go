package localkms

import (
	"cmp"
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const stsNamespace = "https://sts.amazonaws.com/doc/2011-06-15/"

type responseMetadata struct {
	RequestID string `xml:"RequestId"`
}

type callerIdentityResponse struct {
	XMLName xml.Name `xml:"GetCallerIdentityResponse"`
	Space   string   `xml:"xmlns,attr"`
	Result  struct {
		Arn     string
		UserID  string `xml:"UserId"`
		Account string
	} `xml:"GetCallerIdentityResult"`
	Metadata responseMetadata `xml:"ResponseMetadata"`
}

type assumeRoleResponse struct {
	XMLName xml.Name `xml:"AssumeRoleResponse"`
	Space   string   `xml:"xmlns,attr"`
	Result  struct {
		AssumedRoleUser struct {
			Arn           string
			AssumedRoleID string `xml:"AssumedRoleId"`
		}
		Credentials struct {
			AccessKeyID     string `xml:"AccessKeyId"`
			SecretAccessKey string
			SessionToken    string
			Expiration      string
		}
	} `xml:"AssumeRoleResult"`
	Metadata responseMetadata `xml:"ResponseMetadata"`
}

type errorResponse struct {
	XMLName xml.Name `xml:"ErrorResponse"`
	Space   string   `xml:"xmlns,attr"`
	Error   struct {
		Type    string
		Code    string
		Message string
	}
	RequestID string `xml:"RequestId"`
}

// answerSTS runs one operation of the query protocol.
func (s *Server) answerSTS(w http.ResponseWriter, c *call, body []byte, err error) {
	form, formErr := url.ParseQuery(string(body))
	if formErr != nil && err == nil {
		err = fail("MalformedQueryString", "The request body is not a query string.")
	}
	action := form.Get("Action")
	if err == nil && action != "GetCallerIdentity" && action != "AssumeRole" {
		err = fail("InvalidAction", "The local KMS answers GetCallerIdentity and AssumeRole of STS; it does not support %q.", action)
	}
	if err != nil {
		writeSTSError(w, c, err)
		return
	}
	out, err := s.transact(c, "sts:"+action, func() (any, error) {
		if action == "AssumeRole" {
			return c.assumeRole(form)
		}
		return c.callerIdentity(), nil
	})
	if err != nil {
		writeSTSError(w, c, err)
		return
	}
	writeXML(w, http.StatusOK, out)
}

func (c *call) callerIdentity() *callerIdentityResponse {
	out := &callerIdentityResponse{Space: stsNamespace, Metadata: responseMetadata{c.request}}
	out.Result.Arn, out.Result.Account = c.identity.callerARN(), c.account
	out.Result.UserID = userID(out.Result.Arn)
	if strings.HasSuffix(out.Result.Arn, ":root") {
		out.Result.UserID = c.account
	}
	return out
}

// userID makes the unique id that STS reports: derived from the ARN, so that it stays the same.
func userID(arn string) string {
	kind, session := "AIDA", ""
	if _, rest, found := strings.Cut(arn, ":assumed-role/"); found {
		kind = "AROA"
		_, session, _ = strings.Cut(rest, "/")
		arn = strings.TrimSuffix(arn, "/"+session)
		session = ":" + session
	}
	return kind + strings.ToUpper(materialID(arn, nil)[:17]) + session
}

// assumeRole hands out a session of a role in the identities file, to whom the file lets have it. There are no trust
// policies, tags or session policies here, so a request that carries them is refused.
func (c *call) assumeRole(form url.Values) (*assumeRoleResponse, error) {
	for name := range form {
		if !slices.Contains([]string{"Action", "Version", "RoleArn", "RoleSessionName", "DurationSeconds"}, name) {
			return nil, fail("ValidationError", "The local KMS does not support the parameter %s of AssumeRole.", name)
		}
	}
	role, name := form.Get("RoleArn"), form.Get("RoleSessionName")
	seconds, err := c.sessionSeconds(form.Get("DurationSeconds"), name)
	if err != nil {
		return nil, err
	}
	if !c.mayAssume(role) {
		return nil, fail("AccessDenied", "User: %s is not authorized to perform: sts:AssumeRole on resource: %s", c.identity.callerARN(), role)
	}
	expires := c.now.Add(time.Duration(seconds) * time.Second).Truncate(time.Second)
	accessKey := "ASIA" + strings.ToUpper(materialID(role, randomBytes(16))[:16])
	c.state.Sessions[accessKey] = &session{Role: role, Name: name, Expires: expires}
	c.changed = true

	out := &assumeRoleResponse{Space: stsNamespace, Metadata: responseMetadata{c.request}}
	user, creds := &out.Result.AssumedRoleUser, &out.Result.Credentials
	user.Arn = sessionARN(role, name)
	user.AssumedRoleID = userID(user.Arn)
	creds.AccessKeyID, creds.Expiration = accessKey, expires.Format(time.RFC3339)
	creds.SecretAccessKey, creds.SessionToken = "unverified", "unverified"
	return out, nil
}

func (c *call) sessionSeconds(text, name string) (int, error) {
	if len(name) < 2 || len(name) > 64 || strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+=,.@-") != "" {
		return 0, fail("ValidationError", "1 validation error detected: Value '%s' at 'roleSessionName' failed to satisfy constraint: Member must have 2 to 64 characters of [\\w+=,.@-]", name)
	}
	if text == "" {
		return 3600, nil
	}
	seconds, err := strconv.Atoi(text)
	if err != nil || seconds < 900 || seconds > 43200 {
		return 0, fail("ValidationError", "1 validation error detected: Value '%s' at 'durationSeconds' failed to satisfy constraint: Member must be between 900 and 43200", text)
	}
	return seconds, nil
}

// mayAssume tells whether the role is in the identities file, for this caller.
func (c *call) mayAssume(role string) bool {
	_, known := c.roleIdentity(role)
	return known && (c.identity.isDefault || slices.Contains(c.identity.MayAssume, role))
}

// stsCodes are the names that STS has for errors that KMS names otherwise.
var stsCodes = map[string]string{
	"ExpiredTokenException":               "ExpiredToken",
	"IncompleteSignatureException":        "IncompleteSignature",
	"InvalidSignatureException":           "SignatureDoesNotMatch",
	"KMSInternalException":                "InternalFailure",
	"MissingAuthenticationTokenException": "MissingAuthenticationToken",
	"UnrecognizedClientException":         "InvalidClientTokenId",
	"UnknownOperationException":           "InvalidAction",
}

func writeSTSError(w http.ResponseWriter, c *call, err error) {
	apiErr := asAPIError(err)
	out := &errorResponse{Space: stsNamespace, RequestID: c.request}
	out.Error.Type, out.Error.Code, out.Error.Message = "Sender", cmp.Or(stsCodes[apiErr.Code], apiErr.Code), apiErr.Message
	status := apiErr.status()
	switch out.Error.Code {
	case "AccessDenied", "ExpiredToken", "SignatureDoesNotMatch", "MissingAuthenticationToken", "InvalidClientTokenId":
		status = http.StatusForbidden
	}
	writeXML(w, status, out)
}

func writeXML(w http.ResponseWriter, status int, out any) {
	data, err := xml.Marshal(out)
	if err != nil {
		http.Error(w, "the answer could not be encoded", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/xml")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	_, _ = w.Write(data) // a client that has gone hears nothing
}

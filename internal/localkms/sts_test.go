package localkms_test

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/localkms"
)

var requestID = regexp.MustCompile(`<RequestId>[0-9a-f-]{36}</RequestId>`)

// The shapes of STS's answers, which are XML of the query protocol.
func TestSTSShapes(t *testing.T) {
	server, err := localkms.New(localkms.Options{Clock: newClock().Now, Identities: identities(t, map[string]any{
		"USER": map[string]any{"arn": "arn:aws:iam::123456789012:user/ops/ola", "may_assume": []string{role("ops/admin")}},
		"ROOT": map[string]any{"arn": "arn:aws:iam::123456789012:root"}, "ROLE": map[string]any{"arn": role("ops/admin")},
	})})
	if err != nil {
		t.Fatal(err)
	}
	assume := "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fops%2Fadmin"
	var out bytes.Buffer
	for _, c := range []struct{ name, accessKey, service, body string }{
		{"user", "USER", "sts", "Action=GetCallerIdentity&Version=2011-06-15"},
		{"root", "ROOT", "sts", "Action=GetCallerIdentity&Version=2011-06-15"},
		{"role", "ROLE", "sts", "Action=GetCallerIdentity&Version=2011-06-15"},
		{"no credentials", "", "sts", "Action=GetCallerIdentity"},
		{"credentials for another service", "USER", "kms", "Action=GetCallerIdentity"},
		{"operation that is not supported", "USER", "sts", "Action=GetSessionToken"},
		{"not a query string", "USER", "sts", "%zz"},
		{"session name that is malformed", "USER", "sts", assume + "&RoleSessionName=a%20b"},
		{"duration out of range", "USER", "sts", assume + "&RoleSessionName=ola&DurationSeconds=60"},
		{"parameter that is not supported", "USER", "sts", assume + "&RoleSessionName=ola&ExternalId=x"},
		{"role that the identity may not have", "ROOT", "sts", assume + "&RoleSessionName=ola"},
	} {
		answer := post(server, "", c.body, func(r *http.Request) {
			r.Header.Del("X-Amz-Target")
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
			r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+c.accessKey+"/20260101/eu-north-1/"+c.service+"/aws4_request, SignedHeaders=host, Signature=00")
			if c.accessKey == "" {
				r.Header.Del("Authorization")
			}
		})
		body := requestID.ReplaceAll(answer.Body.Bytes(), []byte("<RequestId>…</RequestId>"))
		fmt.Fprintf(&out, "# %s\n%d\n%s\n\n", c.name, answer.Code, body)
	}
	golden(t, "sts.golden", out.Bytes())
}

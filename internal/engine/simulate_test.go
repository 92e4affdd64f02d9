//go:build simulate

package engine

import (
	"bufio"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/internal/require"
)

// simulated is a request as an IAM simulator takes it, and what Decide says of it.
type simulated struct {
	Policy    json.RawMessage     `json:"policy"`
	Principal string              `json:"principal"`
	Action    string              `json:"action"`
	Resource  string              `json:"resource"`
	Account   string              `json:"account"`
	Context   map[string][]string `json:"context"`
	Allowed   bool                `json:"allowed"`
}

// TestWriteSimulations writes generated requests to the file KEYWRIGHT_SIMULATE, a line each, for tools/simulate.
func TestWriteSimulations(t *testing.T) {
	file, err := os.Create(os.Getenv("KEYWRIGHT_SIMULATE"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	first, count := require.Cases(t, 500)
	out := bufio.NewWriter(file)
	for seed := first; seed < first+uint64(count); seed++ {
		c := newPolicyCase(t, seed)
		for range 10 {
			r := c.request()
			// The simulator knows the actions of today and no service as a principal; and what KMS lets other accounts do, and
			// identity policies, are not what is compared.
			if r.Action == future || !strings.Contains(r.Caller.ARN, "::"+homeAccount+":") || len(r.Caller.Identity)+len(r.Caller.Denied) > 0 {
				continue
			}
			// A key that the simulator does not know it takes for absent.
			if strings.Contains(c.text, "custom:Key") || strings.Contains(c.text, "kms:EncryptionContext") {
				continue
			}
			line, err := json.Marshal(simulated{json.RawMessage(c.text), r.Caller.ARN, r.Action, r.Key.ARN, r.Key.Account, contextOf(r), keypolicy.Decide(r).Allowed})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := out.Write(append(line, '\n')); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
}

// contextOf are the condition keys that a request carries beside those that a simulator knows of itself.
func contextOf(r keypolicy.Request) map[string][]string {
	out := map[string][]string{"aws:SecureTransport": {"true"}, "kms:KeySpec": {r.Key.Spec}, "kms:KeyUsage": {r.Key.Usage}, "kms:KeyOrigin": {r.Key.Origin}}
	put := func(key, value string) {
		if value != "" {
			out[key] = []string{value}
		}
	}
	put("aws:SourceVpce", r.Caller.VPCE)
	put("kms:ViaService", r.Caller.ViaService)
	put("aws:PrincipalOrgID", r.Caller.OrgID)
	if r.Caller.VPCE == "" { // a VPC endpoint hides the address
		put("aws:SourceIp", r.Caller.SourceIP)
	}
	account := strings.Split(r.Caller.ARN, ":")[4]
	put("kms:CallerAccount", account)
	put("aws:PrincipalAccount", account)
	put("aws:PrincipalArn", principalARN(r.Caller.ARN))
	put("aws:PrincipalType", "AssumedRole")
	if _, name, ok := strings.Cut(r.Caller.ARN, ":user/"); ok {
		put("aws:username", name)
		put("aws:PrincipalType", "User")
	}
	if r.Caller.MFA != nil {
		put("aws:MultiFactorAuthPresent", strconv.FormatBool(*r.Caller.MFA))
	}
	for key, values := range r.Context {
		out[key] = values
	}
	for key, value := range r.EncryptionContext {
		out["kms:EncryptionContext:"+key] = []string{value}
		out["kms:EncryptionContextKeys"] = append(out["kms:EncryptionContextKeys"], key)
	}
	return out
}

// principalARN is the ARN that aws:PrincipalArn has: of a session its role's, as far as the session tells.
func principalARN(arn string) string {
	part := strings.Split(arn, ":")
	if len(part) < 6 || !strings.HasPrefix(part[5], "assumed-role/") {
		return arn
	}
	session := strings.Split(part[5], "/")
	return "arn:" + part[1] + ":iam::" + part[4] + ":role/" + session[1]
}

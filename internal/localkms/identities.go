package localkms

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// Identity is who an access key is. The identities file is a JSON object from access keys to identities:
//
//	{
//	  "KEYADMIN": {"arn": "arn:aws:iam::123456789012:role/drop-key-admin", "mfa": true},
//	  "APP":      {"arn": "arn:aws:iam::123456789012:role/drop-app", "vpce": "vpce-0a1b2c3d"}
//	}
type Identity struct {
	// ARN of an IAM user, role, assumed-role session or the account root. A role's access key acts as its session.
	ARN string `json:"arn"`
	// Account is the twelve digits of the ARN when left out.
	Account string `json:"account,omitzero"`
	// MFA is aws:MultiFactorAuthPresent; left out, the key is absent from requests, as it is for long-term credentials.
	MFA *bool `json:"mfa,omitzero"`
	// VPCE is the VPC endpoint that requests come through (aws:SourceVpce), VPC its network (aws:SourceVpc).
	VPCE string `json:"vpce,omitzero"`
	VPC  string `json:"vpc,omitzero"`
	// ViaService is the service that calls for this identity, as in kms:ViaService.
	ViaService string `json:"via_service,omitzero"`
	// OrgID is aws:PrincipalOrgID.
	OrgID string `json:"org_id,omitzero"`
	// SourceIP replaces the address of the connection in aws:SourceIp.
	SourceIP string `json:"source_ip,omitzero"`
	// Tags are the principal's tags (aws:PrincipalTag/…).
	Tags map[string]string `json:"tags,omitzero"`
	// Policies are the identity's own policies. Left out, identity policies allow everything.
	Policies []jsontext.Value `json:"policies,omitzero"`
	// Denied are identity policies of which only the Deny statements matter, beside Policies or beside "everything".
	Denied []jsontext.Value `json:"denied,omitzero"`
	// MayAssume lists the roles of this file that AssumeRole gives this identity. A session has what the file says of
	// its role; where several access keys have the role, what it says of the first in order.
	MayAssume []string `json:"may_assume,omitzero"`

	isDefault bool
	through   string // the role's ARN, where the identity is a session that AssumeRole made
	policies  []*keypolicy.Document
	denied    []*keypolicy.Document
}

// session is what AssumeRole handed out.
type session struct {
	Role    string    `json:"role"` // the role's ARN in the identities file
	Name    string    `json:"name"`
	Expires time.Time `json:"expires"`
}

// readIdentities reads the identities file; an empty path is an empty file.
func readIdentities(path string) (map[string]Identity, error) {
	identities := map[string]Identity{}
	if path == "" {
		return identities, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("identities file: %w", err)
	}
	if err := json.Unmarshal(data, &identities, json.RejectUnknownMembers(true)); err != nil {
		return nil, fmt.Errorf("identities file %s: %w", path, err)
	}
	for accessKey, id := range identities {
		if err := id.complete(); err != nil {
			return nil, fmt.Errorf("identities file %s: access key %s: %w", path, accessKey, err)
		}
		identities[accessKey] = id
	}
	return identities, nil
}

// complete checks an identity and fills in its account.
func (id *Identity) complete() error {
	parts := strings.SplitN(id.ARN, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || (parts[2] != "iam" && parts[2] != "sts") || !isAccount(parts[4]) {
		return fmt.Errorf("arn %q is not that of an IAM user or role, an assumed-role session or an account's root", id.ARN)
	}
	if id.Account == "" {
		id.Account = parts[4]
	}
	if id.Account != parts[4] {
		return fmt.Errorf("account %s is not that of arn %s", id.Account, id.ARN)
	}
	var err error
	if id.denied, err = readPolicies("denied", id.Denied); err != nil {
		return err
	}
	id.policies, err = readPolicies("policies", id.Policies)
	return err
}

// readPolicies reads identity policies. No list is nil; an empty one is not, and allows nothing.
func readPolicies(field string, texts []jsontext.Value) ([]*keypolicy.Document, error) {
	if texts == nil {
		return nil, nil
	}
	documents := []*keypolicy.Document{}
	for i, text := range texts {
		document, err := keypolicy.Parse(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s[%d]: %w", field, i, err)
		}
		documents = append(documents, document)
	}
	return documents, nil
}

// identify tells who an access key is. The caller holds the lock.
func (s *Server) identify(accessKey string, now time.Time, region string) (Identity, error) {
	if id, ok := s.identities[accessKey]; ok {
		return id, nil
	}
	if handed := s.state.Sessions[accessKey]; handed != nil {
		return s.sessionIdentity(handed, now)
	}
	account := s.opts.Account
	if isAccount(accessKey) {
		account = accessKey
	}
	return Identity{
		ARN: "arn:" + partition(region) + ":iam::" + account + ":user/local", Account: account, isDefault: true,
	}, nil
}

// sessionIdentity is the identity of temporary credentials.
func (s *Server) sessionIdentity(handed *session, now time.Time) (Identity, error) {
	if !now.Before(handed.Expires) {
		return Identity{}, fail("ExpiredTokenException", "The security token included in the request is expired")
	}
	if id, ok := s.roleIdentity(handed.Role); ok {
		id.ARN, id.through = sessionARN(handed.Role, handed.Name), handed.Role
		return id, nil
	}
	return Identity{}, fail("UnrecognizedClientException", "The security token included in the request is invalid: its role is no longer in the identities file.")
}

// roleIdentity finds a role in the identities file: of several access keys of one role, the first in order.
func (s *Server) roleIdentity(role string) (Identity, bool) {
	for _, accessKey := range slices.Sorted(maps.Keys(s.identities)) {
		if id := s.identities[accessKey]; id.ARN == role && id.role() != "" {
			return id, true
		}
	}
	return Identity{}, false
}

// sessionARN is the ARN of a role's session; paths of roles are not part of it.
func sessionARN(role, name string) string {
	parts := strings.SplitN(role, ":", 6)
	roleName := parts[5][strings.LastIndex(parts[5], "/")+1:]
	return "arn:" + parts[1] + ":sts::" + parts[4] + ":assumed-role/" + roleName + "/" + name
}

// role is the ARN of the role that the identity acts as, with its path, where it is known.
func (id Identity) role() string {
	if id.through == "" && strings.Contains(id.ARN, ":iam::") && strings.Contains(id.ARN, ":role/") {
		return id.ARN
	}
	return id.through
}

// callerARN is how the identity appears to the service: a role always acts through a session.
func (id Identity) callerARN() string {
	if role := id.role(); role == id.ARN && role != "" {
		return sessionARN(role, "local")
	}
	return id.ARN
}

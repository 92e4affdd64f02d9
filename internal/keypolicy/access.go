package keypolicy

import "github.com/keywright/terraform-provider-keywright/policies/data"

// Access is who may do what with a key, by role of the catalogue.
type Access map[string]RoleAccess

// RoleAccess is one role's holders and what narrows or widens it. Which attributes a role takes is in the catalogue
// (data.Role.Options); Generate refuses the others.
type RoleAccess struct {
	Principals        []string          // ARNs, account ids, "*"
	MFA               bool              // only with multi-factor authentication
	DataKeys          bool              // GenerateDataKey too
	Grants            bool              // CreateGrant and RevokeGrant too
	Replicates        bool              // ReplicateKey and UpdatePrimaryRegion too
	Imports           bool              // import and deletion of key material too
	VPCEndpointIDs    []string          // only through these VPC endpoints
	ViaServices       []string          // only through these services, by name (data.Services) or endpoint
	Services          []string          // of role service: which
	EncryptionContext map[string]string // only with these pairs
	OrganizationID    string            // only principals of this organisation
}

// Spec is what Generate makes a policy from. KeySpec and Usage default to SYMMETRIC_DEFAULT and ENCRYPT_DECRYPT,
// Partition to the region's, else to aws. Region and Account may be empty where no role needs them.
type Spec struct {
	Access          Access
	ExtraStatements []string // one JSON statement each
	KeySpec         string
	Usage           string
	Region          string
	Partition       string
	Account         string
}

// Roles returns the role catalogue.
func Roles() []data.Role { return data.Roles() }

// option pairs an attribute's name, as the configuration spells it, with whether it is set.
type option struct {
	name string
	set  bool
}

func (a RoleAccess) options() []option {
	return []option{
		{"mfa", a.MFA},
		{"data_keys", a.DataKeys},
		{"grants", a.Grants},
		{"replicates", a.Replicates},
		{"imports", a.Imports},
		{"vpc_endpoint_ids", len(a.VPCEndpointIDs) > 0},
		{"via_services", len(a.ViaServices) > 0},
		{"services", len(a.Services) > 0},
		{"encryption_context", len(a.EncryptionContext) > 0},
		{"organization_id", a.OrganizationID != ""},
	}
}

// widening are the options that add actions; their names end a statement's Sid, since actions alone do not show them
// on a key whose usage none of them fits.
var widening = []struct{ option, sid string }{
	{"data_keys", "DataKeys"}, {"grants", "Grants"}, {"replicates", "Replicates"}, {"imports", "Imports"},
}

func (a RoleAccess) setOptions() []string {
	var out []string
	for _, o := range a.options() {
		if o.set {
			out = append(out, o.name)
		}
	}
	return out
}

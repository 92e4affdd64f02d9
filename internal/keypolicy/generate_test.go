package keypolicy_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
	"github.com/keywright/terraform-provider-keywright/policies/data"
)

var update = flag.Bool("update", false, "rewrite golden files")

const (
	pipeline   = "arn:aws:iam::" + home + ":role/pipeline"
	compliance = "arn:aws:iam::" + home + ":role/compliance"
	auditor    = "arn:aws:iam::" + home + ":role/auditor"
)

// nationalID is the access of the example: the five roles around a restricted key.
func nationalID() keypolicy.Access {
	return keypolicy.Access{
		"policy-admin": {Principals: []string{pipeline}},
		"key-admin":    {Principals: []string{adminRole}, MFA: true},
		"key-encrypt":  {Principals: []string{appRole}, DataKeys: true, VPCEndpointIDs: []string{"vpce-0a"}},
		"key-decrypt":  {Principals: []string{compliance}, MFA: true},
		"key-auditor":  {Principals: []string{auditor}, MFA: true},
	}
}

func generate(t *testing.T, s keypolicy.Spec) string {
	t.Helper()
	text, err := keypolicy.Generate(s)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestGenerateGolden shows what is written: a change of the catalogue or of the form changes policies of keys in use.
func TestGenerateGolden(t *testing.T) {
	for name, spec := range map[string]keypolicy.Spec{
		"national-id": {Access: nationalID()},
		"stores": {
			Region: "eu-north-1", Account: home,
			Access: keypolicy.Access{"policy-admin": {Principals: []string{pipeline}, Grants: true}, "service": {Services: []string{"s3", "rds", "logs"}}},
		},
		"signing": {
			KeySpec: "ECC_NIST_EDWARDS25519", Usage: "SIGN_VERIFY",
			Access: keypolicy.Access{
				"key-admin": {Principals: []string{"arn:aws:sts::" + home + ":assumed-role/admin/one", root}}, "account": {Principals: []string{foreign}},
				"signer": {Principals: []string{appRole}, OrganizationID: "o-abc"}, "verifier": {Principals: []string{"*"}},
			},
		},
	} {
		got := strings.ReplaceAll(generate(t, spec), `{"Sid"`, "\n{\"Sid\"") + "\n"
		path := filepath.Join("testdata", name+".golden")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || got != string(want) {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
}

func TestGenerateRefuses(t *testing.T) {
	one := func(role string, a keypolicy.RoleAccess) keypolicy.Spec {
		return keypolicy.Spec{Access: keypolicy.Access{role: a}}
	}
	ok := []string{appRole}
	for _, tc := range []struct {
		name            string
		spec            keypolicy.Spec
		attribute, says string
		needs           string
	}{
		{"no role", keypolicy.Spec{}, "access", "no role is declared", ""},
		{"unknown role", one("owner", keypolicy.RoleAccess{Principals: ok}), "role", "there is no such role", ""},
		{"usage", keypolicy.Spec{Usage: "SIGN_VERIFY", Access: nationalID()}, "usage", "cannot have usage SIGN_VERIFY", ""},
		{"spec", keypolicy.Spec{KeySpec: "RSA_1024", Access: nationalID()}, "usage", "no such spec", ""},
		{"no principals", one("key-decrypt", keypolicy.RoleAccess{}), "principals", "without principals", ""},
		{"signer on an encryption key", one("signer", keypolicy.RoleAccess{Principals: ok}), "principals", "gives nothing on a SYMMETRIC_DEFAULT key", ""},
		{"option of another role", one("key-decrypt", keypolicy.RoleAccess{Principals: ok, DataKeys: true}), "data_keys", "does not take it", ""},
		{"partial wildcard", one("key-decrypt", keypolicy.RoleAccess{Principals: []string{"arn:aws:iam::" + home + ":role/*"}}), "principals", "wildcard", ""},
		{"group", one("key-decrypt", keypolicy.RoleAccess{Principals: []string{"arn:aws:iam::" + home + ":group/x"}}), "principals", "is a group", ""},
		{"no ARN", one("key-decrypt", keypolicy.RoleAccess{Principals: []string{"ada"}}), "principals", "no principal", ""},
		{"deleted", one("key-decrypt", keypolicy.RoleAccess{Principals: []string{"AROA1234567890ABCDEFG"}}), "principals", "deleted", ""},
		{"service", one("key-decrypt", keypolicy.RoleAccess{Principals: []string{"rds.amazonaws.com"}}), "principals", "is an AWS service", ""},
		{"everyone administers", one("key-admin", keypolicy.RoleAccess{Principals: []string{"*"}}), "principals", "everyone", ""},
		{"partition", keypolicy.Spec{Region: "eusc-de-east-1", Access: nationalID()}, "principals", "partition", ""},
		{"delegation to a role", one("account", keypolicy.RoleAccess{Principals: ok}), "principals", "is no account", ""},
		{"delegation to an unknown account", one("account", keypolicy.RoleAccess{}), "principals", "not known yet", "account"},
		{"endpoint id", one("key-decrypt", keypolicy.RoleAccess{Principals: ok, VPCEndpointIDs: []string{"vpc-1"}}), "vpc_endpoint_ids", "no id", ""},
		{"organisation id", one("key-decrypt", keypolicy.RoleAccess{Principals: ok, OrganizationID: "123"}), "organization_id", "no id", ""},
		{"variable", one("key-decrypt", keypolicy.RoleAccess{Principals: ok, EncryptionContext: map[string]string{"a": "${aws:username}"}}), "encryption_context", "variable", ""},
		{"context twice", one("key-decrypt", keypolicy.RoleAccess{Principals: ok, EncryptionContext: map[string]string{"a": "1", "A": "1"}}), "encryption_context", "case only", ""},
		{"context on an asymmetric key", keypolicy.Spec{KeySpec: "RSA_4096", Access: keypolicy.Access{"key-decrypt": {Principals: ok, EncryptionContext: map[string]string{"a": "1"}}}}, "encryption_context", "only symmetric", ""},
		{"via without region", one("key-decrypt", keypolicy.RoleAccess{Principals: ok, ViaServices: []string{"s3"}}), "via_services", "not known yet", "region"},
		{"via in full", keypolicy.Spec{Region: "eu-north-1", Access: keypolicy.Access{"key-decrypt": {Principals: ok, ViaServices: []string{"s3.eu-north-1.amazonaws.com"}}}}, "via_services", "name it alone", ""},
		{"no services", one("service", keypolicy.RoleAccess{}), "services", "name the services", ""},
		{"unknown service", one("service", keypolicy.RoleAccess{Services: []string{"chess"}}), "services", "none that this role knows", ""},
		{"service without region", one("service", keypolicy.RoleAccess{Services: []string{"rds"}}), "services", "not known yet", "region"},
		{"service without account", keypolicy.Spec{Region: "eu-north-1", Access: keypolicy.Access{"service": {Services: []string{"logs"}}}}, "services", "account", "account"},
		{"service with principals", keypolicy.Spec{Region: "eu-north-1", Account: home, Access: keypolicy.Access{"service": {Services: []string{"logs"}, Principals: ok}}}, "services", "calls KMS as itself", ""},
		{"service on a signing key", keypolicy.Spec{KeySpec: "RSA_4096", Usage: "SIGN_VERIFY", Access: keypolicy.Access{"service": {Services: []string{"s3"}}}}, "services", "symmetric", ""},
		{"admin decrypts", keypolicy.Spec{Access: keypolicy.Access{"key-admin": {Principals: []string{adminRole}}, "key-decrypt": {Principals: []string{adminSession}}}}, "principals", "is also key-admin", ""},
		{"admin applies", keypolicy.Spec{Access: keypolicy.Access{"key-admin": {Principals: []string{adminRole}}, "policy-admin": {Principals: []string{adminRole}}}}, "principals", "is also key-admin", ""},
		{"extra statement unreadable", keypolicy.Spec{Access: nationalID(), ExtraStatements: []string{"{"}}, "extra_statements[0]", "ends too early", ""},
		{"extra statement under our Sid", keypolicy.Spec{Access: nationalID(), ExtraStatements: []string{`{"Sid":"KeywrightKeyAdmin","Effect":"Allow"}`}}, "extra_statements[0]", "Sids that start with", ""},
		{"extra statement without principal", keypolicy.Spec{Access: nationalID(), ExtraStatements: []string{`{"Effect":"Allow","Action":"kms:*","Resource":"*"}`}}, "extra_statements[0]", "no Principal", ""},
	} {
		_, err := keypolicy.Generate(tc.spec)
		var access *keypolicy.AccessError
		if !errors.As(err, &access) || access.Attribute != tc.attribute || !strings.Contains(access.Reason, tc.says) || strings.Join(access.Needs, " ") != tc.needs {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

// TestGenerateDelegatesApart: an account stands for many, so that it may delegate to key-admin and hold another role.
func TestGenerateDelegatesApart(t *testing.T) {
	access := keypolicy.Access{"policy-admin": {Principals: []string{pipeline}}, "key-admin": {Principals: []string{home}}, "application": {Principals: []string{root}}}
	text := generate(t, keypolicy.Spec{Access: access})
	if strings.Contains(text, "KeywrightKeyAdminDeny") || !strings.Contains(text, "KeywrightPolicyAdminDeny") {
		t.Errorf("a Deny by the root ARN is about the root user alone: %s", text)
	}
}

func TestGenerateTooLong(t *testing.T) {
	var many []string
	for i := range 800 {
		many = append(many, fmt.Sprintf("arn:aws:iam::%s:role/application-%04d", home, i))
	}
	_, err := keypolicy.Generate(keypolicy.Spec{Access: keypolicy.Access{"application": {Principals: many}}})
	if err == nil || !strings.Contains(err.Error(), "32768") {
		t.Errorf("%v", err)
	}
}

// TestGenerateDecides asks Decide what each holder can do under the example's policy.
func TestGenerateDecides(t *testing.T) {
	yes := true
	policy, err := keypolicy.Parse(generate(t, keypolicy.Spec{Access: nationalID()}))
	if err != nil {
		t.Fatal(err)
	}
	may := map[string]string{
		pipeline:   "PutKeyPolicy DescribeKey ScheduleKeyDeletion TagResource CreateAlias",
		adminRole:  "DescribeKey ScheduleKeyDeletion TagResource",
		appRole:    "Encrypt GenerateDataKey",
		compliance: "Decrypt",
		auditor:    "DescribeKey",
		ada:        "",
		root:       "",
	}
	for arn, allowed := range may {
		for _, op := range strings.Fields("PutKeyPolicy DescribeKey ScheduleKeyDeletion TagResource CreateAlias CreateGrant ReplicateKey ImportKeyMaterial Encrypt Decrypt GenerateDataKey Sign ReEncryptFrom") {
			r := keypolicy.Request{Action: "kms:" + op, Caller: keypolicy.Caller{ARN: arn, MFA: &yes, VPCE: "vpce-0a"}}
			want := slices.Contains(strings.Fields(allowed), op) || arn == compliance && op == "ReEncryptFrom"
			if d := decide(policy, r); d.Allowed != want {
				t.Errorf("%s to %s: %+v", op, arn, d)
			}
			r.Caller = keypolicy.Caller{ARN: arn}
			if d := decide(policy, r); d.Allowed && arn != pipeline {
				t.Errorf("%s to %s without MFA or endpoint: %+v", op, arn, d)
			}
		}
	}
}

// TestGeneratedDenySurvives: the Deny holds against a later Allow, a grant, and the role's sessions.
func TestGeneratedDenySurvives(t *testing.T) {
	extra := []string{`{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}`}
	policy, err := keypolicy.Parse(generate(t, keypolicy.Spec{Access: nationalID(), ExtraStatements: extra}))
	if err != nil {
		t.Fatal(err)
	}
	for _, arn := range []string{adminRole, adminSession, pipeline, strings.Replace(adminSession, "admin", "pipeline", 1)} {
		key := &keypolicy.KeyFacts{ARN: keyARN, Account: home, Grants: []keypolicy.Grant{{ID: "g", GranteePrincipal: arn, Operations: []string{"Decrypt"}}}}
		if d := decide(policy, keypolicy.Request{Action: "kms:Decrypt", Caller: keypolicy.Caller{ARN: arn}, Key: key}); !d.Explicit {
			t.Errorf("%s: %+v", arn, d)
		}
		if v, ok := keypolicy.Analyse(policy, key.Grants, []string{arn}).Principals["AWS:"+arn]["decrypt"]; ok {
			t.Errorf("%s: %+v", arn, v)
		}
	}
	if d := decide(policy, keypolicy.Request{Action: "kms:Decrypt", Caller: keypolicy.Caller{ARN: ada}}); !d.Allowed {
		t.Errorf("the Deny takes the key from others: %+v", d)
	}
}

func TestGenerateIsCanonicalAndValid(t *testing.T) {
	for seed := range uint64(300) {
		spec := generator{rand.New(rand.NewPCG(seed, 4))}.spec()
		text, err := keypolicy.Generate(spec)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if canonical, err := keypolicy.Canonical(text); err != nil || canonical != text {
			t.Fatalf("seed %d: not canonical: %v\n%s", seed, err, text)
		}
		if problems := keypolicy.Validate(text); len(problems) > 0 {
			t.Fatalf("seed %d: %+v\n%s", seed, problems, text)
		}
		doc, err := keypolicy.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range doc.Statements {
			for _, action := range s.Actions {
				if _, ok := data.ActionNamed(action); !ok && strings.HasPrefix(s.Sid, "Keywright") {
					t.Fatalf("seed %d: %s is no exact name", seed, action)
				}
			}
			if strings.Trim(s.Sid, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") != "" {
				t.Fatalf("seed %d: Sid %q", seed, s.Sid)
			}
		}
	}
}

// spec makes an access that Generate takes: no principal in two roles, options as the catalogue has them.
func (g generator) spec() keypolicy.Spec {
	algorithm := data.Algorithms()[g.IntN(len(data.Algorithms()))]
	if g.IntN(2) == 0 {
		algorithm, _ = data.AlgorithmOf("SYMMETRIC_DEFAULT")
	}
	s := keypolicy.Spec{
		Access: keypolicy.Access{}, KeySpec: algorithm.Spec, Usage: algorithm.Usages[g.IntN(len(algorithm.Usages))].Usage,
		Region: pick(g, "eu-north-1", "eu-west-1"), Account: home,
	}
	for i, role := range data.Roles() {
		if g.IntN(2) == 0 && role.Name != "policy-admin" || len(role.Actions(s.KeySpec, s.Usage)) == 0 {
			continue
		}
		a := g.access(role, s)
		switch role.Principals {
		case "optional":
			if s.KeySpec != "SYMMETRIC_DEFAULT" {
				continue
			}
			a.Services = []string{"rds", "s3"}
			if g.IntN(2) == 0 {
				a.Services = []string{"backup", "logs", "secretsmanager"}
				a.EncryptionContext = nil
			}
		case "account":
			a.Principals = []string{"arn:aws:iam::" + foreign + ":root"}
		default:
			a.Principals = []string{fmt.Sprintf("arn:aws:iam::%s:role/%d/%s", home, i, role.Name), fmt.Sprintf("arn:aws:iam::%s:user/%d", home, i)}
		}
		s.Access[role.Name] = a
	}
	for range g.IntN(3) {
		s.ExtraStatements = append(s.ExtraStatements, fmt.Sprintf(`{"Sid":%q,"Effect":"Deny","Principal":"*","Action":["kms:De*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-%d"}}}`, pick(g, "Mine", "Other", ""), g.IntN(9)))
	}
	return s
}

func (g generator) access(role data.Role, s keypolicy.Spec) keypolicy.RoleAccess {
	set := func(option string) bool { return role.Accepts(option) && g.IntN(3) == 0 }
	a := keypolicy.RoleAccess{
		MFA: set("mfa"), DataKeys: set("data_keys"), Grants: set("grants"), Replicates: set("replicates"), Imports: set("imports"),
	}
	if set("vpc_endpoint_ids") {
		a.VPCEndpointIDs = []string{"vpce-1", "vpce-2"}
	}
	if set("via_services") {
		a.ViaServices = []string{"rds", "s3"}
	}
	if set("organization_id") {
		a.OrganizationID = "o-abc"
	}
	if set("encryption_context") && s.KeySpec == "SYMMETRIC_DEFAULT" {
		a.EncryptionContext = map[string]string{"app": "pay", "Purpose": ""}
	}
	return a
}

// TestReadAccessReturnsWhatWasDeclared is the round trip, through another spelling of the policy.
func TestReadAccessReturnsWhatWasDeclared(t *testing.T) {
	for seed := range uint64(400) {
		g := generator{rand.New(rand.NewPCG(seed, 5))}
		spec := g.spec()
		text := generate(t, spec)
		doc, err := keypolicy.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		access, extras, err := keypolicy.ReadAccess(text)
		if err != nil || !reflect.DeepEqual(access, spec.Access) {
			t.Fatalf("seed %d: %v\n%+v\n%+v\n%s", seed, err, access, spec.Access, text)
		}
		again := spec
		again.Access, again.ExtraStatements = access, extras
		if second := generate(t, again); second != text {
			t.Fatalf("seed %d: another policy\n%s\n%s", seed, text, second)
		}
		if n := len(doc.Statements); n < len(extras) {
			t.Fatalf("seed %d: %d extra statements of %d", seed, len(extras), n)
		}
	}
}

// TestReadAccessTrustsNoSid: a statement under a generated Sid that says anything else is an extra statement.
func TestReadAccessTrustsNoSid(t *testing.T) {
	text := generate(t, keypolicy.Spec{Access: nationalID()})
	for _, tc := range []struct{ name, from, to, role string }{
		{"an action added", `"Action":["kms:Encrypt"`, `"Action":["kms:Decrypt","kms:Encrypt"`, "key-encrypt"},
		{"a condition added", `"Condition":{"StringEquals":{"aws:SourceVpce":["vpce-0a"]}}`, `"Condition":{"StringEquals":{"aws:SourceVpce":["vpce-0a"],"aws:SourceVpc":["vpc-1"]}}`, "key-encrypt"},
		{"a condition weakened", `"StringEquals":{"aws:SourceVpce"`, `"StringEqualsIfExists":{"aws:SourceVpce"`, "key-encrypt"},
		{"the effect turned", `"Sid":"KeywrightKeyAuditor","Effect":"Allow"`, `"Sid":"KeywrightKeyAuditor","Effect":"Deny"`, "key-auditor"},
		{"a Deny narrowed", `"Sid":"KeywrightKeyAdminDeny","Effect":"Deny","Principal":{"AWS":["*"]}`, `"Sid":"KeywrightKeyAdminDeny","Effect":"Deny","Principal":{"AWS":["` + ada + `"]}`, "key-admin"},
		{"a Deny renamed", `"Sid":"KeywrightKeyAdminDeny"`, `"Sid":"Other"`, "key-admin"},
		{"options that are not there", `"Sid":"KeywrightKeyDecrypt"`, `"Sid":"KeywrightKeyDecryptGrants"`, "key-decrypt"},
		{"another role's Sid", `"Sid":"KeywrightKeyDecrypt"`, `"Sid":"KeywrightKeyEncryptOld"`, "key-decrypt"},
	} {
		changed := strings.Replace(text, tc.from, tc.to, 1)
		if changed == text {
			t.Fatalf("%s: the policy no longer has %s", tc.name, tc.from)
		}
		access, extras, err := keypolicy.ReadAccess(changed)
		if err != nil {
			t.Fatalf("%s: %v", tc.name, err)
		}
		if _, ok := access[tc.role]; ok || len(extras) == 0 {
			t.Errorf("%s: read back as %+v, %v", tc.name, access[tc.role], extras)
		}
	}
	open := strings.Replace(text, `,"Condition":{"StringEquals":{"aws:SourceVpce":["vpce-0a"]}}`, "", 1)
	if access, extras, err := keypolicy.ReadAccess(open); err != nil || len(extras) != 0 || access["key-encrypt"].VPCEndpointIDs != nil || !access["key-encrypt"].DataKeys {
		t.Errorf("without its endpoint the role reads %+v, %v, %v", access["key-encrypt"], extras, err)
	}
	old := strings.Replace(text, `"2012-10-17"`, `"2008-10-17"`, 1)
	if access, extras, err := keypolicy.ReadAccess(old); err != nil || len(access) != 0 || len(extras) == 0 {
		t.Errorf("a policy of another version: %v %v", access, err)
	}
}

func TestReadAccessOfForeignPolicy(t *testing.T) {
	access, extras, err := keypolicy.ReadAccess(keypolicy.DefaultPolicy("aws", home))
	if err != nil || len(access) != 0 || len(extras) != 1 {
		t.Errorf("%v %v %v", access, extras, err)
	}
	if _, _, err := keypolicy.ReadAccess("{"); err == nil {
		t.Error("an unreadable policy has no access")
	}
}

func TestDefaultPolicy(t *testing.T) {
	text := keypolicy.DefaultPolicy("aws-cn", home)
	if problems := keypolicy.Validate(text); len(problems) > 0 || !strings.Contains(text, "arn:aws-cn:iam::"+home+":root") {
		t.Errorf("%v\n%s", problems, text)
	}
	if canonical, err := keypolicy.Canonical(text); err != nil || canonical != text {
		t.Errorf("not canonical: %v", err)
	}
}

func TestServiceEndpoints(t *testing.T) {
	for region, want := range map[string]string{
		"eu-north-1": "s3.eu-north-1.amazonaws.com", "cn-north-1": "s3.cn-north-1.amazonaws.com.cn", "eusc-de-east-1": "s3.eusc-de-east-1.amazonaws.eu",
	} {
		text := generate(t, keypolicy.Spec{Region: region, Account: home, Access: keypolicy.Access{"service": {Services: []string{"s3"}}}})
		if !strings.Contains(text, `"`+want+`"`) {
			t.Errorf("%s: %s", region, text)
		}
	}
}

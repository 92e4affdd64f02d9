package keypolicy_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

func parse(t *testing.T, statements string) *keypolicy.Document {
	t.Helper()
	doc, err := keypolicy.Parse(`{"Version":"2012-10-17","Statement":[` + statements + `]}`)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

const (
	adminRole    = "arn:aws:iam::" + home + ":role/admin"
	adminSession = "arn:aws:sts::" + home + ":assumed-role/admin/one"
	appRole      = "arn:aws:iam::" + home + ":role/team/app"
	appSession   = "arn:aws:sts::" + home + ":assumed-role/app/one"
	ada          = "arn:aws:iam::" + home + ":user/ada"
	root         = "arn:aws:iam::" + home + ":root"
	strangerRole = "arn:aws:iam::" + foreign + ":role/admin"
)

// allow writes a statement for a principal; rest are further elements.
func allow(principal, action, rest string) string {
	return fmt.Sprintf(`{"Effect":"Allow","Principal":%s,"Action":%q,"Resource":"*"%s}`, principal, action, rest)
}

func deny(principal, action, rest string) string {
	return fmt.Sprintf(`{"Sid":"no","Effect":"Deny","Principal":%s,"Action":%q,"Resource":"*"%s}`, principal, action, rest)
}

func aws(value string) string { return fmt.Sprintf(`{"AWS":%q}`, value) }

func TestDecidePrincipals(t *testing.T) {
	for _, tc := range []struct {
		name, policy, caller string
		allowed              bool
	}{
		{"nothing", ``, ada, false},
		{"user", allow(aws(ada), "kms:Decrypt", ""), ada, true},
		{"another user", allow(aws(ada), "kms:Decrypt", ""), ada + "m", false},
		{"user's case", allow(aws(ada), "kms:Decrypt", ""), "arn:aws:iam::" + home + ":user/Ada", false},
		{"role's session", allow(aws(adminRole), "kms:Decrypt", ""), adminSession, true},
		{"role with a path", allow(aws(appRole), "kms:Decrypt", ""), appSession, true},
		{"role itself", allow(aws(adminRole), "kms:Decrypt", ""), adminRole, true},
		{"another role", allow(aws(adminRole), "kms:Decrypt", ""), appSession, false},
		{"session", allow(aws(adminSession), "kms:Decrypt", ""), adminSession, true},
		{"another session", allow(aws(adminSession), "kms:Decrypt", ""), adminSession + "more", false},
		{"everyone", allow(`"*"`, "kms:Decrypt", ""), ada, true},
		{"everyone, as AWS", allow(`{"AWS":"*"}`, "kms:Decrypt", ""), appSession, true},
		{"partial wildcard", allow(aws("arn:aws:iam::"+home+":role/*"), "kms:Decrypt", ""), adminSession, false},
		{"group", allow(aws("arn:aws:iam::"+home+":group/all"), "kms:Decrypt", ""), ada, false},
		{"account, with identity policies that allow", allow(aws(root), "kms:Decrypt", ""), ada, true},
		{"bare account", allow(aws(home), "kms:Decrypt", ""), appSession, true},
		{"another account", allow(aws(foreign), "kms:Decrypt", ""), ada, false},
		{"root user", allow(aws(home), "kms:Decrypt", ""), root, true},
		{"root user gets nothing by itself", allow(aws(ada), "kms:Decrypt", ""), root, false},
		{"foreign role", allow(aws(strangerRole), "kms:Decrypt", ""), strangerRole, true},
		{"foreign role by its account", allow(aws(foreign), "kms:Decrypt", ""), strangerRole, true},
		{"foreign role, no X action", allow(aws(strangerRole), "kms:PutKeyPolicy", ""), strangerRole, false},
		{"role of the same name elsewhere", allow(aws(adminRole), "kms:Decrypt", ""), strangerRole, false},
		{"service", allow(`{"Service":"logs.eu-north-1.amazonaws.com"}`, "kms:Decrypt", ""), "logs.eu-north-1.amazonaws.com", true},
		{"another service", allow(`{"Service":"logs.eu-north-1.amazonaws.com"}`, "kms:Decrypt", ""), "s3.amazonaws.com", false},
		{"federated user", allow(aws("arn:aws:sts::"+home+":federated-user/f"), "kms:Decrypt", ""), "arn:aws:sts::" + home + ":federated-user/f", true},
		{"no caller", allow(`"*"`, "kms:Decrypt", ""), "", false},
		{"caller everyone", allow(`"*"`, "kms:Decrypt", ""), "*", false},
		{"NotPrincipal leaves others", `{"Effect":"Allow","NotPrincipal":{"AWS":"` + ada + `"},"Action":"kms:*","Resource":"*"}`, appSession, true},
		{"NotPrincipal leaves the listed out", `{"Effect":"Allow","NotPrincipal":{"AWS":"` + ada + `"},"Action":"kms:*","Resource":"*"}`, ada, false},
		{"NotPrincipal leaves sessions of the listed out", `{"Effect":"Allow","NotPrincipal":{"AWS":"` + adminRole + `"},"Action":"kms:*","Resource":"*"}`, adminSession, false},
	} {
		action := "kms:Decrypt"
		if tc.name == "foreign role, no X action" {
			action = "kms:PutKeyPolicy"
		}
		d := decide(parse(t, tc.policy), keypolicy.Request{Action: action, Caller: keypolicy.Caller{ARN: tc.caller}})
		if d.Allowed != tc.allowed || d.Explicit || d.Reason == "" {
			t.Errorf("%s: %+v", tc.name, d)
		}
	}
}

func decide(policy *keypolicy.Document, r keypolicy.Request) keypolicy.Decision {
	if r.Key == nil {
		r.Key = &keypolicy.KeyFacts{ARN: keyARN, Account: home, Region: "eu-north-1", Spec: "SYMMETRIC_DEFAULT", Usage: "ENCRYPT_DECRYPT", Origin: "AWS_KMS"}
	}
	r.Key.Policy = policy
	return keypolicy.Decide(r)
}

func TestDecideDenies(t *testing.T) {
	everything := allow(`"*"`, "kms:*", "") + ","
	for _, tc := range []struct {
		name, deny, caller string
		denied             bool
	}{
		{"the user", deny(aws(ada), "kms:Decrypt", ""), ada, true},
		{"another action", deny(aws(ada), "kms:Encrypt", ""), ada, false},
		{"a wildcard", deny(aws(ada), "kms:De*", ""), ada, true},
		{"the role", deny(aws(adminRole), "kms:*", ""), adminSession, true},
		{"one session", deny(aws(adminSession), "kms:*", ""), adminSession + "x", false},
		{"the account", deny(aws(root), "kms:*", ""), ada, true},
		{"by aws:PrincipalArn", deny(`"*"`, "kms:*", `,"Condition":{"ArnEquals":{"aws:PrincipalArn":"`+adminRole+`"}}`), adminSession, true},
		{"by aws:PrincipalArn with a path", deny(`"*"`, "kms:*", `,"Condition":{"ArnEquals":{"aws:PrincipalArn":"`+appRole+`"}}`), appSession, true},
		{"by aws:PrincipalArn, another", deny(`"*"`, "kms:*", `,"Condition":{"ArnEquals":{"aws:PrincipalArn":"`+adminRole+`"}}`), appSession, false},
		{"by the session's ARN, which is never aws:PrincipalArn", deny(`"*"`, "kms:*", `,"Condition":{"ArnEquals":{"aws:PrincipalArn":"`+adminSession+`"}}`), adminSession, false},
		{"root in aws:PrincipalArn is the root user alone", deny(`"*"`, "kms:*", `,"Condition":{"ArnEquals":{"aws:PrincipalArn":"`+root+`"}}`), ada, false},
		{"the root user", deny(`"*"`, "kms:*", `,"Condition":{"ArnEquals":{"aws:PrincipalArn":"`+root+`"}}`), root, true},
		{"without MFA", deny(`"*"`, "kms:*", `,"Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}`), ada, true},
		{"without MFA, Bool alone", deny(`"*"`, "kms:*", `,"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}`), ada, false},
		{"by a tag of the key, which key policies do not see", deny(`"*"`, "kms:*", `,"Condition":{"StringEquals":{"aws:ResourceTag/a":"b"}}`), ada, false},
		{"by an absent tag of the key", deny(`"*"`, "kms:*", `,"Condition":{"StringNotEquals":{"aws:ResourceTag/a":"b"}}`), ada, true},
		{"by NotAction", `{"Effect":"Deny","Principal":"*","NotAction":"kms:Encrypt","Resource":"*"}`, ada, true},
		{"by NotAction with a blank name", `{"Effect":"Deny","Principal":"*","NotAction":["kms:Decrypt",""],"Resource":"*"}`, ada, false},
		{"NotPrincipal spares who is wholly listed", `{"Effect":"Deny","NotPrincipal":{"AWS":["` + ada + `","` + root + `"]},"Action":"kms:*","Resource":"*"}`, ada, false},
		{"NotPrincipal without the account spares no one", `{"Effect":"Deny","NotPrincipal":{"AWS":"` + ada + `"},"Action":"kms:*","Resource":"*"}`, ada, true},
		{"NotPrincipal with the role but not the session", `{"Effect":"Deny","NotPrincipal":{"AWS":["` + adminRole + `","` + root + `"]},"Action":"kms:*","Resource":"*"}`, adminSession, true},
		{"NotPrincipal with role, session and account", `{"Effect":"Deny","NotPrincipal":{"AWS":["` + adminRole + `","` + adminSession + `","` + root + `"]},"Action":"kms:*","Resource":"*"}`, adminSession, false},
		{"without Resource it has no effect", `{"Effect":"Deny","Principal":"*","Action":"kms:*"}`, ada, false},
		{"without Action it has no effect", `{"Effect":"Deny","Principal":"*","Resource":"*"}`, ada, false},
		{"on this key", `{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"` + keyARN + `"}`, ada, true},
		{"on the keys of a variable's account, which is none", `{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"arn:aws:kms:*:${aws:PrincipalAccount}:key/*"}`, ada, false},
		{"on the key of a variable", `{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"arn:aws:kms:*:*:key/${aws:absent, '*'}*"}`, ada, false},
		{"on the key that a variable falls back to", `{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"arn:aws:kms:*:*:key/${aws:absent, '` + keyARN[strings.LastIndex(keyARN, "/")+1:] + `'}"}`, ada, true},
		{"on an alias", `{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"arn:aws:kms:eu-north-1:` + home + `:alias/x"}`, ada, false},
		{"on other keys", `{"Effect":"Deny","Principal":"*","Action":"kms:*","NotResource":"` + keyARN + `"}`, ada, false},
		{"braces are no pattern", deny(`"*"`, "kms:{Decrypt,Encrypt}", ""), ada, false},
	} {
		d := decide(parse(t, everything+tc.deny), keypolicy.Request{Action: "kms:Decrypt", Caller: keypolicy.Caller{ARN: tc.caller}})
		if d.Explicit != tc.denied || d.Allowed == tc.denied {
			t.Errorf("%s: %+v", tc.name, d)
		}
	}
}

func TestDecideContext(t *testing.T) {
	yes := true
	for _, tc := range []struct {
		name, condition string
		request         keypolicy.Request
		allowed         bool
	}{
		{"MFA", `"Bool":{"aws:MultiFactorAuthPresent":"true"}`, keypolicy.Request{Caller: keypolicy.Caller{MFA: &yes}}, true},
		{"MFA absent", `"Bool":{"aws:MultiFactorAuthPresent":"true"}`, keypolicy.Request{}, false},
		{"endpoint", `"StringEquals":{"aws:SourceVpce":"vpce-1"}`, keypolicy.Request{Caller: keypolicy.Caller{VPCE: "vpce-1"}}, true},
		{"VPC", `"StringEquals":{"aws:SourceVpc":"vpc-1"}`, keypolicy.Request{Caller: keypolicy.Caller{VPC: "vpc-1"}}, true},
		{"source address", `"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}`, keypolicy.Request{Caller: keypolicy.Caller{SourceIP: "10.0.0.1"}}, true},
		{"source address through an endpoint", `"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}`, keypolicy.Request{Caller: keypolicy.Caller{SourceIP: "10.0.0.1", VPCE: "vpce-1"}}, false},
		{"service between", `"StringEquals":{"kms:ViaService":"s3.eu-north-1.amazonaws.com"}`, keypolicy.Request{Caller: keypolicy.Caller{ViaService: "s3.eu-north-1.amazonaws.com"}}, true},
		{"no service between", `"Null":{"kms:ViaService":"true"}`, keypolicy.Request{}, true},
		{"organisation", `"StringEquals":{"aws:PrincipalOrgID":"o-1"}`, keypolicy.Request{Caller: keypolicy.Caller{OrgID: "o-1"}}, true},
		{"principal's tag", `"StringEquals":{"aws:PrincipalTag/Team":"pay"}`, keypolicy.Request{Caller: keypolicy.Caller{Tags: map[string]string{"team": "pay"}}}, true},
		{"caller's account", `"StringEquals":{"kms:CallerAccount":"` + home + `"}`, keypolicy.Request{}, true},
		{"encryption context", `"StringEquals":{"kms:EncryptionContext:App":"pay"}`, keypolicy.Request{EncryptionContext: map[string]string{"app": "pay"}}, true},
		{"encryption context's value", `"StringEquals":{"kms:EncryptionContext:App":"pay"}`, keypolicy.Request{EncryptionContext: map[string]string{"app": "Pay"}}, false},
		{"encryption context's names", `"ForAnyValue:StringEquals":{"kms:EncryptionContextKeys":"app"}`, keypolicy.Request{EncryptionContext: map[string]string{"app": "x", "b": "y"}}, true},
		{"key spec", `"StringEquals":{"kms:KeySpec":"SYMMETRIC_DEFAULT"}`, keypolicy.Request{}, true},
		{"key origin", `"StringEquals":{"kms:KeyOrigin":"EXTERNAL"}`, keypolicy.Request{}, false},
		{"multi-region", `"Bool":{"kms:MultiRegion":"false"}`, keypolicy.Request{}, true},
		{"region", `"StringEquals":{"aws:RequestedRegion":"eu-north-1"}`, keypolicy.Request{}, true},
		{"stated context", `"StringEquals":{"kms:GranteePrincipal":"x"}`, keypolicy.Request{Context: map[string][]string{"kms:granteeprincipal": {"x"}}}, true},
		{"stated context goes before derived", `"StringEquals":{"aws:PrincipalArn":"x"}`, keypolicy.Request{Context: map[string][]string{"aws:PrincipalArn": {"x"}}}, true},
		{"two operators", `"Bool":{"aws:MultiFactorAuthPresent":"true"},"StringEquals":{"aws:SourceVpce":"vpce-1"}`, keypolicy.Request{Caller: keypolicy.Caller{MFA: &yes}}, false},
		{"two keys", `"StringEquals":{"aws:SourceVpc":"vpc-1","aws:SourceVpce":"vpce-1"}`, keypolicy.Request{Caller: keypolicy.Caller{VPCE: "vpce-1"}}, false},
		{"empty block", ``, keypolicy.Request{}, true},
	} {
		tc.request.Action = "kms:Decrypt"
		tc.request.Caller.ARN = adminSession
		d := decide(parse(t, allow(aws(adminRole), "kms:Decrypt", `,"Condition":{`+tc.condition+`}`)), tc.request)
		if d.Allowed != tc.allowed {
			t.Errorf("%s: %+v", tc.name, d)
		}
	}
}

// TestDecideKeyPolicySeesNoTags: what KMS honours in identity policies only must not open or close a key policy.
func TestDecideKeyPolicySeesNoTags(t *testing.T) {
	for _, condition := range []string{`"StringEquals":{"aws:ResourceTag/team":"pay"}`, `"ForAnyValue:StringEquals":{"kms:ResourceAliases":"alias/pay"}`} {
		key := &keypolicy.KeyFacts{ARN: keyARN, Account: home, Tags: map[string]string{"team": "pay"}, Aliases: []string{"alias/pay"}}
		policy := parse(t, allow(aws(ada), "kms:*", `,"Condition":{`+condition+`}`))
		if d := decide(policy, keypolicy.Request{Action: "kms:Decrypt", Caller: keypolicy.Caller{ARN: ada}, Key: key}); d.Allowed {
			t.Errorf("%s: %+v", condition, d)
		}
	}
}

func identityPolicy(t *testing.T, effect, action, resource, rest string) []*keypolicy.Document {
	t.Helper()
	return []*keypolicy.Document{parse(t, fmt.Sprintf(`{"Effect":%q,"Action":%q,"Resource":%q%s}`, effect, action, resource, rest))}
}

func TestDecideWithIdentityPolicies(t *testing.T) {
	delegates, names := allow(aws(root), "kms:*", ""), allow(aws(ada), "kms:Decrypt", "")
	toStranger := allow(aws(strangerRole), "kms:Decrypt", "")
	none := []*keypolicy.Document{}
	for _, tc := range []struct {
		name, policy, caller string
		identity             []*keypolicy.Document
		allowed              bool
	}{
		{"delegated, none", delegates, ada, none, false},
		{"delegated, allows", delegates, ada, identityPolicy(t, "Allow", "kms:Decrypt", "*", ""), true},
		{"delegated, allows another action", delegates, ada, identityPolicy(t, "Allow", "kms:Encrypt", "*", ""), false},
		{"delegated, allows this key", delegates, ada, identityPolicy(t, "Allow", "kms:*", keyARN, ""), true},
		{"delegated, allows keys of the region", delegates, ada, identityPolicy(t, "Allow", "kms:*", "arn:aws:kms:eu-*:"+home+":key/*", ""), true},
		{"delegated, allows another key", delegates, ada, identityPolicy(t, "Allow", "kms:*", keyARN+"0", ""), false},
		{"delegated, allows aliases", delegates, ada, identityPolicy(t, "Allow", "kms:*", "arn:aws:kms:*:*:alias/*", ""), false},
		{"delegated, allows by the key's tag", delegates, ada, identityPolicy(t, "Allow", "kms:*", "*", `,"Condition":{"StringEquals":{"aws:ResourceTag/team":"pay"}}`), true},
		{"delegated, allows by the key's alias", delegates, ada, identityPolicy(t, "Allow", "kms:*", "*", `,"Condition":{"ForAnyValue:StringLike":{"kms:ResourceAliases":"alias/pay*"}}`), true},
		{"named, none", names, ada, none, true},
		{"named, denies", names, ada, identityPolicy(t, "Deny", "kms:De*", "*", ""), false},
		{"not named, allows", toStranger, ada, identityPolicy(t, "Allow", "*", "*", ""), false},
		{"foreign, none", toStranger, strangerRole, none, false},
		{"foreign, allows", toStranger, strangerRole, identityPolicy(t, "Allow", "kms:Decrypt", keyARN, ""), true},
		{"foreign, everyone, none", allow(`"*"`, "kms:*", ""), strangerRole, none, false},
	} {
		d := decide(parse(t, tc.policy), keypolicy.Request{
			Action: "kms:Decrypt", Caller: keypolicy.Caller{ARN: tc.caller, Identity: tc.identity},
			Key: &keypolicy.KeyFacts{ARN: keyARN, Account: home, Tags: map[string]string{"Team": "pay"}, Aliases: []string{"alias/pay-db", "alias/old"}},
		})
		if d.Allowed != tc.allowed {
			t.Errorf("%s: %+v", tc.name, d)
		}
	}
}

func TestDecideFurtherDenies(t *testing.T) {
	caller := keypolicy.Caller{ARN: ada, Denied: identityPolicy(t, "Deny", "kms:Decrypt", "*", "")}
	policy := parse(t, allow(aws(ada), "kms:*", ""))
	if d := decide(policy, keypolicy.Request{Action: "kms:Decrypt", Caller: caller}); d.Allowed || !d.Explicit {
		t.Errorf("%+v", d)
	}
	if d := decide(policy, keypolicy.Request{Action: "kms:Encrypt", Caller: caller}); !d.Allowed {
		t.Errorf("%+v", d)
	}
}

func TestDecideAccountActions(t *testing.T) {
	create := keypolicy.Request{Action: "kms:CreateKey", Caller: keypolicy.Caller{ARN: ada}}
	if d := keypolicy.Decide(create); !d.Allowed {
		t.Errorf("%+v", d)
	}
	for _, tc := range []struct {
		effect, resource string
		allowed          bool
	}{{"Allow", "*", true}, {"Allow", keyARN, false}, {"Deny", "*", false}} {
		create.Caller.Identity = identityPolicy(t, tc.effect, "kms:CreateKey", tc.resource, "")
		if d := keypolicy.Decide(create); d.Allowed != tc.allowed {
			t.Errorf("%+v: %+v", tc, d)
		}
	}
	list := keypolicy.Request{Action: "kms:ListKeys", Caller: keypolicy.Caller{ARN: ada, Identity: []*keypolicy.Document{}}}
	if d := decide(parse(t, allow(`"*"`, "kms:*", "")), list); d.Allowed {
		t.Errorf("a key policy gave ListKeys: %+v", d)
	}
	for _, name := range []string{"kms:*", "kms:", "Decrypt", "kms:De crypt", ""} {
		if d := decide(parse(t, allow(`"*"`, "*", "")), keypolicy.Request{Action: name, Caller: keypolicy.Caller{ARN: ada}}); d.Allowed {
			t.Errorf("%q was allowed", name)
		}
	}
}

func TestDecideGrants(t *testing.T) {
	pay := map[string]string{"app": "pay"}
	both := map[string]string{"app": "pay", "user": "1"}
	for _, tc := range []struct {
		name    string
		grant   keypolicy.Grant
		policy  string
		request keypolicy.Request
		allowed bool
	}{
		{"user", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"Decrypt"}}, ``, keypolicy.Request{}, true},
		{"another operation", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"Encrypt"}}, ``, keypolicy.Request{}, false},
		{"another grantee", keypolicy.Grant{GranteePrincipal: adminRole, Operations: []string{"Decrypt"}}, ``, keypolicy.Request{}, false},
		{"role's session", keypolicy.Grant{GranteePrincipal: adminRole, Operations: []string{"Decrypt"}}, ``, keypolicy.Request{Caller: keypolicy.Caller{ARN: adminSession}}, true},
		{"session", keypolicy.Grant{GranteePrincipal: adminSession, Operations: []string{"Decrypt"}}, ``, keypolicy.Request{Caller: keypolicy.Caller{ARN: adminSession}}, true},
		{"session, not its role", keypolicy.Grant{GranteePrincipal: adminSession, Operations: []string{"Decrypt"}}, ``, keypolicy.Request{Caller: keypolicy.Caller{ARN: adminSession + "x"}}, false},
		{"explicit deny", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"Decrypt"}}, deny(aws(ada), "kms:Decrypt", ""), keypolicy.Request{}, false},
		{"everyone is no grantee", keypolicy.Grant{GranteePrincipal: "*", Operations: []string{"Decrypt"}}, ``, keypolicy.Request{}, false},
		{"service", keypolicy.Grant{GranteePrincipal: "dynamodb.amazonaws.com", Operations: []string{"Decrypt"}}, ``, keypolicy.Request{Caller: keypolicy.Caller{ARN: "dynamodb.amazonaws.com"}}, true},
		{"account, identity policies", keypolicy.Grant{GranteePrincipal: root, Operations: []string{"Decrypt"}}, ``, keypolicy.Request{Caller: keypolicy.Caller{ARN: ada, Identity: []*keypolicy.Document{}}}, false},
		{"foreign", keypolicy.Grant{GranteePrincipal: strangerRole, Operations: []string{"Decrypt"}}, ``, keypolicy.Request{Caller: keypolicy.Caller{ARN: strangerRole}}, true},
		{"foreign, no identity policy", keypolicy.Grant{GranteePrincipal: strangerRole, Operations: []string{"Decrypt"}}, ``, keypolicy.Request{Caller: keypolicy.Caller{ARN: strangerRole, Identity: []*keypolicy.Document{}}}, false},
		{"context equals", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"Decrypt"}, EncryptionContextEquals: pay}, ``, keypolicy.Request{EncryptionContext: pay}, true},
		{"context equals, more", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"Decrypt"}, EncryptionContextEquals: pay}, ``, keypolicy.Request{EncryptionContext: both}, false},
		{"context equals, none", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"Decrypt"}, EncryptionContextEquals: pay}, ``, keypolicy.Request{}, false},
		{"context subset", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"Decrypt"}, EncryptionContextSubset: pay}, ``, keypolicy.Request{EncryptionContext: both}, true},
		{"context subset, other", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"Decrypt"}, EncryptionContextSubset: both}, ``, keypolicy.Request{EncryptionContext: pay}, false},
		{"source", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"Decrypt"}, SourceARN: "arn:x"}, ``, keypolicy.Request{Context: map[string][]string{"aws:sourcearn": {"arn:x"}}}, true},
		{"source, none", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"Decrypt"}, SourceARN: "arn:x"}, ``, keypolicy.Request{}, false},
		{"DescribeKey is not constrained", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"DescribeKey"}, EncryptionContextEquals: pay}, ``, keypolicy.Request{Action: "kms:DescribeKey"}, true},
		{"retire: retiring principal", keypolicy.Grant{GranteePrincipal: adminRole, RetiringPrincipal: ada}, ``, keypolicy.Request{Action: "kms:RetireGrant"}, true},
		{"retire: grantee without the operation", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"Decrypt"}}, ``, keypolicy.Request{Action: "kms:RetireGrant"}, false},
		{"retire: grantee with the operation", keypolicy.Grant{GranteePrincipal: ada, Operations: []string{"RetireGrant"}}, ``, keypolicy.Request{Action: "kms:RetireGrant"}, true},
		{"retire: issuing account", keypolicy.Grant{GranteePrincipal: adminRole, IssuingAccount: home}, ``, keypolicy.Request{Action: "kms:RetireGrant", Caller: keypolicy.Caller{ARN: root}}, true},
		{"retire: no key policy gives it", keypolicy.Grant{GranteePrincipal: adminRole}, allow(aws(ada), "kms:*", ""), keypolicy.Request{Action: "kms:RetireGrant"}, false},
	} {
		if tc.request.Action == "" {
			tc.request.Action = "kms:Decrypt"
		}
		if tc.request.Caller.ARN == "" {
			tc.request.Caller.ARN = ada
		}
		tc.grant.ID = "g"
		tc.request.Key = &keypolicy.KeyFacts{ARN: keyARN, Account: home, Grants: []keypolicy.Grant{tc.grant}}
		if d := decide(parse(t, tc.policy), tc.request); d.Allowed != tc.allowed || d.Allowed && d.Statement != "grant g" {
			t.Errorf("%s: %+v", tc.name, d)
		}
	}
}

func TestDecideNamesTheStatement(t *testing.T) {
	policy := parse(t, allow(aws(ada), "kms:Encrypt", "")+","+allow(aws(ada), "kms:Decrypt", "")+","+deny(aws(ada), "kms:Sign", ""))
	for action, want := range map[string]string{"kms:Decrypt": "#2", "kms:Encrypt": "#1", "kms:Sign": "no", "kms:Verify": ""} {
		if d := decide(policy, keypolicy.Request{Action: action, Caller: keypolicy.Caller{ARN: ada}}); d.Statement != want {
			t.Errorf("%s: %+v", action, d)
		}
	}
}

func TestDecideUnreadableCallerByAccount(t *testing.T) {
	caller := keypolicy.Caller{ARN: "arn:aws:sts::" + home + ":user/moto", Account: home}
	if d := decide(parse(t, allow(aws(root), "kms:*", "")), keypolicy.Request{Action: "kms:Decrypt", Caller: caller}); !d.Allowed {
		t.Errorf("%+v", d)
	}
	if d := decide(parse(t, allow(aws(ada), "kms:*", "")), keypolicy.Request{Action: "kms:Decrypt", Caller: caller}); d.Allowed {
		t.Errorf("%+v", d)
	}
}

package keypolicy_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// verdicts writes a principal's capabilities as "decrypt encrypt? read*": "?" is undecided, "*" conditional.
func verdicts(a keypolicy.Analysis, principal string) string {
	found, ok := a.Principals[principal]
	if !ok {
		return "absent"
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(found)) {
		v := found[name]
		if v.Verdict == keypolicy.Undecided {
			name += "?"
		}
		if v.Conditional {
			name += "*"
		}
		out = append(out, name)
	}
	return strings.Join(out, " ")
}

func TestAnalyse(t *testing.T) {
	const mfa = `,"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`
	byARN := func(operator, value string) string {
		return `,"Condition":{"` + operator + `":{"aws:PrincipalArn":"` + value + `"}}`
	}
	for _, tc := range []struct{ name, policy, principal, want string }{
		{"nothing", ``, "AWS:" + ada, ""},
		{"named", allow(aws(ada), "kms:Decrypt", ""), "AWS:" + ada, "decrypt"},
		{"a wildcard", allow(aws(ada), "kms:De*", ""), "AWS:" + ada, "attribute decrypt import read"},
		{"kms:*", allow(aws(ada), "kms:*", ""), "AWS:" + ada, "attribute data-key decrypt encrypt grant import lifecycle mac policy read replicate sign"},
		{"not in the table", allow(aws(ada), "kms:FutureThing", ""), "AWS:" + ada, "decrypt"},
		{"malformed", allow(aws(ada), "kms:De crypt", ""), "AWS:" + ada, ""},
		{"another service's", allow(aws(ada), "s3:GetObject", ""), "AWS:" + ada, ""},
		{"account level is never effective", allow(aws(ada), "kms:CreateKey", ""), "AWS:" + ada, ""},
		{"NotAction leaves decrypt open", `{"Effect":"Allow","Principal":{"AWS":"` + ada + `"},"NotAction":["kms:Encrypt","kms:[CDGILPRSTUV]*"],"Resource":"*"}`, "AWS:" + ada, "attribute data-key decrypt encrypt grant import lifecycle mac policy read replicate sign"},
		{"NotAction of everything but mac", `{"Effect":"Allow","Principal":{"AWS":"` + ada + `"},"NotAction":["kms:E*","kms:D*","kms:C*","kms:GenerateD*","kms:GenerateR*","kms:Get*","kms:I*","kms:L*","kms:P*","kms:R*","kms:S*","kms:T*","kms:U*"],"Resource":"*"}`, "AWS:" + ada, "mac sign"},
		{"condition", allow(aws(ada), "kms:Decrypt", mfa), "AWS:" + ada, "decrypt*"},
		{"with and without condition", allow(aws(ada), "kms:Decrypt", mfa) + "," + allow(aws(ada), "kms:Dec*", ""), "AWS:" + ada, "decrypt"},
		{"this key alone", `{"Effect":"Allow","Principal":{"AWS":"` + ada + `"},"Action":"kms:Decrypt","Resource":"` + keyARN + `"}`, "AWS:" + ada, "decrypt*"},
		{"an alias", `{"Effect":"Allow","Principal":{"AWS":"` + ada + `"},"Action":"kms:Decrypt","Resource":"arn:aws:kms:eu-north-1:` + home + `:alias/x"}`, "AWS:" + ada, ""},
		{"no resource", `{"Effect":"Allow","Principal":{"AWS":"` + ada + `"},"Action":"kms:Decrypt"}`, "AWS:" + ada, ""},
		{"everyone", allow(`"*"`, "kms:Decrypt", ""), "AWS:*", "decrypt"},
		{"everyone is anyone", allow(`"*"`, "kms:Decrypt", ""), "AWS:" + ada, "decrypt"},
		{"delegation", allow(aws(root), "kms:Decrypt", ""), "AWS:" + ada, "decrypt?"},
		{"the delegating account", allow(aws(home), "kms:Decrypt", ""), "AWS:" + root, "decrypt"},
		{"delegation and by name", allow(aws(root), "kms:Decrypt", "") + "," + allow(aws(ada), "kms:Decrypt", mfa), "AWS:" + ada, "decrypt*"},
		{"delegation elsewhere", allow(aws(foreign), "kms:Decrypt", ""), "AWS:" + ada, ""},
		{"role's session", allow(aws(adminRole), "kms:Decrypt", ""), "AWS:" + adminSession, "decrypt"},
		{"role with a path, by session", allow(aws(appRole), "kms:Decrypt", ""), "AWS:" + appSession, "decrypt"},
		{"one session, asked for the role", allow(aws(adminSession), "kms:Decrypt", ""), "AWS:" + adminRole, "decrypt*"},
		{"one session, asked for another", allow(aws(adminSession), "kms:Decrypt", ""), "AWS:" + adminSession + "x", ""},
		{"service", allow(`{"Service":"logs.eu-north-1.amazonaws.com"}`, "kms:Decrypt", ""), "Service:logs.eu-north-1.amazonaws.com", "decrypt"},
		{"service is no account", allow(`{"Service":"logs.eu-north-1.amazonaws.com"}`, "kms:Decrypt", ""), "AWS:" + ada, ""},
		{"NotPrincipal", `{"Effect":"Allow","NotPrincipal":{"AWS":"` + adminRole + `"},"Action":"kms:Decrypt","Resource":"*"}`, "AWS:" + ada, "decrypt"},
		{"NotPrincipal, a listed role", `{"Effect":"Allow","NotPrincipal":{"AWS":"` + adminRole + `"},"Action":"kms:Decrypt","Resource":"*"}`, "AWS:" + adminRole, "decrypt?"},
		{"NotPrincipal, a listed user", `{"Effect":"Allow","NotPrincipal":{"AWS":"` + ada + `"},"Action":"kms:Decrypt","Resource":"*"}`, "AWS:" + ada, ""},

		{"denied", allow(`"*"`, "kms:*", "") + "," + deny(aws(ada), "kms:*", ""), "AWS:" + ada, ""},
		{"decrypt denied", allow(aws(ada), "kms:De*", "") + "," + deny(aws(ada), "kms:Dec*", ""), "AWS:" + ada, "attribute decrypt import read"},
		{"all of decrypt denied", allow(aws(ada), "kms:Dec*", "") + "," + deny(aws(ada), "kms:Dec*", ""), "AWS:" + ada, ""},
		{"unknown name denied", allow(aws(ada), "kms:FutureThing", "") + "," + deny(aws(ada), "kms:F*", ""), "AWS:" + ada, ""},
		{"denied under a condition", allow(aws(ada), "kms:Decrypt", "") + "," + deny(aws(ada), "kms:*", mfa), "AWS:" + ada, "decrypt"},
		{"denied by ArnEquals", allow(aws(adminRole), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnEquals", adminRole)), "AWS:" + adminRole, ""},
		{"denied by ArnLike", allow(aws(adminRole), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnLike", "arn:aws:iam::*:role/adm*")), "AWS:" + adminRole, ""},
		{"denied by StringLike", allow(aws(adminRole), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("StringLike", "*/admin")), "AWS:" + adminRole, ""},
		{"denied by StringEquals", allow(aws(adminRole), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("StringEquals", adminRole)), "AWS:" + adminSession, ""},
		{"another denied by ArnEquals", allow(aws(ada), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnEquals", adminRole)), "AWS:" + ada, "decrypt"},
		{"denied to all ARNs but another's", allow(aws(ada), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnNotEquals", adminRole)), "AWS:" + ada, ""},
		{"denied to all ARNs but its own", allow(aws(ada), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnNotEquals", ada)), "AWS:" + ada, "decrypt"},
		{"denied by a pattern with braces", allow(aws(adminRole), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnLike", "arn:aws:iam::"+home+":role/{admin,x}")), "AWS:" + adminRole, "decrypt"},
		{"denied by a variable", allow(aws(ada), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnLike", "${aws:x}")), "AWS:" + ada, "decrypt"},
		{"denied by ARN and a second condition", allow(aws(adminRole), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", `,"Condition":{"ArnEquals":{"aws:PrincipalArn":"`+adminRole+`"},"Bool":{"aws:x":"true"}}`), "AWS:" + adminRole, "decrypt"},
		{"a Deny by ARN does not reach the account", allow(aws(root), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnEquals", root)), "AWS:" + root, "decrypt"},
		{"delegation denied by name", allow(aws(root), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnEquals", adminRole)), "AWS:" + adminRole, ""},
		{"everyone else with one denied", allow(`"*"`, "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnEquals", adminRole)), "AWS:*", "decrypt"},
		{"the account denied", allow(aws(ada), "kms:Decrypt", "") + "," + deny(aws(home), "kms:*", ""), "AWS:" + ada, ""},
		{"one session denied", allow(aws(adminRole), "kms:Decrypt", "") + "," + deny(aws(adminSession), "kms:*", ""), "AWS:" + adminRole, "decrypt"},
		{"denied on this key alone is undecided", allow(aws(ada), "kms:Decrypt", "") + `,{"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"` + keyARN + `"}`, "AWS:" + ada, "decrypt"},
		{"denied to NotPrincipal others", allow(aws(ada), "kms:Decrypt", "") + `,{"Effect":"Deny","NotPrincipal":{"AWS":"` + strangerRole + `"},"Action":"kms:*","Resource":"*"}`, "AWS:" + ada, ""},
		{"denied to NotPrincipal, spared", allow(aws(adminRole), "kms:Decrypt", "") + `,{"Effect":"Deny","NotPrincipal":{"AWS":"` + adminRole + `"},"Action":"kms:*","Resource":"*"}`, "AWS:" + adminRole, "decrypt"},
		{"a stale path in the Deny, by session", allow(aws(appRole), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnEquals", "arn:aws:iam::"+home+":role/app")), "AWS:" + appSession, "decrypt"},
		{"a stale path in the Deny, asked for by it", allow(aws(appRole), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnEquals", "arn:aws:iam::"+home+":role/app")), "AWS:arn:aws:iam::" + home + ":role/app", "decrypt"},
		{"a role with a path, denied by it", allow(`"*"`, "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnEquals", appRole)), "AWS:" + appRole, ""},
		{"every path in the Deny", allow(aws(appRole), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnLike", "arn:aws:iam::"+home+":role/*app")), "AWS:" + appSession, ""},
		{"a session whose path is not known", allow(`"*"`, "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", byARN("ArnEquals", adminRole)), "AWS:" + adminSession, "decrypt"},
		{"a session on any path", allow(`"*"`, "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", `,"Condition":{"ArnEquals":{"aws:PrincipalArn":["`+adminRole+`","arn:aws:iam::`+home+`:role/*/admin"]}}`), "AWS:" + adminSession, ""},
		{"allowed to another's ARN", allow(`"*"`, "kms:Decrypt", byARN("ArnEquals", adminRole)), "AWS:" + ada, ""},
		{"allowed to its ARN", allow(`"*"`, "kms:Decrypt", byARN("ArnLike", "arn:aws:iam::*:role/adm*")), "AWS:" + adminRole, "decrypt*"},
		{"allowed to another's ARN if there is one", allow(`"*"`, "kms:Decrypt", byARN("ArnEqualsIfExists", adminRole)), "AWS:" + ada, ""},
		{"allowed to all ARNs but one", allow(`"*"`, "kms:Decrypt", byARN("ArnNotEquals", adminRole)), "AWS:" + adminRole, ""},
		{"denied by ForAnyValue and IfExists of a key that is absent", allow(aws(ada), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", `,"Condition":{"ForAnyValue:StringNotEqualsIfExists":{"aws:TagKeys":"Team"}}`), "AWS:" + ada, "decrypt"},
		{"denied by ForAllValues and IfExists of a key that is absent", allow(aws(ada), "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", `,"Condition":{"ForAllValues:StringNotEqualsIfExists":{"aws:TagKeys":"Team"}}`), "AWS:" + ada, ""},
		{"a wildcard in the service's name", allow(aws(ada), "k*:Decrypt", ""), "AWS:" + ada, "decrypt"},
		{"a wildcard in the service's name denies nothing", allow(aws(ada), "kms:Decrypt", "") + "," + deny(aws(ada), "k*:Decrypt", ""), "AWS:" + ada, "decrypt"},
		{"allowed by a path that the session may have", allow(`"*"`, "kms:Decrypt", byARN("ArnLike", "arn:aws:iam::"+home+":role/team/*")), "AWS:" + appSession, "decrypt*"},
		{"allowed to a role of another name", allow(`"*"`, "kms:Decrypt", byARN("ArnLike", "arn:aws:iam::"+home+":role/*/admin")), "AWS:" + appSession, ""},
		{"an ARN allowed, asked for everyone", allow(`"*"`, "kms:Decrypt", byARN("ArnEquals", adminRole)), "AWS:*", "decrypt*"},
		{"an id that may be the role's", allow(aws("AROA1234567890ABCDEFG"), "kms:Decrypt", ""), "AWS:" + adminRole, "decrypt?*"},
		{"a role's id is no user's", allow(aws("AROA1234567890ABCDEFG"), "kms:Decrypt", ""), "AWS:" + ada, ""},
		{"a user's id", allow(aws("AIDA1234567890ABCDEFG"), "kms:Decrypt", ""), "AWS:" + ada, "decrypt?*"},
		{"a Deny for an id proves nothing", allow(aws(adminRole), "kms:Decrypt", "") + "," + deny(aws("AROA1234567890ABCDEFG"), "kms:*", ""), "AWS:" + adminRole, "decrypt"},
		{"delegation denied to all but one", allow(aws(root), "kms:Decrypt", "") + `,{"Effect":"Deny","NotPrincipal":{"AWS":"` + adminRole + `"},"Action":"kms:*","Resource":"*"}`, "AWS:" + root, "decrypt"},
		{"delegation denied to all but a stranger", allow(aws(root), "kms:Decrypt", "") + `,{"Effect":"Deny","NotPrincipal":{"AWS":"` + strangerRole + `"},"Action":"kms:*","Resource":"*"}`, "AWS:" + root, ""},
		{"everyone denied but one", allow(`"*"`, "kms:Decrypt", "") + `,{"Effect":"Deny","NotPrincipal":{"AWS":"` + adminRole + `"},"Action":"kms:*","Resource":"*"}`, "AWS:*", "decrypt"},
		{"denied to everyone", allow(`"*"`, "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", ""), "AWS:*", ""},
		{"denied by NotAction", allow(aws(ada), "kms:*", "") + `,{"Effect":"Deny","Principal":"*","NotAction":"kms:DescribeKey","Resource":"*"}`, "AWS:" + ada, "read"},
	} {
		asked := strings.TrimPrefix(tc.principal, "AWS:")
		if got := verdicts(keypolicy.Analyse(parse(t, tc.policy), nil, []string{asked}), tc.principal); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestAnalyseNamesEveryPrincipal(t *testing.T) {
	policy := parse(t, allow(`{"AWS":["`+ada+`","`+home+`"],"Service":"logs.eu-north-1.amazonaws.com"}`, "kms:*", "")+
		`,{"Effect":"Deny","NotPrincipal":{"AWS":"`+adminRole+`"},"Action":"kms:X","Resource":"*"}`)
	grants := []keypolicy.Grant{{ID: "g", GranteePrincipal: appRole, Operations: []string{"Decrypt"}}}
	a := keypolicy.Analyse(policy, grants, []string{foreign, "s3.amazonaws.com", "AWS:" + pipeline})
	want := []string{
		"AWS:" + root, "AWS:" + adminRole, "AWS:" + pipeline, "AWS:" + appRole, "AWS:" + ada, "AWS:arn:aws:iam::" + foreign + ":root",
		"Service:logs.eu-north-1.amazonaws.com", "Service:s3.amazonaws.com",
	}
	slices.Sort(want)
	if got := slices.Sorted(maps.Keys(a.Principals)); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// Whom conditions of an open policy name by ARN is judged by itself: it has the rest of the policy as well.
func TestAnalyseNamesThePrincipalsOfConditions(t *testing.T) {
	condition := func(operator, value string) string {
		return `,"Condition":{"` + operator + `":{"aws:PrincipalArn":"` + value + `"}}`
	}
	for _, tc := range []struct{ name, policy, want string }{
		{"everyone", allow(`"*"`, "kms:Decrypt", condition("ArnEquals", ada)), "decrypt*"},
		{"the account", allow(aws(root), "kms:Decrypt", condition("StringEquals", ada)), "decrypt?*"},
		{"a wildcard names nobody", allow(`"*"`, "kms:Decrypt", condition("ArnLike", ada+"*")), "absent"},
		{"whom an Allow leaves out is judged, and has nothing", allow(`"*"`, "kms:Decrypt", condition("ArnNotEquals", ada)), ""},
		{"whom a Deny spares", allow(`"*"`, "kms:Decrypt", "") + "," + deny(`"*"`, "kms:*", condition("StringNotEquals", ada)), "decrypt"},
		{"whom a set operator names", allow(`"*"`, "kms:Decrypt", condition("ForAnyValue:ArnEquals", ada)), "decrypt*"},
		{"nor one for another", allow(aws(adminRole), "kms:Decrypt", condition("ArnEquals", ada)), "absent"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := verdicts(keypolicy.Analyse(parse(t, tc.policy), nil, nil), "AWS:"+ada); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestAnalyseGrants(t *testing.T) {
	grants := []keypolicy.Grant{
		{ID: "1", GranteePrincipal: adminRole, Operations: []string{"Decrypt", "CreateGrant", "RetireGrant"}},
		{ID: "2", GranteePrincipal: ada, Operations: []string{"Encrypt"}, EncryptionContextEquals: map[string]string{"a": "b"}},
		{ID: "3", GranteePrincipal: root, Operations: []string{"GenerateDataKey"}},
		{ID: "4", GranteePrincipal: ada, Operations: []string{"FutureOperation"}},
	}
	a := keypolicy.Analyse(nil, grants, []string{adminSession, compliance})
	for principal, want := range map[string]string{
		"AWS:" + adminSession: "data-key? decrypt grant", "AWS:" + ada: "data-key? decrypt encrypt*", "AWS:" + compliance: "data-key?", "AWS:" + root: "data-key",
	} {
		if got := verdicts(a, principal); got != want {
			t.Errorf("%s: %q, want %q", principal, got, want)
		}
	}
	denied := keypolicy.Analyse(parse(t, deny(aws(adminRole), "kms:Decrypt", "")), grants, nil)
	if got := verdicts(denied, "AWS:"+adminRole); got != "data-key? grant" {
		t.Errorf("a Deny goes before a grant: %q", got)
	}
}

func TestAnalyseSaysWhy(t *testing.T) {
	policy := parse(t, `{"Sid":"Use","Effect":"Allow","Principal":{"AWS":"`+ada+`"},"Action":["kms:Decrypt","kms:Dec*"],"Resource":"*"},`+allow(aws(root), "kms:Decrypt", ""))
	v := keypolicy.Analyse(policy, nil, nil).Principals["AWS:"+ada]["decrypt"]
	if !slices.Equal(v.Actions, []string{"kms:Decapsulate", "kms:Decrypt"}) || !slices.Equal(v.Statements, []string{"#2", "Use"}) || v.Reason == "" {
		t.Errorf("%+v", v)
	}
	v = keypolicy.Analyse(policy, nil, []string{adminRole}).Principals["AWS:"+adminRole]["decrypt"]
	if v.Reason != "delegated to identity policies" || !slices.Equal(v.Statements, []string{"#2"}) {
		t.Errorf("%+v", v)
	}
}

func TestAnalyseReportsProblems(t *testing.T) {
	policy := parse(t, `{"Sid":"s","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::`+home+`:role/*","AIDA1234567890ABCDEFG"]},"NotAction":["kms:","kms:FutureThing"],"Resource":"*","Condition":{"StringSame":{"a:b":"c"}}}`)
	problems := strings.Join(keypolicy.Analyse(policy, nil, nil).Problems, "\n")
	for _, want := range []string{"statement s: ", "role/*", "deleted", `action "kms:" is malformed`, `"kms:FutureThing" is not in the table`, `operator "StringSame" is unknown`} {
		if !strings.Contains(problems, want) {
			t.Errorf("no %q in\n%s", want, problems)
		}
	}
}

func TestLacks(t *testing.T) {
	for name, tc := range map[string]struct {
		policy *keypolicy.Document
		caller string
		want   bool
	}{
		"not named":   {parse(t, allow(aws(ada), "kms:Decrypt", "")), ada, true},
		"named":       {parse(t, allow(aws(ada), "kms:Import*", "")), ada, false},
		"denied":      {parse(t, allow(aws(ada), "kms:*", "")+","+deny(aws(ada), "kms:*Import*", "")), ada, true},
		"delegated":   {parse(t, allow(aws(root), "kms:*", "")), ada, false},
		"no policy":   {nil, ada, false},
		"not read":    {parse(t, allow(aws(ada), "kms:Decrypt", "")), "arn:aws:sts::" + home + ":user/moto", false},
		"of no other": {parse(t, allow(aws(adminRole), "kms:ImportKeyMaterial", "")), adminSession, false},
	} {
		if got := keypolicy.Lacks(tc.policy, tc.caller, "import"); got != tc.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestLockout(t *testing.T) {
	const mfa = `,"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`
	generated, err := keypolicy.Parse(generate(t, keypolicy.Spec{Access: nationalID()}))
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name   string
		policy *keypolicy.Document
		caller string
		want   keypolicy.Verdict
	}{
		{"named", parse(t, allow(aws(ada), "kms:PutKeyPolicy", "")), ada, keypolicy.Can},
		{"by a wildcard", parse(t, allow(aws(ada), "kms:Put*", "")), ada, keypolicy.Can},
		{"not named", parse(t, allow(aws(ada), "kms:Decrypt", "")), ada, keypolicy.Cannot},
		{"another named", parse(t, allow(aws(ada), "kms:*", "")), adminSession, keypolicy.Cannot},
		{"delegated", parse(t, allow(aws(root), "kms:*", "")), ada, keypolicy.Undecided},
		{"root user", parse(t, allow(aws(root), "kms:*", "")), root, keypolicy.Can},
		{"under MFA", parse(t, allow(aws(ada), "kms:*", mfa)), ada, keypolicy.Undecided},
		{"denied", parse(t, allow(aws(ada), "kms:*", "")+","+deny(aws(ada), "kms:PutKeyPolicy", "")), ada, keypolicy.Cannot},
		{"denied to another", parse(t, allow(aws(ada), "kms:*", "")+","+deny(`"*"`, "kms:*", `,"Condition":{"ArnEquals":{"aws:PrincipalArn":"`+adminRole+`"}}`)), ada, keypolicy.Can},
		{"perhaps denied", parse(t, allow(aws(ada), "kms:*", "")+","+deny(`"*"`, "kms:*", `,"Condition":{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}`)), ada, keypolicy.Undecided},
		{"spared by NotPrincipal, but not its account", parse(t, allow(aws(ada), "kms:*", "")+`,{"Effect":"Deny","NotPrincipal":{"AWS":"`+ada+`"},"Action":"kms:*","Resource":"*"}`), ada, keypolicy.Undecided},
		{"spared by NotPrincipal", parse(t, allow(aws(ada), "kms:*", "")+`,{"Effect":"Deny","NotPrincipal":{"AWS":["`+ada+`","`+root+`"]},"Action":"kms:*","Resource":"*"}`), ada, keypolicy.Can},
		{"denied on another action", parse(t, allow(aws(ada), "kms:*", "")+","+deny(`"*"`, "kms:Decrypt", mfa)), ada, keypolicy.Can},
		{"generated, the pipeline", generated, strings.Replace(adminSession, "admin", "pipeline", 1), keypolicy.Can},
		{"generated, key-admin", generated, adminSession, keypolicy.Cannot},
		{"generated, a stranger", generated, ada, keypolicy.Cannot},
		{"no policy in view", nil, ada, keypolicy.Undecided},
		{"a caller that cannot be read", generated, "arn:aws:sts::" + home + ":user/moto", keypolicy.Undecided},
		{"no caller", generated, "", keypolicy.Undecided},
	} {
		if got := keypolicy.Lockout(tc.policy, tc.caller); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got, tc.want)
		}
	}
}

func TestValidate(t *testing.T) {
	const whole = `"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"`
	one := func(statement string) string { return `{"Statement":[{` + statement + `}]}` }
	for _, tc := range []struct{ name, text, summary string }{
		{"nothing wrong", one(whole), ""},
		{"unreadable", `{`, "cannot be read"},
		{"too long", one(`"Sid":"` + strings.Repeat("x", keypolicy.MaxPolicyBytes) + `",` + whole), "too long"},
		{"character", one(`"Sid":"→",` + whole), "character that KMS does not take"},
		{"Latin-1", one(`"Sid":"é",` + whole), ""},
		{"no principal", one(`"Effect":"Allow","Action":"kms:*","Resource":"*"`), "no Principal"},
		{"empty principal", one(`"Effect":"Allow","Principal":{"AWS":[]},"Action":"kms:*","Resource":"*"`), "no Principal"},
		{"no action", one(`"Effect":"Allow","Principal":"*","Resource":"*"`), "no Action"},
		{"no resource", one(`"Effect":"Allow","Principal":"*","Action":"kms:*"`), "no Resource"},
		{"group", one(`"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::` + home + `:group/x"},"Action":"kms:*","Resource":"*"`), "invalid principal"},
		{"partial wildcard", one(`"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::` + home + `:user/*"},"Action":"kms:*","Resource":"*"`), "invalid principal"},
		{"service's wildcard", one(`"Effect":"Allow","Principal":{"Service":"*.amazonaws.com"},"Action":"kms:*","Resource":"*"`), "invalid principal"},
		{"canonical user", one(`"Effect":"Allow","Principal":{"CanonicalUser":"x"},"Action":"kms:*","Resource":"*"`), "invalid principal"},
		{"action name", one(`"Effect":"Allow","Principal":"*","Action":"kms:De-crypt","Resource":"*"`), "malformed"},
		{"another service", one(`"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"`), "not one of KMS"},
		{"operator", one(whole + `,"Condition":{"StringSame":{"aws:x":"y"}}`), "operator is unknown"},
		{"condition key", one(whole + `,"Condition":{"StringEquals":{"x":"y"}}`), "key is malformed"},
		{"ForAllValues", one(whole + `,"Condition":{"ForAllValues:StringEquals":{"kms:EncryptionContext:a":"y"}}`), "overly permissive"},
		{"set operator missing", one(whole + `,"Condition":{"StringEquals":{"kms:GrantOperations":"Decrypt"}}`), "set operator"},
		{"set operator", one(whole + `,"Condition":{"ForAllValues:StringEquals":{"kms:GrantOperations":"Decrypt"}}`), ""},
	} {
		problems := keypolicy.Validate(tc.text)
		if tc.summary == "" && len(problems) > 0 || tc.summary != "" && (len(problems) != 1 || !strings.Contains(problems[0].Summary, tc.summary) || problems[0].Detail == "") {
			t.Errorf("%s: %+v", tc.name, problems)
		}
	}
	named := keypolicy.Validate(`{"Statement":[{` + whole + `},{"Sid":"x","Effect":"Allow","Principal":"*","Action":"kms:*"},{"Effect":"Allow","Principal":"*","Action":"kms:*"}]}`)
	if len(named) != 2 || named[0].Statement != "x" || named[1].Statement != "#3" || named[0].Attribute != "Resource" {
		t.Errorf("%+v", named)
	}
}

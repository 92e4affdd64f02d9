package facts

import (
	"fmt"
	"strings"
	"testing"
)

func policy(statements ...string) string {
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`
}

func allow(principal, rest string) string {
	return `{"Effect":"Allow","Principal":` + principal + `,"Action":"kms:Decrypt",` + rest + `}`
}

const anywhere = `"Resource":"*"`

// A symbol leaves a policy open wherever it matters what it is.
func TestPoliciesWithSymbols(t *testing.T) {
	symbol := func(address string) string { return symbolPrefix + address }
	vpce := func(operator, value string) string {
		return anywhere + `,"Condition":{"` + operator + `":{"aws:SourceVpce":` + value + `}}`
	}
	const role = `{"AWS":"arn:aws:iam::123456789012:role/app"}`
	endpoint, key := `"`+symbol("aws_vpc_endpoint.e.id")+`"`, `"`+symbol("aws_kms_key.k.arn")+`"`
	for _, tt := range []struct{ name, text, key, identity string }{
		{"a principal", policy(allow(`{"AWS":"`+symbol("aws_iam_role.r.arn")+`"}`, anywhere)), "draft", "reason"},
		{"half a principal", policy(allow(`{"AWS":"x`+symbol("aws_iam_role.r.arn")+`"}`, anywhere)), "reason", "reason"},
		{"a key as resource", policy(allow(role, `"Resource":[`+key+`]`)), "value", "value"},
		{"a key that the input does not have", policy(allow(role, `"Resource":"`+symbol("aws_kms_key.elsewhere.arn")+`"`)), "value", "draft"},
		{"a key that is read", policy(allow(role, `"Resource":"`+symbol("data.aws_kms_key.k.arn")+`"`)), "value", "draft"},
		{"a key in a module", policy(allow(role, `"Resource":"`+symbol(`module.a[\"x.y\"].module.b.aws_kms_key.k[0].arn`)+`"`)), "value", "value"},
		{"a key by its id", policy(allow(role, `"Resource":"arn:aws:kms:eu-north-1:123456789012:key/`+symbol("aws_kms_key.k.key_id")+`"`)), "value", "draft"},
		{"an alias with the id of a key", policy(allow(role, `"Resource":"arn:aws:kms:eu-north-1:123456789012:alias/`+symbol("aws_kms_key.k.key_id")+`"`)), "reason", "reason"},
		{"another resource", policy(allow(role, `"Resource":"`+symbol("aws_sqs_queue.q.arn")+`"`)), "value", "value"},
		{"a role as resource", policy(allow(role, `"Resource":"`+symbol("aws_iam_role.r.arn")+`"`)), "value", "reason"},
		{"a part of a resource", policy(allow(role, `"Resource":"`+symbol("aws_sqs_queue.q.arn")+`/*"`)), "value", "value"},
		{"a part of a key", policy(allow(role, `"Resource":"`+symbol("aws_kms_key.k.arn")+`/*"`)), "reason", "reason"},
		{"a part of a role", policy(allow(role, `"Resource":"`+symbol("aws_iam_role.r.arn")+`-*"`)), "reason", "reason"},
		{"two symbols in one", policy(allow(role, `"Resource":"`+symbol("aws_sqs_queue.q.arn")+symbol("aws_kms_key.k.arn")+`"`)), "reason", "reason"},
		{"an endpoint", policy(allow(role, vpce("StringEquals", endpoint))), "value", "reason"},
		{"an endpoint twice", policy(allow(role, vpce("StringEquals", endpoint)), allow(role, vpce("StringNotEquals", "["+endpoint+"]"))), "value", "reason"},
		{"an endpoint beside another", policy(allow(role, vpce("StringEquals", endpoint)), allow(role, vpce("StringNotEquals", `"vpce-1"`))), "draft", "reason"},
		{"an endpoint and a pattern", policy(allow(role, vpce("StringLike", endpoint))), "draft", "reason"},
		{"an endpoint or none", policy(allow(role, vpce("StringEquals", endpoint)), allow(role, vpce("Null", `"true"`))), "value", "reason"},
		{"who calls", policy(allow(role, anywhere+`,"Condition":{"StringNotEquals":{"AWS:PrincipalArn":"`+symbol("aws_iam_role.r.arn")+`"}}`)), "draft", "reason"},
		{"an action", policy(`{"Effect":"Allow","Principal":"*","Action":"` + symbol("aws_x.y.id") + `","Resource":"*"}`), "reason", "reason"},
		{"a NotPrincipal", policy(`{"Effect":"Deny","NotPrincipal":{"AWS":"` + symbol("aws_iam_role.r.arn") + `"},"Action":"kms:*","Resource":"*"}`), "reason", "reason"},
		{"a condition key", policy(allow(role, anywhere+`,"Condition":{"StringEquals":{"`+symbol("x.y.id")+`":"z"}}`)), "reason", "reason"},
		{"no JSON", symbol("x.y.id"), "reason", "reason"},
	} {
		for kind, of := range map[string]func(string, func(string) bool) (map[string]any, error){tt.key + " of a key": keyPolicy, tt.identity + " of an identity": identityPolicy} {
			got, err := of(tt.text, func(address string) bool { return address != "" && !strings.Contains(address, "elsewhere") })
			word, _, _ := strings.Cut(kind, " ")
			if word == "reason" && err == nil || word != "reason" && (err != nil || got[word] == nil) {
				t.Errorf("%s: %v, %v, want %s", tt.name, got, err, kind)
			}
			if strings.Contains(fmt.Sprint(got["value"]), `"Resource":["`+symbolPrefix) {
				t.Errorf("%s: the symbol stays as a resource: %v", tt.name, got)
			}
		}
	}
}

// KMS lets nobody make a key whose policy shuts the caller out: that tells the account, if the policy names one alone.
func TestOnlyAccount(t *testing.T) {
	const app, other = `{"AWS":"arn:aws:iam::123456789012:role/app"}`, `{"AWS":"arn:aws:iam::210987654321:role/app"}`
	for _, tt := range []struct{ name, text, want string }{
		{"one", policy(allow(app, anywhere)), "123456789012"},
		{"one by its number", policy(allow(`{"AWS":"123456789012"}`, anywhere)), ""},
		{"one beside a service and a symbol", policy(allow(`{"AWS":["arn:aws:iam::123456789012:root","`+symbolPrefix+`aws_iam_role.r.arn"],"Service":"s3.amazonaws.com"}`, anywhere)), "123456789012"},
		{"one beside what a data source finds", policy(allow(`{"AWS":["arn:aws:iam::123456789012:root","`+symbolPrefix+`data.aws_iam_role.r.arn"]}`, anywhere)), ""},
		{"one beside what a module's data source finds", policy(allow(`{"AWS":["arn:aws:iam::123456789012:root","`+symbolPrefix+`module.m.data.aws_iam_role.r.arn"]}`, anywhere)), ""},
		{"two", policy(allow(app, anywhere), allow(other, anywhere)), ""},
		{"everyone", policy(allow(app, anywhere), allow(`"*"`, anywhere)), ""},
		{"a symbol alone", policy(allow(`{"AWS":"`+symbolPrefix+`aws_iam_role.r.arn"}`, anywhere)), ""},
		{"federated", policy(allow(app, anywhere), allow(`{"Federated":"arn:aws:iam::123456789012:saml-provider/x"}`, anywhere)), ""},
		{"another in a Deny", policy(allow(app, anywhere), strings.Replace(allow(other, anywhere), "Allow", "Deny", 1)), "123456789012"},
		{"NotPrincipal", policy(`{"Effect":"Allow","NotPrincipal":`+other+`,"Action":"kms:*","Resource":"*"}`, allow(app, anywhere)), ""},
		{"no policy", "{", ""},
	} {
		if a, _ := onlyAccount(tt.text); a.id != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, a.id, tt.want)
		}
	}
}

package aws

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// document makes the configuration of a policy document; what fields leaves out is null or absent.
func document(t *testing.T, fields map[string]any) table.Values {
	t.Helper()
	return table.Object(body(t, policyDocument(), fields))
}

func body(t *testing.T, b table.Block, fields map[string]any) tftypes.Value {
	t.Helper()
	out := map[string]tftypes.Value{}
	for name, a := range b.Attrs {
		given, ok := fields[name]
		if !ok {
			given = a.DefaultValue
		}
		v, err := table.Value(a.Type, given)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out[name] = v
	}
	for name, n := range b.Blocks {
		blocks, _ := fields[name].([]map[string]any)
		elements := []tftypes.Value{}
		for _, one := range blocks {
			elements = append(elements, body(t, n.Block, one))
		}
		out[name] = tftypes.NewValue(n.Type(), elements)
	}
	return tftypes.NewValue(b.Type(), out)
}

type fields = map[string]any

func TestPolicyDocument(t *testing.T) {
	allow := func(more fields) fields {
		out := fields{"actions": []string{"kms:Decrypt"}, "resources": []string{"*"}}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	cases := map[string]struct {
		config fields
		want   string
	}{
		"nothing": {fields{}, `{"Version":"2012-10-17"}`},
		"one action is a text, several fall": {
			fields{"statement": []fields{allow(fields{"sid": "Use"}), {"actions": []string{"kms:A", "kms:C", "kms:B"}, "resources": []string{"*"}}}},
			`{"Version":"2012-10-17","Statement":[{"Sid":"Use","Effect":"Allow","Action":"kms:Decrypt","Resource":"*"},` +
				`{"Effect":"Allow","Action":["kms:C","kms:B","kms:A"],"Resource":"*"}]}`,
		},
		"everyone of every kind, and everyone of AWS": {
			fields{"statement": []fields{
				allow(fields{"principals": []fields{{"type": "*", "identifiers": []string{"*"}}}}),
				allow(fields{"principals": []fields{{"type": "AWS", "identifiers": []string{"*"}}}}),
			}},
			`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Principal":"*"},` +
				`{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Principal":{"AWS":"*"}}]}`,
		},
		"principals of several kinds, and twice of one": {
			fields{"statement": []fields{allow(fields{"principals": []fields{
				{"type": "AWS", "identifiers": []string{"arn:aws:iam::1:role/a", "arn:aws:iam::1:role/b"}},
				{"type": "Service", "identifiers": []string{"ec2.amazonaws.com"}},
				{"type": "AWS", "identifiers": []string{"arn:aws:iam::1:role/c"}},
			}})}},
			`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Principal":` +
				`{"AWS":["arn:aws:iam::1:role/b","arn:aws:iam::1:role/a","arn:aws:iam::1:role/c"],"Service":"ec2.amazonaws.com"}}]}`,
		},
		"conditions grouped, values in their order": {
			fields{"statement": []fields{allow(fields{"condition": []fields{
				{"test": "StringLike", "variable": "aws:x", "values": []string{"b", "a"}},
				{"test": "Bool", "variable": "aws:MultiFactorAuthPresent", "values": []string{"true"}},
				{"test": "StringLike", "variable": "aws:y", "values": []string{"&{aws:username}"}},
			}})}},
			`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":` +
				`{"Bool":{"aws:MultiFactorAuthPresent":"true"},"StringLike":{"aws:x":["b","a"],"aws:y":"${aws:username}"}}}]}`,
		},
		"the negative forms": {
			fields{"policy_id": "id", "version": "2008-10-17", "statement": []fields{{
				"effect": "Deny", "not_actions": []string{"kms:Encrypt"}, "not_resources": []string{"arn:b", "arn:a"},
				"not_principals": []fields{{"type": "AWS", "identifiers": []string{"1"}}},
			}}},
			`{"Version":"2008-10-17","Id":"id","Statement":[{"Effect":"Deny","NotAction":"kms:Encrypt",` +
				`"NotResource":["arn:b","arn:a"],"NotPrincipal":{"AWS":"1"}}]}`,
		},
		"a source's lists stay as they are, an override replaces by Sid": {
			fields{
				"source_policy_documents":   []string{`{"Version":"2008-10-17","Statement":[{"Sid":"S","Effect":"Allow","Action":["kms:A"],"Resource":"*","Principal":{"AWS":["1"]}},{"Effect":"Deny","Action":"kms:B","Resource":"*","Condition":{"Bool":{"x":true}}}]}`},
				"statement":                 []fields{allow(fields{"sid": "T"})},
				"override_policy_documents": []string{`{"Statement":[{"Sid":"T","Effect":"Deny","Action":"kms:*","Resource":"*"},{"Sid":"U","Effect":"Allow","Action":"kms:Sign","Resource":"*"}]}`},
			},
			`{"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Allow","Action":["kms:A"],"Resource":"*","Principal":{"AWS":["1"]}},` +
				`{"Effect":"Deny","Action":"kms:B","Resource":"*","Condition":{"Bool":{"x":"true"}}},` +
				`{"Sid":"T","Effect":"Deny","Action":"kms:*","Resource":"*"},{"Sid":"U","Effect":"Allow","Action":"kms:Sign","Resource":"*"}]}`,
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := readPolicyDocument(document(t, c.config), table.Settings{})
			if err != nil {
				t.Fatal(err)
			}
			if got["minified_json"] != c.want {
				t.Errorf("got  %s\nwant %s", got["minified_json"], c.want)
			}
			indented, _ := got["json"].(string)
			if len(c.config) > 0 && !strings.HasPrefix(indented, "{\n  \"Version\": \"20") {
				t.Errorf("json is not indented by two spaces: %.40q", indented)
			}
		})
	}
}

func TestPolicyDocumentRefuses(t *testing.T) {
	twice := `{"Statement":[{"Sid":"S","Effect":"Allow"},{"Sid":"S","Effect":"Deny"}]}`
	cases := map[string]struct {
		config fields
		want   string
	}{
		"a Sid twice in statements": {fields{"statement": []fields{{"sid": "S"}, {"sid": "S"}}}, `the Sid "S" stands twice`},
		"a Sid twice in sources":    {fields{"source_policy_documents": []string{twice}}, `the Sid "S" stands twice`},
		"an empty source":           {fields{"source_policy_documents": []string{""}}, "document 0: the document is empty"},
		"a statement that is null":  {fields{"source_policy_documents": []string{`{"Statement":[null]}`}}, "statement 0 is null"},
		"a broken override":         {fields{"override_policy_documents": []string{"{"}}, "override_policy_documents, document 0"},
		"a principal that is a number": {
			fields{"source_policy_documents": []string{`{"Statement":[{"Principal":{"AWS":5}}]}`}}, `principals of kind "AWS"`,
		},
		"a variable in an old document": {
			fields{"version": "2008-10-17", "statement": []fields{{"resources": []string{"&{aws:username}"}}}}, "do not have",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := readPolicyDocument(document(t, c.config), table.Settings{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

// What a document is written as is written the same when it is read and written again: else an estate would change
// with every plan.
func FuzzDocumentSettles(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Allow","Action":["kms:B","kms:A"],"Resource":"*","Principal":"*"}]}`,
		`{"Statement":[{"Principal":{"AWS":["1","2"],"Service":"x"},"Condition":{"Bool":{"a":true},"StringLike":{"b":["y","x"]}}}]}`,
		`{"Statement":[{"Action":[],"NotAction":{},"Resource":5,"Principal":{"*":["*"]}}]}`, `{"Statement":[null]}`, `{"Statement":{}}`,
		`{"StAtement":[{"PrinCipAl":{"000":[]}}]}`, `{"Statement":[{"Principal":{"":null},"Condition":{"Bool":{"a":null}}}]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		first := &iamDocument{}
		if decode(text, first) != nil {
			return
		}
		once, err := rendered(first)
		if err != nil {
			t.Skip("it was read and cannot be written, which is said")
		}
		second := &iamDocument{}
		written, _ := once["minified_json"].(string)
		if err := decode(written, second); err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, written)
		}
		twice, err := rendered(second)
		if err != nil || twice["json"] != once["json"] {
			t.Errorf("written again it differs (%v):\n%s\n%s", err, once["json"], twice["json"])
		}
	})
}

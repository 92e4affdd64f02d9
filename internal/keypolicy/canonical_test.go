package keypolicy_test

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

func TestParseRefuses(t *testing.T) {
	const ok = `"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"`
	for _, tc := range []struct{ name, text, reason string }{
		{"nothing", ``, "ends too early"},
		{"no object", `[]`, "must be an object"},
		{"cut short", `{"Statement":[{`, "ends too early"},
		{"more text", `{"Statement":[]} {}`, "more text"},
		{"no statement", `{"Version":"2012-10-17"}`, "no Statement"},
		{"version", `{"Version":"2012-10-18","Statement":[]}`, "Version must be"},
		{"unknown element", `{"Statement":[],"Statements":[]}`, `"Statements" is no element`},
		{"lower-case element", `{"Statement":{"effect":"Allow"}}`, `"effect" is no element`},
		{"statement is text", `{"Statement":["x"]}`, "a statement must be an object"},
		{"no effect", `{"Statement":{"Principal":"*","Action":"kms:*","Resource":"*"}}`, "no Effect"},
		{"wrong case", `{"Statement":{"Effect":"allow"}}`, "spelled so"},
		{"effect is a list", `{"Statement":{"Effect":["Allow"]}}`, "Effect must be a string"},
		{"both actions", `{"Statement":{` + ok + `,"NotAction":"kms:X"}}`, "both Action and NotAction"},
		{"both principals", `{"Statement":{` + ok + `,"NotPrincipal":"*"}}`, "both Principal and NotPrincipal"},
		{"both resources", `{"Statement":{` + ok + `,"NotResource":"*"}}`, "both Resource and NotResource"},
		{"duplicate", `{"Statement":{` + ok + `,"Action":"kms:Decrypt"}}`, "duplicate member Action"},
		{"duplicate by escape", `{"Statement":{` + ok + `,"\u0041ction":"kms:Decrypt"}}`, "duplicate member Action"},
		{"duplicate statement", `{"Statement":[],"Statement":[]}`, "duplicate member Statement"},
		{"duplicate condition key", `{"Statement":{` + ok + `,"Condition":{"Bool":{"aws:x":true,"AWS:X":false}}}}`, "duplicate member AWS:X"},
		{"duplicate operator", `{"Statement":{` + ok + `,"Condition":{"Bool":{"aws:x":true},"bool":{"aws:x":false}}}}`, "duplicate member bool"},
		{"principal is text", `{"Statement":{"Effect":"Allow","Principal":"111122223333"}}`, `must be "*" or an object`},
		{"kind of principal", `{"Statement":{"Effect":"Allow","Principal":{"aws":"*"}}}`, "no kind of principal"},
		{"action is a number", `{"Statement":{"Effect":"Allow","Action":1}}`, "Action must be a string"},
		{"null", `{"Statement":{"Effect":"Allow","Action":null}}`, "Action must be a string"},
		{"nested list", `{"Statement":{"Effect":"Allow","Action":[["kms:*"]]}}`, "Action must be a string"},
		{"condition is text", `{"Statement":{` + ok + `,"Condition":"x"}}`, "Condition must be an object"},
		{"condition value is an object", `{"Statement":{` + ok + `,"Condition":{"Bool":{"aws:x":{}}}}}`, "must be a string"},
		{"invalid UTF-8", "{\"Statement\":[],\"Id\":\"\xff\"}", "invalid UTF-8"},
		{"deep", strings.Repeat("[", 20000), "must be an object"},
		{"deep inside", `{"Statement":` + strings.Repeat("[", 20000), "a statement must be an object"},
		{"long", `{"Statement":[]` + strings.Repeat(" ", 1<<20) + `}`, "longer than"},
	} {
		_, err := keypolicy.Parse(tc.text)
		var parse *keypolicy.ParseError
		if !errors.As(err, &parse) || !strings.Contains(parse.Reason, tc.reason) || parse.Offset < 0 || parse.Offset > len(tc.text) {
			t.Errorf("%s: %v, want %q", tc.name, err, tc.reason)
		}
	}
}

func TestParseErrorSaysWhere(t *testing.T) {
	text := `{"Version":"2012-10-17","Statement":[{"Effect":"allow"}]}`
	_, err := keypolicy.Parse(text)
	var parse *keypolicy.ParseError
	if !errors.As(err, &parse) || !strings.HasSuffix(text[:parse.Offset], `"allow"`) {
		t.Errorf("%v", err)
	}
}

func TestParseTakesWhatIAMTakes(t *testing.T) {
	doc, err := keypolicy.Parse(`{"Version":"2008-10-17","Id":"x","Statement":{"Sid":"s","Effect":"Deny","NotPrincipal":{"AWS":"111122223333","Service":["a.amazonaws.com"]},
		"NotAction":"kms:*","NotResource":[],"Condition":{"Bool":{"aws:x":true},"NumericLessThan":{"kms:y":[1,2.50]}}}}`)
	if err != nil {
		t.Fatal(err)
	}
	want := &keypolicy.Document{Version: "2008-10-17", ID: "x", Statements: []keypolicy.Statement{{
		Sid: "s", Effect: keypolicy.Deny, NotPrincipals: []keypolicy.Principal{{Kind: "AWS", Value: "111122223333"}, {Kind: "Service", Value: "a.amazonaws.com"}},
		NotActions: []string{"kms:*"}, NotResources: []string{},
		Conditions: []keypolicy.Condition{{Operator: "Bool", Key: "aws:x", Values: []string{"true"}}, {Operator: "NumericLessThan", Key: "kms:y", Values: []string{"1", "2.50"}}},
	}}}
	if !reflect.DeepEqual(doc, want) {
		t.Errorf("%+v", doc)
	}
}

func TestEqual(t *testing.T) {
	const base = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":["kms:Decrypt","kms:Encrypt"],"Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}`
	for _, tc := range []struct {
		name, other string
		equal       bool
	}{
		{"itself", base, true},
		{"order and spelling", `{"Statement":{"Condition":{"bool":{"AWS:multifactorauthpresent":[true]}},"Resource":["*"],"Action":["KMS:encrypt","kms:Decrypt","kms:decrypt"],"Principal":{"AWS":["111122223333"]},"Effect":"Allow"},"Version":"2012-10-17"}`, true},
		{"twice the statement", `{"Version":"2012-10-17","Statement":[` + statementOf(base) + `,` + statementOf(base) + `]}`, true},
		{"another version", strings.Replace(base, "2012", "2008", 1), false},
		{"another principal", strings.Replace(base, ":root", ":role/root", 1), false},
		{"another effect", strings.Replace(base, "Allow", "Deny", 1), false},
		{"no condition", strings.Replace(base, `,"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`, "", 1), false},
		{"empty condition", strings.Replace(base, `{"Bool":{"aws:MultiFactorAuthPresent":"true"}}`, "{}", 1), false},
		{"NotAction", strings.Replace(base, `"Action"`, `"NotAction"`, 1), false},
		{"unreadable", "{", false},
	} {
		if got := keypolicy.Equal(base, tc.other); got != tc.equal {
			t.Errorf("%s: %v", tc.name, got)
		}
		if keypolicy.Equal(base, tc.other) != keypolicy.Equal(tc.other, base) {
			t.Errorf("%s: not symmetric", tc.name)
		}
	}
	if !keypolicy.Equal("{", "{") || keypolicy.Equal("{", "{ ") {
		t.Error("texts that cannot be read are equal only to themselves")
	}
}

func statementOf(policy string) string {
	return policy[strings.Index(policy, "[{")+1 : len(policy)-2]
}

func TestCanonicalKeepsAbsentAndEmptyApart(t *testing.T) {
	with := `{"Statement":{"Effect":"Allow","Principal":"*","NotAction":[],"Resource":"*"}}`
	without := `{"Statement":{"Effect":"Allow","Principal":"*","Resource":"*"}}`
	if keypolicy.Equal(with, without) {
		t.Error("a NotAction that excludes nothing allows everything; a statement without one allows nothing")
	}
}

func TestCanonicalForm(t *testing.T) {
	got, err := keypolicy.Canonical(`{"Statement":[{"Effect":"Deny","NotPrincipal":"*","NotAction":"KMS:DE*","NotResource":"<&>"},
		{"Sid":"a","Effect":"Allow","Principal":{"Service":["logs.amazonaws.com","111122223333"],"AWS":["444455556666","arn:aws-cn:iam::111122223333:role/x"]},"Action":["kms:describekey","kms:Future"],"Resource":"*","Condition":{"StringLike":{"KMS:ENCRYPTIONCONTEXT:App":"x"}}}]}`)
	want := `{"Version":"2008-10-17","Statement":[` +
		`{"Effect":"Deny","NotPrincipal":{"AWS":["*"]},"NotAction":["kms:de*"],"NotResource":["<&>"]},` +
		`{"Sid":"a","Effect":"Allow","Principal":{"AWS":["arn:aws-cn:iam::111122223333:role/x","arn:aws-cn:iam::444455556666:root"],"Service":["111122223333","logs.amazonaws.com"]},"Action":["kms:DescribeKey","kms:future"],"Resource":["*"],"Condition":{"StringLike":{"kms:EncryptionContext:App":["x"]}}}]}`
	if err != nil || got != want {
		t.Errorf("%v\n%s\n%s", err, got, want)
	}
}

// shuffled returns the document with every list in another order, some elements twice, scalars where they may stand
// for lists: another text for the same meaning.
func shuffled(g generator, d *keypolicy.Document) string {
	list := func(in []string) any {
		if len(in) == 1 && g.IntN(2) == 0 {
			return in[0]
		}
		out := slices.Clone(in)
		if len(out) > 0 && g.IntN(3) == 0 {
			out = append(out, out[0])
		}
		g.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		return out
	}
	principals := func(in []keypolicy.Principal) any {
		byKind := map[string][]string{}
		for _, p := range in {
			byKind[p.Kind] = append(byKind[p.Kind], p.Value)
		}
		out := map[string]any{}
		for kind, values := range byKind {
			out[kind] = list(values)
		}
		return out
	}
	var statements []map[string]any
	for _, s := range d.Statements {
		m := map[string]any{"Effect": s.Effect}
		for name, values := range map[string][]string{"Action": s.Actions, "NotAction": s.NotActions, "Resource": s.Resources, "NotResource": s.NotResources} {
			if values != nil {
				m[name] = list(values)
			}
		}
		for name, values := range map[string][]keypolicy.Principal{"Principal": s.Principals, "NotPrincipal": s.NotPrincipals} {
			if values != nil {
				m[name] = principals(values)
			}
		}
		conditions := map[string]map[string]any{}
		for _, c := range s.Conditions {
			conditions[c.Operator] = map[string]any{c.Key: list(c.Values)}
		}
		if len(conditions) > 0 || g.IntN(2) == 0 {
			m["Condition"] = conditions
		}
		statements = append(statements, m)
	}
	g.Shuffle(len(statements), func(i, j int) { statements[i], statements[j] = statements[j], statements[i] })
	out := map[string]any{"Statement": statements}
	if d.Version != "" {
		out["Version"] = d.Version
	} else if g.IntN(2) == 0 {
		out["Version"] = "2008-10-17"
	}
	text, err := json.MarshalIndent(out, "", strings.Repeat(" ", g.IntN(4)))
	if err != nil {
		panic(err)
	}
	return string(text)
}

// TestCanonicalIsOneForm: any order gives the same bytes, a second pass changes nothing, and Decide answers alike
// before and after.
func TestCanonicalIsOneForm(t *testing.T) {
	for seed := range uint64(600) {
		g := generator{rand.New(rand.NewPCG(seed, 3))}
		doc := g.document()
		first, err := keypolicy.Canonical(shuffled(g, doc))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for range 3 {
			if again, err := keypolicy.Canonical(shuffled(g, doc)); err != nil || again != first {
				t.Fatalf("seed %d: %v\n%s\n%s", seed, err, first, again)
			}
		}
		if twice, err := keypolicy.Canonical(first); err != nil || twice != first {
			t.Fatalf("seed %d: not idempotent: %v\n%s\n%s", seed, err, first, twice)
		}
		canonical, err := keypolicy.Parse(first)
		if err != nil {
			t.Fatal(err)
		}
		for range 10 {
			before := g.request(&keypolicy.KeyFacts{ARN: keyARN, Account: home, Policy: doc})
			after := before
			after.Key = &keypolicy.KeyFacts{ARN: keyARN, Account: home, Policy: canonical}
			b, a := keypolicy.Decide(before), keypolicy.Decide(after)
			if a.Allowed != b.Allowed || a.Explicit != b.Explicit {
				t.Fatalf("seed %d: %+v before, %+v after\n%+v\n%s", seed, b, a, before, first)
			}
		}
	}
}

// FuzzCanonical: whatever the text, no panic; what can be read has a canonical form that can be read, is its own
// canonical form, and is analysed alike.
func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{
		`{"Version":"2012-10-17","Statement":[{"Sid":"x","Effect":"Allow","Principal":{"AWS":["111122223333","*"]},"Action":"kms:de*","Resource":"*","Condition":{"ForAllValues:StringEqualsIfExists":{"aws:TagKeys":["a","a"]}}}]}`,
		`{"Statement":{"Effect":"Deny","NotPrincipal":"*","NotAction":[],"NotResource":[],"Condition":{}}}`,
		`{"Statement":[{"Effect":"Allow","Principal":{"Service":[]},"Action":["KMS:Decrypt"]}],"Id":"\u212a"}`,
		`{"Statement":[{"Effect":"Allow","Condition":{"\u212aull":{"a":1e3},"Null":{"kms:encryptioncontext:É":null}}}]}`,
		`{`, ``, `{"Statement":[],"Statement":[]}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		keypolicy.Validate(text)
		once, err := keypolicy.Canonical(text)
		if err != nil {
			return
		}
		twice, err := keypolicy.Canonical(once)
		if err != nil || twice != once {
			t.Fatalf("%v\n%s\n%s", err, once, twice)
		}
		before, err := keypolicy.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		after, err := keypolicy.Parse(once)
		if err != nil {
			t.Fatal(err)
		}
		for key, want := range keypolicy.Analyse(before, nil, nil).Principals {
			got := keypolicy.Analyse(after, nil, nil).Principals[key]
			for capability, w := range want {
				if g := got[capability]; g.Verdict != w.Verdict || g.Conditional != w.Conditional {
					t.Fatalf("%s, %s: %+v before, %+v after\n%s", key, capability, w, g, once)
				}
			}
		}
		if _, _, err := keypolicy.ReadAccess(text); err != nil {
			t.Fatal(err)
		}
	})
}

func TestSessionsAsRoles(t *testing.T) {
	session := "arn:aws:sts::" + home + ":assumed-role/app/one"
	policy := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["` + session + `","` + root + `"]},"Action":"kms:Decrypt","Resource":"*"}]}`
	want := strings.Replace(policy, session, "arn:aws:iam::"+home+":role/app", 1)
	got, named, err := keypolicy.SessionsAsRoles(policy)
	if err != nil || !named || !keypolicy.Equal(got, want) {
		t.Errorf("%s becomes %s (%t, %v)", policy, got, named, err)
	}
	if got, named, err := keypolicy.SessionsAsRoles(want); err != nil || named || !keypolicy.Equal(got, want) {
		t.Errorf("%s becomes %s (%t, %v)", want, got, named, err)
	}
	if _, _, err := keypolicy.SessionsAsRoles("{"); err == nil {
		t.Error("what cannot be read is no error")
	}
}

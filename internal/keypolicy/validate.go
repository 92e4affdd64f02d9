package keypolicy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/policies/data"
)

// Problem is one thing about a policy that KMS refuses, or takes and silently ignores.
type Problem struct {
	Statement string // its Sid, or "#2" for the second; empty for the whole policy
	Attribute string // the element: "Principal", "Action", "Condition"; empty for the whole
	Summary   string
	Detail    string // full sentences: what is wrong and what to do
}

// Validate reports what KMS would refuse in a key policy, or take without effect. No problem does not mean that KMS
// takes it: whether a named role exists, only KMS knows.
func Validate(text string) []Problem {
	var out []Problem
	if len(text) > MaxPolicyBytes {
		out = append(out, Problem{
			Summary: "The policy is too long",
			Detail:  fmt.Sprintf("It has %d bytes, and KMS takes at most %d. Name fewer principals, or fewer statements.", len(text), MaxPolicyBytes),
		})
	}
	if i, r, ok := foreignCharacter(text); ok {
		out = append(out, Problem{
			Summary: "The policy has a character that KMS does not take",
			Detail:  fmt.Sprintf("At byte %d stands %U. KMS takes tab, line feed, carriage return and U+0020 to U+00FF; write another character as a JSON escape or leave it out.", i, r),
		})
	}
	doc, err := Parse(text)
	if err != nil {
		return append(out, Problem{Summary: "The policy cannot be read", Detail: "KMS refuses it as malformed: " + err.Error() + "."})
	}
	for i, s := range doc.Statements {
		out = append(out, validateStatement(s, statementName(s, i))...)
	}
	return out
}

// foreignCharacter finds the first character outside what CreateKey and PutKeyPolicy document for Policy.
func foreignCharacter(text string) (int, rune, bool) {
	for i, r := range text {
		if r != '\t' && r != '\n' && r != '\r' && (r < 0x20 || r > 0xFF) {
			return i, r, true
		}
	}
	return 0, 0, false
}

// statementName is how findings call a statement: by its Sid, else by its place, counted from 1.
func statementName(s Statement, i int) string {
	if s.Sid != "" {
		return s.Sid
	}
	return fmt.Sprintf("#%d", i+1)
}

func validateStatement(s Statement, name string) []Problem {
	v := &validator{statement: name}
	v.principals(s)
	v.actions(s)
	if len(s.Resources)+len(s.NotResources) == 0 {
		v.report("Resource", "The statement has no Resource", `KMS takes the policy, and the statement has no effect. Write "Resource": "*", which in a key policy is this key.`)
	}
	for _, c := range s.Conditions {
		v.condition(c)
	}
	return v.problems
}

type validator struct {
	statement string
	problems  []Problem
}

func (v *validator) report(attribute, summary, detail string) {
	v.problems = append(v.problems, Problem{Statement: v.statement, Attribute: attribute, Summary: summary, Detail: detail})
}

func (v *validator) principals(s Statement) {
	all := slices.Concat(s.Principals, s.NotPrincipals)
	if len(all) == 0 {
		v.report("Principal", "The statement has no Principal", "KMS refuses a key policy in which a statement names no principal. Say to whom it applies.")
	}
	for _, p := range all {
		if reason := refuseInDocument(p); reason != "" {
			v.report("Principal", "The policy has an invalid principal", "KMS refuses it: "+reason+".")
		}
	}
}

// refuseInDocument says why KMS would not take a principal in a document, or nothing.
func refuseInDocument(p Principal) string {
	switch p.Kind {
	case "AWS":
		if id := identify(p.Value); id.kind == malformed || id.kind == deletedID || id.kind == service {
			return describeMalformed(p.Value)
		}
	case "Service":
		if !isServiceName(p.Value) {
			return fmt.Sprintf("%q is no service principal such as logs.eu-north-1.amazonaws.com", p.Value)
		}
	case "CanonicalUser":
		return "a canonical user is a principal of Amazon S3, not of KMS"
	default:
		if p.Value == "" || strings.ContainsAny(p.Value, "*? ") {
			return fmt.Sprintf("%q is no identity provider", p.Value)
		}
	}
	return ""
}

func (v *validator) actions(s Statement) {
	all := slices.Concat(s.Actions, s.NotActions)
	if len(all) == 0 {
		v.report("Action", "The statement has no Action", "KMS takes the policy, and the statement has no effect. Name the actions, as in kms:Decrypt.")
	}
	for _, a := range all {
		if data.Expand(a).Malformed {
			v.report("Action", "The action name is malformed", fmt.Sprintf("%q matches nothing: an action is kms: and letters or digits, with * and ? as wildcards in the name only.", a))
		} else if a != "*" && !strings.HasPrefix(fold(a), "kms:") {
			v.report("Action", "The action is not one of KMS", fmt.Sprintf("%q has no effect in a key policy, which is about this key alone.", a))
		}
	}
}

func (v *validator) condition(c Condition) {
	o := readOperator(c.Operator)
	key := fold(c.Key)
	switch {
	case o.base == "":
		v.report("Condition", "The condition operator is unknown", fmt.Sprintf("IAM has no operator %q, and KMS refuses the policy.", c.Operator))
	case !strings.Contains(c.Key, ":"):
		v.report("Condition", "The condition key is malformed", fmt.Sprintf("%q has no service prefix such as aws: or kms:.", c.Key))
	case o.set == "ForAllValues" && (strings.HasPrefix(key, "kms:encryptioncontext:") || strings.HasPrefix(key, "aws:requesttag/")):
		v.report("Condition", "The condition is overly permissive", fmt.Sprintf("KMS refuses ForAllValues with %s, because it holds for every request that lacks the key. Use the operator without it.", c.Key))
	case multiValued(key) && o.set == "" && o.base != "Null":
		v.report("Condition", "The condition needs a set operator", fmt.Sprintf("%s has several values in one request; without ForAllValues or ForAnyValue the comparison is undefined and does not match.", c.Key))
	}
}

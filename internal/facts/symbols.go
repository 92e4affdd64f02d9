package facts

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// What becomes of a text with symbols in it. A symbol is an identifier of something that apply makes: where the text names
// nothing else that it could turn out to be, or could turn out not to be, the text means the same whatever it is.

// anyKey stands for a key that is known only after apply, in a resource of a policy: perhaps the one that is judged.
const (
	anyKey     = "arn:aws:kms:known:after:key/apply"
	anyPending = "arn:aws:kms:known:after:apply" // as the rules have it in drafts of identity policies
	oneKey     = "arn:aws:kms:known:after:key/"  // before the digest of a key's address: that key (keywright.lib.key_arn)
)

var errPlace = errors.New("what is known only after apply stands where it matters which it is")

// plain says of a text that is no policy of keys that a symbol leaves it open.
func plain(string, func(string) bool) (map[string]any, error) { return nil, errPlace }

// keyPolicy says what a key policy with symbols comes to.
func keyPolicy(text string, _ func(string) bool) (map[string]any, error) {
	p, err := standing(text)
	if err != nil {
		return nil, err
	}
	if len(p.elsewhere) > 0 {
		return nil, errPlace
	}
	out := text
	for text, r := range p.resources {
		stands := anyKey
		if !isKey(r.kind) {
			stands = r.elsewhere()
		}
		out = strings.ReplaceAll(out, `"`+escaped(text)+`"`, `"`+escaped(stands)+`"`)
	}
	open := slices.Sorted(maps.Keys(p.principals))
	for key, values := range p.conditions {
		if len(values) > 1 || !p.plainly[key] || ofCaller[key] {
			open = append(open, values...)
		}
	}
	if len(open) > 0 {
		return map[string]any{"draft": out, "reason": "nothing tells what this will be: " + strings.ReplaceAll(strings.Join(open, ", "), symbolPrefix, "")}, nil
	}
	return map[string]any{"value": out}, nil
}

// bucketPolicy leaves the symbols of a bucket policy where they stand: rules ask of it whom it turns away for what is fixed in it,
// and know the bucket by its symbol.
func bucketPolicy(text string, _ func(string) bool) (map[string]any, error) {
	return map[string]any{"value": text}, nil
}

// identityPolicy says what an identity policy with symbols comes to: a key of the input that it names by its ARN is that key,
// and a draft is about some key, perhaps any.
func identityPolicy(text string, made func(string) bool) (map[string]any, error) {
	p, err := standing(text)
	if err != nil {
		return nil, err
	}
	if len(p.elsewhere)+len(p.conditions)+len(p.principals) > 0 {
		return nil, errPlace
	}
	out, keys := text, false
	for text, r := range p.resources {
		stands := r.elsewhere()
		switch {
		case made(r.key):
			stands = fmt.Sprintf("%s%x", oneKey, sha256.Sum256([]byte(r.key)))
		case isKey(r.kind):
			stands, keys = anyPending, true
		case strings.HasPrefix(r.kind, "aws_iam_"):
			return nil, errPlace
		}
		out = strings.ReplaceAll(out, `"`+escaped(text)+`"`, `"`+escaped(stands)+`"`)
	}
	if keys {
		return map[string]any{"draft": out, "reason": "it names keys that are known only after apply"}, nil
	}
	return map[string]any{"value": out}, nil
}

// ofCaller are condition keys that say who calls, or who is granted something: what a principal is compared with, though
// the policy names it elsewhere.
var ofCaller = map[string]bool{
	"aws:principalarn": true, "aws:principalaccount": true, "aws:userid": true, "aws:username": true, "aws:principalorgid": true,
	"aws:principalorgpaths": true, "kms:calleraccount": true, "kms:granteeprincipal": true, "kms:retiringprincipal": true,
}

var keyKind = regexp.MustCompile(`^(aws_kms_(|external_|replica_|replica_external_)|keywright_(|replica_))key$`)

func isKey(kind string) bool {
	return keyKind.MatchString(kind)
}

// places say where in a policy symbols stand.
type places struct {
	principals map[string]bool
	resources  map[string]resource // resources that begin with a symbol
	conditions map[string][]string // by condition key: each value that it is compared with, where a symbol is one of them
	plainly    map[string]bool     // condition keys that are only compared for equality
	elsewhere  []string
}

// standing finds the symbols of a policy.
func standing(text string) (*places, error) {
	var document any
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		return nil, errors.New("the text is no JSON")
	}
	p := &places{principals: map[string]bool{}, resources: map[string]resource{}, conditions: map[string][]string{}, plainly: map[string]bool{}}
	statements := object(document)["Statement"]
	if one := object(statements); one != nil {
		statements = []any{one}
	}
	for _, s := range list(statements) {
		for member, v := range object(s) {
			switch member {
			case "Principal":
				p.principal(v)
			case "Resource":
				p.resource(v)
			case "Condition":
				p.condition(v)
			default:
				p.other(v)
			}
		}
	}
	for member, v := range object(document) {
		if member != "Statement" {
			p.other(v)
		}
	}
	p.settle()
	return p, nil
}

func symbolic(text string) bool { return strings.Contains(text, symbolPrefix) }

// texts gives every text in a value.
func texts(v any) []string {
	switch x := v.(type) {
	case string:
		return []string{x}
	case []any:
		var out []string
		for _, e := range x {
			out = append(out, texts(e)...)
		}
		return out
	case map[string]any:
		var out []string
		for name, e := range x {
			out = append(append(out, name), texts(e)...)
		}
		return out
	}
	return nil
}

func (p *places) other(v any) {
	for _, text := range texts(v) {
		if symbolic(text) {
			p.elsewhere = append(p.elsewhere, text)
		}
	}
}

func (p *places) principal(v any) {
	for kind, names := range object(v) {
		for _, text := range texts(names) {
			switch {
			case !symbolic(text):
			case strings.HasPrefix(text, symbolPrefix) && kind == "AWS":
				p.principals[text] = true
			default:
				p.elsewhere = append(p.elsewhere, text)
			}
		}
	}
}

func (p *places) resource(v any) {
	for _, text := range texts(v) {
		switch {
		case !symbolic(text):
		case keyByID.MatchString(text):
			p.resources[text] = resource{kind: "aws_kms_key"}
		default:
			m := leadingSymbol.FindStringSubmatch(text)
			// What goes on after a key's ARN, or that of a role, is none; after another's it is a part of that.
			if m == nil || m[3] != "" && (strings.HasPrefix(m[2], "aws_kms_") || strings.HasPrefix(m[2], "aws_iam_")) || symbolic(m[3]) {
				p.elsewhere = append(p.elsewhere, text)
				continue
			}
			r := resource{kind: m[2], rest: m[3]}
			if m[1] == "" && isKey(r.kind) {
				r.key = strings.TrimSuffix(strings.TrimPrefix(text, symbolPrefix), ".arn")
			}
			p.resources[text] = r
		}
	}
}

// resource is the ARN of something of a type, and what goes on after it; key is the address of a key that the plan makes.
type resource struct{ kind, rest, key string }

// elsewhere is an ARN that may be that of what is no key: of its service, as the type tells it.
func (r resource) elsewhere() string {
	service, _, _ := strings.Cut(strings.TrimPrefix(r.kind, "aws_"), "_")
	if service == "kms" { // an alias
		return "arn:aws:kms:::alias/known-after-apply"
	}
	return "arn:aws:" + service + ":::known-after-apply" + r.rest
}

// keyByID is the ARN of a key that is put together with the id of one of the plan.
var keyByID = regexp.MustCompile(`^arn:[a-z-]+:kms:[a-z0-9-]*:[0-9]*:key/` + symbolPrefix + `[^,]*(?:aws_kms_[a-z_]*|keywright_[a-z_]*)key\.[^.\[]+(?:\[[^\]]*\])?\.(?:key_id|id)$`)

// leadingSymbol is a text that begins with a symbol for an ARN: the type of what it is, and what goes on after it.
var leadingSymbol = regexp.MustCompile(`^` + symbolPrefix + `(?:module\.[^.\[]+(?:\[[^\]]*\])?\.)*(data\.)?([a-z0-9_]+)\.[^.\[]+(?:\[[^\]]*\])?\.arn(.*)$`)

func (p *places) condition(v any) {
	for operator, keys := range object(v) {
		exact := exactOperator.MatchString(operator)
		for key, values := range object(keys) {
			if symbolic(operator) || symbolic(key) {
				p.elsewhere = append(p.elsewhere, key)
			}
			key = strings.ToLower(key)
			if _, seen := p.plainly[key]; !seen {
				p.plainly[key] = true
			}
			p.plainly[key] = p.plainly[key] && (exact || operator == "Null")
			if operator != "Null" {
				p.conditions[key] = append(p.conditions[key], texts(values)...)
			}
		}
	}
}

// exactOperator is one that asks whether texts are equal.
var exactOperator = regexp.MustCompile(`^(?i:(ForAnyValue:|ForAllValues:)?String(Not)?Equals(IfExists)?)$`)

// settle leaves only the conditions that have to do with symbols.
func (p *places) settle() {
	for key, values := range p.conditions {
		if !slices.ContainsFunc(values, symbolic) {
			delete(p.conditions, key)
			continue
		}
		slices.Sort(values)
		p.conditions[key] = slices.Compact(values)
	}
}

func symbolNames(symbols []source.Symbol) string {
	names := map[string]bool{}
	for _, s := range symbols {
		names[s.Address+"."+s.Attribute] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(names)), ", ")
}

// escaped is a text as it stands between the quotes of JSON.
func escaped(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return ""
	}
	return string(quoted[1 : len(quoted)-1])
}

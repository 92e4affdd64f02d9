package aws

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// iamDocument is an IAM policy in the order in which the real provider writes its members.
type iamDocument struct {
	Version   string          `json:",omitempty"`
	ID        string          `json:"Id,omitempty"`
	Statement []*iamStatement `json:",omitempty"`
}

type iamStatement struct {
	Sid          string        `json:",omitempty"`
	Effect       string        `json:",omitempty"`
	Action       any           `json:",omitempty"` // a text or a list, as it was read
	NotAction    any           `json:",omitempty"`
	Resource     any           `json:",omitempty"`
	NotResource  any           `json:",omitempty"`
	Principal    iamPrincipals `json:",omitempty"`
	NotPrincipal iamPrincipals `json:",omitempty"`
	Condition    iamConditions `json:",omitempty"`
}

// texts is written as one text where it has one element.
type texts []string

type iamPrincipal struct {
	kind string
	ids  texts
	list bool // it was read as a list and stays one
}

type iamPrincipals []iamPrincipal

type iamCondition struct {
	test, variable string
	values         texts
}

type iamConditions []iamCondition

// sources merges documents whose Sids must all differ.
func (d *iamDocument) sources(documents []string) error {
	seen := map[string]bool{}
	for i, text := range documents {
		source := &iamDocument{}
		if err := decode(text, source); err != nil {
			return fmt.Errorf("source_policy_documents, document %d: %w", i, err)
		}
		for _, s := range source.Statement {
			if s.Sid != "" && seen[s.Sid] {
				return fmt.Errorf("source_policy_documents, document %d: the Sid %q stands twice: remove it or make it unique", i, s.Sid)
			}
			seen[s.Sid] = true
		}
		d.merge(source)
	}
	return nil
}

// merge takes another document over this one: a statement of the same Sid replaces, others are added.
func (d *iamDocument) merge(other *iamDocument) {
	if other.ID != "" {
		d.ID = other.ID
	}
	d.Version = max(d.Version, other.Version)
	for _, s := range other.Statement {
		same := func(x *iamStatement) bool { return s.Sid != "" && x.Sid == s.Sid }
		if i := slices.IndexFunc(d.Statement, same); i >= 0 {
			d.Statement[i] = s
			continue
		}
		d.Statement = append(d.Statement, s)
	}
}

func decode(text string, into *iamDocument) error {
	if text == "" {
		return errors.New("the document is empty")
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return err
	}
	if i := slices.Index(into.Statement, nil); i >= 0 {
		return fmt.Errorf("statement %d is null", i)
	}
	return nil
}

// MarshalJSON writes one element as a text.
func (t texts) MarshalJSON() ([]byte, error) {
	if len(t) == 1 {
		return json.Marshal(t[0])
	}
	return json.Marshal(append([]string{}, t...))
}

// UnmarshalJSON reads a text, a truth value or a list of texts.
func (t *texts) UnmarshalJSON(b []byte) error {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	switch x := v.(type) {
	case string:
		*t = texts{x}
		return nil
	case bool:
		*t = texts{strconv.FormatBool(x)}
		return nil
	case []any:
		out := texts{}
		for _, e := range x {
			text, ok := e.(string)
			if !ok {
				return fmt.Errorf("%v is not a text", e)
			}
			out = append(out, text)
		}
		*t = out
		return nil
	}
	return fmt.Errorf("%s is neither a text nor a list of texts", b)
}

// MarshalJSON writes "*" for the principal that is everyone of every kind, else an object by kind.
func (p iamPrincipals) MarshalJSON() ([]byte, error) {
	if len(p) == 1 && p[0].kind == "*" && slices.Equal(p[0].ids, texts{"*"}) {
		return []byte(`"*"`), nil
	}
	out := map[string]any{}
	for _, one := range p {
		if earlier, ok := out[one.kind]; ok {
			out[one.kind] = append(asList(earlier), falling(one.ids)...)
			continue
		}
		if len(one.ids) == 1 && !one.list {
			out[one.kind] = one.ids[0]
			continue
		}
		out[one.kind] = append([]string{}, falling(one.ids)...)
	}
	return json.Marshal(out)
}

func asList(v any) []string {
	if text, ok := v.(string); ok {
		return []string{text}
	}
	list, _ := v.([]string)
	return list
}

// UnmarshalJSON reads "*" or an object by kind.
func (p *iamPrincipals) UnmarshalJSON(b []byte) error {
	var everyone string
	if json.Unmarshal(b, &everyone) == nil {
		*p = iamPrincipals{{kind: "*", ids: texts{"*"}}}
		return nil
	}
	kinds := map[string]json.RawMessage{}
	if err := json.Unmarshal(b, &kinds); err != nil {
		return fmt.Errorf("a principal is a text or an object: %w", err)
	}
	var out iamPrincipals
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		one := iamPrincipal{kind: kind, list: len(kinds[kind]) > 0 && kinds[kind][0] == '['}
		if err := json.Unmarshal(kinds[kind], &one.ids); err != nil {
			return fmt.Errorf("principals of kind %q: %w", kind, err)
		}
		if one.ids == nil {
			return fmt.Errorf("principals of kind %q are null", kind)
		}
		out = append(out, one)
	}
	*p = out
	return nil
}

// MarshalJSON groups conditions by operator and key; values keep their order.
func (c iamConditions) MarshalJSON() ([]byte, error) {
	out := map[string]map[string]texts{}
	for _, one := range c {
		if out[one.test] == nil {
			out[one.test] = map[string]texts{}
		}
		out[one.test][one.variable] = append(out[one.test][one.variable], one.values...)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads an object of operators of keys.
func (c *iamConditions) UnmarshalJSON(b []byte) error {
	tests := map[string]map[string]texts{}
	if err := json.Unmarshal(b, &tests); err != nil {
		return fmt.Errorf("conditions: %w", err)
	}
	var out iamConditions
	for _, test := range slices.Sorted(maps.Keys(tests)) {
		for _, variable := range slices.Sorted(maps.Keys(tests[test])) {
			if tests[test][variable] == nil {
				return fmt.Errorf("the values of %s in %s are null", variable, test)
			}
			out = append(out, iamCondition{test: test, variable: variable, values: tests[test][variable]})
		}
	}
	*c = out
	return nil
}

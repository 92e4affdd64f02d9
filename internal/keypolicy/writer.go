package keypolicy

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// writer writes one JSON object, members in the order they come.
type writer struct {
	b     bytes.Buffer
	count int
}

func newWriter() *writer {
	w := &writer{}
	w.b.WriteByte('{')
	return w
}

func (w *writer) field(name string) *writer {
	if w.count > 0 {
		w.b.WriteByte(',')
	}
	w.count++
	w.string(name)
	w.b.WriteByte(':')
	return w
}

func (w *writer) raw(text string) { w.b.WriteString(text) }

func (w *writer) string(s string) { w.b.WriteString(quote(s)) }

func (w *writer) list(values []string) {
	quoted := make([]string, 0, len(values))
	for _, v := range values {
		quoted = append(quoted, quote(v))
	}
	w.b.WriteString("[" + strings.Join(quoted, ",") + "]")
}

func (w *writer) end() string {
	w.b.WriteByte('}')
	return w.b.String()
}

// quote leaves "<", ">" and "&" readable: a policy is no HTML, and KMS counts bytes.
func quote(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		return `""` // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// text writes the statement; conditions must be sorted by operator.
func (s Statement) text() string {
	w := newWriter()
	if s.Sid != "" {
		w.field("Sid").string(s.Sid)
	}
	w.field("Effect").string(string(s.Effect))
	w.principals("Principal", s.Principals)
	w.principals("NotPrincipal", s.NotPrincipals)
	for _, l := range []struct {
		name   string
		values []string
	}{
		{"Action", s.Actions}, {"NotAction", s.NotActions}, {"Resource", s.Resources}, {"NotResource", s.NotResources},
	} {
		if l.values != nil {
			w.field(l.name).list(l.values)
		}
	}
	if len(s.Conditions) > 0 {
		w.field("Condition").raw(conditionText(s.Conditions))
	}
	return w.end()
}

func (w *writer) principals(name string, principals []Principal) {
	if principals == nil {
		return
	}
	byKind := newWriter()
	for len(principals) > 0 {
		kind := principals[0].Kind
		n := slices.IndexFunc(principals, func(p Principal) bool { return p.Kind != kind })
		if n < 0 {
			n = len(principals)
		}
		values := make([]string, 0, n)
		for _, p := range principals[:n] {
			values = append(values, p.Value)
		}
		byKind.field(kind).list(values)
		principals = principals[n:]
	}
	w.field(name).raw(byKind.end())
}

func conditionText(conditions []Condition) string {
	operators := newWriter()
	for len(conditions) > 0 {
		operator := conditions[0].Operator
		keys := newWriter()
		for len(conditions) > 0 && conditions[0].Operator == operator {
			keys.field(conditions[0].Key).list(conditions[0].Values)
			conditions = conditions[1:]
		}
		operators.field(operator).raw(keys.end())
	}
	return operators.end()
}

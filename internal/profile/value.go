package profile

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// maxText is the longest text of a setting, in bytes; maxItems the longest list.
const (
	maxText  = 4096
	maxItems = 10000
)

// evaluate reads a setting's value. Only literals are understood, so nothing is computed.
func evaluate(e hclsyntax.Expression, a *attribute) (any, hcl.Diagnostics) {
	switch a.kind {
	case texts:
		return evaluateList(e, a)
	case number:
		return evaluateNumber(e, a)
	case truth:
		if v, ok := literal(e).(bool); ok {
			return v, nil
		}
		return nil, wrong(e, a)
	case periods:
		return evaluatePeriods(e, a)
	default:
		return evaluateText(e, a)
	}
}

// literal is the value of a literal expression: string, bool, *big.Float, or nil for everything else.
func literal(e hclsyntax.Expression) any {
	switch x := e.(type) {
	case *hclsyntax.TemplateExpr:
		var out strings.Builder
		for _, part := range x.Parts {
			s, ok := literal(part).(string)
			if !ok {
				return nil
			}
			out.WriteString(s)
		}
		return out.String()
	case *hclsyntax.LiteralValueExpr:
		switch {
		case x.Val.IsNull():
			return nil
		case x.Val.Type().FriendlyName() == "string":
			return x.Val.AsString()
		case x.Val.Type().FriendlyName() == "bool":
			return x.Val.True()
		case x.Val.Type().FriendlyName() == "number":
			return x.Val.AsBigFloat()
		}
	}
	return nil
}

func wrong(e hclsyntax.Expression, a *attribute) hcl.Diagnostics {
	detail := fmt.Sprintf("%q takes %s.", a.name, kindNames[a.kind])
	if _, ok := e.(*hclsyntax.ScopeTraversalExpr); ok {
		detail += " Names of other things cannot be used: a profile holds literal values only."
	}
	return hcl.Diagnostics{problem("Wrong type of value", detail, e.Range())}
}

func evaluateText(e hclsyntax.Expression, a *attribute) (any, hcl.Diagnostics) {
	s, ok := literal(e).(string)
	if !ok {
		return nil, wrong(e, a)
	}
	if diag := checkText(s, e.Range(), a); diag != nil {
		return nil, hcl.Diagnostics{diag}
	}
	return s, nil
}

func evaluateList(e hclsyntax.Expression, a *attribute) (any, hcl.Diagnostics) {
	tuple, ok := e.(*hclsyntax.TupleConsExpr)
	if !ok {
		return nil, wrong(e, a)
	}
	if len(tuple.Exprs) > maxItems {
		return nil, hcl.Diagnostics{problem("List too long", fmt.Sprintf("%q has at most %d entries.", a.name, maxItems), e.Range())}
	}
	out := make([]any, 0, len(tuple.Exprs))
	seen := make(map[string]bool, len(tuple.Exprs))
	var diags hcl.Diagnostics
	for _, element := range tuple.Exprs {
		s, ok := literal(element).(string)
		if !ok {
			diags = append(diags, wrong(element, a)...)
			continue
		}
		if diag := checkText(s, element.Range(), a); diag != nil {
			diags = append(diags, diag)
			continue
		}
		if seen[s] {
			diags = append(diags, problem("Entry given twice", fmt.Sprintf("%q is already in %q.", s, a.name), element.Range()))
			continue
		}
		seen[s] = true
		out = append(out, s)
	}
	return out, diags
}

func evaluateNumber(e hclsyntax.Expression, a *attribute) (any, hcl.Diagnostics) {
	negative := false
	if u, ok := e.(*hclsyntax.UnaryOpExpr); ok && u.Op == hclsyntax.OpNegate {
		negative, e = true, u.Val
	}
	f, ok := literal(e).(*big.Float)
	if !ok || !f.IsInt() {
		return nil, wrong(e, a)
	}
	n, accuracy := f.Int64()
	if negative {
		n = -n
	}
	if accuracy != big.Exact || n < int64(a.min) || n > int64(a.max) {
		return nil, hcl.Diagnostics{problem("Number out of range",
			fmt.Sprintf("%q takes a whole number from %d to %d.", a.name, a.min, a.max), e.Range())}
	}
	return json.Number(strconv.FormatInt(n, 10)), nil
}

func evaluatePeriods(e hclsyntax.Expression, a *attribute) (any, hcl.Diagnostics) {
	o, ok := e.(*hclsyntax.ObjectConsExpr)
	if !ok {
		return nil, wrong(e, a)
	}
	out := map[string]any{}
	var diags hcl.Diagnostics
	for _, item := range o.Items {
		key, value, diag := evaluatePeriodItem(item, a)
		if diag == nil && out[key] != nil {
			diag = problem("Entry given twice", fmt.Sprintf("%q is already in %q.", key, a.name), item.KeyExpr.Range())
		}
		if diag != nil {
			diags = append(diags, diag)
			continue
		}
		out[key] = value
	}
	return out, diags
}

func evaluatePeriodItem(item hclsyntax.ObjectConsItem, a *attribute) (key, value string, diag *hcl.Diagnostic) {
	k, ok := item.KeyExpr.(*hclsyntax.ObjectConsKeyExpr)
	if !ok {
		return "", "", wrong(item.KeyExpr, a)[0]
	}
	key = hcl.ExprAsKeyword(k.Wrapped)
	if key == "" {
		key, _ = literal(k.Wrapped).(string)
	}
	if !name.MatchString(key) {
		return "", "", problem("Malformed name", fmt.Sprintf("A name in %q takes lower-case letters, digits and single hyphens, in quotes.", a.name), item.KeyExpr.Range())
	}
	value, ok = literal(item.ValueExpr).(string)
	if !ok {
		return "", "", wrong(item.ValueExpr, a)[0]
	}
	return key, value, checkText(value, item.ValueExpr.Range(), a)
}

// checkText checks one text by the attribute it is in.
func checkText(s string, at hcl.Range, a *attribute) *hcl.Diagnostic {
	switch {
	case strings.TrimSpace(s) == "":
		return problem("Empty text", fmt.Sprintf("%q must not be empty; leave it out to say nothing.", a.name), at)
	case len(s) > maxText:
		return problem("Text too long", fmt.Sprintf("%q has at most %d bytes.", a.name, maxText), at)
	case strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }):
		return problem("Control character", fmt.Sprintf("%q must not hold control characters.", a.name), at)
	case a.words != nil && !slices.Contains(a.words, s):
		return problem("Unknown word", fmt.Sprintf("%q is not known for %q. %s", s, a.name, nearest(s, a.words)), at)
	case a.form != nil && !a.form.MatchString(s):
		return problem("Malformed text", fmt.Sprintf("%q in %q is not %s.", s, a.name, a.formName), at)
	}
	return checkTime(s, at, a)
}

// checkTime checks texts that stand for times.
func checkTime(s string, at hcl.Range, a *attribute) *hcl.Diagnostic {
	ok := true
	switch a.kind {
	case date:
		_, err := time.Parse(time.DateOnly, s)
		ok = err == nil
	case clockTime:
		_, err := time.Parse("15:04", s)
		ok = err == nil
	case period, periods:
		_, ok = periodDays(s)
	}
	if !ok {
		return problem("Malformed text", fmt.Sprintf("%q in %q is not %s.", s, a.name, strings.TrimPrefix(kindNames[a.kind], "durations by name, such as ")), at)
	}
	return nil
}

// periodDays is the number of days of a duration: 7 in a week, 366 in a year, so that what must be kept is kept long
// enough in every year.
func periodDays(s string) (int, bool) {
	units := map[byte]int{'d': 1, 'w': 7, 'y': 366}
	if len(s) < 2 {
		return 0, false
	}
	n, err := strconv.Atoi(s[:len(s)-1])
	unit, ok := units[s[len(s)-1]]
	if err != nil || !ok || n < 1 || n > 36600 || s[0] == '+' {
		return 0, false
	}
	return n * unit, true
}

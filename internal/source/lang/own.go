package lang

import (
	"errors"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2/ext/customdecode"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// Functions that Terraform has and the libraries lack. Source: Terraform, built-in functions.

// ofValues makes a function that takes anything and may give anything.
func ofValues(impl func(args []cty.Value) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		VarParam: anything,
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl:     func(args []cty.Value, _ cty.Type) (cty.Value, error) { return impl(args) },
	})
}

// ofTexts makes a predicate over two texts.
func ofTexts(impl func(text, part string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "text", Type: cty.String}, {Name: "part", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(impl(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

var (
	startsWith   = ofTexts(strings.HasPrefix)
	endsWith     = ofTexts(strings.HasSuffix)
	textContains = ofTexts(strings.Contains)
	allTrue      = ofBools(func(sofar, next bool) bool { return sofar && next }, true)
	anyTrue      = ofBools(func(sofar, next bool) bool { return sofar || next }, false)
)

func ofBools(fold func(sofar, next bool) bool, start bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "list", Type: cty.List(cty.Bool)}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			result := start
			for it := args[0].ElementIterator(); it.Next(); {
				_, v := it.Element()
				if !v.IsKnown() {
					return cty.UnknownVal(cty.Bool), nil
				}
				result = fold(result, !v.IsNull() && v.True())
			}
			return cty.BoolVal(result), nil
		},
	})
}

var same = ofValues(func(args []cty.Value) (cty.Value, error) {
	if len(args) != 1 {
		return cty.DynamicVal, errors.New("one argument is needed")
	}
	return args[0], nil
})

// length counts the elements of a collection. Of a text it would count what a reader sees as one letter, which no policy
// turns on.
var length = ofValues(func(args []cty.Value) (cty.Value, error) {
	switch {
	case len(args) != 1 || args[0].IsNull():
		return cty.DynamicVal, errors.New("one collection is needed")
	case !args[0].IsKnown() || args[0].Type() == cty.String:
		return cty.DynamicVal, nil
	case args[0].Type().IsSetType() && !args[0].IsWhollyKnown():
		return cty.DynamicVal, nil
	case !args[0].CanIterateElements():
		return cty.DynamicVal, errors.New("a collection is needed")
	}
	return cty.NumberIntVal(int64(args[0].LengthInt())), nil
})

var one = ofValues(func(args []cty.Value) (cty.Value, error) {
	switch {
	case len(args) != 1 || args[0].IsNull() || args[0].IsKnown() && !args[0].CanIterateElements():
		return cty.DynamicVal, errors.New("one list is needed")
	case !args[0].IsKnown() || args[0].Type().IsSetType() && !args[0].IsWhollyKnown():
		return cty.DynamicVal, nil
	case args[0].LengthInt() == 0:
		return cty.NullVal(cty.DynamicPseudoType), nil
	case args[0].LengthInt() > 1:
		return cty.DynamicVal, errors.New("a list of one element at most is needed")
	}
	it := args[0].ElementIterator()
	it.Next()
	_, v := it.Element()
	return v, nil
})

// lookup may be called without a default.
var lookup = ofValues(func(args []cty.Value) (cty.Value, error) {
	if len(args) == 2 && args[0].IsKnown() && args[1].IsKnown() && args[1].Type() == cty.String && !args[0].IsNull() && !args[1].IsNull() {
		key := args[1].AsString()
		switch ty := args[0].Type(); {
		case ty.IsObjectType() && ty.HasAttribute(key):
			return args[0].GetAttr(key), nil
		case ty.IsMapType() && args[0].HasIndex(args[1]).True():
			return args[0].Index(args[1]), nil
		}
	}
	args, err := conform(stdlib.LookupFunc, args)
	if err != nil {
		return cty.DynamicVal, err
	}
	return stdlib.LookupFunc.Call(args)
})

// replace takes what stands between two slashes for a pattern.
var replace = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "text", Type: cty.String}, {Name: "part", Type: cty.String}, {Name: "with", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		part := args[1].AsString()
		if len(part) > 1 && part[0] == '/' && part[len(part)-1] == '/' {
			return stdlib.RegexReplaceFunc.Call([]cty.Value{args[0], cty.StringVal(part[1 : len(part)-1]), args[2]})
		}
		return stdlib.ReplaceFunc.Call(args)
	},
})

// try gives the first expression that can be evaluated. One that fails over what is not known yet may succeed in the end.
func (l *Lang) try() function.Function {
	return function.New(&function.Spec{
		VarParam: &function.Parameter{Name: "expressions", Type: customdecode.ExpressionClosureType},
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			for _, arg := range args {
				v, found, known := l.attempt(arg)
				if !known {
					return cty.DynamicVal, nil
				}
				if found {
					return v, nil
				}
			}
			return cty.DynamicVal, errors.New("none of the expressions can be evaluated")
		},
	})
}

func (l *Lang) can() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "expression", Type: customdecode.ExpressionClosureType}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			_, found, known := l.attempt(args[0])
			if !known {
				return cty.UnknownVal(ty), nil
			}
			return cty.BoolVal(found), nil
		},
	})
}

// attempt evaluates an expression that may fail. Whether it fails is known only where all that it names is.
func (l *Lang) attempt(arg cty.Value) (v cty.Value, found, known bool) {
	closure := customdecode.ExpressionClosureFromVal(arg)
	v, diags := closure.Value()
	if l.spent {
		return cty.DynamicVal, false, false
	}
	if !diags.HasErrors() {
		m := l.charge(v)
		return v, true, !m.unknown && !m.beyond && !m.odd
	}
	for _, traversal := range closure.Expression.Variables() {
		named, diags := traversal[:min(2, len(traversal))].TraverseAbs(closure.EvalContext)
		if diags.HasErrors() {
			named, diags = traversal[:1].TraverseAbs(closure.EvalContext)
		}
		if m := l.charge(named); diags.HasErrors() || m.symbolic || m.unknown || m.odd || m.beyond {
			return cty.DynamicVal, false, false
		}
	}
	return cty.DynamicVal, false, true
}

var (
	plainVerb = regexp.MustCompile(`^(?:[^%]|%[sv%])*$`)
	wideVerb  = regexp.MustCompile(`%[^a-zA-Z%]*[0-9]{4}`)
)

// plainVerbs says that a format puts texts together as they are.
func plainVerbs(args []cty.Value) bool {
	return isText(args) && plainVerb.MatchString(args[0].AsString())
}

// narrowVerbs says that no width of a format makes a long text of a short one.
func narrowVerbs(args []cty.Value) bool {
	return !isText(args) || !wideVerb.MatchString(args[0].AsString())
}

func isText(args []cty.Value) bool {
	return len(args) > 0 && args[0].Type() == cty.String && args[0].IsKnown() && !args[0].IsNull()
}

const maxProduct = 1 << 16

func smallProduct(args []cty.Value) bool {
	product := 1
	for _, arg := range args {
		if arg.IsNull() || !arg.IsKnown() || !arg.CanIterateElements() {
			return true // it will be refused, or not known
		}
		if product *= arg.LengthInt(); product > maxProduct {
			return false
		}
	}
	return true
}

func smallReplacement(args []cty.Value) bool {
	if !args[0].IsKnown() || !args[2].IsKnown() {
		return true
	}
	return (len(args[0].AsString())+1)*(len(args[2].AsString())+1) <= maxProduct*16
}

func smallIndent(args []cty.Value) bool {
	if !args[0].IsKnown() {
		return true
	}
	spaces, _ := args[0].AsBigFloat().Int64()
	return spaces >= 0 && spaces <= 100
}

func shallowText(args []cty.Value) bool {
	if !args[0].IsKnown() || args[0].IsNull() {
		return true
	}
	_, deep := DeepJSON([]byte(args[0].AsString()))
	return !deep
}

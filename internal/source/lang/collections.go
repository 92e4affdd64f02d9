package lang

import (
	"encoding/base64"
	"errors"
	"fmt"
	"hash"
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// base64Hash makes a function of the hash of a text, in base64 of its bytes.
func base64Hash(sum func() hash.Hash) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "text", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			h := sum()
			h.Write([]byte(args[0].AsString()))
			return cty.StringVal(base64.StdEncoding.EncodeToString(h.Sum(nil))), nil
		},
	})
}

// index says where in a list a value is for the first time.
var index = ofValues(func(args []cty.Value) (cty.Value, error) {
	switch {
	case len(args) != 2 || args[0].IsNull() || args[0].IsKnown() && !isSequence(args[0]):
		return cty.DynamicVal, errors.New("a list and a value are needed")
	case !args[0].IsWhollyKnown() || !args[1].IsWhollyKnown():
		return cty.DynamicVal, nil
	}
	for it := args[0].ElementIterator(); it.Next(); {
		at, element := it.Element()
		same, err := stdlib.Equal(element, args[1])
		switch {
		case err != nil:
			return cty.DynamicVal, err //nolint:wrapcheck // of the language, as Terraform says it
		case same.True():
			return at, nil
		}
	}
	return cty.DynamicVal, errors.New("the value is not in the list")
})

func isSequence(v cty.Value) bool { return v.Type().IsListType() || v.Type().IsTupleType() }

// matchKeys gives the values at the places of keys that are among those looked for.
var matchKeys = ofValues(func(args []cty.Value) (cty.Value, error) {
	if len(args) != 3 {
		return cty.DynamicVal, errors.New("values, keys and what to look for are needed")
	}
	for _, arg := range args {
		if !arg.IsWhollyKnown() {
			return cty.DynamicVal, nil
		}
		if arg.IsNull() || !isSequence(arg) && !arg.Type().IsSetType() {
			return cty.DynamicVal, errors.New("three lists are needed")
		}
	}
	values, keys := args[0].AsValueSlice(), args[1].AsValueSlice()
	if len(values) != len(keys) {
		return cty.DynamicVal, errors.New("there must be as many values as keys")
	}
	var out []cty.Value
	for i, key := range keys {
		for _, wanted := range args[2].AsValueSlice() {
			one, other := convert.UnifyUnsafe([]cty.Type{key.Type(), wanted.Type()})
			if one == cty.NilType {
				return cty.DynamicVal, errors.New("what to look for is of another type than the keys")
			}
			if equal, err := alike(key, wanted, one, other); err != nil {
				return cty.DynamicVal, err
			} else if equal {
				out = append(out, values[i])
				break
			}
		}
	}
	return listOf(out), nil
})

func alike(a, b cty.Value, to cty.Type, by []convert.Conversion) (bool, error) {
	for i, v := range []*cty.Value{&a, &b} {
		if by[i] == nil {
			continue
		}
		converted, err := by[i](*v)
		if err != nil {
			return false, err
		}
		*v = converted
	}
	if !to.Equals(a.Type()) || !to.Equals(b.Type()) {
		return false, nil
	}
	equal := a.Equals(b)
	return equal.IsKnown() && equal.True(), nil
}

// listOf makes a list where the types allow it. Elsewhere a tuple stands for it.
func listOf(values []cty.Value) cty.Value {
	if len(values) == 0 {
		return cty.ListValEmpty(cty.DynamicPseudoType)
	}
	if !cty.CanListVal(values) {
		return cty.TupleVal(values)
	}
	return cty.ListVal(values)
}

// sum adds numbers up.
var sum = ofValues(func(args []cty.Value) (cty.Value, error) {
	switch {
	case len(args) != 1 || args[0].IsNull() || args[0].IsKnown() && !isSequence(args[0]) && !args[0].Type().IsSetType():
		return cty.DynamicVal, errors.New("a list of numbers is needed")
	case !args[0].IsWhollyKnown():
		return cty.DynamicVal, nil
	case args[0].LengthInt() == 0:
		return cty.DynamicVal, errors.New("a list with a number is needed")
	}
	total := cty.Zero
	for _, v := range args[0].AsValueSlice() {
		n, err := convert.Convert(v, cty.Number)
		if err != nil || n.IsNull() {
			return cty.DynamicVal, errors.New("a list of numbers is needed")
		}
		total = total.Add(n)
	}
	return total, nil
})

// transpose turns a map of lists of texts about: of each text, the names whose list has it.
var transpose = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "map", Type: cty.Map(cty.List(cty.String))}},
	Type:   function.StaticReturnType(cty.Map(cty.List(cty.String))),
	Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
		if !args[0].IsWhollyKnown() {
			return cty.UnknownVal(ty), nil
		}
		names := map[string][]cty.Value{}
		for it := args[0].ElementIterator(); it.Next(); {
			name, list := it.Element()
			for _, text := range list.AsValueSlice() {
				if text.IsNull() {
					return cty.DynamicVal, errors.New("a list has a null in it")
				}
				names[text.AsString()] = append(names[text.AsString()], name)
			}
		}
		if len(names) == 0 {
			return cty.MapValEmpty(cty.List(cty.String)), nil
		}
		out := map[string]cty.Value{}
		for text, all := range names {
			out[text] = cty.ListVal(all)
		}
		return cty.MapVal(out), nil
	},
})

// compareTimes says which of two times is earlier: -1, 0 or 1.
var compareTimes = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "a", Type: cty.String}, {Name: "b", Type: cty.String}},
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		var at [2]time.Time
		for i, arg := range args {
			var err error
			if at[i], err = time.Parse(time.RFC3339, arg.AsString()); err != nil {
				return cty.DynamicVal, fmt.Errorf("%q is no time of RFC 3339", arg.AsString())
			}
		}
		return cty.NumberIntVal(int64(at[0].Compare(at[1]))), nil
	},
})

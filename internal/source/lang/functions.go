package lang

import (
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/go-cty-funcs/cidr"
	"github.com/hashicorp/go-cty-funcs/collection"
	"github.com/hashicorp/go-cty-funcs/crypto"
	"github.com/hashicorp/go-cty-funcs/encoding"
	"github.com/hashicorp/go-cty-funcs/filesystem"
	"github.com/hashicorp/go-cty-funcs/uuid"
	ctyyaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// entry is a function with what it may be given.
type entry struct {
	function.Function
	carries bool                        // it looks at no text that it is given, so that symbols go through it
	looks   []int                       // arguments that it looks at all the same
	plain   func(args []cty.Value) bool // it carries only where this holds
	fits    func(args []cty.Value) bool // its result stays within bounds
}

// table gives every function by the name that a configuration calls it by. What is not in it is not evaluated: an
// expression that calls it is not known.
func (l *Lang) table() map[string]function.Function {
	out := map[string]function.Function{}
	for name, e := range l.entries() {
		out[name] = l.held(e)
	}
	for _, name := range unpredictable {
		out[name] = unknown
	}
	out["try"], out["can"] = l.try(), l.can()
	for name, f := range out {
		out["core::"+name] = f
	}
	out[charging] = function.New(&function.Spec{
		VarParam: anything,
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return l.Check(args[0]), nil
		},
	})
	return out
}

// unpredictable are functions whose result differs from one run, machine or version to the next, or is nobody's to see.
var unpredictable = []string{
	"timestamp", "plantimestamp", "uuid", "bcrypt", "sensitive", "issensitive", "ephemeralasnull", "rsadecrypt",
	"abspath", "pathexpand", "base64gzip", "textencodebase64", "textdecodebase64",
}

var anything = &function.Parameter{
	Name: "values", Type: cty.DynamicPseudoType, AllowNull: true, AllowUnknown: true, AllowDynamicType: true, AllowMarked: true,
}

var unknown = function.New(&function.Spec{
	VarParam: anything,
	Type:     function.StaticReturnType(cty.DynamicPseudoType),
	Impl:     func([]cty.Value, cty.Type) (cty.Value, error) { return cty.DynamicVal, nil },
})

func (l *Lang) entries() map[string]entry {
	out := map[string]entry{
		"templatefile":   {Function: l.templateFile(), carries: true, looks: []int{0}},
		"file":           {Function: l.file(asText)},
		"filebase64":     {Function: l.file(asBase64)},
		"fileexists":     {Function: l.fileExists()},
		"fileset":        {Function: l.fileSet()},
		"templatestring": {Function: l.templateString(), carries: true, looks: []int{0}},
		"lookup":         {Function: lookup, carries: true, looks: []int{1}},
		"element":        {Function: stdlib.ElementFunc, carries: true, looks: []int{1}},
		"zipmap":         {Function: stdlib.ZipmapFunc, carries: true, looks: []int{0}},
		"join":           {Function: stdlib.JoinFunc, carries: true},
		"format":         {Function: stdlib.FormatFunc, carries: true, looks: []int{0}, plain: plainVerbs, fits: narrowVerbs},
		"formatlist":     {Function: stdlib.FormatListFunc, carries: true, looks: []int{0}, plain: plainVerbs, fits: narrowVerbs},
		"setproduct":     {Function: stdlib.SetProductFunc, carries: true, fits: smallProduct},
		"replace":        {Function: replace, fits: smallReplacement},
		"indent":         {Function: stdlib.IndentFunc, fits: smallIndent},
		"jsondecode":     {Function: stdlib.JSONDecodeFunc, carries: true, fits: shallowText},
		"jsonencode":     {Function: stdlib.JSONEncodeFunc, carries: true},
		"yamldecode":     {Function: ctyyaml.YAMLDecodeFunc, fits: shallowText},
		"yamlencode":     {Function: ctyyaml.YAMLEncodeFunc},
	}
	for name, hash := range fileHashes {
		out[name] = entry{Function: l.file(hash)}
	}
	for name, f := range carrying {
		out[name] = entry{Function: f, carries: true}
	}
	for name, f := range looking {
		out[name] = entry{Function: f}
	}
	return out
}

// carrying are the functions that build structures and texts of what they are given, whatever it is.
var carrying = map[string]function.Function{
	"concat": stdlib.ConcatFunc, "merge": stdlib.MergeFunc, "flatten": stdlib.FlattenFunc, "values": stdlib.ValuesFunc,
	"keys": stdlib.KeysFunc, "coalesce": collection.CoalesceFunc, "coalescelist": stdlib.CoalesceListFunc,
	"compact": stdlib.CompactFunc, "reverse": stdlib.ReverseListFunc, "slice": stdlib.SliceFunc, "setunion": stdlib.SetUnionFunc,
	"chunklist": stdlib.ChunklistFunc, "one": one, "nonsensitive": same, "trimspace": stdlib.TrimSpaceFunc, "chomp": stdlib.ChompFunc,
	"tolist": stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)), "toset": stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
	"tomap": stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)), "tostring": stdlib.MakeToFunc(cty.String),
	"length": length,
}

// looking are those whose result depends on the texts themselves.
var looking = map[string]function.Function{
	"abs": stdlib.AbsoluteFunc, "ceil": stdlib.CeilFunc, "floor": stdlib.FloorFunc, "log": stdlib.LogFunc, "max": stdlib.MaxFunc,
	"min": stdlib.MinFunc, "parseint": stdlib.ParseIntFunc, "pow": stdlib.PowFunc, "signum": stdlib.SignumFunc,
	"lower": stdlib.LowerFunc, "upper": stdlib.UpperFunc, "title": stdlib.TitleFunc, "strrev": stdlib.ReverseFunc,
	"regex": stdlib.RegexFunc, "regexall": stdlib.RegexAllFunc, "split": stdlib.SplitFunc, "substr": stdlib.SubstrFunc,
	"trim": stdlib.TrimFunc, "trimprefix": stdlib.TrimPrefixFunc, "trimsuffix": stdlib.TrimSuffixFunc,
	"startswith": startsWith, "endswith": endsWith, "strcontains": textContains,
	"contains": stdlib.ContainsFunc, "distinct": stdlib.DistinctFunc, "sort": stdlib.SortFunc, "range": stdlib.RangeFunc,
	"setintersection": stdlib.SetIntersectionFunc, "setsubtract": stdlib.SetSubtractFunc, "alltrue": allTrue, "anytrue": anyTrue,
	"tonumber": stdlib.MakeToFunc(cty.Number), "tobool": stdlib.MakeToFunc(cty.Bool), "csvdecode": stdlib.CSVDecodeFunc,
	"formatdate": stdlib.FormatDateFunc, "timeadd": stdlib.TimeAddFunc, "timecmp": compareTimes,
	"transpose": transpose, "index": index, "matchkeys": matchKeys, "sum": sum, "uuidv5": uuid.V5Func,
	"base64sha256": base64Hash(sha256.New), "base64sha512": base64Hash(sha512.New),
	"base64encode": encoding.Base64EncodeFunc, "base64decode": encoding.Base64DecodeFunc, "urlencode": encoding.URLEncodeFunc,
	"md5": crypto.Md5Func, "sha1": crypto.Sha1Func, "sha256": crypto.Sha256Func, "sha512": crypto.Sha512Func,
	"cidrhost": cidr.HostFunc, "cidrnetmask": cidr.NetmaskFunc, "cidrsubnet": cidr.SubnetFunc, "cidrsubnets": cidr.SubnetsFunc,
	"basename": filesystem.BasenameFunc, "dirname": filesystem.DirnameFunc,
}

// held is a function within bounds, which is not given symbols that it could look at.
func (l *Lang) held(e entry) function.Function {
	return function.New(&function.Spec{
		VarParam: anything,
		Type:     function.StaticReturnType(cty.DynamicPseudoType),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			v, err := l.call(e, args)
			if err != nil {
				return cty.DynamicVal, err
			}
			return l.Check(v), nil
		},
	})
}

func (l *Lang) call(e entry, args []cty.Value) (cty.Value, error) {
	for i, arg := range args {
		m := l.charge(arg)
		looks := !e.carries || slices.Contains(e.looks, i) || e.plain != nil && !e.plain(args)
		if m.beyond || m.odd || m.symbolic && looks {
			return cty.DynamicVal, nil
		}
	}
	args, err := conform(e.Function, args)
	if err != nil {
		return cty.DynamicVal, err
	}
	if e.fits != nil && !e.fits(args) {
		l.spent = true
		return cty.DynamicVal, nil
	}
	return e.Call(args)
}

// conform turns arguments into what the parameters ask for, as HCL does where it calls a function itself.
func conform(f function.Function, args []cty.Value) ([]cty.Value, error) {
	params, more := f.Params(), f.VarParam()
	if len(args) < len(params) || more == nil && len(args) > len(params) {
		return nil, errors.New("the number of arguments is wrong")
	}
	out := make([]cty.Value, len(args))
	for i, arg := range args {
		p := more
		if i < len(params) {
			p = &params[i]
		}
		v, err := convert.Convert(arg, p.Type)
		if err != nil {
			return nil, function.NewArgError(i, err)
		}
		if v.IsNull() && !p.AllowNull {
			return nil, function.NewArgError(i, fmt.Errorf("the argument %s is null", p.Name))
		}
		out[i] = v
	}
	return out, nil
}

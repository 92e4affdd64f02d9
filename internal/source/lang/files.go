package lang

import (
	"crypto/md5"  //nolint:gosec // Terraform has a function of it
	"crypto/sha1" //nolint:gosec // likewise
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// Files are what functions of files see.
type Files struct {
	// Read gives the content of a file, or false where it is not there to be read.
	Read func(path string) ([]byte, bool)
	// List gives the regular files below a folder, so many folders deep, by their paths in it with slashes; false where not
	// all of them can be told.
	List func(folder string, depth int) ([]string, bool)
}

// fileFunctions are those whose result depends on what files there are, and those that evaluate another template.
var fileFunctions = map[string]bool{
	"file": true, "filebase64": true, "fileexists": true, "templatefile": true, "fileset": true, "templatestring": true,
	"filemd5": true, "filesha1": true, "filesha256": true, "filesha512": true, "filebase64sha256": true, "filebase64sha512": true,
}

// fileHashes are the functions that give a hash of a file's content.
var fileHashes = map[string]func(text []byte) (cty.Value, bool){
	"filemd5": hashed(md5.New, hex.EncodeToString), "filesha1": hashed(sha1.New, hex.EncodeToString), //nolint:gosec // as Terraform has them
	"filesha256": hashed(sha256.New, hex.EncodeToString), "filesha512": hashed(sha512.New, hex.EncodeToString),
	"filebase64sha256": hashed(sha256.New, base64.StdEncoding.EncodeToString),
	"filebase64sha512": hashed(sha512.New, base64.StdEncoding.EncodeToString),
}

func hashed(sum func() hash.Hash, encode func([]byte) string) func(text []byte) (cty.Value, bool) {
	return func(text []byte) (cty.Value, bool) {
		h := sum()
		h.Write(text)
		return cty.StringVal(encode(h.Sum(nil))), true
	}
}

// callsFiles says that an expression calls one of them.
func callsFiles(e hcl.Expression) bool {
	native, ok := e.(hclsyntax.Expression)
	if !ok {
		return true
	}
	found := false
	_ = hclsyntax.VisitAll(native, func(n hclsyntax.Node) hcl.Diagnostics {
		call, ok := n.(*hclsyntax.FunctionCallExpr)
		found = found || ok && fileFunctions[strings.TrimPrefix(call.Name, "core::")]
		return nil
	})
	return found
}

// file makes a function of a file's content. A file that is not there may have been when the plan was made.
func (l *Lang) file(read func(text []byte) (cty.Value, bool)) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			if text, ok := l.files.Read(args[0].AsString()); ok {
				if v, ok := read(text); ok {
					return v, nil
				}
			}
			return cty.UnknownVal(ty), nil
		},
	})
}

func asText(text []byte) (cty.Value, bool) {
	return cty.StringVal(string(text)), utf8.Valid(text)
}

func asBase64(text []byte) (cty.Value, bool) {
	return cty.StringVal(base64.StdEncoding.EncodeToString(text)), true
}

func (l *Lang) fileExists() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			if _, ok := l.files.Read(args[0].AsString()); ok {
				return cty.True, nil
			}
			return cty.UnknownVal(ty), nil
		},
	})
}

// fileSet gives the files of a folder that a pattern matches.
func (l *Lang) fileSet() function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "path", Type: cty.String}, {Name: "pattern", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Set(cty.String)),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			pattern := path.Clean(args[1].AsString())
			if path.IsAbs(pattern) || strings.Contains(pattern, "..") || len(pattern) > maxPattern {
				return cty.UnknownVal(ty), nil
			}
			depth := strings.Count(pattern, "/")
			if strings.Contains(pattern, "**") {
				depth = MaxDepth
			}
			all, ok := l.files.List(args[0].AsString(), depth)
			if !ok {
				return cty.UnknownVal(ty), nil
			}
			var found []cty.Value
			for _, name := range all {
				if l.left -= min(l.left, effort(pattern, name)); l.left == 0 {
					l.spent = true
					return cty.UnknownVal(ty), nil
				}
				matches, err := doublestar.Match(pattern, name)
				if err != nil {
					return cty.UnknownVal(ty), fmt.Errorf("the pattern %q cannot be read", pattern)
				}
				if matches {
					found = append(found, cty.StringVal(name))
				}
			}
			if len(found) == 0 {
				return cty.SetValEmpty(cty.String), nil
			}
			return cty.SetVal(found), nil
		},
	})
}

// maxPattern bounds the length of a pattern of files.
const maxPattern = 200

// effort is about how many steps it takes at most to match a name: each star tries every place, ** every folder, and braces each
// of what is in them.
func effort(pattern, name string) int {
	longest := 1
	for _, part := range strings.Split(name, "/") {
		longest = max(longest, len(part))
	}
	most, folders := 1, 1
	for _, part := range strings.Split(pattern, "/") {
		steps := 1
		if part == "**" {
			folders = times(folders, strings.Count(name, "/")+1)
			continue
		}
		for range strings.Count(part, "*") {
			steps = times(steps, longest)
		}
		most = max(most, steps)
	}
	for range strings.Count(pattern, "{") {
		most = times(most, strings.Count(pattern, ",")+1)
	}
	return times(most, folders)/8 + len(name)
}

// times multiplies, up to more than any evaluation may take.
func times(a, b int) int { return min(a*b, 2*MaxSteps) }

// templateFile evaluates the template in a file.
func (l *Lang) templateFile() function.Function { return l.templateBy(l.templateOf) }

// templateString evaluates a template that is given as a text.
func (l *Lang) templateString() function.Function { return l.templateBy(l.templateIn) }

// templateBy evaluates a template, found by a text, with the names that it is given and no others.
func (l *Lang) templateBy(find func(text string) (hclsyntax.Expression, error)) function.Function {
	return ofValues(func(args []cty.Value) (cty.Value, error) {
		if len(args) != 2 || args[0].IsNull() || args[1].IsNull() {
			return cty.DynamicVal, fmt.Errorf("a template and its variables are needed")
		}
		if !args[0].IsKnown() || !args[1].IsKnown() || args[0].Type() != cty.String || !args[1].CanIterateElements() {
			return cty.DynamicVal, nil
		}
		e, err := find(args[0].AsString())
		if err != nil || e == nil {
			return cty.DynamicVal, err
		}
		names := map[string]cty.Value{}
		for it := args[1].ElementIterator(); it.Next(); {
			key, v := it.Element()
			if key.Type() == cty.String {
				names[key.AsString()] = v
			}
		}
		v, diags := e.Value(&hcl.EvalContext{Variables: names, Functions: l.functions})
		if diags.HasErrors() {
			return cty.DynamicVal, said(diags)
		}
		return v, nil
	})
}

// templateOf reads a template once. One that calls templatefile is none that Terraform takes.
func (l *Lang) templateOf(path string) (hclsyntax.Expression, error) {
	if e, ok := l.templates[path]; ok {
		return e, nil
	}
	text, ok := l.files.Read(path)
	if !ok || !utf8.Valid(text) {
		return nil, nil
	}
	e, err := l.alone(string(text), path)
	if err == nil {
		l.templates[path] = e
	}
	return e, err
}

// templateIn reads the template in a text.
func (l *Lang) templateIn(text string) (hclsyntax.Expression, error) {
	if l.left -= len(text); l.left <= 0 { // to parse takes longer than to look
		l.spent = true
		return nil, nil
	}
	return l.alone(text, "a template in a text")
}

// alone parses a template that neither reads files nor leads to another.
func (l *Lang) alone(text, from string) (hclsyntax.Expression, error) {
	e, err := template(text, hcl.Range{Filename: from, Start: hcl.InitialPos, End: hcl.InitialPos})
	if err != nil {
		return nil, err
	}
	if callsFiles(e) {
		return nil, fmt.Errorf("%s: a template that reads files is not evaluated", from)
	}
	return e, l.Prepare(e)
}

package source

import (
	"encoding/json"

	"github.com/zclconf/go-cty/cty"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// Known is what a plan tells an evaluation of the source that it was made from.
type Known struct {
	Variables     map[string]any      // root variables, as far as they are no secrets
	Instances     []Instance          // resources and data sources, of the types in Types
	Configuration map[string]any      // the plan's configuration.root_module
	Types         map[string][]string // the types of which every instance is there, with the attributes that are; nil for all
	Workspace     string              // in which the plan was made; "" where that is not known
	Salt          string              // what the writer of the source cannot know beforehand

	// Relevant are the attributes that the plan's changes draw on, by the block that has them, "" for all of a block's; nil
	// where the plan does not list them. Terraform follows locals too, so that a local of another commit tells on itself
	// where it draws on something else.
	Relevant map[string]map[string]bool
}

// Instance is one resource or data source. What the plan does not tell of its attributes is marked in Unknown.
type Instance struct {
	Address, Module, Type, Name string
	Data                        bool
	Index                       any // a string, a number, or nil
	Values                      map[string]any
	Unknown                     any
}

// block is the address without modules and keys, as blocks go by it.
func (i *Instance) block() string {
	if i.Data {
		return "data." + i.Type + "." + i.Name
	}
	return i.Type + "." + i.Name
}

// incomplete is an attribute that no resource has: an object with it is not known as a whole, since the plan does not
// tell all of it.
const incomplete = "\x00"

// symbolic are attributes that are known to be texts of a plain form once they are known at all, by the beginnings of
// the types that have them: identifiers that a service makes.
var symbolic = map[string][]string{
	"arn": {"aws_", "keywright_"}, "unique_id": {"aws_iam_"}, "key_id": {"aws_kms_", "keywright_"},
	"id": {"aws_vpc_endpoint", "aws_vpc", "aws_kms_key", "aws_kms_external_key", "aws_kms_replica_", "aws_s3_bucket", "aws_secretsmanager_secret"},
}

// object gives what is known of an instance; mentioned are attributes that it is asked for.
func (e *Evaluator) object(i *Instance, mentioned map[string]bool) cty.Value {
	attributes := map[string]cty.Value{incomplete: cty.UnknownVal(cty.String)}
	marks, _ := i.Unknown.(map[string]any)
	for name, v := range i.Values {
		if marks[name] != true {
			attributes[name] = toCty(v, marks[name], 0)
		}
	}
	for name, mark := range marks {
		if mark == true {
			attributes[name] = e.unknown(i, name, mentioned[name])
		}
	}
	for name := range mentioned {
		if _, ok := attributes[name]; !ok {
			attributes[name] = e.unknown(i, name, true)
		}
	}
	return cty.ObjectVal(attributes)
}

// unknown gives an attribute that the plan does not tell: as the source has it, a symbol, or not at all.
func (e *Evaluator) unknown(i *Instance, name string, asked bool) cty.Value {
	if i.Data && i.Type == documentType && (name == "json" || name == "minified_json") {
		if v, err := e.document(i); err == nil {
			return v
		}
	}
	if e.planner != nil && e.planner.hides(i.Address, name) {
		e.missing[i.Address+"."+name+sensitiveMark] = true
		return cty.DynamicVal
	}
	if e.planner == nil && matches(symbolic[name], i.Type) {
		return e.lang.Symbol(e.number(Symbol{Address: i.Address, Type: i.Type, Attribute: name}))
	}
	if asked {
		e.missing[i.Address+"."+name] = true
	}
	return unknownOf(i, name)
}

// unknownOf is an unknown value of the type that an attribute has: a collection of such values keeps its keys.
func unknownOf(i *Instance, name string) cty.Value {
	shape := formOf(i.Data, i.Type)
	switch {
	case shape != nil && shape.Attributes[name] != nil && shape.Attributes[name].Nested == "":
		return cty.UnknownVal(shape.Attributes[name].typ)
	case shape == nil && (name == "id" || name == "arn"): // these are texts of every type
		return cty.UnknownVal(cty.String)
	}
	return cty.DynamicVal
}

func matches(beginnings []string, text string) bool {
	for _, b := range beginnings {
		if len(text) >= len(b) && text[:len(b)] == b {
			return true
		}
	}
	return false
}

// toCty turns a value of a plan into one of the language; what is marked is not known.
func toCty(v, mark any, depth int) cty.Value {
	if mark == true || depth > lang.MaxDepth {
		return cty.DynamicVal
	}
	switch x := v.(type) {
	case string:
		return cty.StringVal(x)
	case bool:
		return cty.BoolVal(x)
	case json.Number:
		n, err := cty.ParseNumberVal(x.String())
		if err != nil {
			return cty.DynamicVal
		}
		return n
	case []any:
		marks, _ := mark.([]any)
		elements := make([]cty.Value, max(len(x), len(marks)))
		for i := range elements {
			elements[i] = toCty(at(x, i), at(marks, i), depth+1)
		}
		return cty.TupleVal(elements)
	case map[string]any:
		marks, _ := mark.(map[string]any)
		attributes := map[string]cty.Value{}
		for name, element := range x {
			attributes[name] = toCty(element, marks[name], depth+1)
		}
		for name, m := range marks {
			if m == true {
				attributes[name] = cty.DynamicVal
			}
		}
		return cty.ObjectVal(attributes)
	}
	return cty.NullVal(cty.DynamicPseudoType)
}

func at(list []any, i int) any {
	if i < len(list) {
		return list[i]
	}
	return nil
}

package source

import (
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/keywright/terraform-provider-keywright/internal/source/lang"
)

// ErrMismatch says that the plan was not made from this source.
var ErrMismatch = errors.New("the source does not match the plan")

// ErrUnset says that the source does not set an attribute.
var ErrUnset = errors.New("it is not set")

// Symbol is an attribute that only apply makes known.
type Symbol struct{ Address, Type, Attribute string }

// Evaluator works out of the source what a plan does not tell. It is not safe for concurrent use.
type Evaluator struct {
	index     *Index
	lang      *lang.Lang
	plan      Known
	instances map[string]map[string][]*Instance // by module address and block
	addresses map[string]*Instance
	mismatch  error
	verified  map[string]bool // modules that the plan's configuration agrees with, by the names of the calls that lead there
	frames    map[string]*frame
	values    map[string]result
	busy      map[string]bool
	depth     int
	missing   map[string]bool    // what is unknown in the evaluation at hand
	used      map[[2]string]bool // blocks, and of each the attributes that the evaluation draws on
	symbols   []Symbol
	numbers   map[Symbol]int

	planner *planner             // makes a plan of the source, where there is none
	scope   map[string]cty.Value // what the dynamic blocks around an expression name
}

// result is what a name stands for, what is unknown in it, and what it draws on.
type result struct {
	value   cty.Value
	err     error
	missing map[string]bool
	used    map[[2]string]bool
}

// maxNames bounds how many names may lead one to the next.
const maxNames = 100

// NewEvaluator holds the source against the plan's configuration; where they differ, nothing is evaluated. Expressions are
// made safe in place, so that an index has one evaluator, and those that With makes of it.
func (x *Index) NewEvaluator(k Known) *Evaluator {
	sum := hex.EncodeToString(x.contents.Sum([]byte(k.Salt)))
	return x.evaluator(k, lang.New(sum, lang.MaxTotalSteps, x.files()))
}

// canonical spells the address of a module as frames do.
func canonical(address string) string {
	var out []string
	for _, s := range steps(address) {
		out = append(out, s.name+keyText(s.key))
	}
	return strings.Join(out, ".")
}

// With gives an evaluator of the same source that knows something else of the plan.
func (e *Evaluator) With(k Known) *Evaluator { return e.index.evaluator(k, e.lang) }

func (x *Index) evaluator(k Known, l *lang.Lang) *Evaluator {
	e := &Evaluator{
		index: x, lang: l, plan: k, instances: map[string]map[string][]*Instance{}, addresses: map[string]*Instance{},
		verified: map[string]bool{}, frames: map[string]*frame{}, values: map[string]result{}, busy: map[string]bool{},
		missing: map[string]bool{}, used: map[[2]string]bool{}, numbers: map[Symbol]int{},
	}
	for i := range k.Instances {
		one := &k.Instances[i]
		module := canonical(one.Module)
		if e.instances[module] == nil {
			e.instances[module] = map[string][]*Instance{}
		}
		e.instances[module][one.block()] = append(e.instances[module][one.block()], one)
		e.addresses[one.Address] = one
	}
	if x.tofu && !x.opentofu {
		e.mismatch = errors.New("the folder has files for OpenTofu, which count only where OpenTofu made the plan (--opentofu says so)")
	} else if err := e.compare(); err != nil {
		e.mismatch = fmt.Errorf("%w: %w", ErrMismatch, err)
	}
	return e
}

func (e *Evaluator) compare() (err error) {
	defer recovered(&err)
	return e.agree(e.index.modules["."], e.plan.Configuration, "")
}

// recovered turns a panic over a configuration into an error: nobody who writes one may end a check.
func recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("it could not be evaluated, which is a fault of keywright: %v", p)
	}
}

// Mismatch says why the plan was not made from this source; nil where nothing speaks against it.
func (e *Evaluator) Mismatch() error { return e.mismatch }

// Attribute evaluates an attribute of a resource of the plan: a value as JSON has it, whose texts may have symbols in
// them (see Fill). Where it is not known, the error says why.
func (e *Evaluator) Attribute(address, attribute string) (value any, err error) {
	defer recovered(&err)
	if e.mismatch != nil {
		return nil, e.mismatch
	}
	i := e.addresses[address]
	if i == nil {
		return nil, errors.New("it is not in the plan")
	}
	e.lang.Begin()
	clear(e.missing)
	clear(e.used)
	v, err := e.attribute(i, attribute)
	switch {
	case e.lang.Spent():
		return nil, lang.ErrBounds
	case err != nil:
		return nil, err
	case !v.IsWhollyKnown():
		return nil, e.unknownError()
	}
	if other := e.irrelevant(); other != "" {
		return nil, fmt.Errorf("%w: it draws on %s, and the plan does not", ErrMismatch, other)
	}
	return fromCty(v)
}

// irrelevant gives an attribute that the evaluation draws on and the plan's changes do not; "" for none.
func (e *Evaluator) irrelevant() string {
	if e.plan.Relevant == nil {
		return ""
	}
	var out []string
	for u := range e.used {
		if relevant := e.plan.Relevant[u[0]]; !relevant[u[1]] && !relevant[""] {
			out = append(out, u[0]+"."+u[1])
		}
	}
	slices.Sort(out)
	return strings.Join(out[:min(1, len(out))], "")
}

func (e *Evaluator) unknownError() error {
	names := slices.Sorted(maps.Keys(e.missing))
	switch {
	case len(names) == 0:
		return errors.New("it turns on what only apply makes known")
	case len(names) > 3:
		names = append(names[:3], fmt.Sprintf("%d more", len(names)-3))
	}
	return fmt.Errorf("%s cannot be told", strings.Join(names, ", "))
}

func (e *Evaluator) attribute(i *Instance, attribute string) (cty.Value, error) {
	f, b, err := e.blockOf(i)
	if err != nil {
		return cty.DynamicVal, err
	}
	expr := b.attribute(attribute)
	if expr == nil {
		return cty.DynamicVal, ErrUnset
	}
	return e.evaluate(f, expr, func() (map[string]cty.Value, error) { return e.repetition(f, b, i.Index) })
}

// blockOf finds the block of an instance, and the instance of the module that it is in.
func (e *Evaluator) blockOf(i *Instance) (*frame, *block, error) {
	f, err := e.frame(i.Module)
	if err != nil {
		return nil, nil, err
	}
	b := f.module.blocks[i.block()]
	switch {
	case b == nil:
		return nil, nil, fmt.Errorf("%w: %s is not in it", ErrMismatch, i.block())
	case b.unclear != "":
		return nil, nil, fmt.Errorf("%s: %s", i.block(), b.unclear)
	}
	return f, b, nil
}

// evaluate gives the value of an expression in a module; repeated gives each and count where it asks for them.
func (e *Evaluator) evaluate(f *frame, expr hcl.Expression, repeated func() (map[string]cty.Value, error)) (cty.Value, error) {
	native, err := lang.Native(expr)
	if err != nil {
		return cty.DynamicVal, err
	}
	names, err := e.names(f, native.Variables(), repeated)
	if err != nil {
		return cty.DynamicVal, err
	}
	return e.lang.Value(native, names)
}

// once remembers what a name stands for, and refuses one that stands for itself.
func (e *Evaluator) once(name string, work func() (cty.Value, error)) (cty.Value, error) {
	if e.lang.Spent() {
		return cty.DynamicVal, lang.ErrBounds
	}
	r, done := e.values[name]
	if !done {
		if e.busy[name] || e.depth >= maxNames {
			return cty.DynamicVal, fmt.Errorf("%s leads to itself, or through more than %d names", name, maxNames)
		}
		missing, used, scope := e.missing, e.used, e.scope
		e.missing, e.used, e.scope = map[string]bool{}, map[[2]string]bool{}, nil
		e.busy[name] = true
		e.depth++
		v, err := work()
		e.depth--
		delete(e.busy, name)
		r = result{value: v, err: err, missing: e.missing, used: e.used}
		e.missing, e.used, e.scope = missing, used, scope
		if err == nil {
			r.value = e.lang.Check(v)
		}
		if e.lang.Spent() {
			return cty.DynamicVal, lang.ErrBounds
		}
		e.values[name] = r
	}
	maps.Copy(e.missing, r.missing)
	maps.Copy(e.used, r.used)
	return r.value, r.err
}

func (e *Evaluator) number(s Symbol) int {
	n, ok := e.numbers[s]
	if !ok {
		n = len(e.symbols)
		e.symbols = append(e.symbols, s)
		e.numbers[s] = n
	}
	return n
}

// Fill puts a text in the place of each symbol of a text.
func (e *Evaluator) Fill(text string, with func(Symbol) string) string {
	return e.lang.Fill(text, func(number int) string {
		if number >= len(e.symbols) {
			return ""
		}
		return with(e.symbols[number])
	})
}

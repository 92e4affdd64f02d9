// Package lang evaluates Terraform's expressions over untrusted configuration: HCL's own evaluation, with functions from
// well-kept libraries, held within bounds.
//
// What only apply can know is an unknown value, or a symbol: a text that stands for one attribute of one resource. A
// symbol may be carried about and put into texts and structures, and nothing may look at it: every function and
// operator that would is given an unknown value instead (see guard.go). So what comes out with a symbol in it is what
// Terraform will make, whatever the attribute turns out to be.
package lang

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// Limits on evaluation, in steps: a value that is looked at, or eight bytes of text.
const (
	MaxSteps      = 1 << 20   // of one evaluation
	MaxTotalSteps = 128 << 20 // of all of them
	maxTuple      = 8192      // elements of a tuple: conversion compares each with each
	maxValueDepth = 200
	maxExponent   = 4096 // of numbers, in bits: a number beyond it would be as many digits of text
)

// ErrBounds says that an evaluation went past its limits.
var ErrBounds = errors.New("its evaluation goes beyond the limits")

// Lang evaluates expressions. It is not safe for concurrent use.
type Lang struct {
	files     Files
	nonce     string
	functions map[string]function.Function
	prepared  map[hclsyntax.Expression]error
	templates map[string]hclsyntax.Expression
	granted   int  // steps of this evaluation
	left      int  // of them
	total     int  // of all
	spent     bool // this evaluation went past its limit
}

// New makes a Lang. The nonce keeps symbols apart from any text of the configuration, whose writer must not be able to
// know it beforehand; all evaluations together may take so many steps.
func New(nonce string, steps int, files Files) *Lang {
	l := &Lang{
		files: files, nonce: nonce, total: steps,
		prepared: map[hclsyntax.Expression]error{}, templates: map[string]hclsyntax.Expression{},
	}
	l.functions = l.table()
	return l
}

// Begin starts an evaluation that may take MaxSteps.
func (l *Lang) Begin() {
	l.total -= l.granted - l.left
	l.granted = min(MaxSteps, l.total)
	l.left, l.spent = l.granted, false
}

// Spent says that the evaluation went past its limit: what it gave is not known, whatever it is.
func (l *Lang) Spent() bool { return l.spent }

// Value evaluates an expression with the given names. An unknown value is no error.
func (l *Lang) Value(e hcl.Expression, names map[string]cty.Value) (cty.Value, error) {
	native, err := Native(e)
	if err != nil {
		return cty.DynamicVal, err
	}
	if err := l.Prepare(native); err != nil {
		return cty.DynamicVal, err
	}
	v, diags := native.Value(&hcl.EvalContext{Variables: names, Functions: l.functions})
	if diags.HasErrors() {
		return cty.DynamicVal, said(diags)
	}
	return l.Check(v), nil
}

// Literal evaluates an expression that names nothing and calls nothing; ok says whether it is one, prepared or not.
func Literal(e hcl.Expression) (v cty.Value, ok bool) {
	native, err := Native(e)
	if err != nil {
		return cty.DynamicVal, false
	}
	v, diags := native.Value(&hcl.EvalContext{Functions: map[string]function.Function{charging: first}})
	return v, !diags.HasErrors() && v.IsWhollyKnown()
}

var first = ofValues(func(args []cty.Value) (cty.Value, error) { return args[0], nil })

// Context is what the blocks of a body are evaluated in, once they are prepared.
func (l *Lang) Context(names map[string]cty.Value) *hcl.EvalContext {
	return &hcl.EvalContext{Variables: names, Functions: l.functions}
}

// Check charges a value and gives it back, or an unknown one where it is more than the bounds allow.
func (l *Lang) Check(v cty.Value) cty.Value {
	if m := l.charge(v); m.beyond || m.odd {
		return cty.DynamicVal
	}
	return v
}

// Symbol is the text that stands for the attribute of a number.
func (l *Lang) Symbol(number int) cty.Value {
	return cty.StringVal(fmt.Sprintf("%s%s:%d%s", opening, l.nonce, number, closing))
}

// Symbols and the texts they stand in use characters that no text has any business with.
const opening, closing = "\ue000", "\ue001"

// Fill puts a text in the place of each symbol, by its number.
func (l *Lang) Fill(text string, with func(number int) string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, opening+l.nonce+":")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		digits, after, _ := strings.Cut(rest, closing)
		number := 0
		for _, d := range digits {
			number = number*10 + int(d-'0')
		}
		out.WriteString(with(number))
		text = after
	}
}

// Only gives the number of the symbol that a text is, and nothing beside it.
func (l *Lang) Only(text string) (number int, ok bool) {
	inner, begins := strings.CutPrefix(text, opening+l.nonce+":")
	digits, ends := strings.CutSuffix(inner, closing)
	number, err := strconv.Atoi(digits)
	return number, begins && ends && err == nil
}

// Symbolic says that a symbol, or its beginning, is in a text.
func (l *Lang) Symbolic(text string) bool { return strings.Contains(text, opening+l.nonce) }

// said gives the first error of several, without the text of the configuration.
func said(diags hcl.Diagnostics) error {
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			if d.Subject != nil {
				return fmt.Errorf("%s:%d: %s", d.Subject.Filename, d.Subject.Start.Line, strings.ToLower(d.Summary[:1])+d.Summary[1:])
			}
			return errors.New(d.Summary)
		}
	}
	return nil
}

package keypolicy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// maxParseBytes bounds what Parse reads. A key policy has at most MaxPolicyBytes and identity policies less; a text on
// its way to being refused may be longer, but not without end.
const maxParseBytes = 2 * MaxPolicyBytes

// ParseError says why a text is no policy document, and where.
type ParseError struct {
	Offset int // in bytes, 0-based
	Reason string
}

// Error names the place and the reason.
func (e *ParseError) Error() string { return fmt.Sprintf("policy, byte %d: %s", e.Offset, e.Reason) }

// Parse reads a policy document. It refuses what IAM's grammar refuses and what readers disagree about: duplicate
// members, elements that are not in the grammar, an Effect that is not spelled Allow or Deny, both of an element and
// its complement. It accepts what KMS accepts and ignores, such as a statement without Resource. Its errors are
// *ParseError.
func Parse(text string) (*Document, error) {
	if len(text) > maxParseBytes {
		return nil, &ParseError{Offset: maxParseBytes, Reason: fmt.Sprintf("longer than %d bytes", maxParseBytes)}
	}
	p := newParser(text)
	doc, err := p.document()
	if err == nil {
		err = p.end()
	}
	if err != nil {
		return nil, p.explain(err)
	}
	return doc, nil
}

// parser walks the tokens itself, so that every error has its place and nothing is decoded twice.
type parser struct {
	d *jsontext.Decoder
}

func newParser(text string) *parser {
	return &parser{d: jsontext.NewDecoder(bytes.NewReader([]byte(text)))}
}

// fail reports a reason at the last token read.
func (p *parser) fail(format string, args ...any) error {
	return &ParseError{Offset: int(p.d.InputOffset()), Reason: fmt.Sprintf(format, args...)}
}

func (p *parser) explain(err error) error {
	var known *ParseError
	if errors.As(err, &known) {
		return known
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &ParseError{Offset: int(p.d.InputOffset()), Reason: "the text ends too early"}
	}
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		reason := strings.TrimPrefix(syntactic.Err.Error(), "jsontext: ")
		if errors.Is(err, jsontext.ErrDuplicateName) {
			reason = "duplicate member " + syntactic.JSONPointer.LastToken()
		}
		return &ParseError{Offset: int(syntactic.ByteOffset), Reason: reason}
	}
	return &ParseError{Offset: int(p.d.InputOffset()), Reason: err.Error()}
}

func (p *parser) end() error {
	if _, err := p.d.ReadToken(); err == nil {
		return p.fail("there is more text after the document")
	} else if !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// object reads an object, handing each member's name to member, which must read its value.
func (p *parser) object(what string, member func(name string) error) error {
	if p.d.PeekKind() != '{' {
		return p.unexpected(what, "an object")
	}
	if _, err := p.d.ReadToken(); err != nil {
		return err
	}
	for p.d.PeekKind() != '}' {
		name, err := p.d.ReadToken()
		if err != nil {
			return err
		}
		if err := member(name.String()); err != nil {
			return err
		}
	}
	_, err := p.d.ReadToken()
	return err
}

// unexpected reports a value of the wrong kind, or the syntax error that stands in its place.
func (p *parser) unexpected(what, want string) error {
	if _, err := p.d.ReadToken(); err != nil {
		return err
	}
	return p.fail("%s must be %s", what, want)
}

// list reads one value or an array of values, each by item.
func (p *parser) list(item func() error) error {
	if p.d.PeekKind() != '[' {
		return item()
	}
	if _, err := p.d.ReadToken(); err != nil {
		return err
	}
	for p.d.PeekKind() != ']' {
		if err := item(); err != nil {
			return err
		}
	}
	_, err := p.d.ReadToken()
	return err
}

// strings reads a string or an array of strings; with scalars also booleans and numbers, turned to strings. The result
// is never nil, so that an empty list differs from an absent one.
func (p *parser) strings(what string, scalars bool) ([]string, error) {
	out := []string{}
	err := p.list(func() error {
		kind := p.d.PeekKind()
		scalar := kind == 't' || kind == 'f' || kind == '0'
		if kind != '"' && (!scalar || !scalars) {
			return p.unexpected(what, "a string or a list of strings")
		}
		t, err := p.d.ReadToken()
		if err != nil {
			return err
		}
		out = append(out, t.String())
		return nil
	})
	return out, err
}

func (p *parser) string(what string) (string, error) {
	if p.d.PeekKind() != '"' {
		return "", p.unexpected(what, "a string")
	}
	t, err := p.d.ReadToken()
	if err != nil {
		return "", err
	}
	return t.String(), nil
}

package plan

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/keywright/terraform-provider-keywright/internal/untrusted"
)

// ErrBinary says that the file is what `terraform plan -out` writes. It is not JSON; only Terraform can read it.
var ErrBinary = errors.New("binary plan")

// Error says what is wrong with an input, and where.
type Error struct {
	Path   string
	Offset int64 // in bytes from the start of the file
	Reason string
	Err    error // the cause, where there is one to test for
}

// Error gives path, offset and reason.
func (e *Error) Error() string {
	return fmt.Sprintf("%s: byte %d: %s", e.Path, e.Offset, e.Reason)
}

// Unwrap gives the cause, so that errors.Is finds ErrBinary.
func (e *Error) Unwrap() error { return e.Err }

// refusal is an error of this package before it knows its path.
type refusal struct {
	offset int64
	reason string
	cause  error
}

func (r *refusal) Error() string { return r.reason }

func refuse(offset int64, format string, args ...any) error {
	return &refusal{offset: offset, reason: fmt.Sprintf(format, args...)}
}

// explain turns whatever stopped the reading into an *Error. The limit of the source goes first: a text cut off by
// it looks like a syntax error.
func (s *source) explain(err error, path string) *Error {
	if s.exceeded {
		return &Error{Path: path, Offset: s.read, Reason: fmt.Sprintf("longer than %d bytes, which is the most that is read", s.limit)}
	}
	var own *refusal
	if errors.As(err, &own) {
		return &Error{Path: path, Offset: own.offset + s.skipped, Reason: own.reason, Err: own.cause}
	}
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		return &Error{Path: path, Offset: syntax.ByteOffset + s.skipped, Reason: syntaxReason(syntax), Err: err}
	}
	return &Error{Path: path, Offset: s.read, Reason: err.Error(), Err: err}
}

// syntaxReason says in words what the decoder found, and at which member.
func syntaxReason(e *jsontext.SyntacticError) string {
	reason := "not valid JSON"
	switch {
	case errors.Is(e, jsontext.ErrDuplicateName):
		reason = "a member appears twice in one object, and readers differ on which counts"
	case errors.Is(e, io.ErrUnexpectedEOF):
		reason = "the JSON ends too early: was the file cut off"
	case e.Err != nil:
		reason += ": " + untrusted.Visible(strings.TrimPrefix(e.Err.Error(), "jsontext: "))
	}
	if e.JSONPointer != "" {
		reason += " (at " + placed(string(e.JSONPointer)) + ")"
	}
	return reason
}

// longestPlace is how much of a JSON pointer an error shows, in characters: names and nesting are the input's.
const longestPlace = 160

// placed writes a JSON pointer for people to read.
func placed(pointer string) string {
	if runes := []rune(pointer); len(runes) > longestPlace {
		pointer = string(runes[:longestPlace]) + "…"
	}
	return untrusted.Visible(pointer)
}

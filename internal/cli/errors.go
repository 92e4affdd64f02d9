package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/keywright/terraform-provider-keywright/internal/untrusted"
)

// errBlocked says that the verdict is "blocked". The report has said why.
var errBlocked = errors.New("blocked")

// hinted is an error with what the user can do about it.
type hinted struct {
	err   error
	hints []string
}

func (h *hinted) Error() string { return h.err.Error() }
func (h *hinted) Unwrap() error { return h.err }

// withHint joins to err what the user can do.
func withHint(err error, hints ...string) error {
	return &hinted{err: err, hints: hints}
}

// errorf makes an error with a hint.
func errorf(hint, format string, args ...any) error {
	return withHint(fmt.Errorf(format, args...), hint)
}

// tell prints an error and its hints on standard error. What an error quotes of its input is escaped; the lines of
// an error that has several stay lines, each with its own lead.
func (a *app) tell(err error) {
	for line := range strings.SplitSeq(strings.TrimRight(err.Error(), "\n"), "\n") {
		a.say("error: " + line)
	}
	var h *hinted
	if errors.As(err, &h) {
		for _, hint := range h.hints {
			a.say("hint: " + hint)
		}
	}
}

// say prints one line on standard error.
func (a *app) say(line string) {
	_, _ = fmt.Fprintln(a.Err, "keywright: "+untrusted.Terminal(line)) // nobody is left to tell of a failure here
}

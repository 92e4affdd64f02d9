package cli

import (
	"io"
	"os"

	"golang.org/x/term"
)

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// colored reports whether colours belong on w: only on a terminal that did not ask for none.
// Source of the two variables: no-color.org, and terminfo's "dumb".
func colored(w io.Writer) bool {
	return isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// columns gives the width of a terminal, or 0 where w is none.
func columns(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width < 40 {
		return 0
	}
	return width
}

// inCI reports whether this is an unattended run, as the variable CI says.
func inCI() bool {
	v := os.Getenv("CI")
	return v != "" && v != "false"
}

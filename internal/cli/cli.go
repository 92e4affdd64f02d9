// Package cli is the command line of keywright: one file per command, each a thin door to the packages that do the
// work. Exit statuses: 0 where nothing blocks, 1 where something blocks, 2 where the input or the usage is wrong.
package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Exit statuses of every command.
const (
	exitOK      = 0 // nothing blocks
	exitBlocked = 1 // something blocks
	exitUsage   = 2 // the input or the usage is wrong, and the message says what and where
)

// Streams are what a command reads and writes. Colour, width and progress follow from Out and Err being terminals.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// app is what the commands share.
type app struct {
	Streams
	version string
}

// Run runs one command line, without the program's name, and returns the exit status. An interrupt ends it early
// with status 2.
func Run(ctx context.Context, s Streams, version string, args []string) int {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second interrupt ends the process at once
	a := &app{Streams: s, version: version}
	root := newRoot(a)
	if args == nil {
		args = []string{} // nil would make cobra read os.Args
	}
	root.SetArgs(args)
	root.SetIn(s.In)
	root.SetOut(s.Out)
	root.SetErr(s.Err)
	return a.status(ctx, root.ExecuteContext(ctx))
}

// status turns the error of a command into an exit status, and tells it.
func (a *app) status(ctx context.Context, err error) int {
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errBlocked):
		return exitBlocked
	case errors.Is(err, syscall.EPIPE):
		return exitUsage // whoever read has gone; nobody is there to be told
	case ctx.Err() != nil:
		a.tell(errors.New("interrupted"))
		return exitUsage
	default:
		a.tell(err)
		return exitUsage
	}
}

package cli

import (
	"fmt"
	"sync"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/untrusted"
)

// patience is how long a command is silent before it says what it is doing.
const patience = time.Second

// progress says on a terminal what takes long. It is silent elsewhere, and for what is quick.
type progress struct {
	a     *app
	mu    sync.Mutex
	stage string
	shown bool // a line of progress stands on the terminal
	ended bool
	timer *time.Timer
}

// startProgress begins to watch the time. The caller must call done before anything else is printed.
func (a *app) startProgress() *progress {
	p := &progress{a: a}
	if isTerminal(a.Err) {
		p.timer = time.AfterFunc(patience, func() {
			p.mu.Lock()
			defer p.mu.Unlock()
			if !p.ended {
				p.shown = true
				p.print()
			}
		})
	}
	return p
}

// at says what happens from now on.
func (p *progress) at(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stage = untrusted.Terminal(fmt.Sprintf(format, args...))
	if p.shown {
		p.print()
	}
}

// print overwrites the one line of progress. A failure to print progress is no failure.
func (p *progress) print() {
	_, _ = fmt.Fprintf(p.a.Err, "\r\x1b[Kkeywright: %s …", p.stage)
}

// done takes the line of progress away.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	if p.timer != nil {
		p.timer.Stop()
	}
	if p.shown {
		_, _ = fmt.Fprint(p.a.Err, "\r\x1b[K")
	}
	p.shown = false
}

// Command demo shows the whole path on real parts: keys declared, planned, applied on the local KMS, checked, bad
// changes blocked, the auditor's document written, access enforced, destruction refused and then allowed.
//
// Every step is also a claim: one that does not hold ends the demo with exit 1 and says what was expected.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

func main() {
	root := flag.String("root", ".", "the repository, with bin/ built")
	work := flag.String("work", "", "work folder, emptied first (default: .demo in the repository)")
	flag.Parse()
	if *work == "" {
		*work = filepath.Join(*root, ".demo")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, *root, *work)
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "\ndemo: %v\n", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, root, work string) error {
	began := time.Now()
	d, err := prepare(root, work)
	if err != nil {
		return err
	}
	kms, err := startKMS(ctx, d)
	if err != nil {
		return err
	}
	defer kms.stop()
	d.endpoint = kms.endpoint
	for i, s := range steps {
		fmt.Printf("\n\033[1m%d. %s\033[0m\n", i+1, s.title)
		if err := s.do(ctx, d); err != nil {
			return fmt.Errorf("step %d (%s): %w", i+1, s.title, err)
		}
	}
	fmt.Printf("\nDone in %s. Nothing is left running; the work folder is %s.\n", time.Since(began).Round(time.Second), d.shown(work))
	return nil
}

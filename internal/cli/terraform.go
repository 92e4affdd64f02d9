package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

// showTimeout is how long terraform may take to turn a binary plan into JSON.
const showTimeout = 2 * time.Minute

// readBinary has terraform turn a binary plan into JSON. That starts the provider programs of the plan's folder, so
// it is done where the user asked for it or is present, and never by itself in CI.
func (r *reader) readBinary(ctx context.Context, path string) (*plan.Input, error) {
	if !r.allowExec && (inCI() || !isTerminal(r.app.In) || !isTerminal(r.app.Err)) {
		return nil, withHint(fmt.Errorf("%s is a binary plan, and only terraform can read it", path),
			"make the JSON: terraform show -json "+path+" > plan.json",
			"or let keywright start terraform, and with it the providers of that folder: --allow-exec")
	}
	ctx, cancel := context.WithTimeout(ctx, showTimeout)
	defer cancel()
	cmd, err := showCommand(ctx, path)
	if err != nil {
		return nil, err
	}
	r.progress.at("waiting for terraform show -json %s", path)
	in, err := r.readOutput(cmd, path)
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return nil, fmt.Errorf("terraform show -json %s took longer than %s", path, showTimeout)
	}
	return in, err
}

// showCommand is terraform show in the folder whose providers the plan needs: the plan's own where it was
// initialised, else the current one.
func showCommand(ctx context.Context, path string) (*exec.Cmd, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("finding the plan's folder: %w", err)
	}
	// The path is the user's own argument, made absolute so that it is no flag, and no shell reads it.
	cmd := exec.CommandContext(ctx, "terraform", "show", "-json", "-no-color", abs)
	if info, err := os.Stat(filepath.Join(filepath.Dir(abs), ".terraform")); err == nil && info.IsDir() {
		cmd.Dir = filepath.Dir(abs)
	}
	cmd.WaitDelay = 5 * time.Second // its providers may hold the pipe open
	return cmd, nil
}

// readOutput reads what the command prints while it prints it.
func (r *reader) readOutput(cmd *exec.Cmd, path string) (*plan.Input, error) {
	var stderr tail
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("starting terraform: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, errorf("install terraform, or give the JSON of the plan", "starting terraform: %w", err)
	}
	in, readErr := plan.Read(stdout, path, r.options)
	closing(stdout)
	if err := cmd.Wait(); err != nil && (readErr == nil || cmd.ProcessState.ExitCode() > 0) {
		return nil, errorf("run terraform init in the plan's folder, with the Terraform that made the plan",
			"terraform show -json %s: %w\n%s", path, err, stderr.text())
	}
	return in, explain(readErr)
}

// tail keeps the last bytes written to it.
type tail struct{ kept bytes.Buffer }

const tailBytes = 4096

func (t *tail) Write(p []byte) (int, error) {
	t.kept.Write(p)
	if extra := t.kept.Len() - tailBytes; extra > 0 {
		t.kept.Next(extra)
	}
	return len(p), nil
}

// text gives what was kept, without its empty lines.
func (t *tail) text() string {
	var lines []string
	for line := range strings.SplitSeq(t.kept.String(), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

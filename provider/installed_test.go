package provider

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/require"
)

// installed is the provider as a user installs it: built, in a mirror, started by terraform.
type installed struct{ binary string }

// builtIn is where build puts the provider; the tests' end removes it.
var builtIn string

// build builds the provider, once for all tests.
var build = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "keywright-provider-")
	if err != nil {
		return "", err
	}
	builtIn = folder
	binary := filepath.Join(folder, "provider")
	if out, err := exec.CommandContext(context.Background(), "go", "build", "-o", binary, "github.com/keywright/terraform-provider-keywright").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return binary, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if builtIn != "" {
		_ = os.RemoveAll(builtIn)
	}
	os.Exit(code)
}

// install gives the provider as it is built now.
func install(t *testing.T) *installed {
	t.Helper()
	require.Tool(t, "terraform")
	binary, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return &installed{binary: binary}
}

// workspace is a folder for a configuration whose provider writes its process id to pidFile when it starts.
type workspace struct {
	t               *testing.T
	folder, pidFile string
	environment     []string
	running         *exec.Cmd // terraform
}

func (i *installed) workspace(t *testing.T) *workspace {
	t.Helper()
	w := &workspace{t: t, folder: t.TempDir()}
	w.pidFile = filepath.Join(w.folder, "pid")
	overrides := filepath.Join(w.folder, "overrides")
	for _, folder := range []string{overrides, filepath.Join(w.folder, ".terraform")} { // an overridden provider needs no init, which makes the latter
		if err := os.Mkdir(folder, 0o750); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range map[string]string{
		"overrides/terraform-provider-keywright": fmt.Sprintf("#!/bin/sh\necho $$ >%q\nexec %q \"$@\"\n", w.pidFile, i.binary),
		"terraform.rc":                           fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"keywright/keywright\" = %q\n  }\n}\n", overrides),
	} {
		if err := os.WriteFile(filepath.Join(w.folder, name), []byte(text), 0o700); err != nil { //nolint:gosec // terraform starts one of them
			t.Fatal(err)
		}
	}
	w.environment = append(os.Environ(), "TF_CLI_CONFIG_FILE="+filepath.Join(w.folder, "terraform.rc"), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
	return w
}

// write replaces the configuration.
func (w *workspace) write(config string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.folder, "main.tf"), []byte(required+config), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

const required = "terraform {\n  required_providers {\n    keywright = {\n      source = \"keywright/keywright\"\n    }\n  }\n}\n"

// terraform runs a command and returns what it prints.
func (w *workspace) terraform(args ...string) (string, error) {
	cmd := exec.CommandContext(w.t.Context(), "terraform", append(args, "-no-color")...)
	cmd.Dir, cmd.Env = w.folder, w.environment
	w.running = cmd
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// apply applies the configuration, and must not fail.
func (w *workspace) apply() {
	w.t.Helper()
	if out, err := w.terraform("apply", "-auto-approve"); err != nil {
		w.t.Fatalf("the apply failed: %s", out)
	}
}

// killProvider ends the provider's process at once; killTerraform, terraform's own.
func (w *workspace) killProvider() error {
	text, err := os.ReadFile(w.pidFile)
	if err != nil {
		return err
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return err
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return process.Kill()
}

func (w *workspace) killTerraform() error { return w.running.Process.Kill() }

// interrupt is Ctrl-C, as terraform gets it.
func (w *workspace) interrupt() error { return w.running.Process.Signal(os.Interrupt) }

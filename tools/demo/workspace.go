package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// workspace is the demo's own folder: a copy of the example, a mirror that serves the provider without a registry,
// and the command-line configuration that names it.
type workspace struct {
	root      string // the repository
	example   string // the copy of examples/drop that terraform runs in
	keywright string // bin/keywright
	cliFile   string
	document  string
	data      string // the local KMS's file
	endpoint  string
}

func prepare(root, work string) (*workspace, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	if work, err = filepath.Abs(work); err != nil {
		return nil, err
	}
	if _, err := exec.LookPath("terraform"); err != nil {
		return nil, fmt.Errorf("terraform is not on PATH: install Terraform 1.8 or newer: %w", err)
	}
	if err := os.RemoveAll(work); err != nil {
		return nil, err
	}
	d := &workspace{
		root:      root,
		example:   filepath.Join(work, "drop"),
		keywright: filepath.Join(root, "bin", "keywright"),
		cliFile:   filepath.Join(work, "terraform.rc"),
		document:  filepath.Join(work, "document"),
		data:      filepath.Join(work, "kms.json"),
	}
	return d, errors.Join(d.copyExample(), d.mirror(filepath.Join(work, "mirror")))
}

func (d *workspace) copyExample() error {
	if err := os.MkdirAll(d.example, 0o755); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(d.root, "examples", "drop", "*.*"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := copyFile(file, filepath.Join(d.example, filepath.Base(file))); err != nil {
			return err
		}
	}
	return nil
}

// mirror lays the built provider out as `terraform init` expects a filesystem mirror.
func (d *workspace) mirror(folder string) error {
	platform := runtime.GOOS + "_" + runtime.GOARCH
	target := filepath.Join(folder, "registry.terraform.io", "keywright", "keywright", "0.0.1", platform)
	if err := os.MkdirAll(target, 0o755); err != nil {
		return err
	}
	binary := filepath.Join(d.root, "bin", "terraform-provider-keywright")
	if err := os.Symlink(binary, filepath.Join(target, "terraform-provider-keywright_v0.0.1")); err != nil {
		return err
	}
	config := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", folder)
	return os.WriteFile(d.cliFile, []byte(config), 0o600)
}

// environment is what terraform and keywright see: no credentials and no configuration of the person who runs it.
func (d *workspace) environment(identity string) []string {
	var kept []string
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "AWS_") && !strings.HasPrefix(pair, "TF_") {
			kept = append(kept, pair)
		}
	}
	return append(kept,
		"TF_CLI_CONFIG_FILE="+d.cliFile, "TF_IN_AUTOMATION=1", "TF_INPUT=0", "CHECKPOINT_DISABLE=1",
		"AWS_ENDPOINT_URL="+d.endpoint, "AWS_ACCESS_KEY_ID="+identity, "AWS_SECRET_ACCESS_KEY=local",
		"AWS_EC2_METADATA_DISABLED=true")
}

// output runs a program in the example's folder and gives what it printed and its exit code.
func (d *workspace) output(ctx context.Context, program string, args ...string) (string, int, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir, cmd.Env = d.example, d.environment("PIPELINE")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return out.String(), exit.ExitCode(), nil
	}
	return out.String(), 0, err
}

// expect runs a program and fails unless it ends with the given exit code.
func (d *workspace) expect(ctx context.Context, code int, program string, args ...string) (string, error) {
	shown := strings.Join(append([]string{filepath.Base(program)}, args...), " ")
	fmt.Printf("   $ %s\n", shown)
	out, got, err := d.output(ctx, program, args...)
	if err != nil {
		return out, fmt.Errorf("%s: %w", shown, err)
	}
	if got != code {
		return out, fmt.Errorf("%s ended with exit code %d, not %d:\n%s", shown, got, code, out)
	}
	return out, nil
}

// shown is a path as a reader wants it: relative to the repository where it lies inside.
func (d *workspace) shown(path string) string {
	if rel, err := filepath.Rel(d.root, path); err == nil && !strings.HasPrefix(rel, "..") {
		return rel
	}
	return path
}

func copyFile(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o600)
}

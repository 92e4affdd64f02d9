// Package require says what a test needs of the machine: absent, the test skips with its reason; absent and named
// in KEYWRIGHT_REQUIRE, it fails, so that a gate cannot go green on tests that did not run.
package require

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// Env names, comma-separated, the things whose absence is a failure.
const Env = "KEYWRIGHT_REQUIRE"

// Tool returns the path of an executable, or skips the test (fails it, where Env names the tool).
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		Absent(t, name, name+" is not on PATH")
	}
	return path
}

// Folder returns a folder's path, or skips the test (fails it, where Env names it by name).
func Folder(t testing.TB, name, path string) string {
	t.Helper()
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		Absent(t, name, "the folder "+name+" is not there")
	}
	return path
}

// Absent ends the test: by failure where Env names the thing, else by a skip that gives the reason.
func Absent(t testing.TB, name, reason string) {
	t.Helper()
	if slices.Contains(strings.Split(os.Getenv(Env), ","), name) {
		t.Fatalf("%s, and %s requires %s", reason, Env, name)
	}
	t.Skipf("%s: install it, or run without what needs it", reason)
}

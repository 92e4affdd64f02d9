package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/keywright/terraform-provider-keywright/internal/cli"
	"github.com/keywright/terraform-provider-keywright/internal/require"
)

// TestMain lets the scripts run this program under the name keywright.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"keywright": func() {
			os.Exit(cli.Run(context.Background(), cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, "1.2.3", os.Args[1:]))
		},
	})
}

// TestScripts runs every script of testdata/script. $PLANS holds real plans, one folder each, and $ROOT is the
// repository.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("ROOT", root)
			e.Setenv("PLANS", filepath.Join(root, "policies", "testdata", "plans"))
			e.Setenv("CI", "")
			e.Setenv("NOW", "2026-11-21T00:00:00Z")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"schema":    schema,
			"printable": printable,
			"lastline":  lastLine,
		},
	})
}

// exits runs a command and wants this exit status of it: exits 2 keywright check.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("the exit status is %d, want %d", got, want)
	}
}

// schema wants a file (or stdout) to obey a schema of docs/schema: schema check stdout.
func schema(ts *testscript.TestScript, neg bool, args []string) {
	s, err := jsonschema.NewCompiler().Compile(filepath.Join(ts.Getenv("ROOT"), "docs", "schema", args[0]+".schema.json"))
	ts.Check(err)
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(ts.ReadFile(args[1])))
	ts.Check(err)
	if err := s.Validate(doc); (err == nil) == neg {
		ts.Fatalf("%s: %v", args[1], err)
	}
}

// printable wants a file to hold nothing that a terminal would obey.
func printable(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		for _, r := range ts.ReadFile(name) {
			if r != '\n' && !unicode.IsPrint(r) {
				ts.Fatalf("%s holds the character %U", name, r)
			}
		}
	}
}

// lastLine wants the last line of a file to begin with a text.
func lastLine(ts *testscript.TestScript, _ bool, args []string) {
	lines := strings.Split(strings.TrimRight(ts.ReadFile(args[0]), "\n"), "\n")
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, args[1]) {
		ts.Fatalf("the last line is %q", last)
	}
}

// failing is a stream that nobody reads any more.
type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestOutputThatCannotBeWrittenIsNoSuccess(t *testing.T) {
	var stderr bytes.Buffer
	s := cli.Streams{In: strings.NewReader(""), Out: failing{errors.New("disk full")}, Err: &stderr}
	if got := cli.Run(t.Context(), s, "1", []string{"version"}); got != 2 {
		t.Errorf("exit status %d", got)
	}
	if !strings.Contains(stderr.String(), "disk full") {
		t.Errorf("standard error says %q", stderr.String())
	}
}

func TestAnInterruptEndsACheck(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var stdout, stderr bytes.Buffer
	s := cli.Streams{In: strings.NewReader("{}"), Out: &stdout, Err: &stderr}
	if got := cli.Run(ctx, s, "1", []string{"check", "-"}); got != 2 {
		t.Errorf("exit status %d", got)
	}
	if stdout.Len() > 0 || !strings.Contains(stderr.String(), "interrupted") {
		t.Errorf("standard output %q, standard error %q", stdout.String(), stderr.String())
	}
}

func TestLocalKMSSaysWhereItListensAndEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r, w := io.Pipe()
	var stderr bytes.Buffer
	done := make(chan int, 1)
	go func() {
		done <- cli.Run(ctx, cli.Streams{In: strings.NewReader(""), Out: w, Err: &stderr}, "1", []string{"local-kms", "--listen", "127.0.0.1:0"})
		_ = w.Close() // the reader below must not wait for ever
	}()
	said, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("%v; standard error: %s", err, stderr.String())
	}
	addr := strings.TrimSpace(strings.TrimPrefix(said, "# keywright local-kms listens on "))
	go func() { _, _ = io.Copy(io.Discard, r) }()
	conn, err := net.DialTimeout("tcp", addr, 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
	cancel()
	select {
	case got := <-done:
		if got != 0 {
			t.Errorf("exit status %d: %s", got, stderr.String())
		}
	case <-time.After(20 * time.Second):
		t.Error("it did not end")
	}
}

func TestAReaderThatLeavesIsNotToldOfIt(t *testing.T) {
	var stderr bytes.Buffer
	s := cli.Streams{In: strings.NewReader(""), Out: failing{syscall.EPIPE}, Err: &stderr}
	if got := cli.Run(t.Context(), s, "1", []string{"version"}); got != 2 || stderr.Len() > 0 {
		t.Errorf("exit status %d, standard error %q", got, stderr.String())
	}
}

// TestBinaryPlanOfTerraform reads what the real terraform writes. The plan has no key, so nothing is recognised.
func TestBinaryPlanOfTerraform(t *testing.T) {
	terraform := require.Tool(t, "terraform")
	dir := t.TempDir()
	config := "resource \"terraform_data\" \"nothing\" {\n  input = 1\n}\n"
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"init", "-input=false"}, {"plan", "-input=false", "-out=tfplan"}} {
		cmd := exec.Command(terraform, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("terraform %v: %v\n%s", args, err, out)
		}
	}
	var stdout, stderr bytes.Buffer
	s := cli.Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr}
	tfplan := filepath.Join(dir, "tfplan")
	if got := cli.Run(t.Context(), s, "1", []string{"check", "--format", "json", tfplan}); got != 2 {
		t.Errorf("without --allow-exec the exit status is %d", got)
	}
	stderr.Reset()
	if got := cli.Run(t.Context(), s, "1", []string{"check", "--format", "json", "--allow-exec", tfplan}); got != 0 {
		t.Fatalf("exit status %d: %s", got, stderr.String())
	}
	if !strings.Contains(stdout.String(), `"kind": "plan"`) || !strings.Contains(stderr.String(), "nothing recognised") {
		t.Errorf("standard output %s\nstandard error %s", stdout.String(), stderr.String())
	}
}

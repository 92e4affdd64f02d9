package cli_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/cli"
)

var update = flag.Bool("update", false, "write docs/cli anew")

// manual is where each command's help is kept for readers.
var manual = filepath.Join("..", "..", "docs", "cli")

func help(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	s := cli.Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr}
	if got := cli.Run(context.Background(), s, "VERSION", append(args, "--help")); got != 0 || stderr.Len() > 0 {
		t.Fatalf("%v --help exits %d and says %q", args, got, stderr.String())
	}
	return stdout.String()
}

// commands reads the names of the commands from the help of the root: what users see is what is documented.
func commands(t *testing.T) []string {
	t.Helper()
	_, list, ok := strings.Cut(help(t), "Available Commands:\n")
	if !ok {
		t.Fatal("the help lists no commands")
	}
	var names []string
	for line := range strings.Lines(list) {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			break
		}
		if fields[0] != "help" {
			names = append(names, fields[0])
		}
	}
	return names
}

// TestManualIsUpToDate holds docs/cli to be what the commands say of themselves, one page each and no more.
func TestManualIsUpToDate(t *testing.T) {
	pages := map[string]string{"keywright.md": page("keywright", help(t))}
	for _, name := range commands(t) {
		pages["keywright-"+name+".md"] = page("keywright "+name, help(t, name))
	}
	if len(pages) < 7 {
		t.Fatalf("there are only %d pages", len(pages))
	}
	for file, want := range pages {
		path := filepath.Join(manual, file)
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(path)
		if err != nil {
			t.Errorf("%v (run with -update)", err)
			continue
		}
		if diff := cmp.Diff(want, string(have)); diff != "" {
			t.Errorf("%s is stale (run with -update):\n%s", path, diff)
		}
	}
	entries, err := os.ReadDir(manual)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, ok := pages[e.Name()]; !ok {
			t.Errorf("%s is about a command that there is not", e.Name())
		}
	}
}

func page(title, help string) string {
	return "# " + title + "\n\n```text\n" + help + "```\n"
}

package facts_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/require"
)

// Every resource of a real plan is found in the source it was made from, whatever its key and module.
func TestRealPlanIsLocated(t *testing.T) {
	tool, dir := require.Tool(t, "terraform"), t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "plan", "testdata", "keys"))); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(t.TempDir(), "empty.tfrc")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var text []byte
	for _, args := range [][]string{{"init", "-input=false"}, {"plan", "-input=false", "-out=p"}, {"show", "-json", "p"}} {
		cmd := exec.CommandContext(t.Context(), tool, args...)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "TF_CLI_CONFIG_FILE="+empty, "CHECKPOINT_DISABLE=1")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("terraform %s: %v", args[0], err)
		}
		text = out
	}
	in, err := plan.Read(bytes.NewReader(text), "plan.json", plan.Options{})
	if err != nil {
		t.Fatal(err)
	}
	located, _ := build(t, facts.Options{SourceDir: dir}, in)["locations"].(map[string]any)
	changes, _ := in.Document["resource_changes"].([]any)
	for _, c := range changes {
		change, _ := c.(map[string]any)
		address, _ := change["address"].(string)
		if located[address] == nil {
			t.Errorf("%s is not found in the source", address)
		}
	}
	if len(changes) < 10 {
		t.Errorf("%d changes, want every kind of key among them", len(changes))
	}
}

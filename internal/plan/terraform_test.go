package plan_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/require"
)

// terraform is a folder in which the real Terraform runs, with its built-in provider alone.
type terraform struct {
	t    *testing.T
	tool string
	dir  string
}

func newTerraform(t *testing.T, from string) *terraform {
	t.Helper()
	tf := &terraform{t: t, tool: require.Tool(t, "terraform"), dir: t.TempDir()}
	if from != "" {
		if err := os.CopyFS(tf.dir, os.DirFS(filepath.Join("testdata", from))); err != nil {
			t.Fatal(err)
		}
	}
	return tf
}

// run gives Terraform's standard output, and its error where it ends in one.
func (tf *terraform) run(args ...string) ([]byte, error) {
	tf.t.Helper()
	config := filepath.Join(tf.dir, "empty.tfrc")
	if err := os.WriteFile(config, nil, 0o600); err != nil {
		tf.t.Fatal(err)
	}
	cmd := exec.CommandContext(tf.t.Context(), tf.tool, args...)
	cmd.Dir = tf.dir
	cmd.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+config, "TF_IN_AUTOMATION=1", "CHECKPOINT_DISABLE=1")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if err != nil {
		err = fmt.Errorf("terraform %s: %w\n%s", args[0], err, errs.String())
	}
	return out.Bytes(), err
}

func (tf *terraform) must(args ...string) []byte {
	tf.t.Helper()
	out, err := tf.run(args...)
	if err != nil {
		tf.t.Fatal(err)
	}
	return out
}

// plan makes a plan and reads it.
func (tf *terraform) plan(args ...string) *plan.Input {
	tf.t.Helper()
	tf.must("init", "-input=false")
	tf.must(append([]string{"plan", "-input=false", "-out=p"}, args...)...)
	return tf.read(tf.must("show", "-json", "p"))
}

func (tf *terraform) read(text []byte) *plan.Input {
	tf.t.Helper()
	in, err := plan.Read(bytes.NewReader(text), "plan.json", plan.Options{})
	if err != nil {
		tf.t.Fatal(err)
	}
	out, err := json.Marshal(in.Document)
	if err != nil {
		tf.t.Fatal(err)
	}
	if at := bytes.Index(out, []byte("a secret of")); at >= 0 {
		tf.t.Errorf("a marked value is left: …%s…", out[max(0, at-100):at+20])
	}
	return in
}

func addresses(in *plan.Input) []string {
	var out []string
	changes, _ := in.Document["resource_changes"].([]any)
	for _, c := range changes {
		change, _ := c.(map[string]any)
		address, _ := change["address"].(string)
		out = append(out, address)
	}
	return out
}

func TestRealPlanAndState(t *testing.T) {
	t.Parallel()
	tf := newTerraform(t, "keys")
	in := tf.plan()
	if in.Kind != plan.KindPlan || !in.Complete || in.Errored || in.TerraformVersion == "" {
		t.Errorf("read as %+v", in)
	}
	got := addresses(in)
	for _, want := range []string{
		`terraform_data.counted[1]`, `terraform_data.awkward["two words"]`, `terraform_data.awkward["x\"]y[\""]`,
		`terraform_data.awkward["nøkkel"]`, `terraform_data.awkward["$${var}"]`, `terraform_data.awkward["new\nline"]`,
		`terraform_data.awkward[""]`, `terraform_data.nøkkel`, `module.passed["a]b"].terraform_data.inner`,
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not among %q", want, got)
		}
	}
	again := tf.read(tf.must("show", "-json", "p"))
	if in.ContentSHA256 != again.ContentSHA256 {
		t.Error("one plan has two content digests")
	}
	tf.must("plan", "-input=false", "-out=p")
	if replanned := tf.read(tf.must("show", "-json", "p")); replanned.ContentSHA256 != in.ContentSHA256 {
		t.Error("the same change planned twice has two content digests")
	}
	tf.must("plan", "-input=false", "-out=p", "-var=plain=eu-west-1")
	if other := tf.read(tf.must("show", "-json", "p")); other.ContentSHA256 == in.ContentSHA256 {
		t.Error("another change has the same content digest")
	}
	tf.must("apply", "-input=false", "-auto-approve")
	if state := tf.read(tf.must("show", "-json")); state.Kind != plan.KindState {
		t.Errorf("a state is read as %s", state.Kind)
	}
	tf.must("plan", "-input=false", "-destroy", "-out=p")
	if destroyed := tf.read(tf.must("show", "-json", "p")); len(addresses(destroyed)) != len(got) {
		t.Errorf("%d resources destroyed, want %d", len(addresses(destroyed)), len(got))
	}
}

func TestRealTargetedPlanIsIncomplete(t *testing.T) {
	t.Parallel()
	if in := newTerraform(t, "keys").plan("-target=terraform_data.counted[0]"); in.Complete {
		t.Error("a plan made with -target is read as complete")
	}
}

func TestRealErroredPlanIsErrored(t *testing.T) {
	t.Parallel()
	tf := newTerraform(t, "errored")
	tf.must("init", "-input=false")
	if _, err := tf.run("plan", "-input=false", "-out=p"); err == nil {
		t.Fatal("the plan was to end in an error")
	}
	in := tf.read(tf.must("show", "-json", "p"))
	if !in.Errored || slices.Contains(addresses(in), "terraform_data.refused") {
		t.Errorf("errored %v, resources %q", in.Errored, addresses(in))
	}
}

func TestRealBinaryPlanIsRefused(t *testing.T) {
	t.Parallel()
	tf := newTerraform(t, "errored")
	tf.plan("-target=terraform_data.good")
	f, err := os.Open(filepath.Join(tf.dir, "p"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := plan.Read(f, "p", plan.Options{}); err == nil || !strings.Contains(err.Error(), "--allow-exec") {
		t.Errorf("got %v", err)
	}
}

func TestRealPlanOfDeepModules(t *testing.T) {
	t.Parallel()
	const levels = 30
	tf := newTerraform(t, "")
	dir := tf.dir
	for level := range levels {
		text := "resource \"terraform_data\" \"here\" {\n  input = var.region\n}\nvariable \"region\" {\n  default = \"eu-north-1\"\n}\n"
		if level < levels-1 {
			text += "module \"down\" {\n  source = \"./down\"\n  region = var.region\n}\n"
		}
		if err := os.MkdirAll(dir, 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(dir, "down")
	}
	in := tf.plan()
	want := strings.Repeat("module.down.", levels-1) + "terraform_data.here"
	if got := addresses(in); len(got) != levels || !slices.Contains(got, want) {
		t.Errorf("%d resources, want %d with %s", len(got), levels, want)
	}
}

package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/keywright/terraform-provider-keywright/internal/audit"
	"github.com/keywright/terraform-provider-keywright/internal/engine"
	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
	"github.com/keywright/terraform-provider-keywright/internal/profile"
	"github.com/keywright/terraform-provider-keywright/internal/report"
)

// TestEveryPlanInEveryForm prints the verdict on every real plan and state in every form, and holds the forms to what readers
// rely on: JSON by its schema, text with the verdict last, no character that a terminal obeys, the same bytes twice.
func TestEveryPlanInEveryForm(t *testing.T) {
	var files []string
	for _, name := range []string{"plan.json", "state.json"} {
		found, err := filepath.Glob(filepath.Join("..", "..", "policies", "testdata", "plans", "*", name))
		if err != nil || len(found) == 0 {
			t.Fatalf("no %s to judge: %v", name, err)
		}
		files = append(files, found...)
	}
	e, err := engine.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "docs", "schema", "check.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	judged := 0
	for _, file := range files {
		judged++
		t.Run(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), func(t *testing.T) {
			r := judge(t, e, file)
			again := judge(t, e, file)
			for _, kind := range report.Kinds() {
				first := printed(t, kind, r)
				if !bytes.Equal(first, printed(t, kind, again)) {
					t.Errorf("two runs gave different %s", kind)
				}
				checkPrintable(t, kind, first)
			}
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(printed(t, "json", r)))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Error(err)
			}
			checkVerdictLast(t, printed(t, "text", r))
			documents, err := audit.Render(audit.Input{Result: r.Result, Inventory: r.Inventory, Rules: e.Rules()})
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range documents {
				checkPrintable(t, d.Name, d.Text)
			}
		})
	}
	if judged < 50 {
		t.Errorf("only %d plans were judged", judged)
	}
}

func judge(t *testing.T, e *engine.Engine, file string) *engine.Report {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in, err := plan.Read(f, filepath.Base(file), plan.Options{ReadSet: e.ReadSet()})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	known, err := facts.Build([]*plan.Input{in}, facts.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Check(t.Context(), []*plan.Input{in}, profile.Builtin(), known, engine.Options{Now: now, All: true})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func printed(t *testing.T, kind string, r *engine.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.Write(&b, kind, &r.Result, report.Options{All: true}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func checkPrintable(t *testing.T, what string, text []byte) {
	t.Helper()
	for _, r := range string(text) {
		if r != '\n' && !unicode.IsPrint(r) {
			t.Fatalf("%s holds the character %U", what, r)
		}
	}
}

var verdictLine = regexp.MustCompile(`^(blocked|passed|not blocked|not judged): .* \(\d+ keys?, \d+ rules?\)$`)

func checkVerdictLast(t *testing.T, text []byte) {
	t.Helper()
	lines := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	for i, line := range lines {
		if verdictLine.MatchString(line) != (i == len(lines)-1) {
			t.Errorf("line %d of %d: %q", i+1, len(lines), line)
		}
	}
}

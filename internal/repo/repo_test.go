package repo

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// root is the repository, seen from this package's folder.
const root = "../.."

// walk calls visit for every committed-looking file under the repository, with its slash-separated path.
func walk(t *testing.T, visit func(path string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && (name == "bin" || (strings.HasPrefix(name, ".") && name != "." && name != ".." && name != ".ci")) {
			return filepath.SkipDir
		}
		if entry.Type().IsRegular() {
			visit(filepath.ToSlash(rel))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// read returns a file of the repository.
func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// packages lists the main module's packages by folder, with the non-test files of each.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	walk(t, func(path string) {
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && !strings.HasPrefix(path, "tools/") {
			dir := filepath.ToSlash(filepath.Dir(path))
			found[dir] = append(found[dir], path)
		}
	})
	if len(found) < 10 {
		t.Fatalf("only %d packages found: the walk looks in the wrong place", len(found))
	}
	return found
}

func parse(t *testing.T, path string, mode parser.Mode) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, path), nil, mode)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestEveryPackageHasOneDocComment(t *testing.T) {
	for dir, files := range packages(t) {
		documented := 0
		for _, path := range files {
			if parse(t, path, parser.PackageClauseOnly|parser.ParseComments).Doc != nil {
				documented++
			}
		}
		if documented != 1 {
			t.Errorf("package %s has %d package comments; one says what the room is for", dir, documented)
		}
	}
}

func TestNoReplaceInModules(t *testing.T) {
	for _, path := range []string{"go.mod", "tools/go.mod"} {
		if regexp.MustCompile(`(?m)^\s*replace\b`).MatchString(read(t, path)) {
			t.Errorf("%s has a replace directive: `go install module@version` refuses such a module", path)
		}
	}
}

// The clock and randomness in a plan make Terraform's second plan, at apply, differ from the first: "Provider
// produced inconsistent final plan". So files that plan are named *_plan.go and may use neither.
func TestPlansAreWithoutClockAndRandomness(t *testing.T) {
	planners := 0
	for _, path := range packages(t)["provider"] {
		file := parse(t, path, parser.ParseComments)
		if !strings.HasSuffix(path, "_plan.go") {
			for _, decl := range file.Decls {
				if f, ok := decl.(*ast.FuncDecl); ok && f.Name.Name == "ModifyPlan" {
					t.Errorf("%s has a ModifyPlan; it belongs in a file named *_plan.go", path)
				}
			}
			continue
		}
		planners++
		for _, spec := range file.Imports {
			switch name := strings.Trim(spec.Path.Value, `"`); name {
			case "time", "math/rand", "math/rand/v2", "crypto/rand":
				t.Errorf("%s imports %s", path, name)
			}
		}
	}
	if planners == 0 {
		t.Error("no file is named provider/*_plan.go: this test looked at nothing")
	}
}

// glob.match knows braces and brackets and stops at delimiters; IAM does not, and a Deny would look effective.
func TestPoliciesDoNotGlob(t *testing.T) {
	modules := 0
	walk(t, func(path string) {
		if strings.HasPrefix(path, "policies/") && strings.HasSuffix(path, ".rego") {
			modules++
			if strings.Contains(read(t, path), "glob.match") {
				t.Errorf("%s uses glob.match", path)
			}
		}
	})
	if modules == 0 {
		t.Error("no policy found: this test looked at nothing")
	}
}

// The linker ignores a wrong -X path without a word, so the stamp is looked at in a built binary.
func TestVersionIsStamped(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the binary: left out by -short")
	}
	flag := regexp.MustCompile(`-X (main\.\w+)=`).FindStringSubmatch(read(t, "GNUmakefile"))
	if flag == nil {
		t.Fatal("GNUmakefile stamps no version")
	}
	binary := filepath.Join(t.TempDir(), "keywright")
	build := exec.Command("go", "build", "-ldflags", "-X "+flag[1]+"=9.8.7-test", "-o", binary, ".")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := exec.Command(binary, "version").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "9.8.7-test") {
		t.Errorf("keywright version printed %q (%v), not the stamped version", out, err)
	}
}

package repo

import (
	"go/parser"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/keywright/terraform-provider-keywright"

// everything lets a package import any room below the doors.
var everything = []string{"*"}

// allowed is the table of rooms: which other rooms of this module a room may import. Data goes one way.
var allowed = map[string][]string{
	".":                  {"provider", "internal/cli"},
	"provider":           everything,
	"internal/cli":       everything,
	"policies":           {"policies/data"},
	"policies/data":      {},
	"internal/untrusted": {},
	"internal/finding":   {},
	"internal/require":   {},
	"internal/repo":      {},
	"internal/plan":      {"internal/untrusted", "policies/data"},
	"internal/source":    {"internal/untrusted", "policies/data"},
	"internal/profile":   {"internal/untrusted", "policies/data"},
	"internal/evidence":  {"internal/untrusted", "policies/data"},
	"internal/keypolicy": {"policies/data"},
	"internal/facts":     {"internal/plan", "internal/source", "internal/evidence", "internal/keypolicy", "policies/data"},
	"internal/engine":    {"policies", "internal/plan", "internal/facts", "internal/profile", "internal/finding", "policies/data"},
	"internal/report":    {"internal/finding", "internal/untrusted", "policies/data"},
	"internal/audit":     {"internal/finding", "internal/untrusted", "policies/data"},
	"internal/kms":       {"internal/keypolicy", "policies/data"},
	"internal/localkms":  {"internal/keypolicy", "policies/data"},
}

// guarded is what only some rooms may know, by import-path prefix.
var guarded = map[string][]string{
	"github.com/aws/":                        {"provider", "internal/kms", "internal/localkms"},
	"github.com/hashicorp/aws-sdk-go-base":   {"provider", "internal/kms"},
	"github.com/hashicorp/terraform-plugin-": {"provider"},
	"github.com/open-policy-agent/opa":       {"internal/engine", "policies"},
	"github.com/hashicorp/hcl/":              {"internal/profile", "internal/source", "internal/evidence"},
	"github.com/spf13/cobra":                 {"internal/cli"},
}

// room is the row of the table that a folder belongs to: itself or the nearest folder above it.
func room(dir string) string {
	for dir != "." {
		if _, ok := allowed[dir]; ok {
			return dir
		}
		cut := strings.LastIndex(dir, "/")
		if cut < 0 {
			break
		}
		dir = dir[:cut]
	}
	return dir
}

func TestImportsFollowTheTable(t *testing.T) {
	for dir, files := range packages(t) {
		from := room(dir)
		if _, ok := allowed[from]; !ok {
			t.Errorf("package %s is in no row of the table of imports", dir)
			continue
		}
		for _, path := range files {
			for _, spec := range parse(t, path, parser.ImportsOnly).Imports {
				checkImport(t, path, from, strings.Trim(spec.Path.Value, `"`))
			}
		}
	}
}

func checkImport(t *testing.T, path, from, imported string) {
	t.Helper()
	for prefix, rooms := range guarded {
		if strings.HasPrefix(imported, prefix) && !slices.Contains(rooms, from) {
			t.Errorf("%s imports %s, which only %s may know", path, imported, strings.Join(rooms, ", "))
		}
	}
	if imported != module && !strings.HasPrefix(imported, module+"/") {
		return
	}
	to := room(strings.TrimPrefix(imported, module+"/"))
	if to == from {
		return
	}
	if to == "provider" || to == "internal/cli" {
		if from != "." {
			t.Errorf("%s imports %s: nothing imports the two doors", path, imported)
		}
		return
	}
	if allowance := allowed[from]; !slices.Contains(allowance, "*") && !slices.Contains(allowance, to) {
		t.Errorf("%s imports %s: %s may import only %v", path, imported, from, allowance)
	}
}

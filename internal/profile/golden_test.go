package profile_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/profile"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The data is a contract with the rules and with whoever writes their own: a change of it must be seen.
func TestDataIsWhatRulesRead(t *testing.T) {
	example, err := profile.Load(filepath.Join("testdata", "example.hcl"))
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]*profile.Profile{"builtin": profile.Builtin(), "example": example} {
		t.Run(name, func(t *testing.T) {
			got, err := json.MarshalIndent(p.Data(), "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", name+".golden.json")
			if *update {
				if err := os.WriteFile(golden, append(got, '\n'), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)+"\n"); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

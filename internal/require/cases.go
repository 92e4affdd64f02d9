package require

import (
	"os"
	"strconv"
	"testing"
)

// CasesEnv raises the number of generated cases of the tests that hold the evaluators against each other; SeedEnv is the seed
// of the first, so that a run can be of cases that none before it had.
const (
	CasesEnv = "KEYWRIGHT_CASES"
	SeedEnv  = "KEYWRIGHT_SEED"
)

// Cases is the seed of the first generated case of a test, and how many there are: the environment's, or else from 0 as many
// as the test names.
func Cases(t testing.TB, otherwise int) (first uint64, count int) {
	t.Helper()
	count = otherwise
	if text := os.Getenv(CasesEnv); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			t.Fatalf("%s is %q, not a number of cases", CasesEnv, text)
		}
		count = n
	}
	if text := os.Getenv(SeedEnv); text != "" {
		var err error
		if first, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatalf("%s is %q, not a seed", SeedEnv, text)
		}
	}
	return first, count
}

package facts

import (
	"crypto/sha256"
	"encoding/hex"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// access analyses each text, on all cores, and gives the results by digest.
func access(texts, principals []string) map[string]any {
	results := make([]map[string]any, len(texts))
	var workers sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(texts)) {
		workers.Go(func() {
			for i := range next {
				results[i] = analyse(texts[i], principals)
			}
		})
	}
	for i := range texts {
		next <- i
	}
	close(next)
	workers.Wait()
	out := make(map[string]any, len(texts))
	for i, text := range texts {
		out[digest(text)] = results[i]
	}
	return out
}

// digest names a policy by its text, as the rules do.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// analyse gives what one policy lets whom do. A text that cannot be read gives nobody anything and says so in
// readable and reason: whoever takes the absence of a principal for "cannot" must look there first.
func analyse(text string, principals []string) map[string]any {
	policy, err := keypolicy.Parse(text)
	if err != nil {
		return map[string]any{"readable": false, "reason": err.Error(), "principals": map[string]any{}, "problems": []any{}}
	}
	a := keypolicy.Analyse(policy, nil, principals)
	out := make(map[string]any, len(a.Principals))
	for principal, verdicts := range a.Principals {
		out[principal] = capabilities(verdicts)
	}
	return map[string]any{"readable": true, "reason": "", "principals": out, "problems": anys(a.Problems)}
}

func capabilities(verdicts map[string]keypolicy.CapabilityVerdict) map[string]any {
	out := make(map[string]any, len(verdicts))
	for capability, v := range verdicts {
		out[capability] = map[string]any{
			"verdict":     string(v.Verdict),
			"actions":     anys(v.Actions),
			"statements":  anys(v.Statements),
			"conditional": v.Conditional,
			"reason":      v.Reason,
		}
	}
	return out
}

// exact keeps the principals that a policy can be asked about: ARNs without wildcards, each once and in order.
// Addresses and wildcards are for the rules to match.
func exact(principals []string) []string {
	var out []string
	for _, p := range principals {
		if strings.HasPrefix(p, "arn:") && !strings.ContainsAny(p, "*?") {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func anys(words []string) []any {
	out := make([]any, len(words))
	for i, w := range words {
		out[i] = w
	}
	return out
}

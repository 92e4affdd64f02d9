package facts

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/keywright/terraform-provider-keywright/internal/keypolicy"
)

// access analyses each text, on all cores, and gives the results by digest.
func access(texts, principals, bearers []string) map[string]any {
	results := make([]map[string]any, len(texts))
	var workers sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(texts)) {
		workers.Go(func() {
			for i := range next {
				results[i] = analyse(texts[i], principals, bearers)
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
// readable and reason: whoever takes the absence of a principal for "cannot" must look there first. form tells the rules
// what the entry holds.
func analyse(text string, principals, bearers []string) map[string]any {
	entry := map[string]any{"form": "reach", "readable": false, "reason": "", "principals": map[string]any{}, "problems": []any{}}
	policy, err := keypolicy.Parse(text)
	if err != nil {
		entry["reason"] = err.Error()
		return entry
	}
	a := keypolicy.Analyse(policy, nil, slices.Concat(principals, inView(policy, bearers), users(policy)))
	out := make(map[string]any, len(a.Reach))
	for principal, r := range a.Reach {
		if !r.Empty() {
			out[principal] = reach(r)
		}
	}
	entry["readable"], entry["principals"], entry["problems"] = true, out, anys(a.Problems)
	return entry
}

// inView gives the roles and users of the plan as principals of each account to which the policy leaves the decision:
// there, their identity policies count. The path that their ARNs may have does not tell two of them apart.
func inView(policy *keypolicy.Document, bearers []string) []string {
	var out []string
	for _, s := range policy.Statements {
		if s.Effect != keypolicy.Allow {
			continue
		}
		for _, p := range s.Principals {
			account, isRoot := strings.CutSuffix(p.Value, ":root")
			if len(p.Value) == 12 && strings.Trim(p.Value, "0123456789") == "" {
				account, isRoot = "arn:aws:iam::"+p.Value, true
			}
			if p.Kind != "AWS" || !isRoot {
				continue
			}
			for _, b := range bearers {
				out = append(out, account+":"+b)
			}
		}
	}
	return exact(out)
}

var (
	// A pattern that means users alone, of one account.
	userPattern = regexp.MustCompile(`^arn:[a-z-]+:iam::[0-9]{12}:user/[^$]*[*?][^$]*$`)
	// The operators under which it is one.
	likeness = regexp.MustCompile(`(?i)^(For(Any|All)Values?:)?(StringLike|ArnLike|ArnEquals)(IfExists)?$`)
)

// users gives the patterns by which conditions of the policy let users in: whoever they are, they come without a role. The
// rules ask about the same.
func users(policy *keypolicy.Document) []string {
	var out []string
	for _, s := range policy.Statements {
		for _, c := range s.Conditions {
			if s.Effect == keypolicy.Allow && strings.EqualFold(c.Key, "aws:PrincipalArn") && likeness.MatchString(c.Operator) {
				out = append(out, slices.DeleteFunc(slices.Clone(c.Values), func(v string) bool { return !userPattern.MatchString(v) })...)
			}
		}
	}
	return out
}

func reach(r keypolicy.Reach) map[string]any {
	by, requests := make(map[string]any, len(r.By)), make(map[string]any, len(r.Requests))
	for capability, names := range r.By {
		by[capability] = anys(names)
	}
	for capability, w := range r.Requests {
		requests[capability] = map[string]any{"action": w.Action, "statement": w.Statement, "with": anys(w.With)}
	}
	return map[string]any{
		"can": anys(r.Can), "maybe": anys(r.Maybe), "denied": anys(r.Denied), "by": by, "requests": requests,
		"without": without(r.Without), "perhaps": without(r.Perhaps), "grants": r.Grants, "grantees": anys(r.Grantees),
		"stranger": anys(r.Stranger), "unnamed": anys(r.Unnamed), "conditional": r.Conditional, "conditions": anys(r.Conditions),
		"statements": anys(r.Statements),
	}
}

func without(w keypolicy.Without) map[string]any {
	return map[string]any{"mfa": anys(w.MFA), "network": anys(w.Network), "self": anys(w.Self)}
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

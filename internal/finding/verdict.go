package finding

import (
	"fmt"
	"strings"
)

// Verdict is the verdict in one line. It says "passed" only where keys were judged and
// nothing stands against them: that the input itself was readable is no pass.
func (s Summary) Verdict() string {
	against := []string{some(s.Fail, "fail"), some(s.Undetermined, "undetermined")}
	rest := []string{some(s.Pass, "pass"), some(s.NotAssessed, "not assessed"), some(s.Excepted, "excepted")}
	of := fmt.Sprintf(" (%s, %s)", plural(s.Keys, "key"), plural(s.Rules, "rule"))
	switch {
	case s.Blocked:
		return "blocked: " + joined(against, rest) + of
	case s.Pass+s.Fail+s.Undetermined+s.Excepted == 0:
		return "not judged: " + joined([]string{"no rule found anything to judge"}, rest) + of
	case s.Fail+s.Undetermined > 0:
		return "not blocked: " + joined(against, rest) + of
	case s.Keys == 0:
		return "not blocked: " + joined([]string{"no key was recognised"}, rest) + of
	case s.Pass == 0:
		return "not blocked: " + joined(rest) + of
	default:
		return "passed: " + joined(rest) + of
	}
}

func joined(lists ...[]string) string {
	var out []string
	for _, l := range lists {
		for _, s := range l {
			if s != "" {
				out = append(out, s)
			}
		}
	}
	if len(out) == 0 {
		return "nothing counted"
	}
	return strings.Join(out, ", ")
}

func some(n int, what string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s", n, what)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

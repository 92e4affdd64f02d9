package policies

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Rule is what a rule's annotations say, in the form that the bundle carries.
type Rule struct {
	Family      string   `json:"family"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Severity    string   `json:"severity"`
	Scope       string   `json:"scope"`
	Rows        string   `json:"rows"`                   // each: looks at one key at a time; all: compares keys; last: speaks of what the others found
	EveryKey    bool     `json:"every_key,omitempty"`    // says something of every key; silence is a fault
	EveryStore  bool     `json:"every_store,omitempty"`  // the same of stores
	EverySecret bool     `json:"every_secret,omitempty"` // and of secrets
	Source      []string `json:"source"`
	Controls    []string `json:"controls"`
	Remediation string   `json:"remediation"`
	Avoid       string   `json:"avoid"`
	Prefer      string   `json:"prefer"`
}

// Metadata reads the rules' annotations from the text of modules. The ID of a rule is the last segment of its
// package, so that it cannot differ from where the rule is found.
func Metadata(texts map[string]string) (map[string]Rule, error) {
	out := map[string]Rule{}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		if !strings.HasPrefix(name, "rules/") {
			continue
		}
		id, rule, err := ruleOf(name, texts[name])
		if err != nil {
			return nil, fmt.Errorf("policies: %s: %w", name, err)
		}
		if _, twice := out[id]; twice {
			return nil, fmt.Errorf("policies: %s: the rule %s is defined twice", name, id)
		}
		out[id] = rule
	}
	return out, nil
}

func ruleOf(name, text string) (string, Rule, error) {
	module, err := ast.ParseModuleWithOpts(name, text, ast.ParserOptions{ProcessAnnotation: true})
	if err != nil {
		return "", Rule{}, err
	}
	segments := strings.Split(module.Package.Path.String(), ".")
	want := "data.keywright." + strings.ReplaceAll(strings.TrimSuffix(name, ".rego"), "/", ".")
	if got := module.Package.Path.String(); got != want {
		return "", Rule{}, fmt.Errorf("the package is %s; its path wants %s", got, want)
	}
	for _, annotation := range module.Annotations {
		if annotation.Scope == "package" {
			rule, err := fromAnnotation(annotation)
			rule.Family = path.Base(path.Dir(name))
			return strings.ToUpper(strings.ReplaceAll(segments[len(segments)-1], "_", "-")), rule, err
		}
	}
	return "", Rule{}, errors.New("the package has no METADATA")
}

// fromAnnotation takes the custom members by way of JSON: YAML gives them as loose values.
func fromAnnotation(a *ast.Annotations) (Rule, error) {
	var rule Rule
	custom, err := json.Marshal(a.Custom)
	if err != nil {
		return rule, err
	}
	if err := json.Unmarshal(custom, &rule); err != nil {
		return rule, err
	}
	rule.Title = strings.TrimSpace(a.Title)
	rule.Description = oneLine(a.Description)
	rule.Remediation = oneLine(rule.Remediation)
	rule.Avoid = strings.TrimRight(rule.Avoid, "\n")
	rule.Prefer = strings.TrimRight(rule.Prefer, "\n")
	return rule, nil
}

// oneLine undoes the line breaks that keep annotations within the margin.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// EncodeMetadata gives the metadata as the bundle's file has it.
func EncodeMetadata(rules map[string]Rule) ([]byte, error) {
	text, err := json.MarshalIndent(rules, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(text, '\n'), nil
}

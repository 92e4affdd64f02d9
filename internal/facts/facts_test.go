package facts_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

const admin = "arn:aws:iam::111122223333:role/admin"

func statement(sid, action string) string {
	return fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Sid":%q,"Effect":"Allow","Principal":{"AWS":%q},"Action":%q,"Resource":"*"}]}`, sid, admin, action)
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// planned makes a plan of resources, by type, each changing its policy (or json) from one text to another.
func planned(t *testing.T, resourceType, attribute, before, after string) *plan.Input {
	t.Helper()
	text, err := json.Marshal(map[string]any{
		"format_version": "1.2",
		"planned_values": map[string]any{},
		"resource_changes": []any{map[string]any{
			"address": resourceType + ".k", "mode": "managed", "type": resourceType, "name": "k",
			"change": map[string]any{
				"actions": []string{"update"},
				"before":  map[string]any{attribute: before},
				"after":   map[string]any{attribute: after},
			},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	in, err := plan.Read(strings.NewReader(string(text)), "plan.json", plan.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func build(t *testing.T, o facts.Options, inputs ...*plan.Input) facts.Facts {
	t.Helper()
	f, err := facts.Build(inputs, o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestNowIsInUTC(t *testing.T) {
	now := time.Date(2026, 11, 21, 1, 0, 0, 0, time.FixedZone("CET", 3600))
	if got := build(t, facts.Options{Now: now})["now"]; got != "2026-11-21T00:00:00Z" {
		t.Errorf("now is %v", got)
	}
}

func TestEveryPolicyInViewIsAnalysedOnce(t *testing.T) {
	before, after, document := statement("B", "kms:Encrypt"), statement("A", "kms:Decrypt"), statement("D", "kms:Sign")
	f := build(t, facts.Options{},
		planned(t, "aws_kms_key", "policy", before, after),
		planned(t, "aws_kms_key_policy", "policy", after, after),
		planned(t, "aws_iam_policy_document", "json", document, document),
		planned(t, "aws_sqs_queue", "policy", statement("Q", "sqs:*"), statement("Q", "sqs:*")),
	)
	access, _ := f["access"].(map[string]any)
	if len(access) != 3 {
		t.Errorf("%d texts analysed, want the key's two and the document's one", len(access))
	}
	for _, text := range []string{before, after, document} {
		entry, ok := access[digest(text)].(map[string]any)
		if !ok || entry["readable"] != true {
			t.Errorf("no analysis of %s: %v", text, entry)
		}
	}
}

func TestUnreadablePolicySaysWhy(t *testing.T) {
	for name, text := range map[string]string{
		"duplicate member": `{"Version":"2012-10-17","Statement":[],"Statement":[]}`,
		"no JSON":          `<policy/>`,
		"empty":            "",
	} {
		t.Run(name, func(t *testing.T) {
			access, _ := build(t, facts.Options{}, planned(t, "aws_kms_key", "policy", text, text))["access"].(map[string]any)
			entry, _ := access[digest(text)].(map[string]any)
			if reason, _ := entry["reason"].(string); entry["readable"] != false || reason == "" {
				t.Errorf("got %v, want it unreadable with a reason", entry)
			}
		})
	}
}

// Whoever is asked about is there where anything can be said of it, and so are the roles and users of the plan where the
// policy leaves the decision to their account.
func TestWhatIsAskedIsAnswered(t *testing.T) {
	const account = "arn:aws:iam::111122223333:"
	allow := func(principal string) string {
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":` + principal + `,"Action":"kms:Decrypt","Resource":"*"}]}`
	}
	options := facts.Options{Principals: []string{account + "role/asked", account + "role/*", "aws_iam_role.x"}}
	for _, tc := range []struct {
		name, text string
		want       []string
	}{
		{"everyone", allow(`"*"`), []string{"AWS:*", "AWS:" + account + "role/asked"}},
		{"the account", allow(`{"AWS":"` + account + `root"}`), []string{"AWS:" + account + "role/asked", "AWS:" + account + "role/shown", "AWS:" + account + "root", "AWS:" + account + "user/shown"}},
		{"the account by its number", allow(`{"AWS":"111122223333"}`), []string{"AWS:" + account + "role/asked", "AWS:" + account + "role/shown", "AWS:" + account + "root", "AWS:" + account + "user/shown"}},
		{"another", allow(`{"AWS":"` + admin + `"}`), []string{"AWS:" + admin}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			access, _ := build(t, options,
				planned(t, "aws_kms_key", "policy", tc.text, tc.text), planned(t, "aws_iam_role", "name", "shown", "shown"),
				planned(t, "aws_iam_user", "name", "shown", "shown"), planned(t, "aws_iam_group", "name", "not", "not"),
			)["access"].(map[string]any)
			entry, _ := access[digest(tc.text)].(map[string]any)
			principals, _ := entry["principals"].(map[string]any)
			if got := slices.Sorted(maps.Keys(principals)); entry["form"] != "reach" || !slices.Equal(got, tc.want) {
				t.Errorf("%v: %q, want %q", entry["form"], got, tc.want)
			}
		})
	}
}

// The facts are JSON and the same at every run, however the work falls on the cores.
func TestFactsAreTheSameEveryTime(t *testing.T) {
	var inputs []*plan.Input
	for i := range 50 {
		text := statement(fmt.Sprint("S", i), "kms:*")
		inputs = append(inputs, planned(t, "keywright_key", "policy", text, text))
	}
	var first string
	for range 5 {
		text, err := json.Marshal(build(t, facts.Options{Now: time.Unix(0, 0)}, inputs...))
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(text)
		}
		if diff := cmp.Diff(first, string(text)); diff != "" {
			t.Fatal(diff)
		}
	}
}

func TestLocationsAreOfTheSource(t *testing.T) {
	dir := t.TempDir()
	text := "# keys\n\nresource \"aws_kms_key\" \"k\" {\n  is_enabled = true\n}\n"
	if err := os.WriteFile(filepath.Join(dir, "keys.tf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	in := planned(t, "aws_kms_key", "policy", "", "")
	got := build(t, facts.Options{SourceDir: dir}, in, planned(t, "aws_kms_alias", "name", "", ""))["locations"]
	at := func(line, end string) map[string]any {
		return map[string]any{"file": "keys.tf", "line": json.Number(line), "end_line": json.Number(end)}
	}
	block := at("3", "5")
	block["attributes"] = map[string]any{"is_enabled": at("4", "4")}
	want := map[string]any{"aws_kms_key.k": block}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := build(t, facts.Options{}, in)["locations"]; len(got.(map[string]any)) != 0 {
		t.Errorf("locations without a source: %v", got)
	}
	if _, err := facts.Build(nil, facts.Options{SourceDir: filepath.Join(dir, "absent")}); err == nil {
		t.Error("a source that is not there is read")
	}
}

// An estate of ten thousand keys, each with its own policy, is the most that is aimed for.
func BenchmarkTenThousandPolicies(b *testing.B) {
	changes := make([]any, 10_000)
	for i := range changes {
		changes[i] = map[string]any{
			"address": fmt.Sprint("aws_kms_key.k", i), "type": "aws_kms_key",
			"change": map[string]any{"after": map[string]any{"policy": statement(fmt.Sprint("S", i), "kms:*")}},
		}
	}
	in := &plan.Input{Document: map[string]any{"resource_changes": changes}}
	for b.Loop() {
		if _, err := facts.Build([]*plan.Input{in}, facts.Options{Principals: []string{admin}}); err != nil {
			b.Fatal(err)
		}
	}
}

package facts_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/facts"
	"github.com/keywright/terraform-provider-keywright/internal/plan"
)

const plansDir = "../../policies/testdata/plans"

// sources copies the configuration of a case, with a text of one file replaced.
func sources(t *testing.T, name, file, old, changed string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(plansDir, name))); err != nil {
		t.Fatal(err)
	}
	if file == "" {
		return dir
	}
	path := filepath.Join(dir, file)
	text, err := os.ReadFile(path)
	if err != nil && old != "" {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("%s does not say %q", file, old)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), old, changed, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func readCase(t *testing.T, name string) *plan.Input {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(plansDir, name, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	in, err := plan.Read(bytes.NewReader(text), "plan.json", plan.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// entry gives what the source tells of the policy at an address.
func entry(t *testing.T, in *plan.Input, dir, address string) map[string]any {
	t.Helper()
	resolved, _ := build(t, facts.Options{SourceDir: dir}, in)["resolved"].(map[string]any)
	attributes, _ := resolved[address].(map[string]any)
	found, _ := attributes["policy"].(map[string]any)
	return found
}

// A source from which the plan was not made tells nothing.
func TestAnotherSourceTellsNothing(t *testing.T) {
	const styles, modules, accounts = "source-corpus-styles", "source-corpus-modules", "source-corpus-accounts"
	const styled, inModule, simple = "aws_kms_key.inline_good", "module.one_deep_good.aws_kms_key.this", "aws_kms_key.one_account_good"
	for _, tt := range []struct{ name, file, old, changed, address, want string }{
		{styles, "", "", "", styled, ""},
		{modules, "", "", "", inModule, ""},
		{accounts, "", "", "", simple, ""},
		{styles, "texts.tf", "Principal = { AWS = aws_iam_role.app.arn }", "Principal = { AWS = aws_iam_role.key_admin.arn }", styled, "has another policy"},
		{styles, "texts.tf", "aws_iam_role.app.arn", "aws_iam_role.app.id", styled, "has another policy"},
		{styles, "main.tf", "count              = 2", "count              = 3", styled, "has another count"},
		{styles, "main.tf", `{ app = "mixed", admin = "drop-key-admin" }`, `{ app = "mixed", admin = "other" }`, styled, "has another for_each"},
		{styles, "main.tf", `name               = "app"`, `name               = "other"`, styled, "has another name"},
		{styles, "main.tf", "default = true", "default = false", styled, "has another default"},
		{styles, "main.tf", `identifiers = ["ecs-tasks.amazonaws.com"]`, `identifiers = ["lambda.amazonaws.com"]`, styled, "has another statement"},
		{styles, "more.tf", "", "resource \"aws_iam_role\" \"new\" {\n  name = \"new\"\n}\n", styled, "is not in the plan"},
		{styles, "more.tf", "", "variable \"new\" {\n  default = 1\n}\n", styled, "is not in the plan"},
		{styles, "more.tf", "", "output \"new\" {\n  value = 1\n}\n", styled, "is not in the plan"},
		{styles, "more.tf", "", "resource \"aws_kms_key\" \"inline_good\" {\n}\n", styled, "it is declared twice"},
		{styles, "x_override.tf", "", "resource \"aws_kms_key\" \"inline_good\" {\n  policy = \"{}\"\n}\n", styled, "has another policy"},
		{styles, "main.tofu", "", "", styled, "OpenTofu"},
		// What stands in locals is in no plan; it tells on itself where it draws on something else, or where the plan knows what comes of it.
		{"undetermined-new-role", "main.tf", "AWS = aws_iam_role.app.arn", "AWS = aws_iam_role.app.unique_id", "aws_kms_key.database", "it draws on aws_iam_role.app.unique_id"},
		{styles, "main.tf", `Owner              = "security-team"`, `Owner              = "somebody"`, styled, "tags of aws_kms_key"},
		{modules, "main.tf", `source = "./app"`, `source = "./key"`, inModule, "has another source"},
		{modules, "main.tf", "users  = [module.app.role_arn]\n", "users  = [aws_iam_role.key_admin.arn]\n", inModule, "passes another users"},
		{modules, "key/main.tf", `default  = "production"`, `default  = "staging"`, inModule, "has another default"},
		{modules, "app/main.tf", "value = aws_iam_role.this.arn", "value = aws_iam_role.this.id", inModule, "the output role_arn"},
		{modules, "key/main.tf", "resource \"aws_kms_key\" \"this\" {", "resource \"aws_kms_key\" \"that\" {", inModule, "is not in it"},
		{accounts, "keys_override.tf", "Principal = { AWS = aws_iam_role.app.arn }", "Principal = { AWS = aws_iam_role.key_admin.arn }", "aws_kms_key.overridden_good", "has another policy"},
	} {
		t.Run(tt.name+" "+tt.file+" "+tt.want, func(t *testing.T) {
			got := entry(t, readCase(t, tt.name), sources(t, tt.name, tt.file, tt.old, tt.changed), tt.address)
			reason, _ := got["reason"].(string)
			if tt.want == "" && got["value"] == nil || tt.want != "" && (got["value"] != nil || got["draft"] != nil || !strings.Contains(reason, tt.want)) {
				t.Errorf("%v, want %q", got, tt.want)
			}
		})
	}
}

// A plan that is not whole, or not alone, is not held against a source.
func TestUnfinishedPlansAreNotResolved(t *testing.T) {
	dir := sources(t, "source-corpus-accounts", "", "", "")
	for name, change := range map[string]func(in *plan.Input){
		"errored":    func(in *plan.Input) { in.Errored = true },
		"incomplete": func(in *plan.Input) { in.Complete = false },
		"a state":    func(in *plan.Input) { in.Kind = plan.KindState },
	} {
		in := readCase(t, "source-corpus-accounts")
		change(in)
		if got := entry(t, in, dir, "aws_kms_key.one_account_good"); got != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
	in := readCase(t, "source-corpus-accounts")
	resolved, _ := build(t, facts.Options{SourceDir: dir}, in, in)["resolved"].(map[string]any)
	if len(resolved) > 0 {
		t.Error("two plans are resolved by one source")
	}
}

// What a plan marks as sensitive stays unknown, whatever the source says.
func TestSensitiveStaysUnknown(t *testing.T) {
	in := readCase(t, "source-corpus-accounts")
	for _, v := range in.Document["resource_changes"].([]any) {
		change := v.(map[string]any)["change"].(map[string]any)
		if marks, ok := change["after_sensitive"].(map[string]any); ok && v.(map[string]any)["address"] == "aws_kms_key.one_account_good" {
			marks["policy"] = true
		}
	}
	dir := sources(t, "source-corpus-accounts", "", "", "")
	if got := entry(t, in, dir, "aws_kms_key.one_account_good"); got != nil {
		t.Errorf("%v", got)
	}
	if got := entry(t, in, dir, "aws_kms_key.one_account_bad"); got["value"] == nil {
		t.Errorf("the one beside it: %v", got)
	}
}

// Files of OpenTofu count where it is said that OpenTofu made the plan, and leave everything open where it is not.
func TestSourceOfOpenTofu(t *testing.T) {
	in := readCase(t, namesCase)
	dir := sources(t, namesCase, "", "", "")
	if err := os.Rename(filepath.Join(dir, "main.tf"), filepath.Join(dir, "main.tofu")); err != nil {
		t.Fatal(err)
	}
	const address = "keywright_key.named"
	of := func(o facts.Options) map[string]any {
		resolved, _ := build(t, o, in)["resolved"].(map[string]any)
		attributes, _ := resolved[address].(map[string]any)
		policy, _ := attributes["policy"].(map[string]any)
		return policy
	}
	if found := of(facts.Options{SourceDir: dir, OpenTofu: true}); found["value"] == nil {
		t.Errorf("as OpenTofu reads it, the policy is %v", found)
	}
	if reason, _ := of(facts.Options{SourceDir: dir})["reason"].(string); !strings.Contains(reason, "--opentofu") {
		t.Errorf("as Terraform reads it, the reason is %q", reason)
	}
}

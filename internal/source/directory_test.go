package source_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// lay writes files into a new folder.
func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// after gives what a directory plans, by address: values and marks.
func after(t *testing.T, d *source.Directory) map[string][2]map[string]any {
	t.Helper()
	var document struct {
		Changes []struct {
			Address string
			Change  struct {
				After   map[string]any
				Unknown map[string]any `json:"after_unknown"`
			}
		} `json:"resource_changes"`
	}
	if err := json.Unmarshal(d.Document, &document); err != nil {
		t.Fatal(err)
	}
	out := map[string][2]map[string]any{}
	for _, c := range document.Changes {
		out[c.Address] = [2]map[string]any{c.Change.After, c.Change.Unknown}
	}
	return out
}

func TestValuesHaveTerraformsOrder(t *testing.T) {
	t.Parallel()
	files := map[string]string{
		"main.tf": `variable "a" { default = "default" }
resource "aws_sns_topic" "t" { name = var.a }`,
	}
	o := source.DirectoryOptions{}
	expect := func(want string) {
		t.Helper()
		d, err := source.ReadDirectory(lay(t, files), o)
		if err != nil {
			t.Fatal(err)
		}
		if got := after(t, d)["aws_sns_topic.t"][0]["name"]; got != want {
			t.Errorf("the name is %v, want %s", got, want)
		}
	}
	expect("default")
	o.Environment = map[string]string{"a": "environment"}
	expect("environment")
	files["terraform.tfvars"] = `a = "tfvars"`
	expect("tfvars")
	files["terraform.tfvars.json"] = `{"a": "json"}`
	expect("json")
	files["b.auto.tfvars"] = `a = "b"`
	files["a.auto.tfvars.json"] = `{"a": "a"}`
	expect("b")
	o.Given = []source.Given{{Name: "a", Value: "given"}, {File: filepath.Join(lay(t, map[string]string{"x.tfvars": `a = "file"`}), "x.tfvars")}}
	expect("file")
	o.Given[0], o.Given[1] = o.Given[1], o.Given[0]
	expect("given")
}

func TestInstancesAreExpandedOrOpen(t *testing.T) {
	t.Parallel()
	d, err := source.ReadDirectory(lay(t, map[string]string{
		"main.tf": `variable "none" {}
resource "aws_sns_topic" "two" {
  count = 2
  name  = "t${count.index}"
}
resource "aws_sns_topic" "each" {
  for_each = toset(["a", "$${b}"])
  name     = each.key
}
resource "aws_sns_topic" "open" {
  count = var.none
  name  = "open"
}
resource "aws_sns_topic" "off" {
  count = 0
}
module "m" {
  source   = "./m"
  for_each = { x = "1" }
  name     = each.value
}`,
		"m/main.tf": `variable "name" {}
resource "aws_sqs_queue" "q" {
  name              = var.name
  kms_master_key_id = aws_kms_key.k.arn
}
resource "aws_kms_key" "k" {}`,
	}), source.DirectoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got := after(t, d)
	for address, name := range map[string]string{
		"aws_sns_topic.two[1]": "t1", `aws_sns_topic.each["a"]`: "a", `aws_sns_topic.each["$${b}"]`: "${b}",
		"aws_sns_topic.open": "open", `module.m["x"].aws_sqs_queue.q`: "1",
	} {
		if got[address][0]["name"] != name {
			t.Errorf("%s has the name %v, want %s; there are %d", address, got[address][0]["name"], name, len(got))
		}
	}
	if got[`module.m["x"].aws_sqs_queue.q`][1]["kms_master_key_id"] != true {
		t.Error("the ARN of a new key is known")
	}
	if _, ok := got["aws_sns_topic.off[0]"]; ok || len(got) != 7 {
		t.Errorf("there are %d resources", len(got))
	}
	if len(d.Open) != 1 || !strings.Contains(d.Open[0], "aws_sns_topic.open (main.tf:10): how many there are cannot be told: var.none") {
		t.Errorf("open: %q", d.Open)
	}
	if len(d.Notes) != 1 || !strings.HasPrefix(d.Notes[0], "var.none has no value") {
		t.Errorf("notes: %q", d.Notes)
	}
}

// A document is the same however it is written: in JSON, and where files override it.
func TestDocumentsInJSONAndOverridden(t *testing.T) {
	t.Parallel()
	native := `data "aws_iam_policy_document" "d" {
  statement {
    sid       = "Use"
    actions   = ["kms:Decrypt"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/app"]
    }
    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["true"]
    }
  }
  dynamic "statement" {
    for_each = { Read = "kms:DescribeKey" }
    content {
      sid       = statement.key
      actions   = [statement.value]
      resources = ["*"]
    }
  }
}
`
	written := `{"data": {"aws_iam_policy_document": {"d": {
  "statement": [{
    "sid": "Use", "actions": ["kms:Decrypt"], "resources": ["*"],
    "principals": {"type": "AWS", "identifiers": ["arn:aws:iam::123456789012:role/app"]},
    "condition": [{"test": "Bool", "variable": "aws:MultiFactorAuthPresent", "values": ["true"]}]
  }],
  "dynamic": {"statement": {"for_each": {"Read": "kms:DescribeKey"}, "content": {"sid": "${statement.key}", "actions": ["${statement.value}"], "resources": ["*"]}}}
}}}}`
	document := func(files map[string]string) string {
		t.Helper()
		d, err := source.ReadDirectory(lay(t, files), source.DirectoryOptions{})
		if err != nil {
			t.Fatal(err)
		}
		text, _ := after(t, d)["data.aws_iam_policy_document.d"][0]["json"].(string)
		return text
	}
	want := document(map[string]string{"main.tf": native})
	if !strings.Contains(want, `"Sid":"Read"`) || !strings.Contains(want, "role/app") {
		t.Errorf("the document is %s", want)
	}
	if got := document(map[string]string{"main.tf.json": written}); got != want {
		t.Errorf("in JSON it is %s, want %s", got, want)
	}
	replaced := "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n    sid = \"Other\"\n    actions = [\"kms:Encrypt\"]\n    resources = [\"*\"]\n  }\n}\n"
	got := document(map[string]string{"main.tf.json": written, "main_override.tf": replaced})
	if got != document(map[string]string{"main.tf": replaced}) {
		t.Errorf("overridden it is %s", got)
	}
}

// What is there already a directory does not tell, but blocks tell what may be.
func TestBlocksOfHistory(t *testing.T) {
	t.Parallel()
	d, err := source.ReadDirectory(lay(t, map[string]string{
		"main.tf": `removed {
  from = aws_kms_key.gone
  lifecycle {
    destroy = false
  }
}
moved {
  from = aws_kms_key.a
  to   = aws_kms_key.b
}
moved {
  from = aws_kms_key.b
  to   = aws_kms_key.c["x"]
}
moved {
  from = aws_kms_key.d
  to   = aws_kms_key.e
}
moved {
  from = aws_kms_key.f
  to   = module.m["a.b"]
}
import {
  to = aws_kms_key.c["x"]
  id = "00000000-0000-0000-0000-000000000000"
}
import {
  for_each = toset(["x"])
  to       = aws_kms_key.c[each.key]
  id       = each.key
}
import {
  to = aws_kms_key.elsewhere
  id = "00000000-0000-0000-0000-000000000001"
}
resource "aws_kms_key" "c" {
  for_each = toset(["x"])
}
module "m" {
  source   = "./m"
  for_each = toset(["a.b"])
}
check "known" {
  data "aws_iam_policy_document" "d" {}
  assert {
    condition     = data.aws_iam_policy_document.d.json != ""
    error_message = "There is none."
  }
}`,
		"m/main.tf.json": `{"removed": {"from": "aws_kms_key.inner"}, "moved": [{"from": "aws_kms_key.inner", "to": "aws_kms_key.nowhere"}]}`,
		"m/more.tf":      `resource "aws_kms_key" "k" {}`,
	}), source.DirectoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want := []source.Going{
		{Address: "aws_kms_key.e", File: "main.tf", Line: 15, Moved: true},
		{Address: "aws_kms_key.gone", File: "main.tf", Line: 1},
		{Address: `module.m["a.b"].aws_kms_key.inner`, File: "m/main.tf.json", Line: 1},
		{Address: `module.m["a.b"].aws_kms_key.nowhere`, File: "m/main.tf.json", Line: 1, Moved: true},
	}
	if diff := cmp.Diff(want, d.Going); diff != "" {
		t.Errorf("what may go (-want +got):\n%s", diff)
	}
	if len(d.Open) != 1 || !strings.Contains(d.Open[0], "aws_kms_key.elsewhere is brought in by an import block (main.tf:32)") {
		t.Errorf("open: %q", d.Open)
	}
	if len(d.Notes) != 2 || !strings.Contains(d.Notes[0], `aws_kms_key.c["x"] is there already`) || !strings.Contains(d.Notes[1], "aws_kms_key.c is there already") {
		t.Errorf("notes: %q", d.Notes)
	}
	if _, ok := after(t, d)["data.aws_iam_policy_document.d"]; !ok {
		t.Error("the data source of the check is not there")
	}
}

func TestTheWorkspaceIsToldOrOpen(t *testing.T) {
	t.Parallel()
	dir := lay(t, map[string]string{
		"main.tf":                `resource "aws_sns_topic" "t" { name = "${terraform.workspace}-topic" }`,
		".terraform/environment": "forged",
	})
	for workspace, want := range map[string]any{"": nil, "production": "production-topic"} {
		d, err := source.ReadDirectory(dir, source.DirectoryOptions{Workspace: workspace})
		if err != nil {
			t.Fatal(err)
		}
		if got := after(t, d)["aws_sns_topic.t"][0]["name"]; got != want {
			t.Errorf("in %q the name is %v, want %v", workspace, got, want)
		}
	}
}

// A map is as long as it is, whatever is not known of its values.
func TestUnknownValuesLeaveTheKeys(t *testing.T) {
	t.Parallel()
	d, err := source.ReadDirectory(lay(t, map[string]string{
		"main.tf": `resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = "{}"
}
resource "aws_elsewhere" "e" {}
module "m" {
  source = "./m"
  grants = { a = { to = aws_iam_role.r.arn }, b = { to = aws_elsewhere.e.id } }
}`,
		"m/main.tf": `variable "grants" {
  type = map(object({ to = string, name = optional(string) }))
}
resource "aws_kms_grant" "g" {
  for_each          = { for name, grant in var.grants : name => grant if name != "c" }
  key_id            = "k"
  grantee_principal = each.value.to
  operations        = ["Decrypt"]
}`,
	}), source.DirectoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got := after(t, d)
	for _, key := range []string{"a", "b"} {
		grant, ok := got[`module.m.aws_kms_grant.g["`+key+`"]`]
		if !ok || grant[1]["grantee_principal"] != true {
			t.Errorf("the grant %s is %v", key, grant)
		}
	}
	if len(d.Open) > 0 {
		t.Errorf("open: %q", d.Open)
	}
}

func TestTypesOfVariables(t *testing.T) {
	t.Parallel()
	d, err := source.ReadDirectory(lay(t, map[string]string{"main.tf": `variable "tags" {
  type    = map
  default = { a = "1" }
}
variable "names" {
  type    = list
  default = ["x"]
}
resource "aws_sns_topic" "t" {
  name = var.names[0]
  tags = var.tags
}`}), source.DirectoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if got := after(t, d)["aws_sns_topic.t"][0]; got["name"] != "x" || len(got["tags"].(map[string]any)) != 1 {
		t.Errorf("the topic is %v", got)
	}
}

// A policy of Google Cloud's IAM is what its blocks say, and not known where one of them is not.
func TestPolicyDataIsMadeOfItsBlocks(t *testing.T) {
	t.Parallel()
	d, err := source.ReadDirectory(lay(t, map[string]string{"main.tf": `
variable "open" {}
locals { readers = { "roles/cloudkms.viewer" = ["user:b@drop.no", "user:a@drop.no"] } }
data "google_iam_policy" "known" {
  dynamic "binding" {
    for_each = local.readers
    content {
      role    = binding.key
      members = binding.value
      condition {
        title      = "until"
        expression = "request.time < timestamp(\"2027-01-01T00:00:00Z\")"
      }
    }
  }
  binding {
    role    = "roles/cloudkms.cryptoKeyDecrypter"
    members = ["allUsers"]
  }
}
data "google_iam_policy" "open" {
  binding {
    role    = "roles/cloudkms.viewer"
    members = ["allUsers", var.open]
  }
}
data "google_iam_policy" "lacking" {
  binding {
    role = "roles/cloudkms.viewer"
  }
}
resource "google_kms_crypto_key_iam_policy" "p" {
  for_each      = { known = data.google_iam_policy.known, open = data.google_iam_policy.open, lacking = data.google_iam_policy.lacking }
  crypto_key_id = "drop/europe-north1/r/k"
  policy_data   = each.value.policy_data
}`}), source.DirectoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"bindings":[{"members":["allUsers"],"role":"roles/cloudkms.cryptoKeyDecrypter"},` +
		`{"condition":{"expression":"request.time \u003c timestamp(\"2027-01-01T00:00:00Z\")","title":"until"},` +
		`"members":["user:a@drop.no","user:b@drop.no"],"role":"roles/cloudkms.viewer"}]}`
	all := after(t, d)
	if got := all[`google_kms_crypto_key_iam_policy.p["known"]`][0]["policy_data"]; got != want {
		t.Errorf("the policy is %v, want %s", got, want)
	}
	for _, name := range []string{"open", "lacking"} {
		if got := all[`google_kms_crypto_key_iam_policy.p["`+name+`"]`]; got[1]["policy_data"] != true {
			t.Errorf("the policy %s is %v, want one that is not known", name, got)
		}
	}
}

// A directory may be for another version of a provider, in which what rules read has another name.
func TestNamesOfOtherVersionsAreRead(t *testing.T) {
	t.Parallel()
	d, err := source.ReadDirectory(lay(t, map[string]string{"main.tf": `
resource "azurerm_key_vault" "v" { enable_rbac_authorization = true }
resource "azurerm_storage_account" "s" { enable_https_traffic_only = false }
resource "cloudflare_hostname_tls_setting" "h" { setting = "min_tls_version" }`}), source.DirectoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]any{}
	for address, name := range map[string]string{
		"azurerm_key_vault.v": "enable_rbac_authorization", "azurerm_storage_account.s": "enable_https_traffic_only",
		"cloudflare_hostname_tls_setting.h": "setting",
	} {
		got[name] = after(t, d)[address][0][name]
	}
	want := map[string]any{"enable_rbac_authorization": true, "enable_https_traffic_only": false, "setting": "min_tls_version"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What Terraform lets be written as blocks is the same as an attribute.
func TestAnAttributeIsWrittenAsBlocks(t *testing.T) {
	t.Parallel()
	d, err := source.ReadDirectory(lay(t, map[string]string{
		"main.tf": `
resource "azurerm_container_registry" "block" {
  encryption { key_vault_key_id = "k" }
}
resource "azurerm_container_registry" "attribute" {
  encryption = [{ key_vault_key_id = "k", identity_client_id = null }]
}
resource "azurerm_container_registry" "none" {}
resource "azurerm_key_vault" "block" {
  access_policy { object_id = "a" }
  access_policy { object_id = "b" }
}
resource "azurerm_key_vault" "none" {}`,
		"more.tf.json": `{"resource": {"azurerm_container_registry": {"json": {"encryption": [{"key_vault_key_id": "k"}]}}}}`,
	}), source.DirectoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	all := after(t, d)
	for _, name := range []string{"block", "attribute", "json"} {
		blocks, _ := all["azurerm_container_registry."+name][0]["encryption"].([]any)
		if len(blocks) != 1 {
			t.Fatalf("%s has %v", name, blocks)
		}
		if block, _ := blocks[0].(map[string]any); block["key_vault_key_id"] != "k" {
			t.Errorf("%s has %v", name, block)
		}
	}
	if blocks, _ := all["azurerm_container_registry.none"][0]["encryption"].([]any); len(blocks) > 0 {
		t.Errorf("none has %v", blocks)
	}
	if blocks, _ := all["azurerm_key_vault.block"][0]["access_policy"].([]any); len(blocks) != 2 {
		t.Errorf("the vault has %v", blocks)
	}
	if blocks, known := all["azurerm_key_vault.none"][0]["access_policy"]; known {
		t.Errorf("whose policies a vault without any has is Azure's to say: %v", blocks)
	}
}

// Every type that the table of tools/standin or the provider has is of a form that can be read.
func TestFormsAreRead(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"aws_kms_key", "keywright_key", "aws_iam_role_policy_attachments_exclusive"} {
		if !source.Forms(false, kind) {
			t.Errorf("the form of %s is not known", kind)
		}
	}
}

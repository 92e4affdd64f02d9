package source_test

import (
	"reflect"
	"testing"

	"github.com/keywright/terraform-provider-keywright/internal/source"
)

// What a provider adds to tags and labels stands in what the plan shows of a resource.
func TestLabelsOfAProvider(t *testing.T) {
	t.Parallel()
	d, err := source.ReadDirectory(lay(t, map[string]string{"main.tf": `
variable "team" { type = string }
provider "google" {
  default_labels = { environment = "production", owner = "platform" }
}
provider "google" {
  alias          = "open"
  default_labels = { owner = var.team }
}
provider "aws" {
  default_tags { tags = { Owner = "platform" } }
}
resource "google_kms_crypto_key" "own" {
  name     = "own"
  key_ring = "projects/p/locations/europe-north1/keyRings/r"
  labels   = { owner = "security", purpose = "pii" }
}
resource "google_kms_crypto_key" "none" {
  name     = "none"
  key_ring = "projects/p/locations/europe-north1/keyRings/r"
}
resource "google_kms_crypto_key" "open" {
  provider = google.open
  name     = "open"
  key_ring = "projects/p/locations/europe-north1/keyRings/r"
  labels   = { purpose = "pii" }
}
resource "aws_kms_key" "k" {
  tags = { Purpose = "pii" }
}`}), source.DirectoryOptions{})
	if err != nil {
		t.Fatal(err)
	}
	all := after(t, d)
	for address, want := range map[string]map[string]any{
		"google_kms_crypto_key.own":  {"environment": "production", "owner": "security", "purpose": "pii"},
		"google_kms_crypto_key.none": {"environment": "production", "owner": "platform"},
		"google_kms_crypto_key.open": {"purpose": "pii"},
		"aws_kms_key.k":              {"Owner": "platform", "Purpose": "pii"},
	} {
		name := map[bool]string{true: "tags_all", false: "terraform_labels"}[address == "aws_kms_key.k"]
		if got := all[address][0][name]; !reflect.DeepEqual(got, any(want)) {
			t.Errorf("%s has %v, want %v", address, got, want)
		}
	}
	if mark, _ := all["google_kms_crypto_key.open"][1]["terraform_labels"].(map[string]any); mark["owner"] != true {
		t.Errorf("an owner that nobody knows is marked as %v", mark)
	}
}

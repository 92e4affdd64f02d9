# Pools of private authorities of Google Cloud: one that publishes revocations, one that does not (ENC-09), and ones of which it is not known.

terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

provider "google" {
  project = "drop-prod"
}

resource "google_privateca_ca_pool" "published" {
  name     = "published"
  location = "europe-north1"
  tier     = "ENTERPRISE"
  publishing_options {
    publish_ca_cert = true
    publish_crl     = true
  }
}

resource "google_privateca_ca_pool" "silent" {
  name     = "silent"
  location = "europe-north1"
  tier     = "ENTERPRISE"
  publishing_options {
    publish_ca_cert = true
    publish_crl     = false
  }
}

resource "google_privateca_ca_pool" "left_out" {
  name     = "left-out"
  location = "europe-north1"
  tier     = "ENTERPRISE"
}

resource "terraform_data" "later" {
  input = true
}

resource "google_privateca_ca_pool" "later" {
  name     = "later"
  location = "europe-north1"
  tier     = "ENTERPRISE"
  publishing_options {
    publish_ca_cert = true
    publish_crl     = terraform_data.later.output
  }
}

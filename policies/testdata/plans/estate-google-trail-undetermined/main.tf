# A whole estate of Google Cloud in which it cannot be told whether the use of keys is recorded: a filter that is not read that
# far, a destination elsewhere, exclusions, and a filter that is known only after apply.

terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

provider "google" {
  project = "drop-prod"
  region  = "europe-west3"
  default_labels = {
    owner               = "security-team"
    environment         = "production"
    data_classification = "restricted"
  }
}

resource "google_kms_key_ring" "primary" {
  name     = "primary"
  location = "europe-west3"
}

resource "google_kms_crypto_key" "log" {
  name            = "log"
  key_ring        = google_kms_key_ring.primary.id
  rotation_period = "7776000s"
  labels          = { purpose = "log" }
}

resource "google_secret_manager_secret" "consent" {
  secret_id           = "consent-hmac-key"
  version_destroy_ttl = "604800s"
  labels              = { purpose = "token-signing" }
  replication {
    user_managed {
      replicas {
        location = "europe-west3"
      }
    }
  }
}

resource "google_project_iam_audit_config" "all" {
  project = "drop-prod"
  service = "cloudkms.googleapis.com"
  audit_log_config {
    log_type = "DATA_READ"
  }
}

resource "google_logging_project_sink" "severe" {
  name        = "severe"
  destination = "storage.googleapis.com/drop-elsewhere"
  filter      = "severity>=NOTICE"
}

resource "google_logging_organization_sink" "all" {
  name             = "all"
  org_id           = "123456789012"
  include_children = true
  destination      = "storage.googleapis.com/drop-elsewhere"
  exclusions {
    name   = "noise"
    filter = "protoPayload.methodName=\"Decrypt\""
  }
}

resource "google_logging_metric" "later" {
  name   = "later"
  filter = "protoPayload.methodName=\"DestroyCryptoKeyVersion\" AND protoPayload.resourceName=\"${google_kms_crypto_key.log.id}\""
}

# The twin of estate-google-trail: reads are logged with an exemption, the sink's bucket is not locked and under no key, and an
# alert policy comes after an hour, for one method.

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
  service = "allServices"
  audit_log_config {
    log_type         = "DATA_READ"
    exempted_members = ["user:ada@drop.example"]
  }
}

resource "google_storage_bucket" "audit" {
  name     = "drop-audit"
  location = "europe-west3"
  retention_policy {
    retention_period = 2592000
  }
}

resource "google_logging_project_sink" "audit" {
  name        = "audit"
  destination = "storage.googleapis.com/${google_storage_bucket.audit.name}"
  filter      = "logName:\"cloudaudit.googleapis.com\""
}

# This one takes what is written alone.

resource "google_logging_project_bucket_config" "writes" {
  project        = "drop-prod"
  location       = "europe-west3"
  bucket_id      = "writes"
  locked         = true
  retention_days = 1827
  cmek_settings {
    kms_key_name = google_kms_crypto_key.log.id
  }
}

resource "google_logging_project_sink" "writes" {
  name        = "writes"
  destination = "logging.googleapis.com/${google_logging_project_bucket_config.writes.id}"
  filter      = "log_id(\"cloudaudit.googleapis.com/activity\")"
}

resource "google_logging_metric" "destroyed" {
  name   = "destroyed"
  filter = "protoPayload.methodName=\"DestroyCryptoKeyVersion\""
}

resource "google_monitoring_alert_policy" "destroyed" {
  display_name          = "destroyed"
  combiner              = "OR"
  notification_channels = ["projects/drop-prod/notificationChannels/1"]
  conditions {
    display_name = "any in an hour"
    condition_threshold {
      filter     = "metric.type=\"logging.googleapis.com/user/destroyed\""
      comparison = "COMPARISON_GT"
      duration   = "0s"
      aggregations {
        alignment_period   = "3600s"
        per_series_aligner = "ALIGN_DELTA"
      }
    }
  }
}

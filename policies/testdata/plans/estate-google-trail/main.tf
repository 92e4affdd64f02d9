# A whole estate of Google Cloud whose sink takes every use of keys and secrets to a locked bucket, with alert policies.

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
    log_type = "ADMIN_READ"
  }
  audit_log_config {
    log_type = "DATA_READ"
  }
  audit_log_config {
    log_type = "DATA_WRITE"
  }
}

resource "google_storage_bucket" "audit" {
  name     = "drop-audit"
  location = "europe-west3"
  encryption {
    default_kms_key_name = google_kms_crypto_key.log.id
  }
  retention_policy {
    is_locked        = true
    retention_period = 157852800
  }
}

resource "google_logging_project_sink" "audit" {
  name        = "audit"
  destination = "storage.googleapis.com/${google_storage_bucket.audit.name}"
  filter      = "logName:\"cloudaudit.googleapis.com\""
}

resource "google_logging_metric" "refused" {
  name   = "refused"
  filter = "protoPayload.serviceName=\"cloudkms.googleapis.com\" AND protoPayload.status.code=7"
}

resource "google_monitoring_alert_policy" "refused" {
  display_name          = "refused attempts on keys"
  combiner              = "OR"
  notification_channels = ["projects/drop-prod/notificationChannels/1"]
  conditions {
    display_name = "more than three in five minutes"
    condition_threshold {
      filter          = "metric.type=\"logging.googleapis.com/user/refused\" AND resource.type=\"global\""
      comparison      = "COMPARISON_GT"
      threshold_value = 3
      duration        = "0s"
      aggregations {
        alignment_period   = "300s"
        per_series_aligner = "ALIGN_DELTA"
      }
    }
  }
}

resource "google_monitoring_alert_policy" "keys" {
  display_name          = "what happens to keys"
  combiner              = "OR"
  notification_channels = ["projects/drop-prod/notificationChannels/1"]
  conditions {
    display_name = "destroyed, disabled or used to decrypt"
    condition_matched_log {
      filter = "protoPayload.serviceName=\"cloudkms.googleapis.com\" AND (protoPayload.methodName=\"DestroyCryptoKeyVersion\" OR protoPayload.methodName=\"UpdateCryptoKeyVersion\" OR protoPayload.methodName=\"Decrypt\")"
    }
  }
}

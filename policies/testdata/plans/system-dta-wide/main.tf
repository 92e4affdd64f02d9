# The whole estate of a health platform on Google Cloud, as its key lifecycle policy after BSI TR-03161 asks for it: secrets and who
# reaches them, keys that other places keep, and the record of all of it. Nothing fails; tests change one fact at a time.

terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
    keywright = {
      source = "hashicorp/keywright"
    }
  }
}

provider "google" {
  project = "dta-wide-prod"
  region  = "europe-west3"
  default_labels = {
    owner               = "infrastructure"
    environment         = "production"
    data_classification = "confidential"
  }
}

provider "keywright" {
  region = "eu-central-1"
}

# The key of secrets and that of logs.
resource "google_kms_key_ring" "wide" {
  name     = "wide"
  location = "europe-west3"
}

resource "google_kms_crypto_key" "secrets" {
  name                       = "secrets"
  key_ring                   = google_kms_key_ring.wide.id
  rotation_period            = "31536000s"
  destroy_scheduled_duration = "2592000s"
  deletion_policy            = "PREVENT"
  labels                     = { purpose = "application-secrets", data_classification = "restricted" }
}

resource "google_kms_crypto_key" "log" {
  name                       = "log"
  key_ring                   = google_kms_key_ring.wide.id
  rotation_period            = "7776000s"
  destroy_scheduled_duration = "2592000s"
  deletion_policy            = "PREVENT"
  labels                     = { purpose = "log", data_classification = "internal" }
}

resource "google_kms_crypto_key_iam_member" "secrets" {
  crypto_key_id = google_kms_crypto_key.secrets.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:service-123456789012@gcp-sa-secretmanager.iam.gserviceaccount.com"
}

# The secrets: in one region, their old versions kept for a week after the new one.
resource "google_secret_manager_secret" "consent" {
  secret_id           = "consent-hmac-key"
  version_destroy_ttl = "604800s"
  labels              = { purpose = "webhook" }
  replication {
    user_managed {
      replicas {
        location = "europe-west3"
        customer_managed_encryption {
          kms_key_name = google_kms_crypto_key.secrets.id
        }
      }
    }
  }
}

resource "google_secret_manager_secret" "eid" {
  secret_id           = "auth-oauth-fbeta-eid-client-secret"
  version_destroy_ttl = "604800s"
  labels              = { purpose = "application-secrets" }
  replication {
    user_managed {
      replicas {
        location = "europe-west3"
        customer_managed_encryption {
          kms_key_name = google_kms_crypto_key.secrets.id
        }
      }
    }
  }
}

resource "google_secret_manager_secret" "jwt" {
  secret_id           = "jwt-signing-key"
  version_destroy_ttl = "604800s"
  labels              = { purpose = "token-signing" }
  replication {
    user_managed {
      replicas {
        location = "europe-west3"
        customer_managed_encryption {
          kms_key_name = google_kms_crypto_key.secrets.id
        }
      }
    }
  }
}

# The service that is given them.
resource "google_service_account" "api" {
  account_id = "api"
}

resource "google_cloud_run_v2_service" "api" {
  name     = "api"
  location = "europe-west3"
  template {
    service_account = google_service_account.api.email
    containers {
      image = "api"
      env {
        name  = "LOG_LEVEL"
        value = "info"
      }
      env {
        name = "CONSENT_HMAC_KEY"
        value_source {
          secret_key_ref {
            secret  = google_secret_manager_secret.consent.secret_id
            version = "latest"
          }
        }
      }
      env {
        name = "AUTH_OAUTH_FBETA_EID_CLIENT_SECRET"
        value_source {
          secret_key_ref {
            secret  = google_secret_manager_secret.eid.secret_id
            version = "latest"
          }
        }
      }
      env {
        name = "JWT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = google_secret_manager_secret.jwt.secret_id
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "consent" {
  secret_id = google_secret_manager_secret.consent.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.api.member
}

resource "google_secret_manager_secret_iam_member" "eid" {
  secret_id = google_secret_manager_secret.eid.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.api.member
}

resource "google_secret_manager_secret_iam_member" "jwt" {
  secret_id = google_secret_manager_secret.jwt.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.api.member
}

# Three groups, three parts: who administers, who operates, who sees the logs.
resource "google_secret_manager_secret_iam_member" "consent_operators" {
  secret_id = google_secret_manager_secret.consent.id
  role      = "roles/secretmanager.secretVersionManager"
  member    = "group:operators@dta-wide.example"
}

resource "google_secret_manager_secret_iam_member" "eid_operators" {
  secret_id = google_secret_manager_secret.eid.id
  role      = "roles/secretmanager.secretVersionManager"
  member    = "group:operators@dta-wide.example"
}

resource "google_secret_manager_secret_iam_member" "jwt_operators" {
  secret_id = google_secret_manager_secret.jwt.id
  role      = "roles/secretmanager.secretVersionManager"
  member    = "group:operators@dta-wide.example"
}

resource "google_project_iam_member" "auditors" {
  project = "dta-wide-prod"
  role    = "roles/logging.viewer"
  member  = "group:auditors@dta-wide.example"
}

# What is done with keys and secrets is recorded where the project cannot delete it, and told.
resource "google_project_iam_audit_config" "all" {
  project = "dta-wide-prod"
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
  name     = "dta-wide-audit"
  project  = "dta-wide-logs"
  location = "europe-west3"
  labels   = { purpose = "log", data_classification = "internal" }
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
  notification_channels = ["projects/dta-wide-prod/notificationChannels/1"]
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
  notification_channels = ["projects/dta-wide-prod/notificationChannels/1"]
  conditions {
    display_name = "destroyed, disabled or used to decrypt"
    condition_matched_log {
      filter = "protoPayload.serviceName=\"cloudkms.googleapis.com\" AND (protoPayload.methodName=\"DestroyCryptoKeyVersion\" OR protoPayload.methodName=\"UpdateCryptoKeyVersion\" OR protoPayload.methodName=\"Decrypt\")"
    }
  }
}

# The job that sees to rotation tells of what is overdue.
resource "google_monitoring_alert_policy" "overdue" {
  display_name          = "rotation is overdue"
  combiner              = "OR"
  notification_channels = ["projects/dta-wide-prod/notificationChannels/1"]
  conditions {
    display_name = "any key or secret"
    condition_threshold {
      filter          = "metric.type=\"custom.googleapis.com/keys/rotation_overdue\" AND resource.type=\"global\""
      comparison      = "COMPARISON_GT"
      threshold_value = 0
      duration        = "0s"
    }
  }
}

resource "google_compute_ssl_policy" "edge" {
  name            = "edge"
  profile         = "RESTRICTED"
  min_tls_version = "TLS_1_3"
}

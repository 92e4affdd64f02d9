# A whole estate in which a secret of Secret Manager is read by its service alone, and administered and audited by others.

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
    data_classification = "confidential"
  }
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

# The API is given it.

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
        name = "CONSENT_HMAC_KEY"
        value_source {
          secret_key_ref {
            secret  = google_secret_manager_secret.consent.secret_id
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "api" {
  secret_id = google_secret_manager_secret.consent.id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.api.member
}

resource "google_secret_manager_secret_iam_binding" "operators" {
  secret_id = google_secret_manager_secret.consent.id
  role      = "roles/secretmanager.editor"
  members   = ["group:operators@drop.example"]
}

resource "google_project_iam_member" "auditor" {
  project = "drop-prod"
  role    = "roles/logging.viewer"
  member  = "group:audit@drop.example"
}

resource "google_project_iam_member" "run" {
  project = "drop-prod"
  role    = "roles/run.developer"
  member  = "group:developers@drop.example"
}

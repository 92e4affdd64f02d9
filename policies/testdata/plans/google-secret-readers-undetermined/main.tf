# What cannot be told: whose a secret is that no workload is given, whom a role is given, and what is inherited.

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

# Cloud Run of the first version, by the default account.

resource "google_secret_manager_secret" "oauth" {
  secret_id           = "oauth-client-secret"
  version_destroy_ttl = "604800s"
  labels              = { purpose = "application-secrets" }
  replication {
    user_managed {
      replicas {
        location = "europe-west3"
      }
    }
  }
}

resource "google_cloud_run_service" "oauth" {
  name     = "oauth"
  location = "europe-west3"
  template {
    spec {
      containers {
        image = "oauth"
        env {
          name = "CLIENT_SECRET"
          value_from {
            secret_key_ref {
              name = google_secret_manager_secret.oauth.secret_id
              key  = "latest"
            }
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "oauth" {
  secret_id = google_secret_manager_secret.oauth.id
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:123456789-compute@developer.gserviceaccount.com"
}

# Nothing is given it.

resource "google_secret_manager_secret" "mail" {
  secret_id           = "mail-password"
  version_destroy_ttl = "604800s"
  labels              = { purpose = "application-secrets" }
  replication {
    user_managed {
      replicas {
        location = "europe-west3"
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "mail" {
  secret_id = google_secret_manager_secret.mail.id
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:mail@drop-prod.iam.gserviceaccount.com"
}

# Whom this role is given is known only after apply.

resource "google_storage_bucket" "later" {
  name     = "drop-later"
  location = "europe-west3"
}

resource "google_project_iam_member" "later" {
  project = "drop-prod"
  role    = "roles/secretmanager.secretAccessor"
  member  = google_storage_bucket.later.self_link
}

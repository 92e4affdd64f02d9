# The twin of estate-google-secret-readers: administrators read, developers and all of the domain read, another service reads,
# and a role of the plan reads and sees the logs.

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

# This role reads as well as it administers.

resource "google_secret_manager_secret_iam_binding" "operators" {
  secret_id = google_secret_manager_secret.consent.id
  role      = "roles/secretmanager.admin"
  members   = ["group:operators@drop.example", "domain:drop.example"]
}

resource "google_project_iam_member" "developer" {
  project = "drop-prod"
  role    = "roles/secretmanager.secretAccessor"
  member  = "user:ada@drop.example"
}

resource "google_service_account" "reports" {
  account_id = "reports"
}

resource "google_secret_manager_secret_iam_policy" "other" {
  secret_id = google_secret_manager_secret.session.id
  policy_data = jsonencode({
    bindings = [{
      role    = "roles/secretmanager.secretAccessor"
      members = ["serviceAccount:reports@drop-prod.iam.gserviceaccount.com", "serviceAccount:sessions@drop-prod.iam.gserviceaccount.com"]
    }]
  })
}

resource "google_project_iam_custom_role" "support" {
  role_id     = "support"
  title       = "Support"
  permissions = ["secretmanager.versions.access", "logging.logEntries.list"]
}

resource "google_project_iam_member" "support" {
  project = "drop-prod"
  role    = google_project_iam_custom_role.support.name
  member  = "group:support@drop.example"
}

# The secret of another service, which is a function.

resource "google_secret_manager_secret" "session" {
  secret_id           = "session-key"
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

resource "google_cloudfunctions2_function" "session" {
  name     = "session"
  location = "europe-west3"
  service_config {
    service_account_email = "sessions@drop-prod.iam.gserviceaccount.com"
    secret_environment_variables {
      key        = "SESSION_KEY"
      project_id = "drop-prod"
      secret     = google_secret_manager_secret.session.secret_id
      version    = "latest"
    }
  }
}

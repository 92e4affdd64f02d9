# What keys of Cloud KMS encrypt, and secrets of Secret Manager: those that are right, and those that fail ENC-01, ENC-04, REG-05, SEC-01 to SEC-04.

terraform {
  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

provider "google" {
  project = "drop-prod"
  region  = "europe-north1"
  default_labels = {
    owner               = "security-team"
    environment         = "production"
    data_classification = "restricted"
  }
}

variable "password" {
  type      = string
  sensitive = true
  default   = "correct horse battery staple"
}

resource "google_kms_key_ring" "primary" {
  name     = "primary"
  location = "europe-north1"
}

resource "google_kms_key_ring" "europe" {
  name     = "europe"
  location = "europe"
}

resource "google_kms_crypto_key" "database" {
  name            = "database"
  key_ring        = google_kms_key_ring.primary.id
  rotation_period = "7776000s"
  deletion_policy = "PREVENT"
  labels          = { purpose = "database" }
}

resource "google_kms_crypto_key" "secrets" {
  name            = "secrets"
  key_ring        = google_kms_key_ring.primary.id
  rotation_period = "7776000s"
  deletion_policy = "PREVENT"
  labels          = { purpose = "application-secrets" }
}

resource "google_kms_crypto_key" "kyc" {
  name            = "kyc"
  key_ring        = google_kms_key_ring.europe.id
  rotation_period = "7776000s"
  deletion_policy = "PREVENT"
  labels          = { purpose = "aml-kyc" }
}

resource "google_sql_database_instance" "right" {
  name                = "drop"
  database_version    = "POSTGRES_17"
  region              = "europe-north1"
  encryption_key_name = google_kms_crypto_key.database.id
  settings {
    tier = "db-custom-2-7680"
    user_labels = {
      purpose             = "database"
      data_classification = "restricted"
    }
  }
}

resource "google_sql_database_instance" "own_key_of_google" {
  name             = "reports"
  database_version = "POSTGRES_17"
  region           = "europe-north1"
  root_password    = var.password
  settings {
    tier = "db-custom-2-7680"
    user_labels = {
      purpose             = "database"
      data_classification = "restricted"
    }
  }
}

resource "google_storage_bucket" "right" {
  name     = "drop-kyc"
  location = "EU"
  labels   = { purpose = "aml-kyc" }
  encryption {
    default_kms_key_name = google_kms_crypto_key.kyc.id
  }
}

resource "google_storage_bucket" "key_elsewhere" {
  name     = "drop-kyc-reports"
  location = "EUROPE-NORTH1"
  labels   = { purpose = "aml-kyc" }
  encryption {
    default_kms_key_name = "projects/drop-prod/locations/europe-west4/keyRings/other/cryptoKeys/kyc"
  }
}

resource "google_bigquery_dataset" "wrong_key" {
  dataset_id = "kyc"
  location   = "europe-north1"
  labels     = { purpose = "aml-kyc" }
  default_encryption_configuration {
    kms_key_name = google_kms_crypto_key.secrets.id
  }
}

resource "google_secret_manager_secret" "right" {
  secret_id           = "right"
  version_destroy_ttl = "604800s"
  labels              = { purpose = "application-secrets" }
  replication {
    user_managed {
      replicas {
        location = "europe-north1"
        customer_managed_encryption {
          kms_key_name = google_kms_crypto_key.secrets.id
        }
      }
    }
  }
  rotation {
    rotation_period    = "2592000s"
    next_rotation_time = "2027-01-01T00:00:00Z"
  }
  topics {
    name = "projects/drop-prod/topics/rotate"
  }
}

resource "google_secret_manager_secret" "anywhere" {
  secret_id = "anywhere"
  labels    = { purpose = "application-secrets" }
  replication {
    auto {}
  }
}

resource "google_secret_manager_secret" "copies" {
  secret_id           = "copies"
  version_destroy_ttl = "604800s"
  labels              = { purpose = "application-secrets" }
  replication {
    user_managed {
      replicas {
        location = "europe-north1"
        customer_managed_encryption {
          kms_key_name = google_kms_crypto_key.secrets.id
        }
      }
      replicas {
        location = "europe-west2"
        customer_managed_encryption {
          kms_key_name = google_kms_crypto_key.secrets.id
        }
      }
    }
  }
}

resource "google_secret_manager_secret_version" "plain" {
  secret      = google_secret_manager_secret.anywhere.id
  secret_data = var.password
}

resource "google_secret_manager_secret_version" "write_only" {
  secret                 = google_secret_manager_secret.right.id
  secret_data_wo         = var.password
  secret_data_wo_version = 1
}

resource "google_kms_secret_ciphertext" "plain" {
  crypto_key = google_kms_crypto_key.secrets.id
  plaintext  = var.password
}

resource "google_cloud_run_v2_service" "app" {
  name     = "app"
  location = "europe-north1"
  template {
    containers {
      image = "app"
      env {
        name  = "DATABASE_PASSWORD"
        value = "hunter2hunter2"
      }
      env {
        name = "API_TOKEN"
        value_source {
          secret_key_ref {
            secret  = google_secret_manager_secret.right.secret_id
            version = "latest"
          }
        }
      }
      env {
        name  = "REGION"
        value = "europe-north1"
      }
    }
  }
}

resource "google_cloud_run_service" "older" {
  name     = "older"
  location = "europe-north1"
  template {
    spec {
      containers {
        image = "older"
        env {
          name  = "SIGNING_KEY"
          value = google_secret_manager_secret.right.id
        }
      }
    }
  }
}

resource "google_cloudfunctions2_function" "clean" {
  name     = "clean"
  location = "europe-north1"
  service_config {
    environment_variables = { LOG_LEVEL = "info" }
  }
}

resource "google_compute_ssl_policy" "right" {
  name            = "right"
  profile         = "RESTRICTED"
  min_tls_version = "TLS_1_3"
}

resource "google_compute_ssl_policy" "default" {
  name = "default"
}

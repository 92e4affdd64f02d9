# Keys of Cloud KMS as they should be: in the EEA, rotated within a year, separate, access by one role each.

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
    owner       = "security-team"
    environment = "production"
  }
}

resource "google_kms_key_ring" "primary" {
  name     = "primary"
  location = "europe-north1"
}

resource "google_kms_key_ring" "backup" {
  name     = "backup"
  location = "europe-west4"
}

resource "google_kms_crypto_key" "database" {
  name                       = "database"
  key_ring                   = google_kms_key_ring.primary.id
  rotation_period            = "7776000s"
  destroy_scheduled_duration = "2592000s"
  deletion_policy            = "PREVENT"
  labels = {
    purpose             = "database"
    data_classification = "restricted"
    protects            = "sql_drop"
  }
  version_template {
    algorithm        = "GOOGLE_SYMMETRIC_ENCRYPTION"
    protection_level = "HSM"
  }
}

resource "google_kms_crypto_key" "backup" {
  name            = "backup"
  key_ring        = google_kms_key_ring.backup.id
  deletion_policy = "PREVENT"
  labels = {
    purpose             = "backup"
    data_classification = "restricted"
  }
}

resource "google_kms_crypto_key" "tokens" {
  name            = "tokens"
  key_ring        = google_kms_key_ring.primary.id
  purpose         = "ASYMMETRIC_SIGN"
  deletion_policy = "PREVENT"
  labels = {
    purpose             = "token-signing"
    data_classification = "confidential"
  }
  version_template {
    algorithm        = "EC_SIGN_P384_SHA384"
    protection_level = "HSM"
  }
}

resource "google_service_account" "app" {
  account_id = "drop-app"
}

resource "google_kms_crypto_key_iam_member" "app" {
  crypto_key_id = google_kms_crypto_key.database.id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = google_service_account.app.member
}

resource "google_kms_crypto_key_iam_binding" "signer" {
  crypto_key_id = google_kms_crypto_key.tokens.id
  role          = "roles/cloudkms.signer"
  members       = ["serviceAccount:drop-tokens@drop-prod.iam.gserviceaccount.com"]
}

resource "google_kms_key_ring_iam_member" "auditor" {
  key_ring_id = google_kms_key_ring.primary.id
  role        = "roles/cloudkms.viewer"
  member      = "group:auditors@drop.example"
}

resource "google_project_iam_custom_role" "lifecycle" {
  role_id = "keyLifecycle"
  title   = "Life of keys"
  permissions = [
    "cloudkms.cryptoKeyVersions.create",
    "cloudkms.cryptoKeyVersions.destroy",
    "cloudkms.cryptoKeyVersions.update",
    "cloudkms.cryptoKeys.get",
  ]
}

resource "google_project_iam_member" "administrator" {
  project = "drop-prod"
  role    = google_project_iam_custom_role.lifecycle.name
  member  = "user:key-admin@drop.example"
}

resource "google_project_iam_member" "logs" {
  project = "drop-prod"
  role    = "roles/logging.logWriter"
  member  = google_service_account.app.member
}

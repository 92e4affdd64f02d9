# Breaks what the rules ask of keys of Cloud KMS and of IAM, each key for another reason.

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

locals {
  labels = {
    owner               = "security-team"
    environment         = "production"
    data_classification = "restricted"
  }
}

resource "google_kms_key_ring" "london" {
  name     = "london"
  location = "europe-west2"
}

resource "google_kms_key_ring" "everywhere" {
  name     = "everywhere"
  location = "global"
}

resource "google_kms_key_ring" "primary" {
  name     = "primary"
  location = "europe-north1"
}

resource "google_kms_crypto_key" "london" {
  name                       = "london"
  key_ring                   = google_kms_key_ring.london.id
  rotation_period            = "63072000s"
  destroy_scheduled_duration = "86400s"
  labels                     = merge(local.labels, { purpose = "database" })
}

resource "google_kms_crypto_key" "everywhere" {
  name     = "everywhere"
  key_ring = google_kms_key_ring.everywhere.id
  labels   = merge(local.labels, { purpose = "aml-kyc" })
}

resource "google_kms_crypto_key" "imported" {
  name                          = "imported"
  key_ring                      = google_kms_key_ring.primary.id
  import_only                   = true
  skip_initial_version_creation = true
  labels                        = merge(local.labels, { purpose = "pii" })
}

resource "google_kms_crypto_key" "raw" {
  name     = "raw"
  key_ring = google_kms_key_ring.primary.id
  purpose  = "RAW_ENCRYPT_DECRYPT"
  labels   = merge(local.labels, { purpose = "application-secrets" })
  version_template {
    algorithm = "AES_128_CBC"
  }
}

resource "google_kms_crypto_key" "backup" {
  name            = "backup"
  key_ring        = google_kms_key_ring.primary.id
  rotation_period = "7776000s"
  labels          = merge(local.labels, { purpose = "backup" })
}

resource "google_kms_crypto_key" "unlabelled" {
  name     = "unlabelled"
  key_ring = google_kms_key_ring.primary.id
}

resource "google_kms_crypto_key_iam_binding" "everyone" {
  crypto_key_id = google_kms_crypto_key.london.id
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  members       = ["allAuthenticatedUsers"]
}

resource "google_kms_crypto_key_iam_member" "both" {
  crypto_key_id = google_kms_crypto_key.everywhere.id
  role          = "roles/cloudkms.cryptoOperator"
  member        = "user:ada@drop.example"
}

resource "google_kms_key_ring_iam_member" "both" {
  key_ring_id = google_kms_key_ring.everywhere.id
  role        = "roles/cloudkms.admin"
  member      = "user:Ada@drop.example"
}

resource "google_kms_crypto_key_iam_member" "elsewhere" {
  crypto_key_id = google_kms_crypto_key.imported.id
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  member        = "serviceAccount:reports@another-project.iam.gserviceaccount.com"
}

data "google_iam_policy" "pii" {
  binding {
    role    = "projects/drop-prod/roles/deployer"
    members = ["serviceAccount:deployer@drop-prod.iam.gserviceaccount.com"]
    condition {
      title      = "until summer"
      expression = "request.time < timestamp('2026-06-01T00:00:00Z')"
    }
  }
  binding {
    role    = "roles/cloudkms.admin"
    members = ["serviceAccount:deployer@drop-prod.iam.gserviceaccount.com"]
  }
}

resource "google_kms_crypto_key_iam_policy" "raw" {
  crypto_key_id = google_kms_crypto_key.raw.id
  policy_data   = data.google_iam_policy.pii.policy_data
}

resource "google_project_iam_binding" "decrypts" {
  project = "drop-prod"
  role    = "roles/cloudkms.cryptoKeyDecrypter"
  members = ["group:developers@drop.example"]
}

resource "google_folder_iam_member" "owner" {
  folder = "folders/123456789012"
  role   = "roles/owner"
  member = "user:ceo@drop.example"
}

resource "google_kms_crypto_key_iam_member" "another_key" {
  crypto_key_id = "projects/another-project/locations/europe-west6/keyRings/theirs/cryptoKeys/theirs"
  role          = "roles/cloudkms.cryptoOperator"
  member        = "allUsers"
}

resource "google_service_account" "reader" {
  account_id = "reader"
}

resource "google_kms_crypto_key_iam_member" "reader" {
  crypto_key_id = google_kms_crypto_key.unlabelled.id
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  member        = google_service_account.reader.member
}

resource "google_kms_crypto_key_iam_member" "operator" {
  crypto_key_id = google_kms_crypto_key.unlabelled.id
  role          = "roles/cloudkms.expertRawPKCS1"
  member        = "user:operator@drop.example"
}

resource "google_service_account_iam_member" "operator" {
  service_account_id = google_service_account.reader.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "user:operator@drop.example"
}

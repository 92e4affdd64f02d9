# What the plan does not tell of keys of Cloud KMS is undetermined: where a key lives, what it is, whom IAM lets in.

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

resource "terraform_data" "later" {
  input = "europe-north1"
}

resource "google_kms_key_ring" "later" {
  name     = "later"
  location = terraform_data.later.output
}

resource "google_kms_crypto_key" "place" {
  name            = "place"
  key_ring        = google_kms_key_ring.later.id
  rotation_period = "7776000s"
  labels = {
    purpose             = "database"
    data_classification = "restricted"
    owner               = "security-team"
    environment         = "production"
  }
}

resource "google_kms_crypto_key" "what" {
  name                       = "what"
  key_ring                   = "projects/drop-prod/locations/europe-west6/keyRings/zurich"
  rotation_period            = terraform_data.later.output
  destroy_scheduled_duration = terraform_data.later.output
  labels                     = { purpose = terraform_data.later.output }
  version_template {
    algorithm        = terraform_data.later.output
    protection_level = terraform_data.later.output
  }
}

# A plan does not tell a template that a dynamic block may make from one that Google fills in.
resource "google_kms_crypto_key" "template" {
  name            = "template"
  key_ring        = google_kms_key_ring.later.id
  rotation_period = "7776000s"
  labels = {
    purpose             = "pii"
    data_classification = "restricted"
    owner               = "security-team"
    environment         = "production"
  }
  dynamic "version_template" {
    for_each = terraform_data.later.output == "" ? [] : [1]
    content {
      algorithm        = "EXTERNAL_SYMMETRIC_ENCRYPTION"
      protection_level = "EXTERNAL"
    }
  }
}

resource "google_kms_crypto_key_iam_member" "whom" {
  crypto_key_id = google_kms_crypto_key.place.id
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  member        = "user:${terraform_data.later.output}"
}

resource "google_kms_crypto_key_iam_member" "which" {
  crypto_key_id = terraform_data.later.output
  role          = "roles/cloudkms.cryptoKeyDecrypter"
  member        = "user:ada@drop.example"
}

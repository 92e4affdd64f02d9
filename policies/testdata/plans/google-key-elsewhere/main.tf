# Fails ACC-03: IAM of keys of Cloud KMS that are not in the plan, each judged at its own address, also where it cannot be told
# which key it is for.

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
  input = "projects/drop-prod/locations/europe-north1/keyRings/drop/cryptoKeys/orders"
}

data "google_iam_policy" "open" {
  binding {
    role    = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
    members = ["allAuthenticatedUsers"]
  }
}

resource "google_kms_crypto_key_iam_policy" "open" {
  crypto_key_id = terraform_data.later.output
  policy_data   = data.google_iam_policy.open.policy_data
}

resource "google_kms_crypto_key_iam_binding" "open" {
  crypto_key_id = "drop-prod/europe-north1/drop/payments"
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  members       = ["user:ada@drop.example", "allUsers"]
}

resource "google_kms_crypto_key_iam_member" "closed" {
  crypto_key_id = terraform_data.later.output
  role          = "roles/cloudkms.cryptoKeyEncrypter"
  member        = "user:ada@drop.example"
}

resource "google_kms_key_ring_iam_member" "open" {
  key_ring_id = terraform_data.later.output
  role        = "roles/cloudkms.cryptoKeyDecrypter"
  member      = "allUsers"
}

resource "google_kms_key_ring_iam_member" "whom" {
  key_ring_id = terraform_data.later.output
  role        = "roles/cloudkms.cryptoKeyDecrypter"
  member      = "user:${terraform_data.later.output}"
}

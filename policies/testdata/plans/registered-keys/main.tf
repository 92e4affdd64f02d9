# Keys that other services keep: one that says all of its life, one that does not, one for restricted data that may be read, one of a phone.

terraform {
  required_providers {
    keywright = {
      source = "hashicorp/keywright"
    }
  }
}

provider "keywright" {
  region = "eu-north-1"
}

resource "keywright_registered_key" "consent_hmac_key" {
  name            = "CONSENT_HMAC_KEY"
  service         = "Secret Manager of Google Cloud"
  purpose         = "webhook"
  classification  = "confidential"
  owner           = "security-team"
  environment     = "production"
  region          = "eu-central-1"
  spec            = "HMAC_256"
  usage           = "GENERATE_VERIFY_MAC"
  rotation_method = "manual"
  rotation_days   = 90
  overlap_hours   = 24

  stages = {
    generation  = "openssl rand -base64 32"
    storage     = "Secret Manager"
    usage       = "ConsentHmacService"
    rotation    = "by hand, 24 h with two keys"
    backup      = "all versions retained"
    destruction = "version destroyed, seen in the audit log"
  }
}

resource "keywright_registered_key" "webhook_key" {
  name            = "WEBHOOK_KEY"
  service         = "Secret Manager of Google Cloud"
  purpose         = "webhook"
  classification  = "confidential"
  owner           = "security-team"
  environment     = "production"
  region          = "eu-central-1"
  spec            = "HMAC_256"
  usage           = "GENERATE_VERIFY_MAC"
  rotation_method = "manual"
  rotation_days   = 400
  overlap_hours   = 1

  stages = {
    generation = "openssl rand -base64 32"
  }
}

resource "keywright_registered_key" "field_key" {
  name            = "FIELD_KEY"
  service         = "Secret Manager of Google Cloud"
  purpose         = "pii"
  classification  = "restricted"
  owner           = "security-team"
  environment     = "production"
  region          = "us-east-1"
  spec            = "AES_256_GCM"
  usage           = "ENCRYPT_DECRYPT"
  rotation_method = "manual"
  rotation_days   = 90
  overlap_hours   = 24

  stages = {
    generation  = "openssl rand -base64 32"
    storage     = "Secret Manager"
    usage       = "ConsentHmacService"
    rotation    = "by hand, 24 h with two keys"
    backup      = "all versions retained"
    destruction = "version destroyed, seen in the audit log"
  }
}

resource "keywright_registered_key" "device_key" {
  name             = "DEVICE_KEY"
  service          = "Secure Enclave"
  purpose          = "token-signing"
  classification   = "confidential"
  owner            = "security-team"
  environment      = "production"
  spec             = "ECC_NIST_P256"
  usage            = "SIGN_VERIFY"
  exportable       = false
  generated_in_hsm = true

  stages = {
    generation  = "openssl rand -base64 32"
    storage     = "Secret Manager"
    usage       = "ConsentHmacService"
    rotation    = "by hand, 24 h with two keys"
    backup      = "all versions retained"
    destruction = "version destroyed, seen in the audit log"
  }
}

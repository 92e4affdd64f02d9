# Keys that no cloud KMS holds: in secure elements, in a cache, at the provider of the eID.

locals {
  on_device = {
    generation  = "the secure element, at enrolment"
    storage     = "the secure element, not exportable"
    usage       = "the 2FA verification service"
    rotation    = "at re-enrolment"
    backup      = "none: re-enrolment"
    destruction = "with the app, or by re-enrolment"
  }
}

resource "keywright_registered_key" "device" {
  name             = "native 2FA device key"
  service          = "Secure Enclave, Android Keystore"
  purpose          = "token-signing"
  classification   = "confidential"
  owner            = "mobile"
  environment      = "production"
  spec             = "ECC_NIST_P256"
  usage            = "SIGN_VERIFY"
  exportable       = false
  generated_in_hsm = true
  rotation_method  = "manual"
  rotation_days    = 90
  overlap_hours    = 24
  stages           = local.on_device
}

resource "keywright_registered_key" "consent" {
  name            = "CONSENT_HMAC_KEY"
  service         = "Secret Manager"
  purpose         = "webhook"
  classification  = "confidential"
  owner           = "infrastructure"
  environment     = "production"
  region          = "eu-central-1"
  spec            = "HMAC_256"
  usage           = "GENERATE_VERIFY_MAC"
  rotation_method = "manual"
  rotation_days   = 365
  overlap_hours   = 24

  stages = {
    generation  = "openssl rand -base64 32"
    storage     = "Secret Manager, europe-west3"
    usage       = "ConsentHmacService.sign, ConsentHmacService.verify"
    rotation    = "by hand once a year, both keys for 24 h"
    backup      = "all versions are kept"
    destruction = "state DESTROYED in the audit log"
  }
}

# Fails ROT-03 with the built-in profile: KMS cannot rotate a signing key by itself, and nobody does.

terraform {
  required_providers {
    keywright = {
      source = "keywright/keywright"
    }
  }
}

provider "keywright" {
  region      = "eu-north-1"
  ownership   = "fixtures"
  enforcement = "off"
}

locals {
  roles = { for name in ["pipeline", "key-admin", "app", "auditor"] : name => "arn:aws:iam::123456789012:role/drop-${name}" }
  access = {
    policy-admin = { principals = [local.roles["pipeline"]] }
    key-admin    = { principals = [local.roles["key-admin"]], mfa = true }
    signer       = { principals = [local.roles["app"]], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f60718"] }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
}

resource "keywright_key" "database" {
  alias          = "drop-db-master-key"
  purpose        = "token-signing"
  classification = "confidential"
  owner          = "security-team"
  environment    = "production"
  spec           = "RSA_4096"
  usage          = "SIGN_VERIFY"
  access         = local.access
}

# Fails KEY-01: the token-signing key uses a curve that neither NIST nor BSI recommends.

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
    application  = { principals = [local.roles["app"]], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f60718"] }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
}

resource "keywright_key" "tokens" {
  alias                = "tokens"
  purpose              = "token-signing"
  classification       = "confidential"
  owner                = "security-team"
  environment          = "production"
  protects             = ["JWT-02"]
  deletion_window_days = 30
  access = {
    policy-admin = local.access["policy-admin"]
    key-admin    = local.access["key-admin"]
    signer       = { principals = [local.roles["app"]] }
  }
  spec  = "ECC_SECG_P256K1"
  usage = "SIGN_VERIFY"
}

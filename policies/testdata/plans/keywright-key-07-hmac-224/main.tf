# Fails KEY-07 with the built-in profile: a key for message authentication codes has 224 bits.

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
    mac          = { principals = [local.roles["app"]], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f60718"] }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
}

resource "keywright_key" "database" {
  alias          = "drop-db-master-key"
  purpose        = "webhook"
  classification = "confidential"
  owner          = "security-team"
  environment    = "production"
  spec           = "HMAC_224"
  usage          = "GENERATE_VERIFY_MAC"
  access         = local.access
}

resource "keywright_rotation" "annual" {
  method      = "manual"
  owner       = "security-team"
  period_days = 90
  keys = {
    database = keywright_key.database
  }
}

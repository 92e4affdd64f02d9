# Passes KEY-10: the key lives in a key store of an HSM cluster of one's own, as the profile asks for card data.

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

resource "keywright_key" "database" {
  alias          = "drop-db-master-key"
  purpose        = "card-data"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"
  access         = local.access

  origin              = "AWS_CLOUDHSM"
  custom_key_store_id = "cks-0123456789abcdef0"
}

resource "keywright_rotation" "annual" {
  method      = "manual" # keys in a key store do not rotate by themselves
  owner       = "security-team"
  period_days = 365
  keys = {
    database = keywright_key.database
  }
}

# Fails CHG-07: the change takes a demand out of a separation of two keys.

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
  alias          = "keywright-change-separation-weakened-key"
  purpose        = "database"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"
  protects       = ["rds:drop"]
  access         = local.access
}

resource "keywright_key" "pii" {
  alias          = "keywright-change-separation-weakened-pii-key"
  purpose        = "pii"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"
  protects       = ["users.email"]
  region         = "eu-west-1"
  access         = local.access
}

resource "keywright_rotation" "annual" {
  method      = "automatic"
  period_days = 365
  keys = {
    database = keywright_key.database
    pii      = keywright_key.pii
  }
}

resource "keywright_separation" "keks" {
  keys = {
    database = keywright_key.database
    pii      = keywright_key.pii
  }
}

# Refused by the provider itself, whatever its enforcement: the declared separation asks for a region of its own for
# the backup key, and it has none. The plan is errored and lacks the separation.

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
  alias                = "drop-db-master-key"
  purpose              = "database"
  classification       = "restricted"
  owner                = "security-team"
  environment          = "production"
  protects             = ["rds:drop"]
  deletion_window_days = 30
  access               = local.access
}

resource "keywright_key" "backup" {
  alias                = "drop-backup-key"
  purpose              = "backup"
  classification       = "restricted"
  owner                = "security-team"
  environment          = "production"
  protects             = ["s3:drop-backups"]
  deletion_window_days = 30
  access               = local.access
}

resource "keywright_rotation" "annual" {
  method      = "automatic"
  period_days = 365
  keys = {
    database = keywright_key.database
  }
}

resource "keywright_rotation" "backup" {
  method      = "manual"
  period_days = 365
  owner       = "security-team"
  approval    = "rotate-kek"
  keys = {
    backup = keywright_key.backup
  }
}

resource "keywright_separation" "keks" {
  keys = {
    database = keywright_key.database
    backup   = keywright_key.backup
  }
  distinct_regions = ["backup"]
}

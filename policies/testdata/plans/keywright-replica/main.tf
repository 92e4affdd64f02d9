# A key with a replica in Ireland, each with roles of its own: the replica's key administrators may decrypt and fail ACC-01,
# and the key's may not. A second replica is in London and fails REG-01.

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
    policy-admin = { principals = [local.roles["pipeline"]], replicates = true }
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
  multi_region         = true
  access               = local.access
}

resource "keywright_replica_key" "ireland" {
  primary_key_arn      = keywright_key.database.arn
  region               = "eu-west-1"
  alias                = "drop-db-master-key"
  purpose              = "database"
  classification       = "restricted"
  owner                = "security-team"
  environment          = "production"
  protects             = ["rds:drop"]
  deletion_window_days = 30
  access               = { for role, access in local.access : role => access if role != "key-admin" }
  extra_statements = [jsonencode({
    Sid       = "Operations"
    Effect    = "Allow"
    Principal = { AWS = local.roles["key-admin"] }
    Action    = ["kms:DisableKey", "kms:Decrypt"]
    Resource  = "*"
  })]
}

resource "keywright_replica_key" "london" {
  primary_key_arn      = keywright_key.database.arn
  region               = "eu-west-2"
  alias                = "drop-db-master-key"
  purpose              = "database"
  classification       = "restricted"
  owner                = "security-team"
  environment          = "production"
  protects             = ["rds:drop"]
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

# Grants by this provider: the worker's is bounded; the reporter's asks for no encryption context and fails ACC-12; the key
# administrator's gives nothing, for the key policy denies use to administrators; the last is for a key not in the plan.

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
  roles = { for name in ["pipeline", "key-admin", "app", "auditor", "worker", "reporter"] : name => "arn:aws:iam::123456789012:role/drop-${name}" }
}

resource "keywright_key" "database" {
  alias                = "drop-db-master-key"
  purpose              = "database"
  classification       = "restricted"
  owner                = "security-team"
  environment          = "production"
  protects             = ["rds:drop"]
  deletion_window_days = 30
  access = {
    policy-admin = { principals = [local.roles["pipeline"]], grants = true }
    key-admin    = { principals = [local.roles["key-admin"]], mfa = true }
    application  = { principals = [local.roles["app"]], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f60718"] }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
}

resource "keywright_rotation" "annual" {
  method      = "automatic"
  period_days = 365
  keys = {
    database = keywright_key.database
  }
}

resource "keywright_grant" "worker" {
  key_id            = keywright_key.database.arn
  name              = "worker"
  grantee_principal = local.roles["worker"]
  operations        = ["Encrypt", "GenerateDataKey"]
  constraints = {
    encryption_context_equals = { table = "orders" }
  }
}

resource "keywright_grant" "reporter" {
  key_id            = keywright_key.database.key_id
  name              = "reporter"
  grantee_principal = local.roles["reporter"]
  operations        = ["Decrypt"]
}

resource "keywright_grant" "key_admin" {
  key_id            = keywright_key.database.arn
  name              = "key-admin"
  grantee_principal = local.roles["key-admin"]
  operations        = ["Decrypt"]
  constraints = {
    encryption_context_subset = { table = "orders" }
  }
}

resource "keywright_grant" "elsewhere" {
  key_id             = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
  name               = "snapshots"
  grantee_principal  = "rds.amazonaws.com"
  retiring_principal = local.roles["pipeline"]
  operations         = ["Decrypt", "DescribeKey"]
  constraints = {
    source_arn = "arn:aws:rds:eu-west-1:123456789012:db:drop"
  }
}

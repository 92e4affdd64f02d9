locals {
  access = {
    # replicates = true: who applies makes replicas and moves the primary
    policy-admin = { principals = ["arn:aws:iam::123456789012:role/drop-pipeline"], replicates = true }
    key-admin    = { principals = ["arn:aws:iam::123456789012:role/drop-key-admin"], mfa = true }
    application  = { principals = ["arn:aws:iam::123456789012:role/drop-app"], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f67890"] }
    key-auditor  = { principals = ["arn:aws:iam::123456789012:role/drop-auditor"], mfa = true }
  }
}

resource "keywright_key" "orders" {
  alias          = "drop-orders"
  purpose        = "database"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"
  region         = "eu-north-1"
  multi_region   = true
  access         = local.access
}

resource "keywright_replica_key" "orders" {
  primary_key_arn = keywright_key.orders.arn
  alias           = "drop-orders"
  purpose         = "database"
  classification  = "restricted"
  owner           = "security-team"
  environment     = "production"
  region          = "eu-west-1"
  access          = local.access

  # Promotes the replica in place, when the other region is lost or left:
  # primary = true
}

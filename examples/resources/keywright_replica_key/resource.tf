# The built-in profile lets no restricted key out of its region: list the regions in its domain's multi_region (REG-04).
locals {
  access = {
    # replicates = true: who applies makes replicas and moves the primary
    policy-admin = { principals = ["arn:aws:iam::123456789012:role/drop-pipeline"], replicates = true }
    key-admin    = { principals = ["arn:aws:iam::123456789012:role/drop-key-admin"], mfa = true }
    mac          = { principals = ["arn:aws:iam::123456789012:role/drop-app"], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f67890"] }
    key-auditor  = { principals = ["arn:aws:iam::123456789012:role/drop-auditor"], mfa = true }
  }
}

resource "keywright_key" "webhooks" {
  alias          = "drop-webhooks"
  purpose        = "webhook"
  classification = "confidential"
  owner          = "security-team"
  environment    = "production"
  spec           = "HMAC_256"
  usage          = "GENERATE_VERIFY_MAC"
  region         = "eu-north-1"
  multi_region   = true
  access         = local.access
}

resource "keywright_replica_key" "webhooks" {
  primary_key_arn = keywright_key.webhooks.arn
  alias           = "drop-webhooks"
  purpose         = "webhook"
  classification  = "confidential"
  owner           = "security-team"
  environment     = "production"
  spec            = "HMAC_256" # as its key is
  usage           = "GENERATE_VERIFY_MAC"
  region          = "eu-west-1"
  access          = local.access

  # Promotes the replica in place, when the other region is lost or left:
  # primary = true
}

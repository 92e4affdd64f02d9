# Other material is imported into a key that is there: what CHG-03 asks approvals for, and what KEY-06 forbids where the key
# is restricted.

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
    policy-admin = { principals = [local.roles["pipeline"]], imports = true }
    key-admin    = { principals = [local.roles["key-admin"]], mfa = true }
    application  = { principals = [local.roles["app"]], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f60718"] }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
}

resource "keywright_key" "partner" {
  alias               = "keywright-change-imports-material-key"
  purpose             = "pii"
  classification      = "restricted"
  owner               = "security-team"
  environment         = "production"
  protects            = ["s3:partner"]
  origin              = "EXTERNAL"
  material_wo         = base64encode("the second material of a fixture")
  material_wo_version = 2
  access              = local.access
}

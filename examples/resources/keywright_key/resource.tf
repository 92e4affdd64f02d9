resource "keywright_key" "national_id" {
  alias          = "drop-national-id-key"
  purpose        = "national-id"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"
  protects       = ["users.fodselsnummer"]
  access = {
    policy-admin = { principals = ["arn:aws:iam::123456789012:role/drop-pipeline"] }
    key-admin    = { principals = ["arn:aws:iam::123456789012:role/drop-key-admin"], mfa = true }
    key-encrypt  = { principals = ["arn:aws:iam::123456789012:role/drop-app"], data_keys = true }
    key-decrypt  = { principals = ["arn:aws:iam::123456789012:role/drop-compliance"], mfa = true }
    key-auditor  = { principals = ["arn:aws:iam::123456789012:role/drop-auditor"], mfa = true }
  }
}

# Material that is made elsewhere and imported. Another version with other material rotates the key in place.
variable "partner_material" {
  type      = string # base64 of 32 bytes
  ephemeral = true
  default   = null # needed in the runs that import it
}

resource "keywright_key" "partner" {
  alias          = "drop-partner"
  purpose        = "webhook"
  classification = "confidential"
  owner          = "security-team"
  environment    = "production"
  origin         = "EXTERNAL"
  access = {
    # imports = true: who applies imports
    policy-admin = { principals = ["arn:aws:iam::123456789012:role/drop-pipeline"], imports = true }
    key-admin    = { principals = ["arn:aws:iam::123456789012:role/drop-key-admin"], mfa = true }
    application  = { principals = ["arn:aws:iam::123456789012:role/drop-app"], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f67890"] }
    key-auditor  = { principals = ["arn:aws:iam::123456789012:role/drop-auditor"], mfa = true }
  }

  material_wo         = var.partner_material
  material_wo_version = 1
  # material_valid_to = "2027-06-30T00:00:00Z"
}

# A key whose material lives in the HSMs of one's own CloudHSM cluster. The key store has to be connected.
resource "keywright_key" "root" {
  alias               = "drop-root"
  purpose             = "database"
  classification      = "restricted"
  owner               = "security-team"
  environment         = "production"
  origin              = "AWS_CLOUDHSM"
  custom_key_store_id = "cks-0123456789abcdef0"
  access = {
    policy-admin = { principals = ["arn:aws:iam::123456789012:role/drop-pipeline"] }
    key-admin    = { principals = ["arn:aws:iam::123456789012:role/drop-key-admin"], mfa = true }
    application  = { principals = ["arn:aws:iam::123456789012:role/drop-app"], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f67890"] }
    key-auditor  = { principals = ["arn:aws:iam::123456789012:role/drop-auditor"], mfa = true }
  }
}

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

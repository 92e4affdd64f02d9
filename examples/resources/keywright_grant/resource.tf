resource "keywright_grant" "report" {
  key_id            = keywright_key.orders.arn
  name              = "monthly-report"
  grantee_principal = "arn:aws:iam::123456789012:role/drop-report"
  operations        = ["Decrypt"]
  constraints = {
    encryption_context_subset = { table = "orders" }
  }
}

resource "keywright_key" "orders" {
  alias          = "drop-orders"
  purpose        = "database"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"
  access = {
    # grants = true: who applies makes and revokes grants
    policy-admin = { principals = ["arn:aws:iam::123456789012:role/drop-pipeline"], grants = true }
    key-admin    = { principals = ["arn:aws:iam::123456789012:role/drop-key-admin"], mfa = true }
    application  = { principals = ["arn:aws:iam::123456789012:role/drop-app"], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f67890"] }
    key-auditor  = { principals = ["arn:aws:iam::123456789012:role/drop-auditor"], mfa = true }
  }
}

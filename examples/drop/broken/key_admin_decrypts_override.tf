# Breaks ACC-01: "kms:De*" was meant for Describe and Delete, and it means Decrypt too.
resource "keywright_key" "pii" {
  access = {
    policy-admin = { principals = [local.roles["pipeline"]] }
    application  = { principals = [local.roles["app"]], vpc_endpoint_ids = [var.kms_endpoint_id] }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
  extra_statements = [jsonencode({
    Sid       = "Operations"
    Effect    = "Allow"
    Principal = { AWS = local.roles["key-admin"] }
    Action    = ["kms:De*", "kms:Enable*", "kms:Disable*", "kms:List*"]
    Resource  = "*"
  })]
}

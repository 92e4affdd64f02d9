# Breaks ACC-03: everyone, of any account, may encrypt under the KYC key.
resource "keywright_key" "kyc" {
  extra_statements = [jsonencode({
    Sid       = "Partners"
    Effect    = "Allow"
    Principal = "*"
    Action    = "kms:Encrypt"
    Resource  = "*"
  })]
}

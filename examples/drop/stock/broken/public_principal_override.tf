# Everyone may use the key of personal data, from any account: ACC-03 fails.

locals {
  policy_pii = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.administration, [
      {
        Sid       = "DataKeys"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
      },
    ])
  })
}

# Legacy under KEY-01: the token-signing key is RSA_2048, which has 112 bits of strength and a date after which it
# ends.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "eu-north-1"
}

locals {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "PolicyAdmin"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }
        Action = [
          "kms:DescribeKey",
          "kms:GetKeyPolicy",
          "kms:PutKeyPolicy",
        ]
        Resource = "*"
      },
      {
        Sid       = "KeyAdmin"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
        Action = [
          "kms:DescribeKey",
          "kms:DisableKey",
          "kms:EnableKey",
          "kms:ScheduleKeyDeletion",
        ]
        Resource  = "*"
        Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
      },
      {
        Sid       = "Signer"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/auth" }
        Action    = ["kms:Sign"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
      },
    ]
  })
}

resource "aws_kms_key" "tokens" {
  policy                   = local.policy
  deletion_window_in_days  = 30
  customer_master_key_spec = "RSA_2048"
  key_usage                = "SIGN_VERIFY"
  tags = {
    Purpose            = "token-signing"
    DataClassification = "confidential"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "JWT-02"
  }

  lifecycle {
    prevent_destroy = true
  }
}

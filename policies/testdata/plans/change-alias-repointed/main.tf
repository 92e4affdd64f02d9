# An alias moves to a new key, which is rotation by hand: what CHG-03 asks approvals for.

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
        Sid       = "Application"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
        Action = [
          "kms:GetPublicKey",
          "kms:Sign",
        ]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
      },
    ]
  })
}

resource "aws_kms_key" "tokens" {
  customer_master_key_spec = "RSA_4096"
  key_usage                = "SIGN_VERIFY"
  policy                   = local.policy
  deletion_window_in_days  = 30
  tags = {
    Purpose            = "token-signing"
    DataClassification = "confidential"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "tokens_next" {
  customer_master_key_spec = "RSA_4096"
  key_usage                = "SIGN_VERIFY"
  policy                   = local.policy
  deletion_window_in_days  = 30
  tags = {
    Purpose            = "token-signing"
    DataClassification = "confidential"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "tokens" {
  name          = "alias/tokens"
  target_key_id = aws_kms_key.tokens_next.key_id
}

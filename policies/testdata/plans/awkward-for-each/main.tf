# Keys of for_each with dots, spaces, quotes, brackets, backslashes, template marks and nothing at all. The one with
# the quote never rotates.

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
          "kms:Decrypt",
          "kms:GenerateDataKey",
        ]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
      },
    ]
  })
}

resource "aws_kms_key" "each" {
  for_each                = toset(["a.b", "with space", "quote\"d", "br[ack]et", "back\\slash", "$${x}", "%%{if}", "", "aws_kms_key.each", "line\nbreak"])
  policy                  = local.policy
  enable_key_rotation     = each.key != "quote\"d"
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "application-secrets"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "secret"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "each" {
  for_each      = aws_kms_key.each
  name          = "alias/${md5(each.key)}"
  target_key_id = each.value.key_id
}

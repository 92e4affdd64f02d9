# Fails POOL-02: pools that are only made. What is known of them is judged; their keys are recorded when they are made.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    keywright = {
      source = "hashicorp/keywright"
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

resource "aws_kms_key" "a" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Name               = "a"
    Purpose            = "pii"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "pool:a"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "a" {
  name          = "alias/drop-pii-a"
  target_key_id = aws_kms_key.a.key_id
}

resource "aws_kms_key" "b" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Name               = "b"
    Purpose            = "pii"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "pool:b"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "b" {
  name          = "alias/drop-pii-b"
  target_key_id = aws_kms_key.b.key_id
}

resource "keywright_dek_pool" "hub" {
  name                        = "processor-hub-pii"
  application                 = "processor-hub"
  purpose                     = "pii"
  classification              = "restricted"
  owner                       = "platform"
  environment                 = "production"
  algorithm                   = "AES_256_GCM"
  keks                        = { a = { arn = aws_kms_key.a.arn }, b = { arn = aws_kms_key.b.arn } }
  valid_keys                  = 2
  future_keys                 = 2
  key_validity_days           = 30
  handed_out                  = 2
  handed_out_lifetime_minutes = 60
  cache_hours                 = 2
  recrypt_within_days         = 30
}

resource "keywright_dek_pool" "visa" {
  name                        = "visa"
  application                 = "acquirer-visa"
  purpose                     = "pii"
  classification              = "restricted"
  owner                       = "platform"
  environment                 = "production"
  algorithm                   = "AES_128_CBC"
  keks                        = { a = { arn = aws_kms_key.a.arn } }
  valid_keys                  = 2
  future_keys                 = 2
  key_validity_days           = 30
  handed_out                  = 2
  handed_out_lifetime_minutes = 60
  cache_hours                 = 2
  recrypt_within_days         = 30
}

resource "keywright_dek_pool" "later" {
  name                        = "later"
  application                 = "later"
  purpose                     = "pii"
  classification              = "restricted"
  owner                       = "platform"
  environment                 = "production"
  algorithm                   = terraform_data.later.output
  keks                        = { a = { arn = aws_kms_key.a.arn }, b = { arn = aws_kms_key.b.arn } }
  valid_keys                  = tonumber(terraform_data.later.output)
  future_keys                 = 2
  key_validity_days           = 30
  handed_out                  = 2
  handed_out_lifetime_minutes = 60
  cache_hours                 = 2
  recrypt_within_days         = 30
}

resource "terraform_data" "later" {
  input = "1"
}

# Fails ROT-05: what was rotated is valid for another time than a day, or its end is not known.

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

provider "keywright" {
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
        Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
        Resource  = "*"
      },
      {
        Sid       = "KeyAdmin"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
        Action    = ["kms:DescribeKey", "kms:DisableKey", "kms:EnableKey", "kms:ScheduleKeyDeletion"]
        Resource  = "*"
        Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
      },
      {
        Sid       = "Signer"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
        Action    = ["kms:Sign", "kms:GetPublicKey"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
      },
    ]
  })
}

locals {
  kek_policy = jsonencode({
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

resource "aws_kms_key" "secrets" {
  policy                  = local.kek_policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "application-secrets"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "secrets"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "secrets" {
  name          = "alias/drop-application-secrets"
  target_key_id = aws_kms_key.secrets.key_id
}

resource "keywright_keyset" "short" {
  alias               = "drop-short"
  purpose             = "token-signing"
  classification      = "confidential"
  owner               = "security-team"
  environment         = "production"
  region              = "eu-north-1"
  spec                = "ECC_NIST_EDWARDS25519"
  usage               = "SIGN_VERIFY"
  period_days         = 90
  overlap_hours       = 1
  deletion_protection = true
  policy              = local.policy
  current             = { valid_from = "2026-11-20T10:00:00Z", enabled = true }
  previous            = { valid_from = "2026-08-22T10:00:00Z", valid_until = "2026-11-21T10:00:00Z", enabled = true }
}

resource "keywright_keyset" "long" {
  alias               = "drop-long"
  purpose             = "token-signing"
  classification      = "confidential"
  owner               = "security-team"
  environment         = "production"
  region              = "eu-north-1"
  spec                = "ECC_NIST_EDWARDS25519"
  usage               = "SIGN_VERIFY"
  period_days         = 90
  overlap_hours       = 24
  deletion_protection = true
  policy              = local.policy
  current             = { valid_from = "2026-11-20T10:00:00Z", enabled = true }
  previous            = { valid_from = "2026-08-22T10:00:00Z", valid_until = "2026-11-23T10:00:00Z", enabled = true }
}

resource "keywright_keyset" "kept" {
  alias               = "drop-kept"
  purpose             = "token-signing"
  classification      = "confidential"
  owner               = "security-team"
  environment         = "production"
  region              = "eu-north-1"
  spec                = "ECC_NIST_EDWARDS25519"
  usage               = "SIGN_VERIFY"
  period_days         = 90
  overlap_hours       = 24
  deletion_protection = true
  policy              = local.policy
  current             = { valid_from = "2026-11-10T10:00:00Z", enabled = true }
  previous            = { valid_from = "2026-08-22T10:00:00Z", valid_until = "2026-11-11T10:00:00Z", enabled = true }
}

resource "keywright_keyset" "endless" {
  alias               = "drop-endless"
  purpose             = "token-signing"
  classification      = "confidential"
  owner               = "security-team"
  environment         = "production"
  region              = "eu-north-1"
  spec                = "ECC_NIST_EDWARDS25519"
  usage               = "SIGN_VERIFY"
  period_days         = 90
  overlap_hours       = 24
  deletion_protection = true
  policy              = local.policy
  current             = { valid_from = "2026-11-20T10:00:00Z", enabled = true }
  previous            = { valid_from = "2026-08-22T10:00:00Z", enabled = true }
}

resource "keywright_keyset" "rare" {
  alias               = "drop-rare"
  purpose             = "token-signing"
  classification      = "confidential"
  owner               = "security-team"
  environment         = "production"
  region              = "eu-north-1"
  spec                = "ECC_NIST_EDWARDS25519"
  usage               = "SIGN_VERIFY"
  period_days         = 365
  overlap_hours       = 24
  deletion_protection = true
  policy              = local.policy
  current             = { valid_from = "2026-11-20T10:00:00Z", enabled = true }
  previous            = { valid_from = "2026-08-22T10:00:00Z", valid_until = "2026-11-21T10:00:00Z", enabled = true }
}

resource "keywright_secret" "open" {
  name           = "drop/open"
  purpose        = "token-signing"
  classification = "confidential"
  owner          = "security-team"
  environment    = "production"
  region         = "eu-north-1"
  kms_key_id     = aws_kms_key.secrets.arn
  period_days    = 90
  overlap_hours  = 24
  versions = [
    { version_id = "2", stages = ["AWSCURRENT"], valid_from = "2026-11-01T10:00:00Z" },
    { version_id = "1", stages = ["AWSPREVIOUS"], valid_from = "2026-08-22T10:00:00Z", valid_until = "2026-11-02T10:00:00Z" },
  ]
}

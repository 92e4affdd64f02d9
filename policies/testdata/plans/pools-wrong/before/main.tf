# What was there before.

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

resource "keywright_dek_pool" "sizes" {
  name                        = "sizes"
  application                 = "sizes"
  purpose                     = "pii"
  classification              = "restricted"
  owner                       = "platform"
  environment                 = "production"
  algorithm                   = "AES_256_GCM"
  keks                        = { a = { arn = aws_kms_key.a.arn }, b = { arn = aws_kms_key.b.arn } }
  valid_keys                  = 2
  future_keys                 = 2
  key_validity_days           = 30
  handed_out                  = 5
  handed_out_lifetime_minutes = 60
  cache_hours                 = 12
  recrypt_within_days         = 30

  keys = [
    {
      alias          = sha256("sizes-1")
      fingerprint    = sha256("sizes-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("sizes-2")
      fingerprint    = sha256("sizes-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("sizes-3")
      fingerprint    = sha256("sizes-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("sizes-4")
      fingerprint    = sha256("sizes-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "short" {
  name                        = "short"
  application                 = "short"
  purpose                     = "pii"
  classification              = "internal"
  owner                       = "platform"
  environment                 = "production"
  algorithm                   = "AES_128_CBC"
  keks                        = { a = { arn = aws_kms_key.a.arn }, b = { arn = aws_kms_key.b.arn } }
  valid_keys                  = 2
  future_keys                 = 2
  key_validity_days           = 30
  handed_out                  = 2
  handed_out_lifetime_minutes = 60
  cache_hours                 = 2
  recrypt_within_days         = 30

  keys = [
    {
      alias          = sha256("short-1")
      fingerprint    = sha256("short-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("short-2")
      fingerprint    = sha256("short-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("short-3")
      fingerprint    = sha256("short-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("short-4")
      fingerprint    = sha256("short-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "left" {
  name                        = "left"
  application                 = "left"
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

  keys = [
    {
      alias          = sha256("left-1")
      fingerprint    = sha256("left-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("left-2")
      fingerprint    = sha256("left-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("left-3")
      fingerprint    = sha256("left-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("left-4")
      fingerprint    = sha256("left-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
    {
      alias          = sha256("left-5")
      fingerprint    = sha256("left-5")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-09-01T00:00:00Z"
      encrypt_until  = "2026-10-01T00:00:00Z"
      hand_out_until = "2026-09-30T23:00:00Z"
      recrypt_from   = "2026-10-05T00:00:00Z"
      expired_at     = "2026-10-10T10:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "long" {
  name                        = "long"
  application                 = "long"
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

  keys = [
    {
      alias          = sha256("long-1")
      fingerprint    = sha256("long-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2027-03-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("long-2")
      fingerprint    = sha256("long-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("long-3")
      fingerprint    = sha256("long-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("long-4")
      fingerprint    = sha256("long-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "few" {
  name                        = "few"
  application                 = "few"
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

  keys = [
    {
      alias          = sha256("few-1")
      fingerprint    = sha256("few-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("few-2")
      fingerprint    = sha256("few-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("few-3")
      fingerprint    = sha256("few-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "stuck" {
  name                        = "stuck"
  application                 = "stuck"
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

  keys = [
    {
      alias          = sha256("stuck-1")
      fingerprint    = sha256("stuck-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("stuck-2")
      fingerprint    = sha256("stuck-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("stuck-3")
      fingerprint    = sha256("stuck-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("stuck-4")
      fingerprint    = sha256("stuck-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
    {
      alias          = sha256("stuck-5")
      fingerprint    = sha256("stuck-5")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-09-01T00:00:00Z"
      encrypt_until  = "2026-10-01T00:00:00Z"
      hand_out_until = "2026-09-30T23:00:00Z"
      recrypt_from   = "2026-10-02T00:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "same" {
  name                        = "same"
  application                 = "same"
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

  keys = [
    {
      alias          = sha256("same-1")
      fingerprint    = sha256("same-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("same-2")
      fingerprint    = sha256("same-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("same-3")
      fingerprint    = sha256("same-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("same-4")
      fingerprint    = sha256("same-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "again" {
  name                        = "again"
  application                 = "same"
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

  keys = [
    {
      alias          = sha256("again-1")
      fingerprint    = sha256("again-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("again-2")
      fingerprint    = sha256("again-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("again-3")
      fingerprint    = sha256("again-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("again-4")
      fingerprint    = sha256("again-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "named" {
  name                        = "named"
  application                 = "named"
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

  keys = [
    {
      alias          = "00000000-0000-4000-8000-000000000001"
      fingerprint    = sha256("named-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("named-2")
      fingerprint    = sha256("named-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("named-3")
      fingerprint    = sha256("named-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("named-4")
      fingerprint    = sha256("named-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "alone" {
  name                        = "alone"
  application                 = "alone"
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

  keys = [
    {
      alias          = sha256("alone-1")
      fingerprint    = sha256("alone-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("alone-2")
      fingerprint    = sha256("alone-2")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("alone-3")
      fingerprint    = sha256("alone-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("alone-4")
      fingerprint    = sha256("alone-4")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "single" {
  name                        = "single"
  application                 = "single"
  purpose                     = "pii"
  classification              = "restricted"
  owner                       = "platform"
  environment                 = "production"
  algorithm                   = "AES_256_GCM"
  keks                        = { a = { arn = aws_kms_key.a.arn } }
  valid_keys                  = 2
  future_keys                 = 2
  key_validity_days           = 30
  handed_out                  = 2
  handed_out_lifetime_minutes = 60
  cache_hours                 = 2
  recrypt_within_days         = 30

  keys = [
    {
      alias          = sha256("single-1")
      fingerprint    = sha256("single-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("single-2")
      fingerprint    = sha256("single-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("single-3")
      fingerprint    = sha256("single-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("single-4")
      fingerprint    = sha256("single-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "yearly" {
  name                        = "yearly"
  application                 = "yearly"
  purpose                     = "pii"
  classification              = "restricted"
  owner                       = "platform"
  environment                 = "production"
  algorithm                   = "AES_256_GCM"
  keks                        = { a = { arn = aws_kms_key.a.arn }, b = { arn = aws_kms_key.b.arn } }
  valid_keys                  = 2
  future_keys                 = 2
  key_validity_days           = 365
  handed_out                  = 2
  handed_out_lifetime_minutes = 60
  cache_hours                 = 2
  recrypt_within_days         = 30

  keys = [
    {
      alias          = sha256("yearly-1")
      fingerprint    = sha256("yearly-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("yearly-2")
      fingerprint    = sha256("yearly-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("yearly-3")
      fingerprint    = sha256("yearly-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("yearly-4")
      fingerprint    = sha256("yearly-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "weekly" {
  name                        = "weekly"
  application                 = "weekly"
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
  backup_retention_days       = 7

  keys = [
    {
      alias          = sha256("weekly-1")
      fingerprint    = sha256("weekly-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("weekly-2")
      fingerprint    = sha256("weekly-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("weekly-3")
      fingerprint    = sha256("weekly-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("weekly-4")
      fingerprint    = sha256("weekly-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "unstated" {
  name                        = "unstated"
  application                 = "unstated"
  purpose                     = "application-secrets"
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

  keys = [
    {
      alias          = sha256("unstated-1")
      fingerprint    = sha256("unstated-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("unstated-2")
      fingerprint    = sha256("unstated-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("unstated-3")
      fingerprint    = sha256("unstated-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("unstated-4")
      fingerprint    = sha256("unstated-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "early" {
  name                        = "early"
  application                 = "early"
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

  keys = [
    {
      alias          = sha256("early-1")
      fingerprint    = sha256("early-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("early-2")
      fingerprint    = sha256("early-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("early-3")
      fingerprint    = sha256("early-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("early-4")
      fingerprint    = sha256("early-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
    {
      alias          = sha256("early-5")
      fingerprint    = sha256("early-5")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-09-01T00:00:00Z"
      encrypt_until  = "2026-10-01T00:00:00Z"
      hand_out_until = "2026-09-30T23:00:00Z"
      recrypt_from   = "2026-10-05T00:00:00Z"
      expired_at     = "2026-11-10T10:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "live" {
  name                        = "live"
  application                 = "live"
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

  keys = [
    {
      alias          = sha256("live-1")
      fingerprint    = sha256("live-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("live-2")
      fingerprint    = sha256("live-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("live-3")
      fingerprint    = sha256("live-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("live-4")
      fingerprint    = sha256("live-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
    {
      alias          = sha256("live-5")
      fingerprint    = sha256("live-5")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-09-01T00:00:00Z"
      encrypt_until  = "2026-10-01T00:00:00Z"
      hand_out_until = "2026-09-30T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "moved" {
  name                        = "moved"
  application                 = "moved"
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

  keys = [
    {
      alias          = sha256("moved-1")
      fingerprint    = sha256("moved-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-10T00:00:00Z"
      encrypt_until  = "2026-12-05T00:00:00Z"
      hand_out_until = "2026-12-04T23:00:00Z"
    },
    {
      alias          = sha256("moved-2")
      fingerprint    = sha256("moved-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("moved-3")
      fingerprint    = sha256("moved-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("moved-4")
      fingerprint    = sha256("moved-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

resource "keywright_dek_pool" "ended" {
  name                        = "ended"
  application                 = "ended"
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

  keys = [
    {
      alias          = sha256("ended-1")
      fingerprint    = sha256("ended-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("ended-2")
      fingerprint    = sha256("ended-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("ended-3")
      fingerprint    = sha256("ended-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("ended-4")
      fingerprint    = sha256("ended-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
  ]
}

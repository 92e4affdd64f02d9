# Fails POOL-05: nobody is told of applications that do not replace their pool.

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

  keys = [
    {
      alias          = sha256("hub-1")
      fingerprint    = sha256("hub-1")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-11-01T00:00:00Z"
      encrypt_until  = "2026-12-01T00:00:00Z"
      hand_out_until = "2026-11-30T23:00:00Z"
    },
    {
      alias          = sha256("hub-2")
      fingerprint    = sha256("hub-2")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-11-15T00:00:00Z"
      encrypt_until  = "2026-12-15T00:00:00Z"
      hand_out_until = "2026-12-14T23:00:00Z"
    },
    {
      alias          = sha256("hub-3")
      fingerprint    = sha256("hub-3")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-12-01T00:00:00Z"
      encrypt_until  = "2026-12-31T00:00:00Z"
      hand_out_until = "2026-12-30T23:00:00Z"
    },
    {
      alias          = sha256("hub-4")
      fingerprint    = sha256("hub-4")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-12-15T00:00:00Z"
      encrypt_until  = "2027-01-14T00:00:00Z"
      hand_out_until = "2027-01-13T23:00:00Z"
    },
    {
      alias          = sha256("hub-5")
      fingerprint    = sha256("hub-5")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-09-01T00:00:00Z"
      encrypt_until  = "2026-10-01T00:00:00Z"
      hand_out_until = "2026-09-30T23:00:00Z"
    },
    {
      alias          = sha256("hub-6")
      fingerprint    = sha256("hub-6")
      wrapped_by     = aws_kms_key.a.arn
      encrypt_from   = "2026-09-01T00:00:00Z"
      encrypt_until  = "2026-10-01T00:00:00Z"
      hand_out_until = "2026-09-30T23:00:00Z"
      recrypt_from   = "2026-11-10T00:00:00Z"
    },
    {
      alias          = sha256("hub-7")
      fingerprint    = sha256("hub-7")
      wrapped_by     = aws_kms_key.b.arn
      encrypt_from   = "2026-09-01T00:00:00Z"
      encrypt_until  = "2026-10-01T00:00:00Z"
      hand_out_until = "2026-09-30T23:00:00Z"
      recrypt_from   = "2026-10-05T00:00:00Z"
      expired_at     = "2026-11-01T10:00:00Z"
    },
  ]
}

locals {
  watched = [
    "DekPoolCurrentKeys", "DekPoolFutureKeys", "DekPoolWrapFailures",
    "DekPoolGenerationFailures", "DekPoolExpiredKeys",
  ]
}

resource "aws_cloudwatch_metric_alarm" "hub" {
  for_each            = toset(local.watched)
  alarm_name          = "hub-${each.key}"
  namespace           = "keywright"
  metric_name         = each.key
  dimensions          = { Pool = "processor-hub-pii" }
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  period              = 300
  statistic           = "Maximum"
  alarm_actions       = ["arn:aws:sns:eu-north-1:123456789012:security"]
}

# Passes: buckets of backups keep what they hold for 30 days, old versions included: one without versions, one in which an old
# version ends a day after the object, one whose days are counted together, one that nothing ever versioned, and
# those that say so in the older block.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
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

resource "aws_kms_key" "database" {
  region                  = "eu-north-1"
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "rds:drop"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "backup" {
  policy                  = local.policy
  enable_key_rotation     = false
  deletion_window_in_days = 30
  tags = {
    Purpose            = "backup"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "s3:drop-backups"
  }

  lifecycle {
    prevent_destroy = true
  }
}

locals {
  backups = {
    Purpose            = "backup"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
}

resource "aws_s3_bucket" "plain" {
  bucket = "drop-plain"
  tags   = local.backups
}

resource "aws_s3_bucket_server_side_encryption_configuration" "plain" {
  bucket = aws_s3_bucket.plain.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "plain" {
  bucket = aws_s3_bucket.plain.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
  }
}

resource "aws_s3_bucket" "versioned" {
  bucket = "drop-versioned"
  tags   = local.backups
}

resource "aws_s3_bucket_server_side_encryption_configuration" "versioned" {
  bucket = aws_s3_bucket.versioned.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "versioned" {
  bucket = aws_s3_bucket.versioned.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "versioned" {
  bucket = aws_s3_bucket.versioned.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }
}

resource "aws_s3_bucket" "locked" {
  bucket              = "drop-locked"
  tags                = local.backups
  object_lock_enabled = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "locked" {
  bucket = aws_s3_bucket.locked.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "locked" {
  bucket = aws_s3_bucket.locked.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 1
    }
    noncurrent_version_expiration {
      noncurrent_days = 29
    }
  }
}

resource "aws_s3_bucket" "suspended" {
  bucket = "drop-suspended"
  tags   = local.backups
}

resource "aws_s3_bucket_server_side_encryption_configuration" "suspended" {
  bucket = aws_s3_bucket.suspended.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "suspended" {
  bucket = aws_s3_bucket.suspended.id
  versioning_configuration {
    status = "Suspended"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "suspended" {
  bucket = aws_s3_bucket.suspended.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
  }
}

resource "aws_s3_bucket" "older" {
  bucket = "drop-older"
  tags   = local.backups
  versioning {
    enabled = true
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "older" {
  bucket = aws_s3_bucket.older.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "older" {
  bucket = aws_s3_bucket.older.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 29
    }
    noncurrent_version_expiration {
      noncurrent_days = 1
    }
  }
}

resource "aws_s3_bucket" "older_rule" {
  bucket = "drop-older-rule"
  tags   = local.backups
  lifecycle_rule {
    id      = "end"
    enabled = true
    expiration {
      days = 30
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "older_rule" {
  bucket = aws_s3_bucket.older_rule.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket" "older_rule_versioned" {
  bucket = "drop-older-rule-versioned"
  tags   = local.backups
  versioning {
    enabled = true
  }

  lifecycle_rule {
    id      = "end"
    enabled = true
    expiration {
      days = 29
    }
    noncurrent_version_expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "older_rule_versioned" {
  bucket = aws_s3_bucket.older_rule_versioned.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket" "older_rule_made" {
  bucket = "drop-older-rule-made"
  tags   = local.backups
  dynamic "lifecycle_rule" {
    for_each = toset(["end"])
    content {
      id      = lifecycle_rule.key
      enabled = true
      expiration {
        days = 30
      }
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "older_rule_made" {
  bucket = aws_s3_bucket.older_rule_made.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

# Everyone is refused who comes without TLS, or by an older version of it.
resource "aws_s3_bucket_policy" "tls" {
  for_each = toset(["plain", "versioned", "locked", "suspended", "older", "older-rule", "older-rule-versioned", "older-rule-made"])
  bucket   = "drop-${each.key}"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for condition in [
        { Bool = { "aws:SecureTransport" = "false" } },
        { NumericLessThan = { "s3:TlsVersion" = "1.3" } },
        ] : {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = ["arn:aws:s3:::drop-${each.key}", "arn:aws:s3:::drop-${each.key}/*"]
        Condition = condition
      }
    ]
  })
}

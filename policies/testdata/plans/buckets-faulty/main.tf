# Fails ENC-06: buckets that keep old versions of backups after their days: for ever, for another month, the newest three of each, and by an
# older block or a lock that makes versions; and
# those whose older block keeps backups for a year, or their old versions for another.

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

resource "aws_s3_bucket" "for_ever" {
  bucket = "drop-for-ever"
  tags   = local.backups
}

resource "aws_s3_bucket_server_side_encryption_configuration" "for_ever" {
  bucket = aws_s3_bucket.for_ever.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "for_ever" {
  bucket = aws_s3_bucket.for_ever.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "for_ever" {
  bucket = aws_s3_bucket.for_ever.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
  }
}

resource "aws_s3_bucket" "a_month_more" {
  bucket = "drop-a-month-more"
  tags   = local.backups
}

resource "aws_s3_bucket_server_side_encryption_configuration" "a_month_more" {
  bucket = aws_s3_bucket.a_month_more.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "a_month_more" {
  bucket = aws_s3_bucket.a_month_more.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "a_month_more" {
  bucket = aws_s3_bucket.a_month_more.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
  }
}

resource "aws_s3_bucket" "three_newer" {
  bucket = "drop-three-newer"
  tags   = local.backups
}

resource "aws_s3_bucket_server_side_encryption_configuration" "three_newer" {
  bucket = aws_s3_bucket.three_newer.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "three_newer" {
  bucket = aws_s3_bucket.three_newer.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "three_newer" {
  bucket = aws_s3_bucket.three_newer.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
    noncurrent_version_expiration {
      noncurrent_days           = 1
      newer_noncurrent_versions = 3
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
      days = 30
    }
  }
}

resource "aws_s3_bucket" "older_lock" {
  bucket = "drop-older-lock"
  tags   = local.backups
  object_lock_configuration {
    object_lock_enabled = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "older_lock" {
  bucket = aws_s3_bucket.older_lock.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "older_lock" {
  bucket = aws_s3_bucket.older_lock.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
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
      days = 365
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
      days = 30
    }
    noncurrent_version_expiration {
      days = 365
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

# Everyone is refused who comes without TLS, or by an older version of it.
resource "aws_s3_bucket_policy" "tls" {
  for_each = toset(["for-ever", "a-month-more", "three-newer", "locked", "older", "older-lock", "older-rule", "older-rule-versioned"])
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

# Undetermined: buckets of backups of which the plan does not tell whether they keep old versions, or for how long, nor
# how long it keeps any: an older block for a part of it, and one that a resource of its own overwrites.

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

resource "terraform_data" "later" {
  input = "later"
}

resource "aws_s3_bucket" "status" {
  bucket = "drop-status"
  tags   = local.backups
}

resource "aws_s3_bucket_server_side_encryption_configuration" "status" {
  bucket = aws_s3_bucket.status.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "status" {
  bucket = aws_s3_bucket.status.id
  versioning_configuration {
    status = terraform_data.later.output == "later" ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "status" {
  bucket = aws_s3_bucket.status.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
  }
}

resource "aws_s3_bucket" "days" {
  bucket = "drop-days"
  tags   = local.backups
}

resource "aws_s3_bucket_server_side_encryption_configuration" "days" {
  bucket = aws_s3_bucket.days.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "days" {
  bucket = aws_s3_bucket.days.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "days" {
  bucket = aws_s3_bucket.days.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
    noncurrent_version_expiration {
      noncurrent_days = length(terraform_data.later.output)
    }
  }
}

resource "aws_s3_bucket" "two" {
  bucket = "drop-two"
  tags   = local.backups
}

resource "aws_s3_bucket_server_side_encryption_configuration" "two" {
  bucket = aws_s3_bucket.two.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "two" {
  bucket = aws_s3_bucket.two.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_versioning" "two_again" {
  bucket = aws_s3_bucket.two.id
  versioning_configuration {
    status = "Suspended"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "two" {
  bucket = aws_s3_bucket.two.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
  }
}

resource "aws_s3_bucket" "some" {
  bucket = "drop-some"
  tags   = local.backups
}

resource "aws_s3_bucket_server_side_encryption_configuration" "some" {
  bucket = aws_s3_bucket.some.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "of_some_bucket" {
  bucket = terraform_data.later.output
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "some" {
  bucket = aws_s3_bucket.some.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
  }
}

resource "aws_s3_bucket" "part" {
  bucket = "drop-part"
  tags   = local.backups
  lifecycle_rule {
    id      = "end"
    enabled = true
    prefix  = "daily/"
    expiration {
      days = 30
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "part" {
  bucket = aws_s3_bucket.part.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket" "overwritten" {
  bucket = "drop-overwritten"
  tags   = local.backups
  lifecycle_rule {
    id      = "end"
    enabled = true
    expiration {
      days = 30
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "overwritten" {
  bucket = aws_s3_bucket.overwritten.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "overwritten" {
  bucket = aws_s3_bucket.overwritten.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 7
    }
  }
}

# Everyone is refused who comes without TLS, or by an older version of it.
resource "aws_s3_bucket_policy" "tls" {
  for_each = toset(["status", "days", "two", "some", "part", "overwritten"])
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

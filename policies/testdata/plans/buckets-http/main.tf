# Fails ENC-04: buckets of restricted data that answer plain HTTP: without a policy, by one that refuses it on objects alone, for
# everybody but one, for writing alone, or only together with another condition, by one that lets in HTTPS and refuses nothing, and
# by the older attribute; and those of which a document that is known only after apply shows as much: it refuses writing alone, nothing, or
# what comes to another bucket. What is public or of a class that nobody declared is not asked.

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

resource "aws_kms_key" "database" {
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

locals {
  restricted = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
}

resource "aws_s3_bucket" "none" {
  bucket = "drop-none"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "none" {
  bucket = aws_s3_bucket.none.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket" "objects_alone" {
  bucket = "drop-objects-alone"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "objects_alone" {
  bucket = aws_s3_bucket.objects_alone.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "objects_alone" {
  bucket = aws_s3_bucket.objects_alone.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "arn:aws:s3:::drop-objects-alone/*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_bucket" "all_but_one" {
  bucket = "drop-all-but-one"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "all_but_one" {
  bucket = aws_s3_bucket.all_but_one.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "all_but_one" {
  bucket = aws_s3_bucket.all_but_one.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect       = "Deny"
      NotPrincipal = { AWS = "arn:aws:iam::123456789012:role/app" }
      Action       = "s3:*"
      Resource     = ["arn:aws:s3:::drop-all-but-one", "arn:aws:s3:::drop-all-but-one/*"]
      Condition    = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_bucket" "writing" {
  bucket = "drop-writing"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "writing" {
  bucket = aws_s3_bucket.writing.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "writing" {
  bucket = aws_s3_bucket.writing.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:PutObject"
      Resource  = ["arn:aws:s3:::drop-writing", "arn:aws:s3:::drop-writing/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_bucket" "both_conditions" {
  bucket = "drop-both-conditions"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "both_conditions" {
  bucket = aws_s3_bucket.both_conditions.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "both_conditions" {
  bucket = aws_s3_bucket.both_conditions.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::drop-both-conditions", "arn:aws:s3:::drop-both-conditions/*"]
      Condition = {
        Bool            = { "aws:SecureTransport" = "false" }
        NumericLessThan = { "s3:TlsVersion" = "1.2" }
      }
    }]
  })
}

resource "aws_s3_bucket" "allowed" {
  bucket = "drop-allowed"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "allowed" {
  bucket = aws_s3_bucket.allowed.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "allowed" {
  bucket = aws_s3_bucket.allowed.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
      Action    = "s3:GetObject"
      Resource  = ["arn:aws:s3:::drop-allowed", "arn:aws:s3:::drop-allowed/*"]
      Condition = { Bool = { "aws:SecureTransport" = "true" } }
    }]
  })
}

resource "aws_s3_bucket" "older" {
  bucket = "drop-older"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::drop-older/*"
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
  tags = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "older" {
  bucket = aws_s3_bucket.older.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket" "public" {
  bucket = "drop-website"
  tags   = merge(local.restricted, { Purpose = "website", DataClassification = "public" })
}

resource "aws_s3_bucket" "undeclared" {
  bucket = "drop-something"
}

resource "aws_s3_bucket" "drafted_writing" {
  bucket = "drop-drafted-writing"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "drafted_writing" {
  bucket = aws_s3_bucket.drafted_writing.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "drafted_writing" {
  bucket = aws_s3_bucket.drafted_writing.id
  policy = data.aws_iam_policy_document.drafted_writing.json
}

data "aws_iam_policy_document" "drafted_writing" {
  statement {
    sid       = "Application"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.drafted_writing.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/app"]
    }
  }

  statement {
    sid       = "Tls"
    effect    = "Deny"
    actions   = ["s3:PutObject"]
    resources = [aws_s3_bucket.drafted_writing.arn, "${aws_s3_bucket.drafted_writing.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket" "drafted_allowed" {
  bucket = "drop-drafted-allowed"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "drafted_allowed" {
  bucket = aws_s3_bucket.drafted_allowed.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "drafted_allowed" {
  bucket = aws_s3_bucket.drafted_allowed.id
  policy = data.aws_iam_policy_document.drafted_allowed.json
}

data "aws_iam_policy_document" "drafted_allowed" {
  statement {
    sid       = "Application"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.drafted_allowed.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/app"]
    }
  }
}

resource "aws_s3_bucket" "drafted_for_another" {
  bucket = "drop-drafted-for-another"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "drafted_for_another" {
  bucket = aws_s3_bucket.drafted_for_another.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "drafted_for_another" {
  bucket = aws_s3_bucket.drafted_for_another.id
  policy = data.aws_iam_policy_document.drafted_for_another.json
}

data "aws_iam_policy_document" "drafted_for_another" {
  statement {
    sid       = "Tls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.drafted_writing.arn, "${aws_s3_bucket.drafted_writing.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

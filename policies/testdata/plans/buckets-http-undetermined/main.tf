# Undetermined: buckets of restricted data of which the plan does not tell what their policy refuses, and one that takes TLS 1.2. The source tells
# of those that name their bucket by reference.

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

resource "terraform_data" "later" {
  input = "later"
}

resource "aws_s3_bucket" "by_reference" {
  bucket = "drop-by-reference"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "by_reference" {
  bucket = aws_s3_bucket.by_reference.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "by_reference" {
  bucket = aws_s3_bucket.by_reference.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.by_reference.arn, "${aws_s3_bucket.by_reference.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }, {
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = [aws_s3_bucket.by_reference.arn, "${aws_s3_bucket.by_reference.arn}/*"]
      Condition = { NumericLessThan = { "s3:TlsVersion" = "1.3" } }
    }]
  })
}

resource "aws_s3_bucket" "by_document" {
  bucket = "drop-by-document"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "by_document" {
  bucket = aws_s3_bucket.by_document.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "by_document" {
  bucket = aws_s3_bucket.by_document.id
  policy = data.aws_iam_policy_document.by_document.json
}

data "aws_iam_policy_document" "by_document" {
  dynamic "statement" {
    for_each = {
      tls     = { test = "Bool", variable = "aws:SecureTransport", value = "false" }
      version = { test = "NumericLessThan", variable = "s3:TlsVersion", value = "1.3" }
    }
    content {
      sid       = statement.key
      effect    = "Deny"
      actions   = ["s3:*"]
      resources = [aws_s3_bucket.by_document.arn, "${aws_s3_bucket.by_document.arn}/*"]
      principals {
        type        = "*"
        identifiers = ["*"]
      }
      condition {
        test     = statement.value.test
        variable = statement.value.variable
        values   = [statement.value.value]
      }
    }
  }
}

resource "aws_s3_bucket" "another" {
  bucket = "drop-another"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "another" {
  bucket = aws_s3_bucket.another.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "another" {
  bucket = aws_s3_bucket.another.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["${aws_s3_bucket.another.arn}/public/*", aws_s3_bucket.another.arn]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_bucket" "later" {
  bucket = "drop-later"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "later" {
  bucket = aws_s3_bucket.later.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "later" {
  bucket = aws_s3_bucket.later.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::drop-later", "arn:aws:s3:::drop-later/*"]
      Condition = { Bool = { "aws:SecureTransport" = terraform_data.later.output } }
    }]
  })
}

resource "aws_s3_bucket" "twice" {
  bucket = "drop-twice"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "twice" {
  bucket = aws_s3_bucket.twice.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "twice" {
  bucket = aws_s3_bucket.twice.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::drop-twice", "arn:aws:s3:::drop-twice/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_bucket_policy" "twice_again" {
  bucket = aws_s3_bucket.twice.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::drop-twice", "arn:aws:s3:::drop-twice/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_bucket" "tls_1_2" {
  bucket = "drop-tls-1-2"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "tls_1_2" {
  bucket = aws_s3_bucket.tls_1_2.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "tls_1_2" {
  bucket = aws_s3_bucket.tls_1_2.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::drop-tls-1-2", "arn:aws:s3:::drop-tls-1-2/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

resource "aws_s3_bucket" "by_statements" {
  bucket = "drop-by-statements"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "by_statements" {
  bucket = aws_s3_bucket.by_statements.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "by_statements" {
  bucket = aws_s3_bucket.by_statements.id
  policy = data.aws_iam_policy_document.by_statements.json
}

data "aws_iam_policy_document" "by_statements" {
  statement {
    sid       = "Application"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.by_statements.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/app"]
    }
  }

  statement {
    sid       = "Tls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.by_statements.arn, "${aws_s3_bucket.by_statements.arn}/*"]
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

  statement {
    sid       = "Version"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.by_statements.arn, "${aws_s3_bucket.by_statements.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "NumericLessThan"
      variable = "s3:TlsVersion"
      values   = ["1.3"]
    }
  }
}

resource "aws_s3_bucket" "merged" {
  bucket = "drop-merged"
  tags   = local.restricted
}

resource "aws_s3_bucket_server_side_encryption_configuration" "merged" {
  bucket = aws_s3_bucket.merged.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_policy" "merged" {
  bucket = aws_s3_bucket.merged.id
  policy = data.aws_iam_policy_document.merged.json
}

data "aws_iam_policy_document" "merged_parts" {
  statement {
    sid       = "Tls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.merged.arn, "${aws_s3_bucket.merged.arn}/*"]
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

  statement {
    sid       = "Version"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.merged.arn, "${aws_s3_bucket.merged.arn}/*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "NumericLessThan"
      variable = "s3:TlsVersion"
      values   = ["1.3"]
    }
  }
}

data "aws_iam_policy_document" "merged" {
  source_policy_documents = [data.aws_iam_policy_document.merged_parts.json]

  statement {
    sid       = "Application"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.merged.arn}/*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/app"]
    }
  }
}

# Undetermined: stores, secrets and a trail of which what decides is known only after apply.

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

variable "encrypt" {
  type    = bool
  default = false
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
    Protects           = "x"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# The condition is false, so that the service's own key encrypts, although the key is mentioned.
resource "terraform_data" "later" {
  input = "later"
}

resource "aws_s3_bucket" "perhaps" {
  bucket = "drop-documents"
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "of_some_bucket" {
  bucket = terraform_data.later.output
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket" "rule" {
  bucket = "drop-rule"
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "rule" {
  bucket = aws_s3_bucket.rule.bucket
  dynamic "rule" {
    for_each = [for one in [terraform_data.later.output] : one if one != ""]
    content {
      apply_server_side_encryption_by_default {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = aws_kms_key.database.arn
      }
    }
  }
}

resource "aws_s3_bucket" "default" {
  bucket = "drop-default"
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "default" {
  bucket = aws_s3_bucket.default.bucket
  rule {
    dynamic "apply_server_side_encryption_by_default" {
      for_each = [for one in [terraform_data.later.output] : one if one != ""]
      content {
        sse_algorithm     = "aws:kms"
        kms_master_key_id = aws_kms_key.database.arn
      }
    }
  }
}

resource "aws_ssm_parameter" "type" {
  name  = "/drop/limit"
  type  = terraform_data.later.output
  value = "12"
}

resource "aws_db_instance" "password" {
  identifier                  = "drop"
  engine                      = "postgres"
  instance_class              = "db.t4g.micro"
  allocated_storage           = 20
  username                    = "drop"
  manage_master_user_password = terraform_data.later.output == "later"
  storage_encrypted           = true
  kms_key_id                  = aws_kms_key.database.arn
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
  }
}

resource "aws_secretsmanager_secret" "rotation" {
  name       = "rotation"
  kms_key_id = aws_kms_key.database.arn
}

resource "aws_secretsmanager_secret_rotation" "of_some_secret" {
  secret_id           = terraform_data.later.output
  rotation_lambda_arn = "arn:aws:lambda:eu-north-1:123456789012:function:rotate"

  rotation_rules {
    automatically_after_days = 30
  }
}

resource "aws_cloudtrail" "selectors" {
  name                       = "all"
  s3_bucket_name             = aws_s3_bucket.rule.bucket
  is_multi_region_trail      = true
  enable_log_file_validation = true
  kms_key_id                 = aws_kms_key.database.arn

  dynamic "event_selector" {
    for_each = [for one in [terraform_data.later.output] : one if one != ""]
    content {
      exclude_management_event_sources = ["kms.amazonaws.com"]
    }
  }
}

# Stores of which the plan does not tell the key, or that do not say what they hold.

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
resource "aws_db_instance" "by_condition" {
  identifier                  = "drop"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "drop"
  manage_master_user_password = true
  storage_encrypted           = true
  kms_key_id                  = var.encrypt ? aws_kms_key.database.arn : null
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
  }
}

resource "aws_db_instance" "restored" {
  identifier                  = "restored"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  snapshot_identifier         = "drop-monthly"
  storage_encrypted           = true
  manage_master_user_password = true
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
  }
}

resource "aws_ebs_volume" "by_the_account" {
  availability_zone = "eu-north-1a"
  size              = 40
}

resource "aws_efs_file_system" "key_elsewhere" {
  creation_token = "documents"
  encrypted      = true
  kms_key_id     = "arn:aws:kms:eu-west-1:123456789012:key/0f1e2d3c-4b5a-4697-8877-665544332211"
  tags = {
    Purpose            = "aml-kyc"
    DataClassification = "restricted"
  }
}

resource "aws_s3_bucket" "nothing_said" {
  bucket = "drop-assets"
}

resource "aws_s3_bucket" "by_its_name" {
  bucket = "drop-backup-archive"
}

resource "aws_s3_bucket" "two_settings" {
  bucket = "drop-documents"
  tags = {
    Purpose            = "aml-kyc"
    DataClassification = "restricted"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "one" {
  bucket = aws_s3_bucket.two_settings.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "other" {
  bucket = aws_s3_bucket.two_settings.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# The setting of a bucket that is elsewhere.
resource "aws_s3_bucket_server_side_encryption_configuration" "elsewhere" {
  bucket = "drop-archive"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

# Nothing says whose data it is.
resource "aws_sqs_queue" "class_alone" {
  name              = "events"
  kms_master_key_id = aws_kms_key.database.id
  tags = {
    DataClassification = "restricted"
  }
}

resource "aws_cloudwatch_log_group" "left_out" {
  name = "application"
}

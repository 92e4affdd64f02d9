# Fails ENC-01: stores that are not encrypted, or by the wrong key. A log under a key of once a year breaks ENC-03, backups
# under other keys break REG-03, a key of another region breaks REG-05, a database under a key of fields breaks SEP-04,
# and a disabled key that a queue needs breaks KEY-11.

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
    Protects           = "x"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "kyc" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "aml-kyc"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "s3:drop-kyc-documents"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "national_id" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "national-id"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "users.fodselsnummer"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "backup" {
  region                  = "eu-west-1"
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

resource "aws_kms_key" "log" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "log"
    DataClassification = "internal"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "cloudwatch"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "disabled" {
  is_enabled              = false
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 90
  deletion_window_in_days = 30
  tags = {
    Purpose            = "webhook"
    DataClassification = "confidential"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "sqs"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_db_instance" "plain" {
  identifier                  = "plain"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "drop"
  manage_master_user_password = true
}

resource "aws_rds_cluster" "own_key_of_the_service" {
  cluster_identifier          = "ledger"
  engine                      = "aurora-postgresql"
  master_username             = "drop"
  manage_master_user_password = true
  storage_encrypted           = true
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
  }
}

resource "aws_db_instance" "under_the_fields_key" {
  identifier                  = "users"
  engine                      = "postgres"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "drop"
  manage_master_user_password = true
  storage_encrypted           = true
  kms_key_id                  = aws_kms_key.national_id.arn
  tags = {
    Purpose            = "national-id"
    DataClassification = "restricted"
  }
}

# The key of these documents says that it protects this bucket, which another encrypts.
resource "aws_s3_bucket" "kyc" {
  bucket = "drop-kyc-documents"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "kyc" {
  bucket = aws_s3_bucket.kyc.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.database.arn
    }
  }
}

resource "aws_s3_bucket" "left_out" {
  bucket = "drop-exports"
  tags = {
    DataClassification = "confidential"
  }
}

resource "aws_s3_bucket" "backups" {
  bucket = "drop-backups"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "backups" {
  bucket = aws_s3_bucket.backups.bucket
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_backup_vault" "left_out" {
  name = "drop"
}

resource "aws_db_instance_automated_backups_replication" "left_out" {
  region                 = "eu-west-1"
  source_db_instance_arn = aws_rds_cluster.own_key_of_the_service.arn
}

resource "aws_db_snapshot_copy" "primary_key" {
  source_db_snapshot_identifier = "arn:aws:rds:eu-north-1:123456789012:snapshot:drop"
  target_db_snapshot_identifier = "drop-monthly"
  kms_key_id                    = aws_kms_key.database.arn
}

resource "aws_kms_alias" "database" {
  name          = "alias/drop-database"
  target_key_id = aws_kms_key.database.key_id
}

resource "aws_cloudwatch_log_group" "once_a_year" {
  name       = "audit"
  kms_key_id = aws_kms_alias.database.target_key_arn
}

resource "aws_cloudwatch_log_group" "left_out" {
  name = "application"
}

resource "aws_cloudtrail_event_data_store" "left_out" {
  name = "events"
  tags = {
    Purpose            = "log"
    DataClassification = "restricted"
  }
}

resource "aws_sns_topic" "left_out" {
  name = "alerts"
}

resource "aws_sqs_queue" "off" {
  name                    = "events"
  sqs_managed_sse_enabled = false
}

resource "aws_sqs_queue" "disabled" {
  name              = "webhooks"
  kms_master_key_id = aws_kms_key.disabled.key_id
  tags = {
    Purpose            = "webhook"
    DataClassification = "confidential"
  }
}

resource "aws_ebs_volume" "off" {
  availability_zone = "eu-north-1a"
  size              = 40
  encrypted         = false
}

resource "aws_efs_file_system" "left_out" {
  creation_token = "exports"
}

resource "aws_dynamodb_table" "replica_left_out" {
  name         = "revocations"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "token"
  attribute {
    name = "token"
    type = "S"
  }
  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.database.arn
  }
  replica {
    region_name = "eu-west-1"
  }
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
  }
}

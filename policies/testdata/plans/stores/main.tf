# Passes: what keys encrypt, each by its key: databases, buckets, secrets, volume, file system, table with a replica, log
# group, topic, queue, backups and trail. What the keys say they protect says whose data a bucket or the database holds;
# the others say it by tags.

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

resource "aws_kms_key" "secrets" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "application-secrets"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "secretsmanager"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "logs" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 90
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

resource "aws_db_instance" "drop" {
  identifier                    = "drop"
  engine                        = "postgres"
  engine_version                = "16"
  instance_class                = "db.t4g.medium"
  allocated_storage             = 100
  username                      = "drop"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = aws_kms_key.secrets.arn
  storage_encrypted             = true
  kms_key_id                    = aws_kms_key.database.arn
  backup_retention_period       = 30
  deletion_protection           = true
}

resource "aws_s3_bucket" "kyc" {
  bucket = "drop-kyc-documents"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "kyc" {
  bucket = aws_s3_bucket.kyc.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.kyc.arn
    }
  }
}

resource "aws_s3_bucket" "backups" {
  bucket = "drop-backups"
  region = "eu-west-1"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "backups" {
  bucket = aws_s3_bucket.backups.id
  region = "eu-west-1"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "backups" {
  bucket = aws_s3_bucket.backups.id
  region = "eu-west-1"
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "backups" {
  bucket = aws_s3_bucket.backups.id
  region = "eu-west-1"
  rule {
    id     = "rolling"
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

resource "aws_backup_vault" "drop" {
  name        = "drop"
  region      = "eu-west-1"
  kms_key_arn = aws_kms_key.backup.arn
}

resource "aws_secretsmanager_secret" "jwt" {
  name                    = "drop/jwt"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 30
}

resource "aws_secretsmanager_secret_rotation" "jwt" {
  secret_id           = aws_secretsmanager_secret.jwt.id
  rotation_lambda_arn = "arn:aws:lambda:eu-north-1:123456789012:function:rotate-jwt"
  rotation_rules {
    automatically_after_days = 90
  }
}

resource "aws_ebs_volume" "worker" {
  availability_zone = "eu-north-1a"
  size              = 40
  encrypted         = true
  kms_key_id        = aws_kms_key.database.arn
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
  }
}

resource "aws_dynamodb_table" "revocations" {
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
    region_name = "eu-central-1"
    kms_key_arn = aws_kms_key.database_replica.arn
  }
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
  }
}

resource "aws_cloudwatch_log_group" "trail" {
  name              = "drop/trail"
  retention_in_days = 1827
  kms_key_id        = aws_kms_key.logs.arn
}

resource "aws_sns_topic" "alerts" {
  name              = "key-alerts"
  kms_master_key_id = aws_kms_key.logs.id
  tags = {
    Purpose            = "log"
    DataClassification = "internal"
  }
}

resource "aws_sqs_queue" "events" {
  name              = "key-events"
  kms_master_key_id = aws_kms_key.logs.id
  tags = {
    Purpose            = "log"
    DataClassification = "internal"
  }
}

resource "aws_cloudtrail" "keys" {
  name                       = "keys"
  s3_bucket_name             = "drop-trail"
  is_multi_region_trail      = true
  enable_log_file_validation = true
  kms_key_id                 = aws_kms_key.logs.arn
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.trail.arn}:*"
  cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
}

resource "aws_kms_key" "database_replica" {
  region                  = "eu-central-1"
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "dynamodb:replicas"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_rds_cluster" "ledger" {
  backup_retention_period       = 30
  cluster_identifier            = "ledger"
  engine                        = "aurora-postgresql"
  master_username               = "drop"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = aws_kms_key.secrets.arn
  storage_encrypted             = true
  kms_key_id                    = aws_kms_key.database.arn
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
  }
}

resource "aws_efs_file_system" "exports" {
  creation_token = "exports"
  encrypted      = true
  tags = {
    DataClassification = "internal"
  }
}

resource "aws_db_instance_automated_backups_replication" "drop" {
  region                 = "eu-west-1"
  source_db_instance_arn = aws_db_instance.drop.arn
  kms_key_id             = aws_kms_key.backup.arn
  retention_period       = 30
}

resource "aws_db_snapshot_copy" "drop" {
  region                        = "eu-west-1"
  source_db_snapshot_identifier = "arn:aws:rds:eu-north-1:123456789012:snapshot:drop"
  target_db_snapshot_identifier = "drop-monthly"
  kms_key_id                    = aws_kms_key.backup.arn
}

# Everyone is refused who comes without TLS, or by an older version of it.
resource "aws_s3_bucket_policy" "tls" {
  for_each = toset(["kyc-documents"])
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

resource "aws_s3_bucket_policy" "backups_tls" {
  for_each = toset(["backups"])
  region   = "eu-west-1"
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

# Passes: backups are kept for 30 days each, and restoring them is tested every month.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    keywright = {
      source = "keywright/keywright"
    }
  }
}

provider "keywright" {
  region      = "eu-north-1"
  ownership   = "fixtures"
  enforcement = "off"
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

resource "aws_kms_key" "backup" {
  region                  = "eu-west-1"
  policy                  = local.policy
  deletion_window_in_days = 30
  tags = {
    Purpose            = "backup"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "backup:drop"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "keywright_rotation" "yearly" {
  method           = "manual"
  owner            = "security-team"
  period_days      = 365
  alert_after_days = 7
  keys = {
    backup = aws_kms_key.backup
  }
}

resource "aws_backup_vault" "drop" {
  region      = "eu-west-1"
  name        = "drop"
  kms_key_arn = aws_kms_key.backup.arn
  tags        = local.backups
}

locals {
  backups = {
    Purpose            = "backup"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
}

resource "aws_s3_bucket" "exports" {
  region = "eu-west-1"
  bucket = "drop-backup-exports"
  tags   = local.backups
}

resource "aws_s3_bucket_server_side_encryption_configuration" "exports" {
  region = "eu-west-1"
  bucket = aws_s3_bucket.exports.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_db_instance" "drop" {
  identifier              = "drop"
  instance_class          = "db.t4g.medium"
  storage_encrypted       = true
  kms_key_id              = aws_kms_key.database.arn
  backup_retention_period = 30
  skip_final_snapshot     = true
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
}

resource "aws_backup_plan" "drop" {
  region = "eu-west-1"
  name   = "drop"
  rule {
    rule_name         = "daily"
    schedule          = "cron(0 3 * * ? *)"
    target_vault_name = aws_backup_vault.drop.name
    lifecycle {
      delete_after = 30
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "exports" {
  region = "eu-west-1"
  bucket = aws_s3_bucket.exports.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
  }
}

resource "aws_backup_restore_testing_plan" "drop" {
  region              = "eu-west-1"
  name                = "drop"
  schedule_expression = "cron(0 5 1 * ? *)"
  recovery_point_selection {
    algorithm            = "LATEST_WITHIN_WINDOW"
    include_vaults       = ["*"]
    recovery_point_types = ["SNAPSHOT"]
  }
}

resource "aws_backup_restore_testing_selection" "drop" {
  region                    = "eu-west-1"
  name                      = "drop"
  restore_testing_plan_name = aws_backup_restore_testing_plan.drop.name
  protected_resource_type   = "RDS"
  protected_resource_arns   = ["*"]
  iam_role_arn              = "arn:aws:iam::123456789012:role/restore"
}

# Everyone is refused who comes without TLS, or by an older version of it.
resource "aws_s3_bucket_policy" "tls" {
  for_each = toset(["backup-exports"])
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

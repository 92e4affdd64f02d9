# What the keys are for: the database, the documents, the backups in the second region.

resource "aws_db_instance" "postgres" {
  identifier                    = "drop-postgres"
  engine                        = "postgres"
  instance_class                = "db.t4g.medium"
  allocated_storage             = 20
  username                      = "drop"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = aws_kms_key.primary["application-secrets"].arn
  storage_encrypted             = true
  kms_key_id                    = aws_kms_key.primary["database"].arn
  backup_retention_period       = 30
  skip_final_snapshot           = true
  tags                          = { Purpose = "database" }
}

resource "aws_s3_bucket" "kyc" {
  bucket = "drop-kyc-documents"
  tags   = { Purpose = "aml-kyc" }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "kyc" {
  bucket = aws_s3_bucket.kyc.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.primary["aml-kyc"].arn
    }
  }
}

resource "aws_s3_bucket" "backups" {
  provider = aws.backup
  bucket   = "drop-backups"
  tags     = { Purpose = "backup" }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "backups" {
  provider = aws.backup
  bucket   = aws_s3_bucket.backups.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.backup.arn
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "backups" {
  provider = aws.backup
  bucket   = aws_s3_bucket.backups.id
  rule {
    id     = "end"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
  }
}

resource "aws_backup_vault" "drop" {
  provider    = aws.backup
  name        = "drop"
  kms_key_arn = aws_kms_key.backup.arn
  tags        = { Purpose = "backup" }
}

resource "aws_backup_plan" "drop" {
  provider = aws.backup
  name     = "drop"
  rule {
    rule_name         = "daily"
    schedule          = "cron(0 3 * * ? *)"
    target_vault_name = aws_backup_vault.drop.name
    lifecycle {
      delete_after = 30
    }
  }
}

resource "aws_backup_restore_testing_plan" "drop" {
  provider            = aws.backup
  name                = "drop"
  schedule_expression = "cron(0 5 1 * ? *)"
  recovery_point_selection {
    algorithm            = "LATEST_WITHIN_WINDOW"
    include_vaults       = ["*"]
    recovery_point_types = ["SNAPSHOT"]
  }
}

resource "aws_backup_restore_testing_selection" "drop" {
  provider                  = aws.backup
  name                      = "drop"
  restore_testing_plan_name = aws_backup_restore_testing_plan.drop.name
  protected_resource_type   = "RDS"
  protected_resource_arns   = ["*"]
  iam_role_arn              = local.role["restore"]
}

# Everyone is refused who comes without TLS, or by an older version of it.
locals {
  tls = { for name in ["drop-kyc-documents", "drop-backups", "drop-trail"] : name => jsonencode({
    Version = "2012-10-17"
    Statement = [for condition in [{ Bool = { "aws:SecureTransport" = "false" } }, { NumericLessThan = { "s3:TlsVersion" = "1.3" } }] : {
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = ["arn:aws:s3:::${name}", "arn:aws:s3:::${name}/*"]
      Condition = condition
    }]
  }) }
}

resource "aws_s3_bucket_policy" "primary" {
  for_each = toset(["drop-kyc-documents", "drop-trail"])
  bucket   = each.key
  policy   = local.tls[each.key]
}

resource "aws_s3_bucket_policy" "backups" {
  provider = aws.backup
  bucket   = "drop-backups"
  policy   = local.tls["drop-backups"]
}

# The five key-encryption keys of Drop's key-management policy (POL-SEC-KM-001), declared with the AWS provider's own
# resources: four in the primary region, the backup key in another one through a second provider configuration.
# Each file in broken/ changes one thing that keywright must find; see README.md.

terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region              = local.primary_region
  allowed_account_ids = [local.account]

  default_tags {
    tags = local.common_tags
  }
}

provider "aws" {
  alias               = "backup"
  region              = local.backup_region
  allowed_account_ids = [local.account]

  default_tags {
    tags = local.common_tags
  }
}

locals {
  account        = "123456789012"
  primary_region = "eu-north-1"
  backup_region  = "eu-west-1"
  kms_endpoint   = "vpce-0a1b2c3d4e5f67890"

  common_tags = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "restricted"
  }

  pipeline   = "arn:aws:iam::${local.account}:role/drop-pipeline"
  key_admin  = "arn:aws:iam::${local.account}:role/drop-key-admin"
  auditor    = "arn:aws:iam::${local.account}:role/drop-auditor"
  app        = "arn:aws:iam::${local.account}:role/drop-app"
  identity   = "arn:aws:iam::${local.account}:role/drop-identity"
  kyc        = "arn:aws:iam::${local.account}:role/drop-kyc"
  compliance = "arn:aws:iam::${local.account}:role/drop-compliance"
  backup     = "arn:aws:iam::${local.account}:role/drop-backup"
  restore    = "arn:aws:iam::${local.account}:role/drop-restore"
}

resource "aws_kms_key" "national_id" {
  description             = "National identity numbers, field users.fodselsnummer"
  policy                  = local.policy_national_id
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose  = "national-id"
    Protects = "users.fodselsnummer"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "national_id" {
  name          = "alias/drop-national-id-key"
  target_key_id = aws_kms_key.national_id.key_id
}

resource "aws_kms_key" "database" {
  description             = "Storage of the PostgreSQL database"
  policy                  = local.policy_database
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose  = "database"
    Protects = "rds:drop-postgres"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "database" {
  name          = "alias/drop-db-master-key"
  target_key_id = aws_kms_key.database.key_id
}

resource "aws_kms_key" "kyc" {
  description             = "KYC documents and AML investigation records"
  policy                  = local.policy_kyc
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose  = "aml-kyc"
    Protects = "s3:drop-kyc-documents kyc.kyc_document_ref"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "kyc" {
  name          = "alias/drop-kyc-key"
  target_key_id = aws_kms_key.kyc.key_id
}

resource "aws_kms_key" "pii" {
  description             = "Master of the data keys for name, e-mail and phone"
  policy                  = local.policy_pii
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose  = "pii"
    Protects = "users.name users.email users.phone"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "pii" {
  name          = "alias/drop-pii-key"
  target_key_id = aws_kms_key.pii.key_id
}

# Rotated by hand once a year with two approvals, so automatic rotation is off.
resource "aws_kms_key" "backup" {
  provider                = aws.backup
  description             = "Database backups"
  policy                  = local.policy_backup
  enable_key_rotation     = false
  deletion_window_in_days = 30
  tags = {
    Purpose  = "backup"
    Protects = "s3:drop-backups"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "backup" {
  provider      = aws.backup
  name          = "alias/drop-backup-key"
  target_key_id = aws_kms_key.backup.key_id
}

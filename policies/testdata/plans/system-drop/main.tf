# The whole estate of a payment app, as POL-SEC-KM-001 and POL-SEC-ENC-001 ask for it, in stock resources: keys, secrets, stores,
# backups, the trail and the edge. Nothing fails; tests change one fact at a time.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    cloudflare = {
      source = "hashicorp/cloudflare"
    }
    github = {
      source = "hashicorp/github"
    }
  }
}

provider "aws" {
  region              = local.primary
  allowed_account_ids = [local.account]
  default_tags {
    tags = local.common
  }
}

provider "aws" {
  alias               = "backup"
  region              = local.second
  allowed_account_ids = [local.account]
  default_tags {
    tags = local.common
  }
}

locals {
  account  = "123456789012"
  primary  = "eu-north-1"
  second   = "eu-west-1"
  endpoint = "vpce-0a1b2c3d4e5f67890"

  common = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "restricted"
  }

  role = { for name in ["pipeline", "key-admin", "auditor", "app", "identity", "kyc", "compliance", "backup", "restore", "ci"] :
  name => "arn:aws:iam::${local.account}:role/drop-${name}" }
}

# One key for each purpose. The annual ones rotate by themselves, that of the logs every 90 days.
resource "aws_kms_key" "primary" {
  for_each = {
    national-id         = { protects = "users.fodselsnummer", days = 365 }
    database            = { protects = "rds:drop-postgres", days = 365 }
    aml-kyc             = { protects = "s3:drop-kyc-documents kyc.kyc_document_ref", days = 365 }
    pii                 = { protects = "users.name users.email users.phone", days = 365 }
    application-secrets = { protects = "secretsmanager", days = 365 }
    log                 = { protects = "s3:drop-trail", days = 90, class = "internal" }
  }
  policy                  = local.policies[each.key]
  enable_key_rotation     = true
  rotation_period_in_days = each.value.days
  deletion_window_in_days = 30
  tags = {
    Purpose            = each.key
    Protects           = each.value.protects
    DataClassification = try(each.value.class, "restricted")
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Rotated by hand once a year with two approvals, so automatic rotation is off.
resource "aws_kms_key" "backup" {
  provider                = aws.backup
  policy                  = local.policies["backup"]
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

resource "aws_kms_alias" "primary" {
  for_each = {
    national-id         = "drop-national-id-key"
    database            = "drop-db-master-key"
    aml-kyc             = "drop-kyc-key"
    pii                 = "drop-pii-key"
    application-secrets = "drop-secrets-key"
    log                 = "drop-log-key"
  }
  name          = "alias/${each.value}"
  target_key_id = aws_kms_key.primary[each.key].key_id
}

resource "aws_kms_alias" "backup" {
  provider      = aws.backup
  name          = "alias/drop-backup-key"
  target_key_id = aws_kms_key.backup.key_id
}

# KEY-10 holds of a key in a CloudHSM key store of the plan, and cannot tell of keys in an external one, or perhaps in one, nor of those
# behind which a cluster in the mode NON_FIPS is, or one whose mode is that of a backup.

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

resource "aws_kms_custom_key_store" "own" {
  cloud_hsm_cluster_id     = "cluster-abcdefghijk"
  custom_key_store_name    = "own"
  key_store_password       = "not a real one"
  trust_anchor_certificate = "anchor"
}

resource "aws_kms_custom_key_store" "outside" {
  custom_key_store_name  = "outside"
  custom_key_store_type  = "EXTERNAL_KEY_STORE"
  xks_proxy_connectivity = "PUBLIC_ENDPOINT"
  xks_proxy_uri_endpoint = "https://hsm.example.com"
  xks_proxy_uri_path     = "/kms/xks/v1"

  xks_proxy_authentication_credential {
    access_key_id         = "not a real one"
    raw_secret_access_key = "not a real one"
  }
}

resource "aws_kms_key" "own" {
  custom_key_store_id     = aws_kms_custom_key_store.own.id
  policy                  = local.policy
  deletion_window_in_days = 30
  tags = {
    Purpose            = "card-data"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "outside" {
  custom_key_store_id     = aws_kms_custom_key_store.outside.id
  policy                  = local.policy
  deletion_window_in_days = 30
  tags = {
    Purpose            = "card-data"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "perhaps" {
  custom_key_store_id     = "cks-1234567890abcdef0"
  xks_key_id              = terraform_data.manager.output
  policy                  = local.policy
  deletion_window_in_days = 30
  tags = {
    Purpose            = "card-data"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "terraform_data" "manager" {
  input = "key-1"
}

resource "aws_cloudhsm_v2_cluster" "fips" {
  hsm_type   = "hsm2m.medium"
  mode       = "FIPS"
  subnet_ids = ["subnet-0a1b2c3d4e5f60718"]
}

resource "aws_kms_custom_key_store" "fips" {
  cloud_hsm_cluster_id     = aws_cloudhsm_v2_cluster.fips.cluster_id
  custom_key_store_name    = "fips"
  key_store_password       = "not a real one"
  trust_anchor_certificate = "anchor"
}

resource "aws_kms_key" "fips" {
  custom_key_store_id     = aws_kms_custom_key_store.fips.id
  policy                  = local.policy
  deletion_window_in_days = 30
  tags = {
    Purpose            = "card-data"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudhsm_v2_cluster" "older" {
  hsm_type   = "hsm1.medium"
  subnet_ids = ["subnet-0a1b2c3d4e5f60718"]
}

resource "aws_kms_custom_key_store" "older" {
  cloud_hsm_cluster_id     = aws_cloudhsm_v2_cluster.older.cluster_id
  custom_key_store_name    = "older"
  key_store_password       = "not a real one"
  trust_anchor_certificate = "anchor"
}

resource "aws_kms_key" "older" {
  custom_key_store_id     = aws_kms_custom_key_store.older.id
  policy                  = local.policy
  deletion_window_in_days = 30
  tags = {
    Purpose            = "card-data"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudhsm_v2_cluster" "non_fips" {
  hsm_type   = "hsm2m.medium"
  mode       = "NON_FIPS"
  subnet_ids = ["subnet-0a1b2c3d4e5f60718"]
}

resource "aws_kms_custom_key_store" "non_fips" {
  cloud_hsm_cluster_id     = aws_cloudhsm_v2_cluster.non_fips.cluster_id
  custom_key_store_name    = "non_fips"
  key_store_password       = "not a real one"
  trust_anchor_certificate = "anchor"
}

resource "aws_kms_key" "non_fips" {
  custom_key_store_id     = aws_kms_custom_key_store.non_fips.id
  policy                  = local.policy
  deletion_window_in_days = 30
  tags = {
    Purpose            = "card-data"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_cloudhsm_v2_cluster" "restored" {
  hsm_type                 = "hsm2m.medium"
  source_backup_identifier = "backup-abcdefghijk"
  subnet_ids               = ["subnet-0a1b2c3d4e5f60718"]
}

resource "aws_kms_custom_key_store" "restored" {
  cloud_hsm_cluster_id     = aws_cloudhsm_v2_cluster.restored.cluster_id
  custom_key_store_name    = "restored"
  key_store_password       = "not a real one"
  trust_anchor_certificate = "anchor"
}

resource "aws_kms_key" "restored" {
  custom_key_store_id     = aws_kms_custom_key_store.restored.id
  policy                  = local.policy
  deletion_window_in_days = 30
  tags = {
    Purpose            = "card-data"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

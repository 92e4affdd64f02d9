# The backup key lives beside the key for national identity numbers, and nobody says which region is the primary one.
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
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "PA", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }, Action = ["kms:GetKeyPolicy", "kms:PutKeyPolicy"], Resource = "*" },
    { Sid = "KA", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = ["kms:DisableKey", "kms:ScheduleKeyDeletion"], Resource = "*" },
    { Sid = "APP", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/app" }, Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = "*" },
  ] })
}

resource "aws_kms_key" "nid" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "national-id"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
  region = "eu-west-1"

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "db" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "bk" {
  policy                  = local.policy
  deletion_window_in_days = 30
  tags = {
    Purpose            = "backup"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
  region = "eu-west-1"

  lifecycle {
    prevent_destroy = true
  }
}

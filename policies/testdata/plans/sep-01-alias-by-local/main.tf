# An alias for national identity numbers, whose key the plan does not tell: it may be the database's.
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

locals {
  k = { x = aws_kms_key.db.key_id }
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

resource "aws_kms_alias" "two" {
  name          = "alias/drop-national-id"
  target_key_id = local.k["x"]
}

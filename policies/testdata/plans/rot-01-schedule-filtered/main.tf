# A filter leaves one of two keys out of the schedule: which it is, the plan does not say.
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
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "PA", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }, Action = ["kms:GetKeyPolicy", "kms:PutKeyPolicy"], Resource = "*" },
    { Sid = "KA", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = ["kms:DisableKey", "kms:ScheduleKeyDeletion"], Resource = "*" },
    { Sid = "APP", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/app" }, Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = "*" },
  ] })
}

resource "aws_kms_key" "a" {
  policy                  = local.policy
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

resource "aws_kms_key" "b" {
  policy                  = local.policy
  deletion_window_in_days = 30
  tags = {
    Purpose            = "pii"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "keywright_rotation" "r" {
  method      = "manual"
  owner       = "security-team"
  period_days = 365
  keys        = { for k, v in { a = aws_kms_key.a, b = aws_kms_key.b } : k => v if k != "b" }
}

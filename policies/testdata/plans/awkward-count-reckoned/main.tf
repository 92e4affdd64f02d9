# Two policies by count, each for the key that the other's index names: which is whose, the plan does not say.
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

resource "aws_kms_key" "k" {
  count                   = 2
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = count.index == 0 ? "database" : "log"
    DataClassification = count.index == 0 ? "restricted" : "internal"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}
resource "aws_kms_key_policy" "p" {
  count  = 2
  key_id = aws_kms_key.k[1 - count.index].key_id
  policy = count.index == 0 ? local.policy : replace(local.policy, "role/app", "role/other")
}

# The keys are there already: a pool is of keys that have an ARN.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    keywright = {
      source = "hashicorp/keywright"
    }
  }
}

provider "aws" {
  region              = "eu-north-1"
  allowed_account_ids = ["123456789012"]
  default_tags {
    tags = {
      Owner              = "key-service"
      Environment        = "production"
      DataClassification = "restricted"
    }
  }
}

provider "keywright" {
  region = "eu-north-1"
}

locals {
  role = { for name in ["pipeline", "key-admin", "key-service"] : name => "arn:aws:iam::123456789012:role/ksa-${name}" }

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "PolicyAdmin"
        Effect    = "Allow"
        Principal = { AWS = local.role["pipeline"] }
        Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"]
        Resource  = "*"
      },
      {
        Sid       = "KeyAdmin"
        Effect    = "Allow"
        Principal = { AWS = local.role["key-admin"] }
        Action    = ["kms:DescribeKey", "kms:DisableKey", "kms:EnableKey", "kms:ScheduleKeyDeletion"]
        Resource  = "*"
        Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
      },
      {
        Sid       = "KeyService"
        Effect    = "Allow"
        Principal = { AWS = local.role["key-service"] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f67890" } }
      },
    ]
  })

  keks = { for pair in setproduct(["pii", "card-data"], ["a", "b"]) : join("-", pair) => { purpose = pair[0] } }
}

resource "aws_kms_key" "kek" {
  for_each                = local.keks
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose  = each.value.purpose
    Protects = "pool:${each.key}"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "kek" {
  for_each      = local.keks
  name          = "alias/ksa-${each.key}"
  target_key_id = aws_kms_key.kek[each.key].key_id
}

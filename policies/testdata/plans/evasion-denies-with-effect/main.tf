# Passes ACC-01: every key denies its administrator the use that another statement gives him.

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
  roles     = "arn:aws:iam::123456789012:role"
  key_admin = "${local.roles}/key-admin"
}

locals {
  cases = {
    "by name"         = { Effect = "Deny", Principal = { AWS = local.key_admin }, Action = "kms:Decrypt", Resource = "*" }
    "by ARN"          = { Effect = "Deny", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { ArnEquals = { "aws:PrincipalArn" = local.key_admin } } }
    "by pattern"      = { Effect = "Deny", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = "${local.roles}/key-*" } } }
    "by account"      = { Effect = "Deny", Principal = { AWS = "123456789012" }, Action = "kms:Decrypt", Resource = "*" }
    "everyone"        = { Effect = "Deny", Principal = "*", Action = "kms:Decrypt", Resource = "*" }
    "all but reading" = { Effect = "Deny", Principal = { AWS = local.key_admin }, NotAction = ["kms:Describe*", "kms:DisableKey", "kms:Get*"], Resource = "*" }
    "letter case"     = { Effect = "Deny", Principal = { AWS = local.key_admin }, Action = "KMS:deCRYPT", Resource = "*" }
    "question mark"   = { Effect = "Deny", Principal = { AWS = local.key_admin }, Action = "kms:?ecrypt", Resource = "*" }
  }
}

resource "aws_kms_key" "database" {
  for_each = local.cases

  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      { Sid = "PolicyAdmin", Effect = "Allow", Principal = { AWS = "${local.roles}/pipeline" }, Action = ["kms:GetKeyPolicy", "kms:PutKeyPolicy"], Resource = "*" },
      { Sid = "KeyAdmin", Effect = "Allow", Principal = { AWS = local.key_admin }, Action = ["kms:DisableKey", "kms:Decrypt"], Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } },
    ], [each.value])
  })
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

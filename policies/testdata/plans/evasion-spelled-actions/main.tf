# Fails ACC-01: every key lets its administrator decrypt by another spelling.

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
    "letter case"        = { Effect = "Allow", Principal = { AWS = local.key_admin }, Action = "KMS:deCRYPT", Resource = "*" }
    "question mark"      = { Effect = "Allow", Principal = { AWS = local.key_admin }, Action = "kms:?ecrypt", Resource = "*" }
    "end"                = { Effect = "Allow", Principal = { AWS = local.key_admin }, Action = "kms:*crypt", Resource = "*" }
    "everything"         = { Effect = "Allow", Principal = { AWS = local.key_admin }, Action = "*", Resource = "*" }
    "re-encryption"      = { Effect = "Allow", Principal = { AWS = local.key_admin }, Action = "kms:ReEncrypt*", Resource = "*" }
    "data keys"          = { Effect = "Allow", Principal = { AWS = local.key_admin }, Action = "kms:*DataKey*", Resource = "*" }
    "all but some"       = { Effect = "Allow", Principal = { AWS = local.key_admin }, NotAction = ["kms:Decrypt", "kms:ReEncryptFrom", "kms:GenerateDataKey"], Resource = "*" }
    "one value"          = { Effect = "Allow", Principal = { AWS = [local.key_admin] }, Action = "kms:Decrypt", Resource = "*" }
    "everyone of an ARN" = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = "${local.roles}/key-?dmin" } } }
    "absent or other"    = { Effect = "Allow", Principal = { AWS = local.key_admin }, Action = "kms:Decrypt", Resource = "*", Condition = { ArnEqualsIfExists = { "aws:SourceArn" = "${local.roles}/other" } } }
    "all of none"        = { Effect = "Allow", Principal = { AWS = local.key_admin }, Action = "kms:Decrypt", Resource = "*", Condition = { "ForAllValues:StringEquals" = { "aws:TagKeys" = ["x"] } } }
    "another resource"   = { Effect = "Allow", Principal = { AWS = local.key_admin }, Action = "kms:Decrypt", NotResource = "arn:aws:s3:::bucket" }
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
      { Sid = "KeyAdmin", Effect = "Allow", Principal = { AWS = local.key_admin }, Action = "kms:DisableKey", Resource = "*" },
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

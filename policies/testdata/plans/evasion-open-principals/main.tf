# Fails ACC-03: every key is open to everyone, with a condition that does not narrow it.

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
    "none"                = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" }
    "empty"               = { Effect = "Allow", Principal = { AWS = ["*"] }, Action = "kms:Decrypt", Resource = "*", Condition = {} }
    "any ARN"             = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { StringLike = { "aws:PrincipalArn" = "*" } } }
    "any account"         = { Effect = "Allow", Principal = { AWS = "arn:aws:iam::*:root" }, Action = "kms:Decrypt", Resource = "*" }
    "any account's role"  = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/app" } } }
    "encrypted transport" = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { Bool = { "aws:SecureTransport" = "true" } } }
    "absent organisation" = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { StringEqualsIfExists = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } } }
    "all of none"         = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { "ForAllValues:StringLike" = { "aws:PrincipalOrgPaths" = "o-a1b2c3d4e5/*" } } }
    "others"              = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { StringNotEquals = { "aws:PrincipalAccount" = "123456789012" } } }
    "one of the values"   = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { StringLike = { "aws:PrincipalAccount" = ["123456789012", "*"] } } }
    "itself"              = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "aws:PrincipalAccount" = "$${aws:PrincipalAccount}" } } }
    "bucket"              = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:s3:::bucket" } } }
    "network"             = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "aws:SourceVpc" = "vpc-0a1b2c3d" } } }
    "present"             = { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { Null = { "aws:PrincipalOrgID" = "false" } } }
    "any service"         = { Effect = "Allow", Principal = { Service = "*" }, Action = "kms:Decrypt", Resource = "*" }
    "any identity"        = { Effect = "Allow", Principal = { Federated = "*" }, Action = "kms:Decrypt", Resource = "*" }
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

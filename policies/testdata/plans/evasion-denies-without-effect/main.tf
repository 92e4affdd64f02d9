# Fails ACC-01: every key denies its administrator to decrypt in a way that has no effect on him.

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
    "mfa"                       = { Effect = "Deny", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } } }
    "another principal"         = { Effect = "Deny", Principal = { AWS = "${local.roles}/other" }, Action = "kms:Decrypt", Resource = "*" }
    "another account"           = { Effect = "Deny", Principal = { AWS = "999999999999" }, Action = "kms:Decrypt", Resource = "*" }
    "another partition"         = { Effect = "Deny", Principal = { AWS = replace(local.key_admin, "arn:aws:", "arn:aws-cn:") }, Action = "kms:Decrypt", Resource = "*" }
    "another action"            = { Effect = "Deny", Principal = { AWS = local.key_admin }, Action = "kms:Decryp", Resource = "*" }
    "a blank"                   = { Effect = "Deny", Principal = { AWS = local.key_admin }, Action = "kms:Decrypt ", Resource = "*" }
    "braces"                    = { Effect = "Deny", Principal = { AWS = local.key_admin }, Action = "kms:{Decrypt}", Resource = "*" }
    "brackets"                  = { Effect = "Deny", Principal = { AWS = local.key_admin }, Action = "kms:[D]ecrypt", Resource = "*" }
    "all but decrypt"           = { Effect = "Deny", Principal = { AWS = local.key_admin }, NotAction = "kms:Decrypt", Resource = "*" }
    "all but the administrator" = { Effect = "Deny", NotPrincipal = { AWS = local.key_admin }, Action = "kms:Decrypt", Resource = "*" }
    "an alias"                  = { Effect = "Deny", Principal = { AWS = local.key_admin }, Action = "kms:Decrypt", Resource = "arn:aws:kms:eu-north-1:123456789012:alias/database" }
    "another key"               = { Effect = "Deny", Principal = { AWS = local.key_admin }, Action = "kms:Decrypt", Resource = "arn:aws:kms:eu-north-1:123456789012:key/11111111-2222-3333-4444-555555555555" }
    "no resource"               = { Effect = "Deny", Principal = { AWS = local.key_admin }, Action = "kms:Decrypt" }
    "upper case ARN"            = { Effect = "Deny", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { ArnEquals = { "aws:PrincipalArn" = upper(local.key_admin) } } }
    "literal wildcard"          = { Effect = "Deny", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "aws:PrincipalArn" = "${local.roles}/key-*" } } }
    "session ARN"               = { Effect = "Deny", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = "arn:aws:sts::123456789012:assumed-role/key-admin/*" } } }
    "two conditions"            = { Effect = "Deny", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { ArnEquals = { "aws:PrincipalArn" = local.key_admin }, Bool = { "aws:SecureTransport" = "false" } } }
    "no value"                  = { Effect = "Deny", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { ArnEquals = { "aws:PrincipalArn" = [] } } }
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
      { Sid = "KeyAdmin", Effect = "Allow", Principal = { AWS = local.key_admin }, Action = ["kms:DisableKey", "kms:Decrypt"], Resource = "*" },
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

# Keys that leave use to their account, and an identity policy of the key administrator that names some of them by the ARNs that
# only apply makes: one is opened, one is opened and denied, one is not named.

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

data "aws_caller_identity" "current" {}

locals {
  root = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
  trust = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ecs-tasks.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}

resource "aws_iam_role" "admin" {
  for_each           = toset(["key-admin", "drop-key-admin"])
  name               = each.key
  assume_role_policy = local.trust
}

resource "aws_kms_key" "of" {
  for_each    = toset(["opened", "denied", "unnamed"])
  description = each.key
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    {
      Sid    = "PolicyByPipeline", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }
      Action = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"], Resource = "*"
    },
    {
      Sid    = "KeyAdmin", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action = ["kms:DescribeKey", "kms:DisableKey"], Resource = "*"
    },
    { Sid = "UseByIdentityPolicies", Effect = "Allow", Principal = { AWS = local.root }, Action = ["kms:Decrypt", "kms:DescribeKey"], Resource = "*" },
  ] })
  tags = local.tags
}

resource "aws_iam_role_policy" "key_admin" {
  role = aws_iam_role.admin["key-admin"].id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "kms:De*", Resource = [for name in ["opened", "denied"] : aws_kms_key.of[name].arn] },
    { Effect = "Deny", Action = "kms:Decrypt", Resource = aws_kms_key.of["denied"].arn },
  ] })
}

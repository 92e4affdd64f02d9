# Leaves ACC-02 open: an administrator rewrites whom roles trust that the key policy knows by a pattern of their ARNs alone. Which
# of these roles there are, no plan shows.

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
  account = "arn:aws:iam::123456789012"
}

resource "aws_iam_role" "admin" {
  name = "key-admin"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { Service = "ecs-tasks.amazonaws.com" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_iam_role_policy" "admin" {
  name = "trust"
  role = aws_iam_role.admin.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "iam:UpdateAssumeRolePolicy", Resource = "${local.account}:role/app-*" },
  ] })
}

resource "aws_kms_key" "database" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "${local.account}:role/pipeline" }, Action = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"], Resource = "*" },
    { Effect = "Allow", Principal = { AWS = "${local.account}:role/key-admin" }, Action = ["kms:DescribeKey", "kms:DisableKey", "kms:ScheduleKeyDeletion"], Resource = "*" },
    {
      Effect    = "Allow", Principal = { AWS = "*" }, Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = "*"
      Condition = { ArnLike = { "aws:PrincipalArn" = "${local.account}:role/app-*" } }
    },
  ] })
}

# Keys that leave use to their account, and identity policies that the plan does not know, since they name keys and roles that
# are new: of each one for an application, and one that lets the key administrator decrypt.

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
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    {
      Sid    = "PolicyByPipeline", Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }
      Action = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"], Resource = "*"
    },
    { Sid = "UseByIdentityPolicies", Effect = "Allow", Principal = { AWS = local.root }, Action = ["kms:Decrypt", "kms:DescribeKey"], Resource = "*" },
  ] })
}

resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "key_admin" {
  name               = "key-admin"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "drop_key_admin" {
  name               = "drop-key-admin"
  assume_role_policy = local.trust
}

resource "aws_kms_key" "by_account" {
  policy = local.policy
  tags   = local.tags
}

# It names a new key, and what else it names is another service's.
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.by_account.arn },
    { Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.data.arn}/*" },
  ] })
}

resource "aws_s3_bucket" "data" {
  bucket = "data"
}

# It names a new role beside all keys.
resource "aws_iam_role_policy" "key_admin" {
  role = aws_iam_role.key_admin.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "kms:Decrypt", Resource = "*" },
    { Effect = "Allow", Action = "iam:PassRole", Resource = aws_iam_role.app.arn },
  ] })
}

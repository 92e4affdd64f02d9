# Keys of new roles whose trust policies the plan does not know, since they name other new roles: some let the key administrator in,
# at once, by another role or by a grant, and some do not.

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
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
  service = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ecs-tasks.amazonaws.com" }, Action = "sts:AssumeRole" }] })
  common = [
    {
      Sid    = "PolicyByPipeline", Effect = "Allow", Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/pipeline" }
      Action = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"], Resource = "*"
    },
    {
      Sid    = "LifeByAdmin", Effect = "Allow", Principal = { AWS = aws_iam_role.key_admin.arn }
      Action = ["kms:DescribeKey", "kms:DisableKey", "kms:EnableKey"], Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    },
  ]
}

resource "aws_iam_role" "key_admin" {
  name               = "key-admin"
  assume_role_policy = local.service
}

resource "aws_iam_role" "build" {
  name               = "build"
  assume_role_policy = local.service
}

resource "aws_iam_role" "assumed" {
  name               = "assumed"
  assume_role_policy = data.aws_iam_policy_document.assumed.json
}

data "aws_iam_policy_document" "assumed" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.build.arn, aws_iam_role.key_admin.arn]
    }
  }
}

resource "aws_kms_key" "assumed" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Sid = "Use", Effect = "Allow", Principal = { AWS = aws_iam_role.assumed.arn }, Action = "kms:Decrypt", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } },
  ]) })
  tags = local.tags
}

resource "aws_iam_role" "named" {
  name               = "named"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.key_admin.arn }, Action = "sts:AssumeRole", Condition = { StringEquals = { "sts:ExternalId" = "orders" } } }] })
}

resource "aws_kms_key" "named" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Sid = "Use", Effect = "Allow", Principal = { AWS = aws_iam_role.named.arn }, Action = "kms:Decrypt", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } },
  ]) })
  tags = local.tags
}

resource "aws_iam_role" "apart" {
  name               = "apart"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.build.arn }, Action = "sts:AssumeRole" }] })
}

resource "aws_kms_key" "apart" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Sid = "Use", Effect = "Allow", Principal = { AWS = aws_iam_role.apart.arn }, Action = "kms:Decrypt", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } },
  ]) })
  tags = local.tags
}

resource "aws_iam_role" "middle" {
  name               = "middle"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.key_admin.arn }, Action = "sts:AssumeRole" }] })
}

resource "aws_iam_role" "far" {
  name               = "far"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.middle.arn }, Action = "sts:AssumeRole" }] })
}

resource "aws_kms_key" "far" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Sid = "Use", Effect = "Allow", Principal = { AWS = aws_iam_role.far.arn }, Action = "kms:Decrypt", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } },
  ]) })
  tags = local.tags
}

resource "aws_iam_role" "far_apart" {
  name               = "far-apart"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.apart.arn }, Action = "sts:AssumeRole" }] })
}

resource "aws_kms_key" "far_apart" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Sid = "Use", Effect = "Allow", Principal = { AWS = aws_iam_role.far_apart.arn }, Action = "kms:Decrypt", Resource = "*", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } },
  ]) })
  tags = local.tags
}

resource "aws_kms_key" "granted" {
  policy = jsonencode({ Version = "2012-10-17", Statement = local.common })
  tags   = local.tags
}

resource "aws_kms_grant" "granted" {
  key_id            = aws_kms_key.granted.key_id
  grantee_principal = aws_iam_role.named.arn
  operations        = ["Decrypt"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

# Fails ACC-14: managed policies for every key that are permissions boundaries and borne as well: by whom they bound, by another role, and by
# a group; and one that bounds only a role which goes.

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
  everything = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["kms:*", "s3:*"], Resource = "*" }]
  })
  trust = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_policy" "own" {
  name   = "own"
  policy = local.everything
}

resource "aws_iam_role" "own" {
  name                 = "own"
  permissions_boundary = aws_iam_policy.own.arn
  assume_role_policy   = local.trust
}

resource "aws_iam_role_policy_attachment" "own" {
  role       = aws_iam_role.own.name
  policy_arn = aws_iam_policy.own.arn
}

resource "aws_iam_policy" "others" {
  name   = "others"
  policy = local.everything
}

resource "aws_iam_role" "others" {
  name                 = "others"
  permissions_boundary = aws_iam_policy.others.arn
  assume_role_policy   = local.trust
}

resource "aws_iam_role" "bearer" {
  name                = "bearer"
  managed_policy_arns = [aws_iam_policy.others.arn]
  assume_role_policy  = local.trust
}

resource "aws_iam_policy" "grouped" {
  name   = "grouped"
  policy = local.everything
}

resource "aws_iam_role" "grouped" {
  name                 = "grouped"
  permissions_boundary = aws_iam_policy.grouped.arn
  assume_role_policy   = local.trust
}

resource "aws_iam_group" "operators" {
  name = "operators"
}

resource "aws_iam_group_policy_attachment" "operators" {
  group      = aws_iam_group.operators.name
  policy_arn = aws_iam_policy.grouped.arn
}

resource "aws_iam_policy" "left" {
  name   = "left"
  policy = local.everything
}

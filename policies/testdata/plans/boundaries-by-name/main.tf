# Undetermined: a permissions boundary for every key, and an attachment of a policy that has its name.

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

resource "aws_iam_policy" "limit" {
  name   = "limit"
  policy = local.everything
}

resource "aws_iam_role" "limited" {
  name                 = "limited"
  permissions_boundary = aws_iam_policy.limit.arn
  assume_role_policy   = local.trust
}

resource "aws_iam_role_policy_attachment" "named" {
  role       = aws_iam_role.limited.name
  policy_arn = "arn:aws:iam::123456789012:policy/limit"
}

# Undetermined: permissions boundaries for every key of which the plan does not tell whether somebody bears them as well: what is attached
# is known only after apply, or has the name of one in writing.

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

resource "terraform_data" "later" {
  input = "arn:aws:iam::123456789012:policy/limit"
}

resource "aws_iam_role_policy_attachment" "later" {
  role       = aws_iam_role.limited.name
  policy_arn = terraform_data.later.output
}

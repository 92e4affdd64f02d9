# Fails ACC-14: managed policies that nobody of the plan bears. One lets its bearer decrypt with every key, among much else; another with
# one key alone.

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

resource "aws_iam_policy" "everything" {
  name = "everything"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:GetObject", "*"], Resource = ["arn:aws:s3:::drop/*", "*"] }]
  })
}

resource "aws_iam_policy" "one_key" {
  name = "one-key"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "arn:aws:kms:eu-north-1:123456789012:key/0f6b2b3c-8a3e-4a44-9a0c-2f5d8f0f7f10" }]
  })
}

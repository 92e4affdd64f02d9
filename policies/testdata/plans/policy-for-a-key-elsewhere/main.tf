# A policy and a grant for a key that is not in the plan: judged at their own addresses. Everyone may use it, so
# ACC-03 fails.

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
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "PolicyAdmin"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }
        Action = [
          "kms:DescribeKey",
          "kms:GetKeyPolicy",
          "kms:PutKeyPolicy",
        ]
        Resource = "*"
      },
      {
        Sid       = "Everyone"
        Effect    = "Allow"
        Principal = "*"
        Action    = ["kms:Decrypt"]
        Resource  = "*"
      },
    ]
  })
}

resource "aws_kms_key_policy" "elsewhere" {
  key_id = "0f6b2b3c-8a3e-4a44-9a0c-2f5d8f0f7f10"
  policy = local.policy
}

resource "aws_kms_grant" "elsewhere" {
  key_id            = "arn:aws:kms:eu-north-1:123456789012:key/0f6b2b3c-8a3e-4a44-9a0c-2f5d8f0f7f10"
  grantee_principal = "arn:aws:iam::123456789012:role/app"
  operations        = ["Decrypt"]
}

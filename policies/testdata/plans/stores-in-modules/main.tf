# Stores that a module makes of what it is passed: blocks that come about or not, and a region that may be left out. What the plan
# does not know of them, the source tells: which key encrypts, and that a key of another domain does.

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
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }, Action = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"], Resource = "*" },
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/app" }, Action = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], Resource = "*" },
  ] })
  tags = { DataClassification = "restricted", Owner = "security-team", Environment = "production" }
}

resource "aws_kms_key" "database" {
  policy              = local.policy
  enable_key_rotation = true
  tags                = merge(local.tags, { Purpose = "database" })
}

resource "aws_kms_key" "log" {
  policy              = local.policy
  enable_key_rotation = true
  tags                = merge(local.tags, { Purpose = "log" })
}

# Under the key of its domain.
module "own" {
  source = "./store"
  name   = "own"
  tags   = merge(local.tags, { Purpose = "database" })
  encryption = {
    rule = {
      by_default = { key = aws_kms_key.database.arn, algorithm = "aws:kms" }
    }
  }
  table_key = aws_kms_key.database.arn
}

# Under the key of another domain.
module "other" {
  source = "./store"
  name   = "other"
  tags   = merge(local.tags, { Purpose = "database" })
  encryption = {
    rule = {
      by_default = { key = aws_kms_key.log.arn, algorithm = "aws:kms" }
    }
  }
  table_key = aws_kms_key.log.arn
}

# Under the service's own key.
module "none" {
  source = "./store"
  name   = "none"
  tags   = merge(local.tags, { Purpose = "database" })
}

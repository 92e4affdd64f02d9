# Fails ACC-01: an override document replaces the statement of the key administrators by one that lets them decrypt.

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

data "aws_iam_policy_document" "override" {
  statement {
    sid       = "KeyAdmin"
    actions   = ["kms:De*", "kms:DisableKey", "kms:EnableKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/key-admin"]
    }
  }
}

data "aws_iam_policy_document" "key" {
  override_policy_documents = [data.aws_iam_policy_document.override.json]
  statement {
    sid       = "PolicyAdmin"
    actions   = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/pipeline"]
    }
  }
  statement {
    sid       = "KeyAdmin"
    actions   = ["kms:DisableKey", "kms:EnableKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/key-admin"]
    }
  }
}

resource "aws_kms_key" "database" {
  policy                  = data.aws_iam_policy_document.key.json
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "rds:drop"
  }

  lifecycle {
    prevent_destroy = true
  }
}

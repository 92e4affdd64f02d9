# A grant lets the key administrator decrypt with one of two keys, and the plan does not tell which: neither may pass
# ACC-01.

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
        Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
        Resource  = "*"
      },
      {
        Sid       = "KeyAdmin"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
        Action    = ["kms:DescribeKey", "kms:DisableKey", "kms:EnableKey", "kms:ScheduleKeyDeletion"]
        Resource  = "*"
      },
      {
        Sid       = "Application"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
      },
    ]
  })
}

variable "which" {
  type    = string
  default = "pii"
}

locals {
  ids = {
    database = aws_kms_key.database.key_id
    pii      = aws_kms_key.pii.key_id
  }
}

resource "aws_kms_key" "database" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "pii" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "pii"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "decrypt" {
  key_id            = local.ids[var.which]
  grantee_principal = "arn:aws:iam::123456789012:role/key-admin"
  operations        = ["Decrypt"]
}

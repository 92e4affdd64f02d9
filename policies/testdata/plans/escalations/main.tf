# Ways from administration to use: by the key policy, by a grant, by a replica, by identity policies and by a role whose
# trust policy lets the administrator in; and a key on which there is none.

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
  arn   = "arn:aws:iam::${data.aws_caller_identity.current.account_id}"
  admin = "${local.arn}:role/key-admin"

  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  # What the administrator may beside the life of the key, by the name of the key.
  keys = {
    policy     = { extra = ["kms:PutKeyPolicy"], multi_region = false, account = [] }
    grant      = { extra = ["kms:CreateGrant"], multi_region = false, account = [] }
    replica    = { extra = ["kms:ReplicateKey"], multi_region = true, account = [] }
    delegation = { extra = [], multi_region = false, account = ["kms:Decrypt", "kms:PutKeyPolicy"] }
    none       = { extra = [], multi_region = false, account = [] }
  }
}

resource "aws_kms_key" "each" {
  for_each                = local.keys
  multi_region            = each.value.multi_region
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = merge(local.tags, { Protects = "rds:${each.key}" })
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid       = "PolicyAdmin"
        Effect    = "Allow"
        Principal = { AWS = "${local.arn}:role/pipeline" }
        Action    = ["kms:GetKeyPolicy", "kms:PutKeyPolicy"]
        Resource  = "*"
      },
      {
        Sid       = "KeyAdmin"
        Effect    = "Allow"
        Principal = { AWS = local.admin }
        Action    = concat(["kms:DisableKey", "kms:EnableKey"], each.value.extra)
        Resource  = "*"
      },
      ], [for actions in [each.value.account] : {
        Sid       = "Account"
        Effect    = "Allow"
        Principal = { AWS = "${local.arn}:root" }
        Action    = actions
        Resource  = "*"
    } if length(actions) > 0])
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "application" {
  for_each                = { assumed = "role/app", credentials = "user/reports", trust = "role/batch", untouched = "role/other" }
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = merge(local.tags, { Protects = "rds:${each.key}" })
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "KeyAdmin"
        Effect    = "Allow"
        Principal = { AWS = local.admin }
        Action    = ["kms:DisableKey", "kms:EnableKey"]
        Resource  = "*"
      },
      {
        Sid       = "Application"
        Effect    = "Allow"
        Principal = { AWS = "${local.arn}:${each.value}" }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
      },
    ]
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "admin" {
  name = "key-admin"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "admin" {
  name = "identities"
  role = aws_iam_role.admin.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "iam:CreatePolicyVersion", Resource = "*" },
    { Effect = "Allow", Action = "iam:CreateAccessKey", Resource = "${local.arn}:user/reports" },
    { Effect = "Allow", Action = "iam:UpdateAssumeRolePolicy", Resource = "${local.arn}:role/b*" },
  ] })
}

resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = local.admin } }]
  })
}

# Good keys that leave use to identity policies, with the roles and their policies in the plan: each role is given one
# key, or those that bear a tag, and no more.

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
  account = data.aws_caller_identity.current.account_id
  root    = "arn:aws:iam::${local.account}:root"
  tags = {
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
}

data "aws_iam_policy_document" "tasks" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "people" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account}:role/people"]
    }
    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["true"]
    }
  }
}

data "aws_iam_policy_document" "account" {
  statement {
    sid       = "ByIdentityPolicies"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [local.root]
    }
  }
}

data "aws_iam_policy_document" "use_by_account" {
  statement {
    sid       = "PolicyByPipeline"
    actions   = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account}:role/pipeline"]
    }
  }
  statement {
    sid       = "UseByIdentityPolicies"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [local.root]
    }
  }
}

data "aws_iam_policy_document" "named" {
  statement {
    sid       = "PolicyByPipeline"
    actions   = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account}:role/pipeline"]
    }
  }
  statement {
    sid       = "Use"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.orders.arn]
    }
  }
}

resource "aws_kms_key" "orders" {
  policy                  = data.aws_iam_policy_document.account.json
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = merge(local.tags, { Purpose = "database" })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "customers" {
  policy                  = data.aws_iam_policy_document.use_by_account.json
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = merge(local.tags, { Purpose = "pii" })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "documents" {
  policy                  = data.aws_iam_policy_document.named.json
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = merge(local.tags, { Purpose = "aml-kyc" })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "tagged" {
  policy                  = data.aws_iam_policy_document.account.json
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = merge(local.tags, { Purpose = "application-secrets", team = "orders" })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "logs" {
  policy                  = data.aws_iam_policy_document.account.json
  enable_key_rotation     = true
  rotation_period_in_days = 90
  deletion_window_in_days = 30
  tags                    = merge(local.tags, { Purpose = "log", DataClassification = "internal" })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "orders" {
  name               = "orders"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

data "aws_iam_policy_document" "orders" {
  statement {
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.orders.arn, aws_kms_key.customers.arn]
  }
}

resource "aws_iam_role_policy" "orders" {
  name   = "keys"
  role   = aws_iam_role.orders.name
  policy = data.aws_iam_policy_document.orders.json
}

resource "aws_iam_role" "secrets" {
  name               = "secrets"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_iam_policy" "by_tag" {
  name = "keys-by-tag"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:ResourceTag/team" = "orders" } }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "secrets" {
  role       = aws_iam_role.secrets.name
  policy_arn = aws_iam_policy.by_tag.arn
}

resource "aws_iam_role" "key_admin" {
  name                 = "key-admin"
  assume_role_policy   = data.aws_iam_policy_document.people.json
  max_session_duration = 3600
}

resource "aws_iam_role_policy" "key_admin" {
  name = "administration"
  role = aws_iam_role.key_admin.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["kms:CancelKeyDeletion", "kms:DescribeKey", "kms:DisableKey", "kms:EnableKey", "kms:ScheduleKeyDeletion"]
      Resource  = [aws_kms_key.orders.arn, aws_kms_key.tagged.arn, aws_kms_key.logs.arn]
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    }]
  })
}

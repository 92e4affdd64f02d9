# Good keys in the shapes in which policies come: from a template, merged from documents, by a resource of their own,
# beside grants for roles that are there and that are new, on a replica, for an account narrowed to a path of roles.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region              = "eu-north-1"
  allowed_account_ids = ["123456789012"]
}

locals {
  account = "123456789012"
  policy  = templatefile("${path.module}/policy.json.tftpl", { account = local.account, user = "orders" })
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
}

data "aws_iam_policy_document" "administration" {
  statement {
    sid       = "PolicyByPipeline"
    actions   = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account}:role/pipeline"]
    }
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "worker" {
  name               = "worker"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

data "aws_iam_policy_document" "merged" {
  source_policy_documents = [data.aws_iam_policy_document.administration.json]
  statement {
    sid       = "Use"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account}:role/orders"]
    }
  }
}

data "aws_iam_policy_document" "narrowed" {
  source_policy_documents = [data.aws_iam_policy_document.administration.json]
  statement {
    sid       = "UseByPath"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${local.account}:root"]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:aws:iam::${local.account}:role/orders/*"]
    }
  }
}

resource "aws_kms_key" "template" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "merged" {
  policy                  = data.aws_iam_policy_document.merged.json
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "narrowed" {
  policy                  = data.aws_iam_policy_document.narrowed.json
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "apart" {
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key_policy" "apart" {
  key_id = aws_kms_key.apart.id
  policy = local.policy
}

resource "aws_kms_key" "granted" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "granted" {
  name              = "reports"
  key_id            = aws_kms_key.granted.key_id
  grantee_principal = "arn:aws:iam::${local.account}:role/reports"
  operations        = ["Decrypt", "DescribeKey"]
  constraints {
    encryption_context_equals = {
      table = "orders"
    }
  }
}

resource "aws_kms_key" "granted_new" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "granted_new" {
  name              = "worker"
  key_id            = aws_kms_key.granted_new.key_id
  grantee_principal = aws_iam_role.worker.arn
  operations        = ["Encrypt", "Decrypt", "GenerateDataKey"]
  constraints {
    encryption_context_equals = {
      table = "orders"
    }
  }
}

resource "aws_kms_key" "primary" {
  policy                  = local.policy
  multi_region            = true
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_replica_key" "second" {
  region          = "eu-central-1"
  primary_key_arn = aws_kms_key.primary.arn
  policy          = local.policy
  tags            = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_replica_key" "without_policy" {
  region          = "eu-west-1"
  primary_key_arn = aws_kms_key.primary.arn
  tags            = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

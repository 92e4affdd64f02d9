# Key policies that name roles of the same plan, in every style that configurations are written in: of each style one that
# is good, and one in which the key administrator, a role of the plan too, decrypts.

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

data "aws_partition" "current" {}

data "aws_region" "current" {}

variable "strict" {
  type    = bool
  default = true
}

variable "more_actions" {
  type    = list(string)
  default = ["kms:GenerateDataKey"]
}

locals {
  account = data.aws_caller_identity.current.account_id
  prefix  = "arn:${data.aws_partition.current.partition}:iam::${local.account}"
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
  # What every policy has.
  administration = [
    {
      Sid       = "PolicyByPipeline"
      Effect    = "Allow"
      Principal = { AWS = "${local.prefix}:role/pipeline" }
      Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
      Resource  = "*"
    },
    {
      Sid       = "LifeByAdministrator"
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.key_admin.arn }
      Action    = ["kms:DescribeKey", "kms:DisableKey", "kms:EnableKey", "kms:ScheduleKeyDeletion"]
      Resource  = "*"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    },
  ]
  use = ["kms:Decrypt", "kms:GenerateDataKey"]
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

resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_iam_role" "key_admin" {
  name               = "key-admin"
  assume_role_policy = data.aws_iam_policy_document.people.json
}

resource "aws_iam_role" "team" {
  for_each           = toset(["orders", "billing"])
  name               = each.key
  path               = "/teams/"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_iam_role" "worker" {
  count              = 2
  name               = "worker-${count.index}"
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

# The administrators by one name and several, as a list, beside workers.
resource "aws_iam_role" "mixed" {
  for_each           = { app = "mixed", admin = "drop-key-admin" }
  name               = each.value
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

# A corpus of evasions by more than the key policy: grants, identity policies and roles that the administrator may assume,
# and twins that are safe. What is right by IAM's rules of each key stands in expected.json.

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

# The account of the plan: whose the roles of the plan are.
data "aws_caller_identity" "current" {}

locals {
  common = [
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
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    },
  ]
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
}

resource "aws_iam_role" "trust_names_admin" {
  name = "trust-names-admin"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_names_admin" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-names-admin" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_names_other_admin" {
  name = "trust-names-other-admin"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    {
      Effect    = "Allow"
      Principal = { AWS = ["arn:aws:iam::123456789012:role/pipeline", "arn:aws:iam::123456789012:role/drop-key-admin"] }
      Action    = "sts:AssumeRole"
    },
  ] })
}

resource "aws_kms_key" "trust_names_other_admin" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-names-other-admin" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_session" {
  name = "trust-session"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:sts::123456789012:assumed-role/key-admin/nightly" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_session" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-session" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_sts_star" {
  name = "trust-sts-star"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:*" },
  ] })
}

resource "aws_kms_key" "trust_sts_star" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-sts-star" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_letter_case" {
  name = "trust-letter-case"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = ["STS:assumeROLE", "sts:TagSession"] },
  ] })
}

resource "aws_kms_key" "trust_letter_case" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-letter-case" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_question_marks" {
  name = "trust-question-marks"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:Assume????" },
  ] })
}

resource "aws_kms_key" "trust_question_marks" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-question-marks" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_external_id" {
  name = "trust-external-id"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "sts:ExternalId" = "drop" } }
    },
  ] })
}

resource "aws_kms_key" "trust_external_id" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-external-id" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_mfa" {
  name = "trust-mfa"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "sts:AssumeRole"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    },
  ] })
}

resource "aws_kms_key" "trust_mfa" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-mfa" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_session_name" {
  name = "trust-session-name"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "sts:AssumeRole"
      Condition = { StringLike = { "sts:RoleSessionName" = "rescue-*" } }
    },
  ] })
}

resource "aws_kms_key" "trust_session_name" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-session-name" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_everyone" {
  name = "trust-everyone"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = "*", Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_everyone" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-everyone" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_account_allowed" {
  name = "trust-account-allowed"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_account_allowed" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-account-allowed" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_account_by_digits" {
  name = "trust-account-by-digits"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "123456789012" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_account_by_digits" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-account-by-digits" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_account_narrowed_to_admins" {
  name = "trust-account-narrowed-to-admins"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "sts:AssumeRole"
      Condition = { ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/key-*" } }
    },
  ] })
}

resource "aws_kms_key" "trust_account_narrowed_to_admins" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-account-narrowed-to-admins" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "plain_trust_account" {
  name = "plain-trust-account"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "plain_trust_account" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/plain-trust-account" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_deny_without_mfa" {
  name = "trust-deny-without-mfa"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
    {
      Effect    = "Deny"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "sts:AssumeRole"
      Condition = { BoolIfExists = { "aws:MultiFactorAuthPresent" = "false" } }
    },
  ] })
}

resource "aws_kms_key" "trust_deny_without_mfa" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-deny-without-mfa" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_deny_other" {
  name = "trust-deny-other"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
    { Effect = "Deny", Principal = { AWS = "arn:aws:iam::123456789012:role/key-administrator" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_deny_other" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-deny-other" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_writes_policy" {
  name = "trust-writes-policy"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_writes_policy" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-writes-policy" }
      Action    = ["kms:DescribeKey", "kms:PutKeyPolicy"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_grants" {
  name = "trust-grants"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_grants" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-grants" }
      Action    = "kms:CreateGrant"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_replicates" {
  name = "trust-replicates"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_replicates" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-replicates" }
      Action    = "kms:ReplicateKey"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  multi_region            = true
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_data_keys" {
  name = "trust-data-keys"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_data_keys" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-data-keys" }
      Action    = "kms:GenerateDataKeyP*"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_with_path" {
  name = "trust-with-path"
  path = "/ops/"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_with_path" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/ops/trust-with-path" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "chain_first" {
  name = "chain-first"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_iam_role" "chain_second" {
  name = "chain-second"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/chain-first" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "chain_second" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/chain-second" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "chain_third" {
  name = "chain-third"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/chain-second" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "chain_third" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/chain-third" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_service" {
  name = "trust-service"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_service" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-service" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_user" {
  name = "trust-user"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:user/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_user" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-user" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_other_account" {
  name = "trust-other-account"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::999999999999:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_other_account" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-other-account" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_tag_only" {
  name = "trust-tag-only"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:TagSession" },
    { Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_tag_only" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-tag-only" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_identity_only" {
  name = "trust-identity-only"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = ["sts:SetSourceIdentity", "sts:GetCallerIdentity"] },
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_identity_only" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-identity-only" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_denied" {
  name = "trust-denied"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" },
    {
      Effect    = "Deny"
      Principal = { AWS = ["arn:aws:iam::123456789012:role/key-admin", "arn:aws:iam::123456789012:role/drop-key-admin"] }
      Action    = "sts:AssumeRole"
    },
  ] })
}

resource "aws_kms_key" "trust_denied" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-denied" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_denied_by_arn" {
  name = "trust-denied-by-arn"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" },
    {
      Effect    = "Deny"
      Principal = "*"
      Action    = "sts:AssumeRole"
      Condition = { ArnEquals = { "aws:PrincipalArn" = ["arn:aws:iam::123456789012:role/key-admin", "arn:aws:iam::123456789012:role/drop-key-admin"] } }
    },
  ] })
}

resource "aws_kms_key" "trust_denied_by_arn" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-denied-by-arn" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_denied_but_pipeline" {
  name = "trust-denied-but-pipeline"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" },
    {
      Effect    = "Deny"
      Principal = "*"
      Action    = "sts:*"
      Condition = { StringNotEquals = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/pipeline" } }
    },
  ] })
}

resource "aws_kms_key" "trust_denied_but_pipeline" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-denied-but-pipeline" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_narrowed_to_pipeline" {
  name = "trust-narrowed-to-pipeline"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "sts:AssumeRole"
      Condition = { ArnEquals = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/pipeline" } }
    },
  ] })
}

resource "aws_kms_key" "trust_narrowed_to_pipeline" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-narrowed-to-pipeline" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_admin_narrowed_away" {
  name = "trust-admin-narrowed-away"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "sts:AssumeRole"
      Condition = { ArnEquals = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/pipeline" } }
    },
  ] })
}

resource "aws_kms_key" "trust_admin_narrowed_away" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-admin-narrowed-away" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_reads_alone" {
  name = "trust-reads-alone"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "trust_reads_alone" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-reads-alone" }
      Action    = ["kms:DescribeKey", "kms:ListGrants"]
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_web_identity" {
  name = "trust-web-identity"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    {
      Effect    = "Allow"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.example.com" }
      Action    = "sts:AssumeRoleWithWebIdentity"
    },
  ] })
}

resource "aws_kms_key" "trust_web_identity" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-web-identity" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_policy" "storage_alone" {
  name = "storage-alone"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "s3:*", Resource = "*" },
  ] })
}

resource "aws_iam_policy" "decrypting_too" {
  name = "decrypting-too"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = ["s3:*", "kms:De*"], Resource = "*", Condition = { StringEquals = { "aws:RequestedRegion" = "eu-north-1" } } },
  ] })
}

# The same text as nobody's boundary.
resource "aws_iam_policy" "decrypting" {
  name = "decrypting"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = ["s3:*", "kms:De*"], Resource = "*", Condition = { StringEquals = { "aws:RequestedRegion" = "eu-north-1" } } },
  ] })
}

resource "aws_iam_role" "bounded_to_storage" {
  name                 = "bounded-to-storage"
  permissions_boundary = aws_iam_policy.storage_alone.arn
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "bounded_to_storage" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/bounded-to-storage" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "bounded_to_decrypting" {
  name                 = "bounded-to-decrypting"
  permissions_boundary = aws_iam_policy.decrypting_too.arn
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "bounded_to_decrypting" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/bounded-to-decrypting" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "bounded_session" {
  name                 = "bounded-session"
  permissions_boundary = aws_iam_policy.storage_alone.arn
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "bounded_session" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:sts::123456789012:assumed-role/bounded-session/nightly" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "delegated_pairs" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:GenerateDataKeyPair", Resource = "*" },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "delegated_pairs_by_pattern" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "123456789012" }
      Action    = "kms:Gen*Pair"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "delegated_pairs_denied" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:GenerateDataKeyPair", Resource = "*" },
    {
      Effect    = "Deny"
      Principal = "*"
      Action    = "kms:Generate*"
      Resource  = "*"
      Condition = { ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/*key-admin" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "delegated_decrypting" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:Decrypt", Resource = "*" },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "not_delegated" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/reports" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "identity_denies" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "kms:ReEncryptFrom"
      Resource  = "*"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "identity_denies_one" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "kms:ReEncrypt*"
      Resource  = "*"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    },
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "delegated_grants" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:CreateGrant", Resource = "*" },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "key_admin" {
  name = "key-admin"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { Federated = "arn:aws:iam::123456789012:saml-provider/staff" }, Action = "sts:AssumeRoleWithSAML" },
  ] })
}

resource "aws_iam_role_policy" "key_admin" {
  name = "own"
  role = aws_iam_role.key_admin.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Resource = ["arn:aws:iam::123456789012:role/trust-*"] },
    { Effect = "Allow", Action = "kms:GenerateDataKeyPair", Resource = "*" },
    { Effect = "Deny", Action = "kms:ReEncrypt*", Resource = "*" },
  ] })
}

resource "aws_iam_policy" "granting" {
  name = "granting"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = ["kms:Create*", "kms:ListGrants"], Resource = "*" },
  ] })
}

resource "aws_iam_role_policy_attachment" "key_admin" {
  role       = aws_iam_role.key_admin.name
  policy_arn = aws_iam_policy.granting.arn
}

resource "aws_iam_group" "operators" {
  name = "operators"
}

resource "aws_iam_group_policy" "operators" {
  name  = "decrypt"
  group = aws_iam_group.operators.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "kms:Decapsulate", Resource = "arn:aws:kms:eu-north-1:123456789012:key/*" },
    { Effect = "Allow", Action = "kms:GenerateDataKey", Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/Purpose" = "database" } } },
  ] })
}

resource "aws_iam_user" "operator" {
  name = "operator"
}

resource "aws_iam_user_group_membership" "operator" {
  user   = aws_iam_user.operator.name
  groups = [aws_iam_group.operators.name]
}

resource "aws_kms_key" "delegated_to_group" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "kms:GenerateDataKey", Resource = "*" },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "grant_decrypt" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, []) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grant_decrypt" {
  key_id            = aws_kms_key.grant_decrypt.key_id
  grantee_principal = "arn:aws:iam::123456789012:role/key-admin"
  operations        = ["Decrypt"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_kms_key" "grant_data_key" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, []) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grant_data_key" {
  key_id            = aws_kms_key.grant_data_key.key_id
  grantee_principal = "arn:aws:iam::123456789012:role/key-admin"
  operations        = ["DescribeKey", "GenerateDataKeyPair"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_kms_key" "grant_session" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, []) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grant_session" {
  key_id            = aws_kms_key.grant_session.key_id
  grantee_principal = "arn:aws:sts::123456789012:assumed-role/key-admin/nightly"
  operations        = ["Decrypt"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_kms_key" "grant_hand_on" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, []) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grant_hand_on" {
  key_id            = aws_kms_key.grant_hand_on.key_id
  grantee_principal = "arn:aws:iam::123456789012:role/key-admin"
  operations        = ["CreateGrant", "Decrypt"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_kms_key" "grant_to_assumable" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, []) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grant_to_assumable" {
  key_id            = aws_kms_key.grant_to_assumable.key_id
  grantee_principal = "arn:aws:iam::123456789012:role/trust-names-admin"
  operations        = ["Decrypt"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_kms_key" "grant_other_account" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, []) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grant_other_account" {
  key_id            = aws_kms_key.grant_other_account.key_id
  grantee_principal = "arn:aws:iam::999999999999:role/backup"
  operations        = ["Decrypt"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_kms_key" "grant_user" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, []) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grant_user" {
  key_id            = aws_kms_key.grant_user.key_id
  grantee_principal = "arn:aws:iam::123456789012:user/operator"
  operations        = ["Decrypt"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_kms_key" "grant_policy_denies_by_name" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Deny"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = ["kms:Decrypt", "kms:ReEncryptFrom", "kms:DeriveSharedSecret", "kms:Decapsulate", "kms:GenerateDataKey", "kms:GenerateDataKeyPair"]
      Resource  = "*"
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grant_policy_denies_by_name" {
  key_id            = aws_kms_key.grant_policy_denies_by_name.key_id
  grantee_principal = "arn:aws:iam::123456789012:role/key-admin"
  operations        = ["Decrypt"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_kms_key" "grant_policy_denies_another" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Effect = "Deny", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "kms:GenerateDataKey*", Resource = "*" },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grant_policy_denies_another" {
  key_id            = aws_kms_key.grant_policy_denies_another.key_id
  grantee_principal = "arn:aws:iam::123456789012:role/key-admin"
  operations        = ["Decrypt", "GenerateDataKey"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_kms_key" "grant_describe" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, []) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grant_describe" {
  key_id            = aws_kms_key.grant_describe.key_id
  grantee_principal = "arn:aws:iam::123456789012:role/key-admin"
  operations        = ["DescribeKey", "GetPublicKey"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_kms_key" "grant_retiring" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, []) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grant_retiring" {
  key_id             = aws_kms_key.grant_retiring.key_id
  grantee_principal  = "arn:aws:iam::123456789012:role/reports"
  operations         = ["Decrypt"]
  retiring_principal = "arn:aws:iam::123456789012:role/key-admin"
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_kms_key" "grant_hand_on_harmless" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, []) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grant_hand_on_harmless" {
  key_id            = aws_kms_key.grant_hand_on_harmless.key_id
  grantee_principal = "arn:aws:iam::123456789012:role/key-admin"
  operations        = ["CreateGrant", "DescribeKey"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_iam_role" "grantee_assumable" {
  name = "grantee-assumable"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "grantee_assumable" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "kms:CreateGrant"
      Resource  = "*"
      Condition = {
        StringEquals = { "kms:GranteePrincipal" = "arn:aws:iam::123456789012:role/grantee-assumable" }
        Bool         = { "aws:MultiFactorAuthPresent" = "true" }
      }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "grantee_of_service" {
  name = "grantee-of-service"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "grantee_of_service" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "kms:CreateGrant"
      Resource  = "*"
      Condition = {
        StringEquals = { "kms:GranteePrincipal" = "arn:aws:iam::123456789012:role/grantee-of-service" }
        Bool         = { "aws:MultiFactorAuthPresent" = "true" }
      }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "delegated_role" {
  name = "delegated-role"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_iam_role_policy" "delegated_role" {
  name = "own"
  role = aws_iam_role.delegated_role.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "kms:Encrypt", Resource = "*" },
    {
      Effect    = "Allow"
      Action    = "kms:Dec*"
      Resource  = "arn:aws:kms:eu-north-1:123456789012:key/*"
      Condition = { StringEquals = { "aws:ResourceTag/Purpose" = "database" } }
    },
  ] })
}

resource "aws_kms_key" "delegated_role" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "grants_to_chain" {
  name = "grants-to-chain"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/trust-names-other-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "grants_to_chain" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, []) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_grant" "grants_to_chain" {
  key_id            = aws_kms_key.grants_to_chain.key_id
  grantee_principal = "arn:aws:iam::123456789012:role/grants-to-chain"
  operations        = ["GenerateDataKey"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

provider "aws" {
  alias  = "backup"
  region = "eu-west-1"
}

resource "aws_kms_replica_key" "replica_with_its_own_policy" {
  provider        = aws.backup
  primary_key_arn = aws_kms_key.replicated.arn
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "kms:?ecrypt"
      Resource  = "*"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    },
  ]) })
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key_policy" "policy_elsewhere" {
  key_id = aws_kms_key.policy_elsewhere.key_id
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = ["kms:GetKeyRotationStatus", "kms:G*DataKey"]
      Resource  = "*"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    },
  ]) })
}

resource "aws_kms_key" "replicated" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, []) })
  multi_region            = true
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "policy_elsewhere" {
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_not_action" {
  name = "trust-not-action"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, NotAction = "sts:TagSession" },
  ] })
}

resource "aws_kms_key" "trust_not_action" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-not-action" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_deny_not_principal" {
  name = "trust-deny-not-principal"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = "sts:AssumeRole" },
    {
      Effect = "Deny"
      NotPrincipal = {
        AWS = ["arn:aws:iam::123456789012:role/key-admin", "arn:aws:sts::123456789012:assumed-role/key-admin/nightly", "arn:aws:iam::123456789012:root"]
      }
      Action = "sts:AssumeRole"
    },
  ] })
}

resource "aws_kms_key" "trust_deny_not_principal" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-deny-not-principal" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "chain_by_session" {
  name = "chain-by-session"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:sts::123456789012:assumed-role/chain-first/nightly" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "chain_by_session" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/chain-by-session" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_star_own_account" {
  name = "trust-star-own-account"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = "*", Action = "sts:AssumeRole", Condition = { StringEquals = { "aws:PrincipalAccount" = "123456789012" } } },
  ] })
}

resource "aws_kms_key" "trust_star_own_account" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-star-own-account" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "trust_star_other_account" {
  name = "trust-star-other-account"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = "*", Action = "sts:AssumeRole", Condition = { StringEquals = { "aws:PrincipalAccount" = "999999999999" } } },
  ] })
}

resource "aws_kms_key" "trust_star_other_account" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/trust-star-other-account" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "let_in_by_condition" {
  name = "let-in-by-condition"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "let_in_by_condition" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = "*"
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = {
        ArnEquals    = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/let-in-by-condition" }
        StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" }
      }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "let_in_by_pattern_one" {
  name = "let-in-by-pattern-one"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "let_in_by_pattern" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = "*"
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = {
        ArnLike      = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/let-in-by-pattern-*" }
        StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" }
      }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "let_in_and_denied" {
  name = "let-in-and-denied"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "let_in_and_denied" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/let-in-and-denied" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
    {
      Effect    = "Deny"
      Principal = "*"
      Action    = "kms:D*"
      Resource  = "*"
      Condition = { StringLike = { "aws:PrincipalArn" = "*:role/let-in-and-*" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "grants_in_bounds" {
  name = "grants-in-bounds"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "grants_in_bounds" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/grants-in-bounds" }
      Action    = "kms:CreateGrant"
      Resource  = "*"
      Condition = { "ForAllValues:StringEquals" = { "kms:GrantOperations" = ["Encrypt", "DescribeKey"] } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "writes_by_identity" {
  name = "writes-by-identity"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_iam_role_policy" "writes_by_identity" {
  name = "own"
  role = aws_iam_role.writes_by_identity.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "kms:Put*", Resource = "*" },
  ] })
}

resource "aws_kms_key" "writes_by_identity" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:root" }, Action = ["kms:PutKeyPolicy", "kms:GetKeyPolicy"], Resource = "*" },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "let_in_as_session" {
  name = "let-in-as-session"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
}

resource "aws_kms_key" "let_in_as_session" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:sts::123456789012:assumed-role/let-in-as-session/nightly" }
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role" "inline" {
  name = "inline"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }, Action = "sts:AssumeRole" },
  ] })
  inline_policy {
    name = "own"
    policy = jsonencode({ Version = "2012-10-17", Statement = [
      { Effect = "Allow", Action = "kms:ReEncryptF*", Resource = "*" },
    ] })
  }
}

resource "aws_kms_key" "inline" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "kms:ReEncryptFrom"
      Resource  = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "grantee_by_pattern" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "kms:CreateGrant"
      Resource  = "*"
      Condition = { StringLike = { "kms:GranteePrincipal" = "arn:aws:iam::123456789012:role/grantee-a*" }, Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_iam_role_policy" "by_alias" {
  name = "by-alias"
  role = aws_iam_role.key_admin.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    {
      Effect    = "Allow"
      Action    = "kms:Decapsulate"
      Resource  = "*"
      Condition = { "ForAnyValue:StringEquals" = { "kms:ResourceAliases" = "alias/open" } }
    },
    { Effect = "Allow", Action = ["kms:GenerateDataKeyPair"], Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/open" = "yes" } } },
  ] })
}

resource "aws_kms_key" "grantee_session_of_assumable" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
      Action    = "kms:CreateGrant"
      Resource  = "*"
      Condition = {
        StringEquals = { "kms:GranteePrincipal" = "arn:aws:sts::123456789012:assumed-role/grantee-assumable/nightly" }
        Bool         = { "aws:MultiFactorAuthPresent" = "true" }
      }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "let_in_tag" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = "*"
      Action    = "kms:Decrypt"
      Resource  = "*"
      Condition = { StringEquals = { "aws:PrincipalAccount" = "123456789012", "aws:PrincipalTag/decrypts" = "yes" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "let_in_prefix" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    {
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = "kms:GenerateDataKey"
      Resource  = "*"
      Condition = { StringLike = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/chain-*" } }
    },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "denied_but_chain" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.common, [
    { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*" },
    {
      Effect    = "Deny"
      Principal = "*"
      Action    = "kms:*"
      Resource  = "*"
      Condition = { ArnNotLike = { "aws:PrincipalArn" = ["arn:aws:iam::123456789012:role/pipeline", "arn:aws:iam::123456789012:role/chain-*"] } }
    },
    { Effect = "Deny", Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }, Action = "kms:Decrypt", Resource = "*" },
  ]) })
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

# Identity policies that give all keys but some, or keys by the form of their ids; and twins that give none, or few.
locals {
  one_key = "arn:aws:kms:eu-north-1:123456789012:key/11111111-2222-3333-4444-555555555555"
  keys_of = {
    but-a-bucket    = [{ Effect = "Allow", Action = "kms:Decrypt", NotResource = "arn:aws:s3:::orders/*" }]
    but-one-key     = [{ Effect = "Allow", Action = "kms:Decrypt", NotResource = local.one_key }]
    but-aliases     = [{ Effect = "Allow", NotAction = "iam:*", NotResource = "arn:aws:kms:*:*:alias/*" }]
    but-one-region  = [{ Effect = "Allow", Action = "kms:ReEncryptFrom", NotResource = "arn:aws:kms:eu-west-1:*:key/*" }]
    form-of-ids     = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "arn:aws:kms:eu-north-1:123456789012:key/????????-*" }]
    denied-in-part  = [{ Effect = "Allow", Action = "kms:*crypt*", Resource = "*" }, { Effect = "Deny", Action = "kms:Decrypt", NotResource = local.one_key }]
    denied-by-a-tag = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*" }, { Effect = "Deny", Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/Owner" = "security-team" } } }]
    denied-no-keys  = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*" }, { Effect = "Deny", Action = "kms:Decrypt", NotResource = "arn:aws:kms:*:123456789012:key/*" }]

    safe-but-keys       = [{ Effect = "Allow", Action = "kms:*", NotResource = "arn:aws:kms:*:*:key/*" }]
    safe-multi-region   = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "arn:aws:kms:eu-north-1:123456789012:key/mrk-1234*" }]
    safe-denied-but-one = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*" }, { Effect = "Deny", Action = "kms:*", NotResource = local.one_key }]
    safe-denied-but-tag = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*" }, { Effect = "Deny", Action = "kms:De*", Resource = "*", Condition = { StringNotEquals = { "aws:ResourceTag/Owner" = "orders" } } }]
  }
}

resource "aws_iam_policy" "case" {
  for_each = local.keys_of

  name   = each.key
  policy = jsonencode({ Version = "2012-10-17", Statement = each.value })
}

# Keys that name roles whose names the provider makes: of a prefix, of none, of a conditional. Of each way one that is good, and
# one in which whoever administers the key decrypts too. Then keys of keywright that give such roles their parts.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    keywright = {
      source = "keywright/keywright"
    }
  }
}

provider "aws" {
  region = "eu-north-1"
}

provider "keywright" {
  region      = "eu-north-1"
  ownership   = "fixtures"
  enforcement = "off"
}

data "aws_caller_identity" "current" {}

variable "fixed_name" {
  type    = string
  default = null
}

locals {
  account = "arn:aws:iam::${data.aws_caller_identity.current.account_id}"
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
  trust       = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ecs-tasks.amazonaws.com" }, Action = "sts:AssumeRole" }] })
  administers = ["kms:DescribeKey", "kms:DisableKey", "kms:EnableKey", "kms:TagResource"]
  writes      = { Effect = "Allow", Principal = { AWS = "${local.account}:role/drop-pipeline" }, Action = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"], Resource = "*" }

  # What each key says beside who writes its policy: for an application, and for an administrator who may decrypt or not.
  keys = {
    prefixed     = { user = aws_iam_role.prefixed.arn, admin = aws_iam_role.admin.arn, uses = false }
    prefixed_bad = { user = aws_iam_role.prefixed.arn, admin = aws_iam_role.admin.arn, uses = true }
    nameless     = { user = aws_iam_role.nameless.arn, admin = aws_iam_role.admin.arn, uses = false }
    nameless_bad = { user = aws_iam_role.prefixed.arn, admin = aws_iam_role.nameless.arn, uses = true }
    perhaps      = { user = aws_iam_role.perhaps.arn, admin = aws_iam_role.admin.arn, uses = false }
    perhaps_bad  = { user = aws_iam_role.prefixed.arn, admin = aws_iam_role.perhaps.arn, uses = true }
    each         = { user = aws_iam_role.each["a"].arn, admin = aws_iam_role.each["b"].arn, uses = false }
    each_bad     = { user = aws_iam_role.each["a"].arn, admin = aws_iam_role.each["b"].arn, uses = true }
  }
}

resource "aws_iam_role" "admin" {
  name_prefix        = "key-admin-"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "prefixed" {
  name_prefix        = "app-"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "nameless" {
  assume_role_policy = local.trust
}

resource "aws_iam_role" "perhaps" {
  name               = var.fixed_name
  name_prefix        = var.fixed_name == null ? "perhaps-" : null
  path               = "/service/"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "each" {
  for_each           = toset(["a", "b"])
  name_prefix        = "${each.key}-"
  assume_role_policy = local.trust
}

resource "aws_kms_key" "by_role" {
  for_each = local.keys
  tags     = local.tags
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    local.writes,
    { Effect = "Allow", Principal = { AWS = each.value.user }, Action = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], Resource = "*" },
    { Effect = "Allow", Principal = { AWS = each.value.admin }, Action = concat(local.administers, each.value.uses ? ["kms:Decrypt"] : []), Resource = "*" },
  ] })
}

# A pattern may mean such roles: the administrator is one of "key-*".
resource "aws_kms_key" "by_pattern" {
  for_each = { denied = "key-*", let = "app-*" }
  tags     = local.tags
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    local.writes,
    { Effect = "Allow", Principal = { AWS = [aws_iam_role.prefixed.arn, aws_iam_role.admin.arn] }, Action = ["kms:Decrypt", "kms:DescribeKey"], Resource = "*" },
    { Effect = "Allow", Principal = { AWS = aws_iam_role.admin.arn }, Action = local.administers, Resource = "*" },
    { Effect = "Deny", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { ArnLike = { "aws:PrincipalArn" = "${local.account}:role/${each.value}" } } },
  ] })
}

resource "keywright_key" "good" {
  alias          = "names-good"
  purpose        = "database"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"

  access = {
    policy-admin = { principals = ["${local.account}:role/drop-pipeline"] }
    key-admin    = { principals = [aws_iam_role.admin.arn], mfa = true }
    application  = { principals = [aws_iam_role.prefixed.arn], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f60718"] }
  }
}

# The extra statement lets one who administers decrypt.
resource "keywright_key" "extra" {
  alias          = "names-extra"
  purpose        = "database"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"

  access = {
    policy-admin = { principals = ["${local.account}:role/drop-pipeline"] }
    application  = { principals = [aws_iam_role.prefixed.arn], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f60718"] }
  }

  extra_statements = [jsonencode({
    Sid = "More", Effect = "Allow", Principal = { AWS = aws_iam_role.admin.arn }, Action = concat(local.administers, ["kms:Decrypt"]), Resource = "*"
  })]
}

# A role that is new in name too, but named.
resource "aws_iam_role" "named" {
  name               = "app"
  assume_role_policy = local.trust
}

resource "keywright_key" "named" {
  alias          = "names-named"
  purpose        = "database"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"

  access = {
    policy-admin = { principals = ["${local.account}:role/drop-pipeline"] }
    application  = { principals = [aws_iam_role.named.arn], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f60718"] }
  }
}

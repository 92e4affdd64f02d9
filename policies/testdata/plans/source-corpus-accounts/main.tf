# Key policies that name new roles where no data source tells the account: KMS takes a policy only of who may write it anew,
# so that the one account that it names is the one that it is made in; where several are named, or everybody, nothing
# follows. Two configurations of the provider may be two accounts. A part stands in an override file.

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

provider "aws" {
  alias  = "security"
  region = "eu-north-1"
}

provider "aws" {
  alias               = "allowed"
  region              = "eu-north-1"
  allowed_account_ids = ["123456789012"]
}

locals {
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
  pipeline = {
    Sid       = "PolicyByPipeline"
    Effect    = "Allow"
    Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }
    Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
    Resource  = "*"
  }
  trust = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ecs-tasks.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}

resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "key_admin" {
  name               = "key-admin"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "elsewhere" {
  provider           = aws.security
  name               = "app"
  assume_role_policy = local.trust
}

resource "aws_iam_role" "allowed" {
  provider           = aws.allowed
  name               = "app-of-allowed"
  assume_role_policy = local.trust
}

resource "aws_kms_key" "one_account_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [local.pipeline,
    { Effect = "Allow", Principal = { AWS = aws_iam_role.app.arn }, Action = "kms:Decrypt", Resource = "*" },
  ] })
  tags = merge(local.tags, { Name = "one_account_good" })
}

resource "aws_kms_key" "one_account_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [local.pipeline,
    { Effect = "Allow", Principal = { AWS = aws_iam_role.key_admin.arn }, Action = "kms:Decrypt", Resource = "*" },
  ] })
  tags = merge(local.tags, { Name = "one_account_bad" })
}

# The role is of another configuration of the provider, whose account nothing tells.
resource "aws_kms_key" "other_provider_open" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [local.pipeline,
    { Effect = "Allow", Principal = { AWS = aws_iam_role.elsewhere.arn }, Action = "kms:Decrypt", Resource = "*" },
  ] })
  tags = merge(local.tags, { Name = "other_provider_open" })
}

resource "aws_kms_key" "allowed_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [local.pipeline,
    { Effect = "Allow", Principal = { AWS = aws_iam_role.allowed.arn }, Action = "kms:Decrypt", Resource = "*" },
  ] })
  tags = merge(local.tags, { Name = "allowed_good" })
}

# The override file has another policy for this one than what is written here.
resource "aws_kms_key" "overridden_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [local.pipeline,
    { Effect = "Allow", Principal = { AWS = aws_iam_role.key_admin.arn }, Action = "kms:Decrypt", Resource = "*" },
  ] })
  tags = merge(local.tags, { Name = "overridden_good" })
}

resource "aws_kms_key" "overridden_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [local.pipeline,
    { Effect = "Allow", Principal = { AWS = aws_iam_role.app.arn }, Action = "kms:Decrypt", Resource = "*" },
  ] })
  tags = merge(local.tags, { Name = "overridden_bad" })
}

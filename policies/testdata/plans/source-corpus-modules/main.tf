# Key policies of modules that are handed roles of the plan: by input, three modules deep, by outputs through two modules,
# by keys and by counts.

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

variable "environment" {
  type    = string
  default = "production"
}

resource "aws_iam_role" "key_admin" {
  name               = "key-admin"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/people" }, Action = "sts:AssumeRole", Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } }] })
}

module "app" {
  source = "./app"
  name   = "app"
}

module "one_deep_good" {
  source = "./key"
  users  = [module.app.role_arn]
  name   = "one_deep_good"
}

module "one_deep_bad" {
  source = "./key"
  users  = [module.app.role_arn, aws_iam_role.key_admin.arn]
  name   = "one_deep_bad"
}

module "three_deep_good" {
  source = "./team"
  name   = "orders"
}

module "three_deep_bad" {
  source = "./team"
  name   = "billing"
  others = { admin = aws_iam_role.key_admin.arn }
}

# Two outputs away.
module "outputs_good" {
  source = "./key"
  users  = values(module.three_deep_good.roles)
  name   = "outputs_good"
}

module "outputs_bad" {
  source = "./key"
  users  = values(module.three_deep_bad.roles)
  name   = "outputs_bad"
}

locals {
  users = {
    good = module.app.role_arn
    bad  = aws_iam_role.key_admin.arn
  }
}

module "each" {
  source   = "./key"
  for_each = local.users
  users    = [each.value]
  name     = "each-${each.key}"
}

module "counted" {
  source      = "./key"
  count       = 2
  users       = count.index == 0 ? [module.app.role_arn] : [aws_iam_role.key_admin.arn]
  environment = var.environment
  name        = "counted-${count.index}"
}

module "typed_good" {
  source    = "./key"
  statement = { actions = ["kms:Decrypt"], users = [module.app.role_arn] }
  name      = "typed_good"
}

module "typed_bad" {
  source    = "./key"
  statement = { users = [module.app.role_arn, aws_iam_role.key_admin.arn] }
  name      = "typed_bad"
}

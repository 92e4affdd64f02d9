# Good keys from one local module, made as community modules make them: a policy document with dynamic statements for
# owners, administrators, users, services and signers, with aliases and grants.

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

locals {
  roles = "arn:aws:iam::123456789012:role"
}

module "default" {
  source  = "./modules/key"
  purpose = "database"
  aliases = ["orders/database"]
}

module "complete" {
  source         = "./modules/key"
  purpose        = "database"
  administrators = ["${local.roles}/key-custodian"]
  users          = ["${local.roles}/orders"]
  service_users  = ["${local.roles}/orders"]
  aliases        = ["billing/database", "billing/reports"]
}

module "owned" {
  source           = "./modules/key"
  purpose          = "database"
  leave_to_account = false
  owners           = ["${local.roles}/platform"]
  users            = ["${local.roles}/orders"]
}

module "named" {
  source           = "./modules/key"
  purpose          = "pii"
  leave_to_account = false
  administrators   = ["${local.roles}/key-custodian"]
  users            = ["${local.roles}/customers", "${local.roles}/support"]
  service_users    = ["${local.roles}/customers"]
}

module "volumes" {
  source             = "./modules/key"
  purpose            = "database"
  leave_to_account   = false
  administrators     = ["${local.roles}/key-custodian"]
  auto_scaling_roles = ["${local.roles}/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"]
}

module "granted" {
  source           = "./modules/key"
  purpose          = "aml-kyc"
  leave_to_account = false
  administrators   = ["${local.roles}/key-custodian"]
  grants = {
    worker = {
      grantee    = "${local.roles}/kyc-worker"
      operations = ["Decrypt", "GenerateDataKey"]
      context    = { kind = "document" }
    }
  }
}

module "logs" {
  source           = "./modules/key"
  purpose          = "log"
  classification   = "internal"
  leave_to_account = false
  administrators   = ["${local.roles}/key-custodian"]
  statements = {
    LogGroups = {
      actions    = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
      principals = { Service = ["logs.eu-north-1.amazonaws.com"] }
      conditions = [{
        test     = "ArnLike"
        variable = "kms:EncryptionContext:aws:logs:arn"
        values   = ["arn:aws:logs:eu-north-1:123456789012:log-group:*"]
      }]
    }
  }
}

module "signing" {
  source           = "./modules/key"
  purpose          = "token-signing"
  classification   = "confidential"
  usage            = "SIGN_VERIFY"
  spec             = "ECC_NIST_P256"
  rotates          = false
  leave_to_account = false
  administrators   = ["${local.roles}/key-custodian"]
  signers          = ["${local.roles}/issuer"]
}

module "codes" {
  source           = "./modules/key"
  purpose          = "webhook"
  classification   = "confidential"
  usage            = "GENERATE_VERIFY_MAC"
  spec             = "HMAC_256"
  rotates          = false
  leave_to_account = false
  administrators   = ["${local.roles}/key-custodian"]
  code_users       = ["${local.roles}/sender"]
}

resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}

module "new_role" {
  source           = "./modules/key"
  purpose          = "application-secrets"
  leave_to_account = false
  administrators   = ["${local.roles}/key-custodian"]
  users            = [aws_iam_role.worker.arn]
}

resource "keywright_rotation" "quarterly" {
  method      = "manual"
  owner       = "security-team"
  period_days = 90
  keys = {
    signing = module.signing.key
    codes   = module.codes.key
  }
}

# Undetermined: every policy can be read in two ways, so that nothing is concluded from it.

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
  head = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:role/key-admin\"}"
  cases = {
    "letter case"    = "${local.head},\"action\":\"kms:Decrypt\",\"Action\":\"kms:DisableKey\",\"Resource\":\"*\"}]}"
    "action and not" = "${local.head},\"NotAction\":\"kms:Encrypt\",\"Action\":\"kms:DisableKey\",\"Resource\":\"*\"}]}"
    "effect"         = replace("${local.head},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}]}", "Allow", "allow")
  }
}

resource "aws_kms_key" "database" {
  for_each = local.cases

  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = each.value
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

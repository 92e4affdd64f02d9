# Both providers in one plan: the schedule and the separation are of keywright, the keys are stock.

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

provider "keywright" {
  region      = "eu-north-1"
  ownership   = "fixtures"
  enforcement = "off"
}

locals {
  roles = { for name in ["pipeline", "key-admin", "app", "auditor"] : name => "arn:aws:iam::123456789012:role/drop-${name}" }
  access = {
    policy-admin = { principals = [local.roles["pipeline"]] }
    key-admin    = { principals = [local.roles["key-admin"]], mfa = true }
    application  = { principals = [local.roles["app"]], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f60718"] }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
}

provider "aws" {
  region = "eu-north-1"
}

resource "aws_kms_key" "database" {
  deletion_window_in_days = 30
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "rds:drop"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "backup" {
  region                  = "eu-west-1"
  deletion_window_in_days = 30
  tags = {
    Purpose            = "backup"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "s3:drop-backups"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "keywright_rotation" "watched" {
  method      = "automatic"
  period_days = 365
  manage      = false
  keys = {
    database = { arn = aws_kms_key.database.arn, region = aws_kms_key.database.region }
  }
}

resource "keywright_separation" "backup" {
  keys = {
    database = { arn = aws_kms_key.database.arn, region = aws_kms_key.database.region }
    backup   = { arn = aws_kms_key.backup.arn, region = aws_kms_key.backup.region }
  }
  distinct_regions = ["backup"]
}

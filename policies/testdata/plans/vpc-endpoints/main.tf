# Passes: applications confined to endpoints of KMS that the plan has, beside one of another service, and to one that is elsewhere.

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

resource "aws_vpc_endpoint" "kms" {
  vpc_id            = "vpc-0a1b2c3d4e5f60718"
  service_name      = "com.amazonaws.eu-north-1.kms"
  vpc_endpoint_type = "Interface"
}

resource "aws_vpc_endpoint" "fips" {
  vpc_id            = "vpc-0a1b2c3d4e5f60718"
  service_name      = "com.amazonaws.eu-north-1.kms-fips"
  vpc_endpoint_type = "Interface"
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = "vpc-0a1b2c3d4e5f60718"
  service_name      = "com.amazonaws.eu-north-1.s3"
  vpc_endpoint_type = "Gateway"
}

locals {
  roles = { for name in ["pipeline", "key-admin", "app", "auditor"] : name => "arn:aws:iam::123456789012:role/drop-${name}" }
  endpoints = {
    kms       = [aws_vpc_endpoint.kms.id]
    fips      = [aws_vpc_endpoint.fips.id]
    both      = [aws_vpc_endpoint.s3.id, aws_vpc_endpoint.kms.id]
    elsewhere = ["vpce-0a1b2c3d4e5f60718"]
  }
}

resource "keywright_key" "database" {
  for_each             = local.endpoints
  alias                = "drop-db-${each.key}-key"
  purpose              = "database"
  classification       = "restricted"
  owner                = "security-team"
  environment          = "production"
  protects             = ["rds:${each.key}"]
  deletion_window_days = 30
  access = {
    policy-admin = { principals = [local.roles["pipeline"]] }
    key-admin    = { principals = [local.roles["key-admin"]], mfa = true }
    application  = { principals = [local.roles["app"]], vpc_endpoint_ids = each.value }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
  }
}

resource "keywright_rotation" "annual" {
  method      = "automatic"
  period_days = 365
  keys        = keywright_key.database
}

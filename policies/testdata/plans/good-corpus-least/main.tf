# Good keys, as little as is needed for each: a role for each duty, use through an endpoint, denials beside the
# permissions, with this provider's resource and with stock ones.

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
  roles = { for name in ["pipeline", "key-admin", "auditor", "orders", "identity", "compliance", "kyc", "ci"] : name => "arn:aws:iam::123456789012:role/${name}" }

  administration = [
    {
      Sid       = "PolicyByPipeline"
      Effect    = "Allow"
      Principal = { AWS = local.roles["pipeline"] }
      Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
      Resource  = "*"
    },
    {
      Sid       = "Administration"
      Effect    = "Allow"
      Principal = { AWS = local.roles["key-admin"] }
      Action    = ["kms:CancelKeyDeletion", "kms:DescribeKey", "kms:DisableKey", "kms:EnableKey", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource"]
      Resource  = "*"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    },
  ]

  denials = [
    {
      Sid       = "AdministratorsNeverUse"
      Effect    = "Deny"
      Principal = { AWS = "*" }
      Action    = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*", "kms:PutKeyPolicy", "kms:CreateGrant", "kms:ReplicateKey", "kms:ImportKeyMaterial"]
      Resource  = "*"
      Condition = { ArnEquals = { "aws:PrincipalArn" = local.roles["key-admin"] } }
    },
  ]

  reading = [
    {
      Sid       = "Audit"
      Effect    = "Allow"
      Principal = { AWS = local.roles["auditor"] }
      Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListResourceTags"]
      Resource  = "*"
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    },
  ]
}

resource "aws_kms_key" "database" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, local.denials, local.reading, [{
    Sid       = "Application"
    Effect    = "Allow"
    Principal = { AWS = local.roles["orders"] }
    Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = "*"
    Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
  }]) })
  enable_key_rotation     = true
  rotation_period_in_days = 365
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

resource "aws_kms_key" "national_id" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, local.denials, local.reading, [{
    Sid       = "Writes"
    Effect    = "Allow"
    Principal = { AWS = local.roles["identity"] }
    Action    = ["kms:Encrypt", "kms:GenerateDataKeyWithoutPlaintext"]
    Resource  = "*"
    Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    }, {
    Sid       = "Reads"
    Effect    = "Allow"
    Principal = { AWS = local.roles["compliance"] }
    Action    = ["kms:Decrypt"]
    Resource  = "*"
    Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
  }]) })
  enable_key_rotation     = true
  rotation_period_in_days = 365
  tags = {
    Purpose            = "national-id"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "kyc" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, local.denials, local.reading, [{
    Sid       = "Documents"
    Effect    = "Allow"
    Principal = { AWS = local.roles["kyc"] }
    Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = "*"
    Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718", "kms:EncryptionContext:kind" = "document" } }
  }]) })
  enable_key_rotation     = true
  rotation_period_in_days = 365
  tags = {
    Purpose            = "aml-kyc"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "staging" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, local.denials, local.reading, [{
    Sid       = "PipelineWrites"
    Effect    = "Allow"
    Principal = { AWS = local.roles["ci"] }
    Action    = ["kms:Encrypt"]
    Resource  = "*"
    Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
    }, {
    Sid       = "Application"
    Effect    = "Allow"
    Principal = { AWS = "arn:aws:iam::123456789012:role/staging-orders" }
    Action    = ["kms:Decrypt"]
    Resource  = "*"
    Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
  }]) })
  enable_key_rotation     = true
  rotation_period_in_days = 365
  tags = {
    Purpose            = "application-secrets"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "staging"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "case" {
  for_each      = { database = aws_kms_key.database.key_id, kyc = aws_kms_key.kyc.key_id }
  name          = "alias/${each.key}"
  target_key_id = each.value
}

resource "keywright_key" "pii" {
  alias                = "customers"
  purpose              = "pii"
  classification       = "restricted"
  owner                = "security-team"
  environment          = "production"
  protects             = ["users.name", "users.email"]
  deletion_window_days = 30
  access = {
    policy-admin = { principals = ["arn:aws:iam::123456789012:role/drop-pipeline"] }
    key-admin    = { principals = [local.roles["key-admin"]], mfa = true }
    key-auditor  = { principals = [local.roles["auditor"]], mfa = true }
    application  = { principals = [local.roles["orders"]], vpc_endpoint_ids = ["vpce-0a1b2c3d4e5f60718"] }
  }
}

resource "keywright_rotation" "yearly" {
  method      = "automatic"
  period_days = 365
  keys = {
    pii = keywright_key.pii
  }
}

# Good keys of every other type: signing, codes, key agreement, encryption with a public key, imported material,
# multi-region keys with replicas, a backup key and a national-ID key. A manual schedule covers what cannot rotate.

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
  roles = { for name in ["pipeline", "key-admin", "issuer", "gateway", "sender", "receiver", "handshake", "secret-writer", "customers", "key-importer", "replicator", "backup", "restore", "identity", "compliance"] : name => "arn:aws:iam::123456789012:role/${name}" }

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
}

resource "aws_kms_key" "signing" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [{
    Sid       = "Signs"
    Effect    = "Allow"
    Principal = { AWS = local.roles["issuer"] }
    Action    = ["kms:Sign", "kms:GetPublicKey", "kms:DescribeKey"]
    Resource  = "*"
    }, {
    Sid       = "Verifies"
    Effect    = "Allow"
    Principal = { AWS = local.roles["gateway"] }
    Action    = ["kms:Verify", "kms:GetPublicKey", "kms:DescribeKey"]
    Resource  = "*"
  }]) })
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
  tags = {
    Purpose            = "token-signing"
    DataClassification = "confidential"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "signing_rsa" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [{
    Sid       = "Signs"
    Effect    = "Allow"
    Principal = { AWS = local.roles["issuer"] }
    Action    = ["kms:Sign", "kms:Verify", "kms:GetPublicKey"]
    Resource  = "*"
    Condition = { StringEquals = { "kms:SigningAlgorithm" = "RSASSA_PSS_SHA_256" } }
  }]) })
  customer_master_key_spec = "RSA_4096"
  key_usage                = "SIGN_VERIFY"
  tags = {
    Purpose            = "token-signing"
    DataClassification = "confidential"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "signing_lattice" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [{
    Sid       = "Signs"
    Effect    = "Allow"
    Principal = { AWS = local.roles["issuer"] }
    Action    = ["kms:Sign", "kms:GetPublicKey"]
    Resource  = "*"
  }]) })
  customer_master_key_spec = "ML_DSA_65"
  key_usage                = "SIGN_VERIFY"
  tags = {
    Purpose            = "token-signing"
    DataClassification = "confidential"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "codes" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [{
    Sid       = "MakesCodes"
    Effect    = "Allow"
    Principal = { AWS = local.roles["sender"] }
    Action    = ["kms:GenerateMac", "kms:DescribeKey"]
    Resource  = "*"
    }, {
    Sid       = "VerifiesCodes"
    Effect    = "Allow"
    Principal = { AWS = local.roles["receiver"] }
    Action    = ["kms:VerifyMac", "kms:DescribeKey"]
    Resource  = "*"
  }]) })
  customer_master_key_spec = "HMAC_256"
  key_usage                = "GENERATE_VERIFY_MAC"
  tags = {
    Purpose            = "webhook"
    DataClassification = "confidential"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "agreement" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [{
    Sid       = "Agrees"
    Effect    = "Allow"
    Principal = { AWS = local.roles["handshake"] }
    Action    = ["kms:DeriveSharedSecret", "kms:GetPublicKey"]
    Resource  = "*"
  }]) })
  customer_master_key_spec = "ECC_NIST_P384"
  key_usage                = "KEY_AGREEMENT"
  tags = {
    Purpose            = "transport"
    DataClassification = "confidential"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "public_encryption" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [{
    Sid       = "Encrypts"
    Effect    = "Allow"
    Principal = { AWS = local.roles["secret-writer"] }
    Action    = ["kms:Encrypt", "kms:GetPublicKey"]
    Resource  = "*"
    }, {
    Sid       = "Decrypts"
    Effect    = "Allow"
    Principal = { AWS = local.roles["restore"] }
    Action    = ["kms:Decrypt"]
    Resource  = "*"
  }]) })
  customer_master_key_spec = "RSA_4096"
  key_usage                = "ENCRYPT_DECRYPT"
  tags = {
    Purpose            = "application-secrets"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_external_key" "imported" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [{
    Sid       = "Imports"
    Effect    = "Allow"
    Principal = { AWS = local.roles["key-importer"] }
    Action    = ["kms:GetParametersForImport", "kms:ImportKeyMaterial", "kms:DescribeKey"]
    Resource  = "*"
    Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
    }, {
    Sid       = "Uses"
    Effect    = "Allow"
    Principal = { AWS = local.roles["customers"] }
    Action    = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = "*"
  }]) })

  tags = {
    Purpose            = "log"
    DataClassification = "internal"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "shared" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [{
    Sid       = "Replicates"
    Effect    = "Allow"
    Principal = { AWS = local.roles["replicator"] }
    Action    = ["kms:ReplicateKey", "kms:DescribeKey"]
    Resource  = "*"
    Condition = { StringEquals = { "kms:ReplicaRegion" = "eu-central-1" } }
    }, {
    Sid       = "Uses"
    Effect    = "Allow"
    Principal = { AWS = local.roles["customers"] }
    Action    = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = "*"
  }]) })
  multi_region            = true
  enable_key_rotation     = true
  rotation_period_in_days = 365
  tags = {
    Purpose            = "pii"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_replica_key" "shared" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [{
    Sid       = "Uses"
    Effect    = "Allow"
    Principal = { AWS = local.roles["customers"] }
    Action    = ["kms:Decrypt"]
    Resource  = "*"
  }]) })
  region          = "eu-central-1"
  primary_key_arn = aws_kms_key.shared.arn
  tags = {
    Purpose            = "pii"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_replica_key" "elsewhere" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [{
    Sid       = "Uses"
    Effect    = "Allow"
    Principal = { AWS = local.roles["customers"] }
    Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
    Resource  = "*"
  }]) })
  region          = "eu-west-3"
  primary_key_arn = "arn:aws:kms:eu-north-1:123456789012:key/mrk-0a1b2c3d4e5f60718293a4b5c6d7e8f9"
  tags = {
    Purpose            = "pii"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "backup" {
  deletion_window_in_days = 30
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [{
    Sid       = "Writes"
    Effect    = "Allow"
    Principal = { AWS = local.roles["backup"] }
    Action    = ["kms:Encrypt", "kms:GenerateDataKeyWithoutPlaintext"]
    Resource  = "*"
    }, {
    Sid       = "Restores"
    Effect    = "Allow"
    Principal = { AWS = local.roles["restore"] }
    Action    = ["kms:Decrypt"]
    Resource  = "*"
    Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
  }]) })
  region              = "eu-west-1"
  enable_key_rotation = false
  tags = {
    Purpose            = "backup"
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
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [{
    Sid       = "Writes"
    Effect    = "Allow"
    Principal = { AWS = local.roles["identity"] }
    Action    = ["kms:Encrypt", "kms:GenerateDataKeyWithoutPlaintext"]
    Resource  = "*"
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

resource "keywright_rotation" "quarterly" {
  method      = "manual"
  owner       = "security-team"
  period_days = 90
  keys = {
    signing         = aws_kms_key.signing
    signing_rsa     = aws_kms_key.signing_rsa
    signing_lattice = aws_kms_key.signing_lattice
    codes           = aws_kms_key.codes
    agreement       = aws_kms_key.agreement
    imported        = aws_kms_external_key.imported
  }
}

resource "keywright_rotation" "yearly" {
  method      = "manual"
  owner       = "security-team"
  period_days = 365
  keys = {
    public_encryption = aws_kms_key.public_encryption
    backup            = aws_kms_key.backup
  }
}

# The keys of a generic key-management policy: two key-encryption keys in HSMs of one's own, a backup key with a replica,
# signing keys, private certificate authorities. Nothing fails; tests change one fact at a time.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    keywright = {
      source = "hashicorp/keywright"
    }
  }
}

provider "aws" {
  region              = "eu-central-1"
  allowed_account_ids = [local.account]
  default_tags {
    tags = local.common
  }
}

provider "aws" {
  alias               = "backup"
  region              = "eu-west-1"
  allowed_account_ids = [local.account]
  default_tags {
    tags = local.common
  }
}

provider "aws" {
  alias               = "second"
  region              = "eu-north-1"
  allowed_account_ids = [local.account]
  default_tags {
    tags = local.common
  }
}

provider "keywright" {
  region = "eu-central-1"
}

locals {
  account = "123456789012"
  role    = { for name in ["pipeline", "key-admin", "app", "signer", "webhook", "backup", "auditor"] : name => "arn:aws:iam::${local.account}:role/org-${name}" }
  common  = { Owner = "security-team", Environment = "production", DataClassification = "restricted" }

  with_mfa      = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
  from_endpoint = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f67890" } }

  users = {
    app     = { role = "app", actions = ["kms:Decrypt", "kms:GenerateDataKey"] }
    signer  = { role = "signer", actions = ["kms:GetPublicKey", "kms:Sign"] }
    webhook = { role = "webhook", actions = ["kms:GenerateMac", "kms:VerifyMac"] }
    backup  = { role = "backup", actions = ["kms:Decrypt", "kms:GenerateDataKey"] }
  }

  policy = { for name, user in local.users : name => jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "PolicyAdmin"
        Effect    = "Allow"
        Principal = { AWS = local.role["pipeline"] }
        Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"]
        Resource  = "*"
      },
      {
        Sid       = "KeyAdmin"
        Effect    = "Allow"
        Principal = { AWS = local.role["key-admin"] }
        Action    = ["kms:DescribeKey", "kms:DisableKey", "kms:EnableKey", "kms:ScheduleKeyDeletion"]
        Resource  = "*"
        Condition = local.with_mfa
      },
      {
        Sid       = "KeyAuditor"
        Effect    = "Allow"
        Principal = { AWS = local.role["auditor"] }
        Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:ListGrants"]
        Resource  = "*"
        Condition = local.with_mfa
      },
      {
        Sid       = "User"
        Effect    = "Allow"
        Principal = { AWS = local.role[user.role] }
        Action    = user.actions
        Resource  = "*"
        Condition = local.from_endpoint
      },
    ]
  }) }
}

# Restricted keys are in a cluster of one's own.
resource "aws_cloudhsm_v2_cluster" "own" {
  hsm_type   = "hsm2m.medium"
  mode       = "FIPS"
  subnet_ids = ["subnet-0a1b2c3d4e5f67890", "subnet-1a1b2c3d4e5f67890"]
}

resource "aws_kms_custom_key_store" "own" {
  cloud_hsm_cluster_id     = aws_cloudhsm_v2_cluster.own.cluster_id
  custom_key_store_name    = "own"
  key_store_password       = "from the ceremony"
  trust_anchor_certificate = "anchor"
}

# KEK-01 is over the data keys of tables, KEK-02 over those of application secrets. Rotated by hand, with two approvals.
resource "aws_kms_key" "kek" {
  for_each = {
    database            = "rds:org"
    application-secrets = "secretsmanager"
  }
  custom_key_store_id     = aws_kms_custom_key_store.own.id
  policy                  = local.policy["app"]
  deletion_window_in_days = 30
  tags                    = { Purpose = each.key, Protects = each.value }

  lifecycle {
    prevent_destroy = true
  }
}

# BACKUP-01 is in KMS alone, and relies on its replica.
resource "aws_kms_key" "backup" {
  provider                = aws.backup
  policy                  = local.policy["backup"]
  multi_region            = true
  deletion_window_in_days = 30
  tags                    = { Purpose = "backup", Protects = "s3:org-backups" }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_replica_key" "backup" {
  provider                = aws.second
  primary_key_arn         = aws_kms_key.backup.arn
  policy                  = local.policy["backup"]
  deletion_window_in_days = 30
  tags                    = { Purpose = "backup", Protects = "s3:org-backups" }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "kek" {
  for_each      = { database = "org-kek-01", application-secrets = "org-kek-02" }
  name          = "alias/${each.value}"
  target_key_id = aws_kms_key.kek[each.key].key_id
}

resource "aws_kms_alias" "backup" {
  provider      = aws.backup
  name          = "alias/org-backup-01"
  target_key_id = aws_kms_key.backup.key_id
}

# AUTH-01, AUTH-02, SIG-01 and SIG-02.
resource "aws_kms_key" "sign" {
  for_each = {
    auth-01 = { purpose = "token-signing", spec = "RSA_4096", usage = "SIGN_VERIFY", user = "signer" }
    auth-02 = { purpose = "token-signing", spec = "ECC_NIST_EDWARDS25519", usage = "SIGN_VERIFY", user = "signer" }
    sig-01  = { purpose = "code-signing", spec = "ECC_NIST_EDWARDS25519", usage = "SIGN_VERIFY", user = "signer" }
    sig-02  = { purpose = "webhook", spec = "HMAC_256", usage = "GENERATE_VERIFY_MAC", user = "webhook" }
  }
  customer_master_key_spec = each.value.spec
  key_usage                = each.value.usage
  policy                   = local.policy[each.value.user]
  deletion_window_in_days  = 30
  tags                     = { Purpose = each.value.purpose, DataClassification = "confidential" }
}

resource "aws_kms_alias" "sign" {
  for_each      = aws_kms_key.sign
  name          = "alias/org-${each.key}"
  target_key_id = each.value.key_id
}

# The root for ten years, under it an authority for two.
resource "aws_acmpca_certificate_authority" "ca" {
  for_each = { root = "ROOT", intermediate = "SUBORDINATE" }
  type     = each.value

  certificate_authority_configuration {
    key_algorithm     = "EC_secp384r1"
    signing_algorithm = "SHA384WITHECDSA"

    subject {
      common_name = "${each.key}.org.example"
    }
  }

  revocation_configuration {
    crl_configuration {
      enabled            = true
      expiration_in_days = 7
      s3_bucket_name     = "org-crl"
    }
  }
}

# The root signs itself for ten years, and the intermediate for two.
resource "aws_acmpca_certificate" "ca" {
  for_each                    = { root = ["RootCACertificate", "10"], intermediate = ["SubordinateCACertificate_PathLen0", "2"] }
  certificate_authority_arn   = aws_acmpca_certificate_authority.ca["root"].arn
  certificate_signing_request = aws_acmpca_certificate_authority.ca[each.key].certificate_signing_request
  signing_algorithm           = "SHA384WITHECDSA"
  template_arn                = "arn:aws:acm-pca:::template/${each.value[0]}/V1"

  validity {
    type  = "YEARS"
    value = each.value[1]
  }
}

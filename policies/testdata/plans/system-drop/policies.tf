# Who may do what: every key has the same administrators, and users of its own.

locals {
  with_mfa      = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
  from_endpoint = { StringEquals = { "aws:SourceVpce" = local.endpoint } }

  users = {
    national-id = [
      { Sid = "Encrypts", Principal = { AWS = local.role["identity"] }, Action = ["kms:Encrypt", "kms:GenerateDataKey"], Condition = local.from_endpoint },
      { Sid = "Decrypts", Principal = { AWS = local.role["compliance"] }, Action = ["kms:Decrypt"], Condition = local.with_mfa },
    ]
    # RDS works by a grant, which whoever creates the instance gives it.
    database = [{
      Sid       = "Storage"
      Principal = { AWS = local.role["pipeline"] }
      Action    = ["kms:CreateGrant", "kms:DescribeKey"]
      Condition = { StringEquals = { "kms:ViaService" = "rds.${local.primary}.amazonaws.com" }, Bool = { "kms:GrantIsForAWSResource" = "true" } }
    }]
    aml-kyc = [
      { Sid = "Documents", Principal = { AWS = local.role["kyc"] }, Action = ["kms:Decrypt", "kms:GenerateDataKey"], Condition = local.from_endpoint },
    ]
    pii = [
      { Sid = "DataKeys", Principal = { AWS = local.role["app"] }, Action = ["kms:Decrypt", "kms:GenerateDataKey"], Condition = local.from_endpoint },
    ]
    application-secrets = [
      { Sid = "Secrets", Principal = { AWS = local.role["app"] }, Action = ["kms:Decrypt", "kms:GenerateDataKey"], Condition = local.from_endpoint },
    ]
    log = [
      {
        Sid       = "Services"
        Principal = { Service = ["cloudtrail.amazonaws.com", "logs.${local.primary}.amazonaws.com"] }
        Action    = ["kms:DescribeKey", "kms:GenerateDataKey*"]
        Condition = { StringEquals = { "aws:SourceAccount" = local.account } }
      },
    ]
    backup = [
      {
        Sid       = "AreWritten"
        Principal = { AWS = local.role["backup"] }
        Action    = ["kms:Encrypt", "kms:GenerateDataKey"]
        Condition = { StringEquals = { "kms:ViaService" = "s3.${local.second}.amazonaws.com" } }
      },
      { Sid = "AreRestored", Principal = { AWS = local.role["restore"] }, Action = ["kms:Decrypt"], Condition = local.with_mfa },
    ]
  }

  policies = { for key, users in local.users : key => jsonencode({
    Version = "2012-10-17"
    Statement = concat([
      {
        Sid       = "PolicyAdmin"
        Effect    = "Allow"
        Principal = { AWS = local.role["pipeline"] }
        Action = [
          "kms:CreateAlias", "kms:DeleteAlias", "kms:DescribeKey", "kms:DisableKeyRotation", "kms:EnableKeyRotation", "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus", "kms:ListResourceTags", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:TagResource",
        ]
        Resource = "*"
      },
      {
        Sid       = "KeyAdmin"
        Effect    = "Allow"
        Principal = { AWS = local.role["key-admin"] }
        Action    = ["kms:DescribeKey", "kms:DisableKey", "kms:EnableKey", "kms:GetKeyPolicy", "kms:RotateKeyOnDemand", "kms:ScheduleKeyDeletion"]
        Resource  = "*"
        Condition = local.with_mfa
      },
      {
        Sid       = "KeyAuditor"
        Effect    = "Allow"
        Principal = { AWS = local.role["auditor"] }
        Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListKeyPolicies", "kms:ListResourceTags"]
        Resource  = "*"
        Condition = local.with_mfa
      },
    ], [for user in users : merge({ Effect = "Allow", Resource = "*" }, user)])
  }) }
}

# Who may do what. Every key has the same administrators; each has its own users.

locals {
  key_admin_actions = [
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:EnableKey",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListResourceTags",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
  ]

  use = [
    "kms:Decrypt",
    "kms:DeriveSharedSecret",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyPair",
    "kms:GenerateDataKeyPairWithoutPlaintext",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:GenerateMac",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:Sign",
  ]

  with_mfa      = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
  from_endpoint = { StringEquals = { "aws:SourceVpce" = local.kms_endpoint } }

  administration = [
    {
      Sid       = "PolicyAdmin"
      Effect    = "Allow"
      Principal = { AWS = local.pipeline }
      Action = [
        "kms:CancelKeyDeletion",
        "kms:CreateAlias",
        "kms:DeleteAlias",
        "kms:DescribeKey",
        "kms:DisableKeyRotation",
        "kms:EnableKeyRotation",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:ListResourceTags",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:UpdateAlias",
        "kms:UpdateKeyDescription",
      ]
      Resource = "*"
    },
    {
      Sid       = "PolicyAdminNeverUses"
      Effect    = "Deny"
      Principal = { AWS = local.pipeline }
      Action    = local.use
      Resource  = "*"
    },
    {
      Sid       = "KeyAdmin"
      Effect    = "Allow"
      Principal = { AWS = local.key_admin }
      Action    = local.key_admin_actions
      Resource  = "*"
      Condition = local.with_mfa
    },
    {
      Sid       = "KeyAuditor"
      Effect    = "Allow"
      Principal = { AWS = local.auditor }
      Action = [
        "kms:DescribeKey",
        "kms:GetKeyPolicy",
        "kms:GetKeyRotationStatus",
        "kms:ListGrants",
        "kms:ListKeyPolicies",
        "kms:ListResourceTags",
      ]
      Resource  = "*"
      Condition = local.with_mfa
    },
  ]

  policy_national_id = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.administration, [
      {
        Sid       = "IdentityServiceEncrypts"
        Effect    = "Allow"
        Principal = { AWS = local.identity }
        Action    = ["kms:Encrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = local.from_endpoint
      },
      {
        Sid       = "ComplianceDecrypts"
        Effect    = "Allow"
        Principal = { AWS = local.compliance }
        Action    = ["kms:Decrypt"]
        Resource  = "*"
        Condition = local.with_mfa
      },
    ])
  })

  policy_database = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.administration, [
      # RDS works by a grant, which whoever creates the instance gives it; nobody else needs the key.
      {
        Sid       = "StorageOfDatabase"
        Effect    = "Allow"
        Principal = { AWS = local.pipeline }
        Action    = ["kms:CreateGrant", "kms:DescribeKey"]
        Resource  = "*"
        Condition = {
          StringEquals = { "kms:ViaService" = "rds.${local.primary_region}.amazonaws.com" }
          Bool         = { "kms:GrantIsForAWSResource" = "true" }
        }
      },
    ])
  })

  policy_kyc = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.administration, [
      {
        Sid       = "DocumentsInS3"
        Effect    = "Allow"
        Principal = { AWS = local.kyc }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = local.from_endpoint
      },
    ])
  })

  policy_pii = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.administration, [
      {
        Sid       = "DataKeys"
        Effect    = "Allow"
        Principal = { AWS = local.app }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = local.from_endpoint
      },
    ])
  })

  policy_backup = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.administration, [
      {
        Sid       = "BackupsAreWritten"
        Effect    = "Allow"
        Principal = { AWS = local.backup }
        Action    = ["kms:Encrypt", "kms:GenerateDataKey"]
        Resource  = "*"
        Condition = { StringEquals = { "kms:ViaService" = "s3.${local.backup_region}.amazonaws.com" } }
      },
      {
        Sid       = "BackupsAreRestored"
        Effect    = "Allow"
        Principal = { AWS = local.restore }
        Action    = ["kms:Decrypt"]
        Resource  = "*"
        Condition = local.with_mfa
      },
    ])
  })
}

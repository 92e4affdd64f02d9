terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

variable "purpose" {
  type = string
}

variable "classification" {
  type    = string
  default = "restricted"
}

variable "usage" {
  type    = string
  default = null
}

variable "spec" {
  type    = string
  default = null
}

variable "rotates" {
  type    = bool
  default = true
}

variable "leave_to_account" {
  type    = bool
  default = true
}

variable "owners" {
  type    = list(string)
  default = []
}

variable "administrators" {
  type    = list(string)
  default = []
}

variable "users" {
  type    = list(string)
  default = []
}

variable "service_users" {
  type    = list(string)
  default = []
}

variable "auto_scaling_roles" {
  type    = list(string)
  default = []
}

variable "signers" {
  type    = list(string)
  default = []
}

variable "code_users" {
  type    = list(string)
  default = []
}

variable "statements" {
  type    = any
  default = {}
}

variable "aliases" {
  type    = list(string)
  default = []
}

variable "grants" {
  type    = any
  default = {}
}

data "aws_iam_policy_document" "this" {
  dynamic "statement" {
    for_each = var.leave_to_account ? [1] : []
    content {
      sid       = "Default"
      actions   = ["kms:*"]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = ["arn:${data.aws_partition.this.partition}:iam::${data.aws_caller_identity.this.account_id}:root"]
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.owners) > 0 ? [1] : []
    content {
      sid       = "Owners"
      actions   = ["kms:*"]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = var.owners
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.administrators) > 0 ? [1] : []
    content {
      sid = "Administrators"
      actions = [
        "kms:CancelKeyDeletion", "kms:Create*", "kms:Delete*", "kms:Describe*", "kms:Disable*", "kms:Enable*", "kms:Get*",
        "kms:ImportKeyMaterial", "kms:List*", "kms:Put*", "kms:ReplicateKey", "kms:Revoke*", "kms:ScheduleKeyDeletion",
        "kms:TagResource", "kms:UntagResource", "kms:Update*",
      ]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = var.administrators
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.users) > 0 ? [1] : []
    content {
      sid       = "Users"
      actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = var.users
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.service_users) > 0 ? [1] : []
    content {
      sid       = "ServiceUsers"
      actions   = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = var.service_users
      }
      condition {
        test     = "Bool"
        variable = "kms:GrantIsForAWSResource"
        values   = [true]
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.auto_scaling_roles) > 0 ? [1] : []
    content {
      sid       = "AutoScalingUses"
      actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = var.auto_scaling_roles
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.auto_scaling_roles) > 0 ? [1] : []
    content {
      sid       = "AutoScalingGrants"
      actions   = ["kms:CreateGrant"]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = var.auto_scaling_roles
      }
      condition {
        test     = "Bool"
        variable = "kms:GrantIsForAWSResource"
        values   = [true]
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.signers) > 0 ? [1] : []
    content {
      sid       = "Signers"
      actions   = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign", "kms:Verify"]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = var.signers
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.code_users) > 0 ? [1] : []
    content {
      sid       = "CodeUsers"
      actions   = ["kms:DescribeKey", "kms:GenerateMac", "kms:VerifyMac"]
      resources = ["*"]
      principals {
        type        = "AWS"
        identifiers = var.code_users
      }
    }
  }

  dynamic "statement" {
    for_each = var.statements
    content {
      sid       = statement.key
      actions   = statement.value.actions
      resources = ["*"]

      dynamic "principals" {
        for_each = statement.value.principals
        content {
          type        = principals.key
          identifiers = principals.value
        }
      }

      dynamic "condition" {
        for_each = try(statement.value.conditions, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
}

resource "aws_kms_key" "this" {
  customer_master_key_spec = var.spec
  key_usage                = var.usage
  policy                   = data.aws_iam_policy_document.this.json
  enable_key_rotation      = var.rotates
  rotation_period_in_days  = var.rotates ? (var.purpose == "log" ? 90 : 365) : null
  deletion_window_in_days  = 30
  tags = {
    Purpose            = var.purpose
    DataClassification = var.classification
    Owner              = "security-team"
    Environment        = "production"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "this" {
  for_each      = toset(var.aliases)
  name          = "alias/${each.value}"
  target_key_id = aws_kms_key.this.key_id
}

resource "aws_kms_grant" "this" {
  for_each          = var.grants
  name              = each.key
  key_id            = aws_kms_key.this.key_id
  grantee_principal = each.value.grantee
  operations        = each.value.operations
  constraints {
    encryption_context_equals = each.value.context
  }
}

output "key" {
  value = aws_kms_key.this
}

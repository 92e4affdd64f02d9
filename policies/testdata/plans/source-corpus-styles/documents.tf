# aws_iam_policy_document: plain, with dynamic statements, with sources and overrides.

data "aws_iam_policy_document" "administration" {
  statement {
    sid       = "PolicyByPipeline"
    actions   = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["${local.prefix}:role/pipeline"]
    }
  }
  statement {
    sid       = "LifeByAdministrator"
    actions   = ["kms:DescribeKey", "kms:DisableKey", "kms:EnableKey"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.key_admin.arn]
    }
    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["true"]
    }
  }
}

data "aws_iam_policy_document" "plain" {
  for_each = { good = aws_iam_role.app.arn, bad = aws_iam_role.key_admin.arn }
  statement {
    sid       = "PolicyByPipeline"
    actions   = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["${local.prefix}:role/pipeline"]
    }
  }
  statement {
    sid       = "Use"
    actions   = local.use
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [each.value]
    }
  }
}

data "aws_iam_policy_document" "dynamic" {
  for_each = {
    good = { worker = aws_iam_role.worker[0].arn, app = aws_iam_role.app.arn }
    bad  = { worker = aws_iam_role.worker[0].arn, admin = aws_iam_role.key_admin.arn }
  }
  statement {
    sid       = "PolicyByPipeline"
    actions   = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["${local.prefix}:role/pipeline"]
    }
  }
  dynamic "statement" {
    for_each = each.value
    iterator = user
    content {
      sid       = "UseBy${user.key}"
      actions   = local.use
      resources = ["*"]
      dynamic "principals" {
        for_each = [user.value]
        content {
          type        = "AWS"
          identifiers = [principals.value]
        }
      }
    }
  }
}

data "aws_iam_policy_document" "source" {
  for_each                = { good = aws_iam_role.app.arn, bad = aws_iam_role.key_admin.arn }
  source_policy_documents = [data.aws_iam_policy_document.administration.json]
  statement {
    sid       = "Use"
    actions   = local.use
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [each.value]
    }
  }
}

data "aws_iam_policy_document" "override" {
  for_each                  = { good = aws_iam_role.app.arn, bad = aws_iam_role.key_admin.arn }
  source_policy_documents   = [data.aws_iam_policy_document.administration.json]
  override_policy_documents = [data.aws_iam_policy_document.overriding[each.key].json]
  statement {
    sid       = "Use"
    actions   = local.use
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [each.key == "good" ? aws_iam_role.key_admin.arn : aws_iam_role.app.arn]
    }
  }
}

data "aws_iam_policy_document" "overriding" {
  for_each = { good = aws_iam_role.app.arn, bad = aws_iam_role.key_admin.arn }
  statement {
    sid       = "Use"
    actions   = local.use
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [each.value]
    }
  }
}

resource "aws_kms_key" "document_plain" {
  for_each = data.aws_iam_policy_document.plain
  policy   = each.value.json
  tags     = merge(local.tags, { Name = "document_plain-${each.key}" })
}

resource "aws_kms_key" "document_dynamic" {
  for_each = toset(["good", "bad"])
  policy   = data.aws_iam_policy_document.dynamic[each.key].json
  tags     = merge(local.tags, { Name = "document_dynamic-${each.key}" })
}

resource "aws_kms_key" "document_source" {
  for_each = toset(["good", "bad"])
  policy   = data.aws_iam_policy_document.source[each.key].json
  tags     = merge(local.tags, { Name = "document_source-${each.key}" })
}

resource "aws_kms_key" "document_override" {
  for_each = toset(["good", "bad"])
  policy   = data.aws_iam_policy_document.override[each.key].json
  tags     = merge(local.tags, { Name = "document_override-${each.key}" })
}

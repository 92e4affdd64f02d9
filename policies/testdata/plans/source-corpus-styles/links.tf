# Which key a policy or a grant is for stands in a local, where a plan does not show it.

locals {
  linked = { for name in ["good", "bad"] : name => { id = aws_kms_key.linked[name].key_id, user = name == "good" ? aws_iam_role.app.arn : aws_iam_role.key_admin.arn } }
  lent   = [aws_kms_key.lent["good"], aws_kms_key.lent["bad"]]
}

resource "aws_kms_key" "linked" {
  for_each = toset(["good", "bad"])

  tags = merge(local.tags, { Name = "linked_${each.key}" })
}

resource "aws_kms_key_policy" "linked" {
  for_each = local.linked

  key_id = local.linked[each.key].id
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = each.value.user }, Action = local.use, Resource = "*" },
  ]) })
}

resource "aws_kms_key" "lent" {
  for_each = toset(["good", "bad"])

  policy = jsonencode({ Version = "2012-10-17", Statement = [local.administration[0]] })
  tags   = merge(local.tags, { Name = "lent_${each.key}" })
}

resource "aws_kms_grant" "lent" {
  count = 2

  key_id            = local.lent[1 - count.index].key_id
  grantee_principal = [aws_iam_role.key_admin.arn, aws_iam_role.app.arn][count.index]
  operations        = ["Decrypt"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

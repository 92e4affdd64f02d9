# Structures: locals and merges, loops, conditionals, counts and keys.

locals {
  by_local = {
    good = { Effect = "Allow", Principal = { AWS = aws_iam_role.app.arn }, Action = concat(["kms:Decrypt"], var.more_actions), Resource = "*" }
    bad  = merge(local.by_local_base, { Principal = { AWS = aws_iam_role.key_admin.arn } })
  }
  by_local_base = { Effect = "Allow", Principal = { AWS = aws_iam_role.app.arn }, Action = local.use, Resource = "*" }
  statements    = { for name, one in local.by_local : name => concat(local.administration, [one]) }
  users = {
    good = [for role in aws_iam_role.team : role.arn]
    bad  = [for role in aws_iam_role.mixed : role.arn]
  }
  keys = {
    good = { user = aws_iam_role.app.arn, actions = ["kms:Decrypt", "kms:GenerateDataKey"] }
    bad  = { user = aws_iam_role.key_admin.arn, actions = ["kms:De*"] }
  }
}

resource "aws_kms_key" "locals_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements["good"] })
  tags   = merge(local.tags, { Name = "locals_good" })
}

resource "aws_kms_key" "locals_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = local.statements["bad"] })
  tags   = merge(local.tags, { Name = "locals_bad" })
}

resource "aws_kms_key" "roles_by_key_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = local.users.good }, Action = local.use, Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "roles_by_key_good" })
}

resource "aws_kms_key" "roles_by_key_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = local.users.bad }, Action = local.use, Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "roles_by_key_bad" })
}

resource "aws_kms_key" "splat_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = aws_iam_role.worker[*].arn }, Action = local.use, Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "splat_good" })
}

resource "aws_kms_key" "splat_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = values(aws_iam_role.mixed)[*].arn }, Action = local.use, Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "splat_bad" })
}

# One block, several keys.
resource "aws_kms_key" "each" {
  for_each = local.keys
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = each.value.user }, Action = each.value.actions, Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "each-${each.key}" })
}

resource "aws_kms_key" "counted" {
  count = 2
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = [aws_iam_role.app.arn, aws_iam_role.key_admin.arn][count.index] }, Action = local.use, Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "counted-${count.index}" })
}

resource "aws_kms_key" "conditional_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = var.strict ? aws_iam_role.app.arn : aws_iam_role.key_admin.arn }, Action = local.use, Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "conditional_good" })
}

resource "aws_kms_key" "conditional_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(
    local.administration,
    [for role in [aws_iam_role.app, aws_iam_role.key_admin] : { Effect = "Allow", Principal = { AWS = role.arn }, Action = local.use, Resource = "*" } if var.strict || role.name == "app"],
  ) })
  tags = merge(local.tags, { Name = "conditional_bad" })
}

resource "aws_kms_key" "defaults_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = coalesce(null, aws_iam_role.app.arn) }, Action = lookup({ use = local.use }, "use", ["kms:*"]), Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "defaults_good" })
}

resource "aws_kms_key" "defaults_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = try(local.keys.absent, aws_iam_role.key_admin.arn) }, Action = try(local.keys.worst.actions, local.use), Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "defaults_bad" })
}

# What the configuration asks of an ARN, the ARN that is foreseen answers.
resource "aws_kms_key" "asked_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    for arn in [aws_iam_role.app.arn, aws_iam_role.key_admin.arn] :
    { Effect = "Allow", Principal = { AWS = arn }, Action = local.use, Resource = "*" } if !endswith(arn, "/key-admin")
  ]) })
  tags = merge(local.tags, { Name = "asked_good" })
}

resource "aws_kms_key" "asked_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = replace(aws_iam_role.app.arn, "role/app", "role/key-admin") }, Action = local.use, Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "asked_bad" })
}

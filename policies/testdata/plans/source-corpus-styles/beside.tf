# Beside the key: separate policies, grants, identity policies; and what is known only after apply elsewhere than in a
# principal.

resource "aws_kms_key" "separate_good" {
  tags = merge(local.tags, { Name = "separate_good" })
}

resource "aws_kms_key_policy" "separate_good" {
  key_id = aws_kms_key.separate_good.id
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = aws_iam_role.app.arn }, Action = local.use, Resource = "*" },
  ]) })
}

resource "aws_kms_key" "separate_bad" {
  tags = merge(local.tags, { Name = "separate_bad" })
}

resource "aws_kms_key_policy" "separate_bad" {
  key_id = aws_kms_key.separate_bad.id
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = aws_iam_role.key_admin.arn }, Action = local.use, Resource = "*" },
  ]) })
}

resource "aws_kms_key" "granted_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [local.administration[0]] })
  tags   = merge(local.tags, { Name = "granted_good" })
}

resource "aws_kms_grant" "granted_good" {
  key_id            = aws_kms_key.granted_good.key_id
  grantee_principal = aws_iam_role.app.arn
  operations        = ["Decrypt"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

resource "aws_kms_key" "granted_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [local.administration[0]] })
  tags   = merge(local.tags, { Name = "granted_bad" })
}

resource "aws_kms_grant" "granted_bad" {
  key_id            = aws_kms_key.granted_bad.key_id
  grantee_principal = aws_iam_role.key_admin.arn
  operations        = ["Decrypt"]
  constraints {
    encryption_context_equals = { table = "orders" }
  }
}

# The policy names the key that it is on, and an endpoint that is made with it.
resource "aws_vpc_endpoint" "kms" {
  vpc_id            = "vpc-0a1b2c3d4e5f60718"
  service_name      = "com.amazonaws.${data.aws_region.current.region}.kms"
  vpc_endpoint_type = "Interface"
}

resource "aws_kms_key" "endpoint_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    {
      Effect    = "Allow", Principal = { AWS = aws_iam_role.app.arn }, Action = local.use, Resource = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = aws_vpc_endpoint.kms.id } }
    },
  ]) })
  tags = merge(local.tags, { Name = "endpoint_good" })
}

resource "aws_kms_key" "endpoint_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    {
      Effect    = "Allow", Principal = { AWS = aws_iam_role.key_admin.arn }, Action = local.use, Resource = "*"
      Condition = { StringEquals = { "aws:SourceVpce" = aws_vpc_endpoint.kms.id } }
    },
  ]) })
  tags = merge(local.tags, { Name = "endpoint_bad" })
}

# A Deny for everybody but one role of the plan.
resource "aws_kms_key" "denied_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = [aws_iam_role.app.arn, aws_iam_role.key_admin.arn] }, Action = local.use, Resource = "*" },
    {
      Effect    = "Deny", Principal = "*", Action = local.use, Resource = "*"
      Condition = { ArnNotEquals = { "aws:PrincipalArn" = aws_iam_role.app.arn } }
    },
  ]) })
  tags = merge(local.tags, { Name = "denied_good" })
}

resource "aws_kms_key" "denied_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = [aws_iam_role.app.arn, aws_iam_role.key_admin.arn] }, Action = local.use, Resource = "*" },
    {
      Effect    = "Deny", Principal = "*", Action = local.use, Resource = "*"
      Condition = { ArnNotEquals = { "aws:PrincipalArn" = [aws_iam_role.app.arn, aws_iam_role.key_admin.arn] } }
    },
  ]) })
  tags = merge(local.tags, { Name = "denied_bad" })
}

# A role without a name of its own: it may be anybody's.
resource "aws_iam_role" "nameless" {
  assume_role_policy = data.aws_iam_policy_document.tasks.json
}

resource "aws_kms_key" "nameless" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = aws_iam_role.nameless.arn }, Action = local.use, Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "nameless" })
}

resource "aws_kms_key" "nameless_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = [aws_iam_role.nameless.arn, aws_iam_role.key_admin.arn] }, Action = local.use, Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "nameless_bad" })
}

# Unknown in a way that the source does not tell either.
resource "aws_kms_key" "workspace_open" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    { Effect = "Allow", Principal = { AWS = terraform.workspace == "default" ? aws_iam_role.app.arn : aws_iam_role.key_admin.arn }, Action = local.use, Resource = "*" },
  ]) })
  tags = merge(local.tags, { Name = "workspace_open" })
}

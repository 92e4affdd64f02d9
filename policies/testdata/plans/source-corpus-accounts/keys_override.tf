resource "aws_kms_key" "overridden_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [local.pipeline,
    { Effect = "Allow", Principal = { AWS = aws_iam_role.app.arn }, Action = "kms:Decrypt", Resource = "*" },
  ] })
}

resource "aws_kms_key" "overridden_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [local.pipeline,
    { Effect = "Allow", Principal = { AWS = aws_iam_role.key_admin.arn }, Action = "kms:Decrypt", Resource = "*" },
  ] })
}

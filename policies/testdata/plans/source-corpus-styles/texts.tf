# Texts: jsonencode, heredocs, templates, formats.

resource "aws_kms_key" "inline_good" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "PolicyByPipeline"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }
        Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
        Resource  = "*"
      },
      {
        Sid       = "Use"
        Effect    = "Allow"
        Principal = { AWS = aws_iam_role.app.arn }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
      },
    ]
  })
  tags = merge(local.tags, { Name = "inline_good" })
}

resource "aws_kms_key" "inline_bad" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "PolicyByPipeline"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }
        Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
        Resource  = "*"
      },
      {
        Sid       = "Use"
        Effect    = "Allow"
        Principal = { AWS = [aws_iam_role.app.arn, aws_iam_role.key_admin.arn] }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = "*"
      },
    ]
  })
  tags = merge(local.tags, { Name = "inline_bad" })
}

resource "aws_kms_key" "heredoc_good" {
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "PolicyByPipeline", "Effect": "Allow", "Principal": {"AWS": "${local.prefix}:role/pipeline"},
         "Action": ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"], "Resource": "*"},
        {"Sid": "Use", "Effect": "Allow", "Principal": {"AWS": "${aws_iam_role.app.arn}"},
         "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "*"}
      ]
    }
  EOT
  tags   = merge(local.tags, { Name = "heredoc_good" })
}

resource "aws_kms_key" "heredoc_bad" {
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "PolicyByPipeline", "Effect": "Allow", "Principal": {"AWS": "${local.prefix}:role/pipeline"},
         "Action": ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"], "Resource": "*"},
        {"Sid": "Use", "Effect": "Allow", "Principal": {"AWS": "${aws_iam_role.key_admin.arn}"},
         "Action": ["kms:Decrypt", "kms:GenerateDataKey"], "Resource": "*"}
      ]
    }
  EOT
  tags   = merge(local.tags, { Name = "heredoc_bad" })
}

resource "aws_kms_key" "heredoc_loop_good" {
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "PolicyByPipeline", "Effect": "Allow", "Principal": {"AWS": "${local.prefix}:role/pipeline"},
         "Action": ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"], "Resource": "*"}
        %{for role in aws_iam_role.worker[*].arn~}
        , {"Effect": "Allow", "Principal": {"AWS": "${role}"}, "Action": ${jsonencode(local.use)}, "Resource": "*"}
        %{endfor~}
      ]
    }
  EOT
  tags   = merge(local.tags, { Name = "heredoc_loop_good" })
}

resource "aws_kms_key" "heredoc_loop_bad" {
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "PolicyByPipeline", "Effect": "Allow", "Principal": {"AWS": "${local.prefix}:role/pipeline"},
         "Action": ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"], "Resource": "*"}
        %{for role in [aws_iam_role.app.arn, aws_iam_role.key_admin.arn]~}
        , {"Effect": "Allow", "Principal": {"AWS": "${role}"}, "Action": ${jsonencode(local.use)}, "Resource": "*"}
        %{endfor~}
      ]
    }
  EOT
  tags   = merge(local.tags, { Name = "heredoc_loop_bad" })
}

resource "aws_kms_key" "templatefile_good" {
  policy = templatefile("${path.module}/policies/use.json.tftpl", {
    pipeline = "${local.prefix}:role/pipeline", users = [aws_iam_role.app.arn, aws_iam_role.worker[1].arn], actions = local.use
  })
  tags = merge(local.tags, { Name = "templatefile_good" })
}

resource "aws_kms_key" "templatefile_bad" {
  policy = templatefile("${path.module}/policies/use.json.tftpl", {
    pipeline = "${local.prefix}:role/pipeline", users = [aws_iam_role.app.arn, aws_iam_role.key_admin.arn], actions = local.use
  })
  tags = merge(local.tags, { Name = "templatefile_bad" })
}

resource "aws_kms_key" "format_good" {
  policy = format("{\"Version\": \"2012-10-17\", \"Statement\": [%s]}", join(", ", [
    jsonencode(local.administration[0]),
    jsonencode({ Effect = "Allow", Principal = { AWS = format("%s", aws_iam_role.app.arn) }, Action = local.use, Resource = "*" }),
  ]))
  tags = merge(local.tags, { Name = "format_good" })
}

resource "aws_kms_key" "format_bad" {
  policy = format("{\"Version\": \"2012-10-17\", \"Statement\": [%s]}", join(", ", [
    jsonencode(local.administration[0]),
    jsonencode({ Effect = "Allow", Principal = { AWS = format("%s", aws_iam_role.key_admin.arn) }, Action = local.use, Resource = "*" }),
  ]))
  tags = merge(local.tags, { Name = "format_bad" })
}

resource "aws_kms_key" "file_good" {
  policy = jsonencode(merge(yamldecode(file("${path.module}/policies/base.json")), {
    Statement = concat(jsondecode(file("${path.module}/policies/base.json")).Statement, [
      { Effect = "Allow", Principal = { AWS = aws_iam_role.app.arn }, Action = local.use, Resource = "*" },
    ])
  }))
  tags = merge(local.tags, { Name = "file_good" })
}

resource "aws_kms_key" "file_bad" {
  policy = jsonencode(merge(yamldecode(file("${path.module}/policies/base.json")), {
    Statement = concat(yamldecode(file("${path.module}/policies/base.yaml")).Statement, [
      { Effect = "Allow", Principal = { AWS = aws_iam_role.key_admin.arn }, Action = local.use, Resource = "*" },
    ])
  }))
  tags = merge(local.tags, { Name = "file_bad" })
}

# A template in a text, in the place of one in a file.
locals {
  wanted = <<-EOT
    {"Version": "2012-10-17", "Statement": [
      {"Sid": "PolicyByPipeline", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/pipeline"},
       "Action": ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"], "Resource": "*"}
      %%{ for user in users }, {"Effect": "Allow", "Principal": {"AWS": "$${user}"}, "Action": "kms:Decrypt", "Resource": "*"}%%{ endfor }
    ]}
  EOT
}

resource "aws_kms_key" "templatestring_good" {
  policy = templatestring(local.wanted, { users = [aws_iam_role.app.arn] })
  tags   = merge(local.tags, { Name = "templatestring_good" })
}

resource "aws_kms_key" "templatestring_bad" {
  policy = templatestring(local.wanted, { users = [aws_iam_role.app.arn, aws_iam_role.key_admin.arn] })
  tags   = merge(local.tags, { Name = "templatestring_bad" })
}

# One statement a file of a folder, for whom its name says.
resource "aws_kms_key" "fileset_good" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    for file in fileset(path.module, "policies/by-name/a*.yaml") :
    merge(yamldecode(file("${path.module}/${file}")), { Principal = { AWS = aws_iam_role.app.arn } })
  ]) })
  tags = merge(local.tags, { Name = "fileset_good" })
}

resource "aws_kms_key" "fileset_bad" {
  policy = jsonencode({ Version = "2012-10-17", Statement = concat(local.administration, [
    for file in fileset("${path.module}/policies", "by-name/*.yaml") :
    merge(yamldecode(file("${path.module}/policies/${file}")), { Principal = { AWS = strcontains(file, "admin") ? aws_iam_role.key_admin.arn : aws_iam_role.app.arn } })
  ]) })
  tags = merge(local.tags, { Name = "fileset_bad" })
}

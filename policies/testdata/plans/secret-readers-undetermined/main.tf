# What cannot be told: whose secrets are, that no workload is given; what a policy says that is known only after apply; what
# identity policies elsewhere in the account give.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "eu-north-1"
  default_tags {
    tags = {
      Owner              = "security-team"
      DataClassification = "confidential"
      Environment        = "production"
    }
  }
}

data "aws_caller_identity" "current" {}

locals {
  services = {
    for name in ["lambda", "ecs-tasks"] : name => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Principal = { Service = "${name}.amazonaws.com" }
        Action    = "sts:AssumeRole"
      }]
    })
  }
  people = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "arn:aws:iam::123456789012:saml-provider/drop" }
      Action    = "sts:AssumeRoleWithSAML"
    }]
  })
}

resource "aws_kms_key" "secrets" {
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "PolicyAdmin"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }
        Action = [
          "kms:DescribeKey",
          "kms:GetKeyPolicy",
          "kms:PutKeyPolicy",
        ]
        Resource = "*"
      },
      {
        Sid       = "Application"
        Effect    = "Allow"
        Principal = { AWS = ["arn:aws:iam::123456789012:role/drop-api", "arn:aws:iam::123456789012:role/drop-worker"] }
        Action = [
          "kms:Decrypt",
          "kms:GenerateDataKey",
        ]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
      },
    ]
  })
  tags = {
    Purpose            = "application-secrets"
    Protects           = "secretsmanager"
    DataClassification = "restricted"
  }
}

# The secret of the service api, which a function reads as it runs.

resource "aws_secretsmanager_secret" "jwt" {
  name       = "drop/jwt"
  kms_key_id = aws_kms_key.secrets.arn
  tags       = { Purpose = "token-signing" }
}

resource "aws_iam_role" "api" {
  name               = "drop-api"
  assume_role_policy = local.services["lambda"]
}

data "aws_iam_policy_document" "jwt" {
  statement {
    sid       = "Read"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.jwt.arn]
  }
}

resource "aws_iam_role_policy" "api" {
  name   = "jwt"
  role   = aws_iam_role.api.name
  policy = data.aws_iam_policy_document.jwt.json
}

resource "aws_lambda_function" "api" {
  function_name = "drop-api"
  role          = aws_iam_role.api.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "api.zip"
  environment {
    variables = { JWT_SECRET_ARN = aws_secretsmanager_secret.jwt.arn }
  }
}

# No workload of the plan is given it.

resource "aws_secretsmanager_secret" "psd2" {
  name       = "drop/psd2"
  kms_key_id = aws_kms_key.secrets.arn
  tags       = { Purpose = "application-secrets" }
}

resource "aws_iam_role" "psd2" {
  name               = "drop-psd2"
  assume_role_policy = local.services["lambda"]
}

resource "aws_iam_role_policy" "psd2" {
  name = "psd2"
  role = aws_iam_role.psd2.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Read"
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/psd2-*"
    }]
  })
}

# Its policy is known only after apply.

resource "aws_secretsmanager_secret" "webhook" {
  name       = "drop/webhook"
  kms_key_id = aws_kms_key.secrets.arn
  tags       = { Purpose = "webhook" }
}

resource "aws_secretsmanager_secret_policy" "webhook" {
  secret_arn = aws_secretsmanager_secret.webhook.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.psd2.arn }
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
    }]
  })
}

# It does not say that it is production's.

resource "aws_secretsmanager_secret" "unsaid" {
  name       = "drop/unsaid"
  kms_key_id = aws_kms_key.secrets.arn
  tags       = { Purpose = "webhook", Environment = "" }
}

# Nobody but these may read it, whoever else there is.

resource "aws_secretsmanager_secret_policy" "jwt" {
  secret_arn = aws_secretsmanager_secret.jwt.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "NobodyElse"
      Effect    = "Deny"
      Principal = "*"
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
      Condition = { ArnNotEquals = { "aws:PrincipalArn" = "arn:aws:iam::123456789012:role/drop-api" } }
    }]
  })
}

# A whole estate in which each secret is read by its service alone, and administered and audited by others.

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
      Condition = {
        ArnNotEquals = {
          "aws:PrincipalArn" = ["arn:aws:iam::123456789012:role/drop-api", "arn:aws:iam::123456789012:role/drop-rotate"]
        }
      }
    }]
  })
}

# What rotates it reads and writes it.

resource "aws_iam_role" "rotate" {
  name               = "drop-rotate"
  assume_role_policy = local.services["lambda"]
}

data "aws_iam_policy_document" "rotate" {
  statement {
    sid       = "Rotate"
    actions   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"]
    resources = [aws_secretsmanager_secret.jwt.arn]
  }
}

resource "aws_iam_role_policy" "rotate" {
  name   = "rotate"
  role   = aws_iam_role.rotate.name
  policy = data.aws_iam_policy_document.rotate.json
}

resource "aws_lambda_function" "rotate" {
  function_name = "drop-rotate"
  role          = aws_iam_role.rotate.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "rotate.zip"
}

resource "aws_secretsmanager_secret_rotation" "jwt" {
  secret_id           = aws_secretsmanager_secret.jwt.id
  rotation_lambda_arn = aws_lambda_function.rotate.arn
  rotation_rules {
    automatically_after_days = 30
  }
}

# A parameter that a task is given by name.

resource "aws_ssm_parameter" "dsn" {
  name             = "/drop/dsn"
  type             = "SecureString"
  key_id           = aws_kms_key.secrets.arn
  value_wo         = "written only, and in no plan"
  value_wo_version = 1
  tags             = { Purpose = "application-secrets" }
}

resource "aws_iam_role" "worker" {
  name               = "drop-worker"
  assume_role_policy = local.services["ecs-tasks"]
}

resource "aws_iam_role_policy" "worker" {
  name = "dsn"
  role = aws_iam_role.worker.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Read"
      Effect   = "Allow"
      Action   = "ssm:GetParameter*"
      Resource = "arn:aws:ssm:eu-north-1:123456789012:parameter/drop/dsn"
    }]
  })
}

resource "aws_ecs_task_definition" "worker" {
  family             = "drop-worker"
  execution_role_arn = aws_iam_role.worker.arn
  container_definitions = jsonencode([{
    name    = "worker"
    image   = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/worker:1"
    secrets = [{ name = "DSN", valueFrom = "/drop/dsn" }]
  }])
}

# Who administers, and who sees what was recorded.

resource "aws_iam_role" "secret_admin" {
  name               = "secret-admin"
  assume_role_policy = local.people
}

resource "aws_iam_role_policy" "secret_admin" {
  name = "secrets"
  role = aws_iam_role.secret_admin.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "Administer"
      Effect   = "Allow"
      Action   = ["secretsmanager:CreateSecret", "secretsmanager:DeleteSecret", "secretsmanager:PutSecretValue", "ssm:PutParameter"]
      Resource = "*"
    }]
  })
}

resource "aws_iam_role" "auditor" {
  name               = "auditor"
  assume_role_policy = local.people
}

resource "aws_iam_role_policy_attachment" "auditor" {
  role       = aws_iam_role.auditor.name
  policy_arn = "arn:aws:iam::aws:policy/AWSCloudTrail_ReadOnlyAccess"
}

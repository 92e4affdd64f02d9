# Secrets, who reads them, and the pipeline's.

locals {
  trusts = { for service in ["lambda", "tasks.apprunner"] : service => jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "${service}.amazonaws.com" }, Action = "sts:AssumeRole" }]
  }) }
}

resource "aws_secretsmanager_secret" "jwt" {
  name       = "drop/jwt"
  kms_key_id = aws_kms_key.primary["application-secrets"].arn
  tags       = { Purpose = "token-signing", DataClassification = "confidential" }
}

resource "aws_secretsmanager_secret_rotation" "jwt" {
  secret_id           = aws_secretsmanager_secret.jwt.id
  rotation_lambda_arn = aws_lambda_function.rotate.arn
  rotation_rules {
    automatically_after_days = 90
  }
}

resource "aws_secretsmanager_secret" "sumsub" {
  name       = "drop/sumsub-webhook"
  kms_key_id = aws_kms_key.primary["application-secrets"].arn
  tags       = { Purpose = "webhook", DataClassification = "confidential" }
}

resource "aws_secretsmanager_secret_rotation" "sumsub" {
  secret_id           = aws_secretsmanager_secret.sumsub.id
  rotation_lambda_arn = aws_lambda_function.rotate.arn
  rotation_rules {
    automatically_after_days = 365
  }
}

resource "aws_iam_role" "app" {
  name               = "drop-app"
  assume_role_policy = local.trusts["tasks.apprunner"]
}

resource "aws_iam_role_policy" "app" {
  name = "secrets"
  role = aws_iam_role.app.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "secretsmanager:GetSecretValue"
      Resource = ["arn:aws:secretsmanager:${local.primary}:${local.account}:secret:drop/jwt-*", "arn:aws:secretsmanager:${local.primary}:${local.account}:secret:drop/sumsub-webhook-*"]
    }]
  })
}

resource "aws_iam_role" "rotate" {
  name               = "drop-rotate"
  assume_role_policy = local.trusts["lambda"]
}

resource "aws_iam_role_policy" "rotate" {
  name = "rotate"
  role = aws_iam_role.rotate.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"]
      Resource = "arn:aws:secretsmanager:${local.primary}:${local.account}:secret:drop/*"
    }]
  })
}

resource "aws_lambda_function" "rotate" {
  function_name = "drop-rotate"
  role          = aws_iam_role.rotate.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "rotate.zip"
  environment {
    variables = { LOG_LEVEL = "info" }
  }
}

resource "aws_apprunner_service" "app" {
  service_name = "drop-app"
  tags         = { DataClassification = "internal", Purpose = "website" }
  instance_configuration {
    instance_role_arn = aws_iam_role.app.arn
  }
  source_configuration {
    image_repository {
      image_identifier      = "${local.account}.dkr.ecr.${local.primary}.amazonaws.com/app:1"
      image_repository_type = "ECR"
      image_configuration {
        runtime_environment_variables = { LOG_LEVEL = "info" }
        runtime_environment_secrets   = { JWT_SECRET = aws_secretsmanager_secret.jwt.arn, SUMSUB_WEBHOOK_SECRET = aws_secretsmanager_secret.sumsub.arn }
      }
    }
  }
}

# Nobody else, whatever identity policies elsewhere say.
resource "aws_secretsmanager_secret_policy" "own" {
  for_each   = { jwt = aws_secretsmanager_secret.jwt.arn, sumsub = aws_secretsmanager_secret.sumsub.arn }
  secret_arn = each.value
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
      Condition = { ArnNotEquals = { "aws:PrincipalArn" = [local.role["app"], "arn:aws:iam::${local.account}:role/drop-rotate"] } }
    }]
  })
}

resource "github_actions_environment_secret" "deploy" {
  repository      = "drop"
  environment     = "production"
  secret_name     = "DEPLOY_TOKEN"
  encrypted_value = "ZW5jcnlwdGVk"
}

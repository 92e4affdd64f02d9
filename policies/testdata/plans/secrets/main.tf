# Passes: secrets under a key of their own, each with its rotation, and none in plain: values that are written only, and
# references in the environment of what needs them.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "eu-north-1"
}

locals {
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
        Sid       = "KeyAdmin"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/key-admin" }
        Action = [
          "kms:DescribeKey",
          "kms:DisableKey",
          "kms:EnableKey",
          "kms:ScheduleKeyDeletion",
        ]
        Resource  = "*"
        Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } }
      },
      {
        Sid       = "Application"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::123456789012:role/app" }
        Action = [
          "kms:Decrypt",
          "kms:GenerateDataKey",
        ]
        Resource  = "*"
        Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f60718" } }
      },
    ]
  })
}

resource "aws_kms_key" "secrets" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "application-secrets"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "secretsmanager"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_key" "secrets_replica" {
  region                  = "eu-central-1"
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "application-secrets"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "secretsmanager:replicas"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_secretsmanager_secret" "jwt" {
  name       = "drop/jwt"
  kms_key_id = aws_kms_key.secrets.arn
  replica {
    region     = "eu-central-1"
    kms_key_id = aws_kms_key.secrets_replica.arn
  }
  tags = {
    Purpose            = "token-signing"
    DataClassification = "confidential"
  }
}

resource "aws_secretsmanager_secret_version" "jwt" {
  secret_id                = aws_secretsmanager_secret.jwt.id
  secret_string_wo         = "written only, and in no plan"
  secret_string_wo_version = 1
}

resource "aws_secretsmanager_secret_rotation" "jwt" {
  secret_id           = aws_secretsmanager_secret.jwt.id
  rotation_lambda_arn = "arn:aws:lambda:eu-north-1:123456789012:function:rotate-jwt"
  rotation_rules {
    schedule_expression = "rate(30 days)"
  }
}

resource "aws_db_instance" "drop" {
  backup_retention_period       = 30
  identifier                    = "drop"
  engine                        = "postgres"
  instance_class                = "db.t4g.medium"
  allocated_storage             = 20
  username                      = "drop"
  manage_master_user_password   = true
  master_user_secret_kms_key_id = aws_kms_key.secrets.arn
  storage_encrypted             = true
  tags = {
    DataClassification = "internal"
  }
}

resource "aws_ssm_parameter" "no_secret" {
  name  = "/drop/log-level"
  type  = "String"
  value = "info"
}

resource "aws_lambda_function" "pay" {
  function_name = "pay"
  role          = "arn:aws:iam::123456789012:role/pay"
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "pay.zip"
  environment {
    variables = {
      LOG_LEVEL         = "info"
      TOKEN_TTL_SECONDS = "3600"
      JWT_SECRET_NAME   = "drop/jwt"
      DATABASE_URL      = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/database-AbCdEf"
    }
  }
}

resource "aws_ecs_task_definition" "worker" {
  family = "worker"
  container_definitions = jsonencode([{
    name        = "worker"
    image       = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/worker:1"
    environment = [{ name = "LOG_LEVEL", value = "info" }]
    secrets     = [{ name = "JWT_SECRET", valueFrom = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/jwt-AbCdEf" }]
  }])
}

resource "aws_apprunner_service" "web" {
  service_name = "web"
  tags         = { DataClassification = "internal", Purpose = "website" }
  source_configuration {
    image_repository {
      image_identifier      = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/web:1"
      image_repository_type = "ECR"
      image_configuration {
        runtime_environment_variables = { LOG_LEVEL = "info" }
        runtime_environment_secrets   = { JWT_SECRET = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/jwt-AbCdEf" }
      }
    }
  }
}

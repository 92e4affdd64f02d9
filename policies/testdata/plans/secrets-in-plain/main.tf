# Fails SEC-03: secrets in plain, as literals, by a sensitive variable and in environments. Others break SEC-01, SEC-02 and
# SEC-04, and a replica in London breaks REG-05. No value of these may stand in what is said of them.

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

variable "db_password" {
  type      = string
  sensitive = true
  default   = "correct-horse-battery-staple"
}

resource "aws_kms_key" "database" {
  policy                  = local.policy
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "x"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_secretsmanager_secret" "left_out" {
  name                    = "drop/jwt"
  recovery_window_in_days = 0
  tags = {
    Purpose            = "token-signing"
    DataClassification = "confidential"
  }
}

resource "aws_secretsmanager_secret_version" "literal" {
  secret_id     = aws_secretsmanager_secret.left_out.id
  secret_string = "literal-value-of-a-secret"
}

resource "aws_secretsmanager_secret" "wrong_key" {
  name       = "drop/webhook"
  kms_key_id = aws_kms_key.database.arn
  replica {
    region = "eu-west-2"
  }
  tags = {
    Purpose            = "webhook"
    DataClassification = "confidential"
  }
}

resource "aws_secretsmanager_secret_rotation" "once_a_year" {
  secret_id           = aws_secretsmanager_secret.wrong_key.id
  rotation_lambda_arn = "arn:aws:lambda:eu-north-1:123456789012:function:rotate"
  rotation_rules {
    automatically_after_days = 365
  }
}

# Of a secret of another plan.
resource "aws_secretsmanager_secret_rotation" "every_other_year" {
  secret_id           = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:drop/vendor-AbCdEf"
  rotation_lambda_arn = "arn:aws:lambda:eu-north-1:123456789012:function:rotate"
  rotation_rules {
    automatically_after_days = 730
  }
}

resource "aws_ssm_parameter" "literal" {
  name  = "/drop/api-key"
  type  = "SecureString"
  value = "literal-value-of-a-parameter"
}

resource "aws_ssm_parameter" "no_secret_by_type" {
  name  = "/drop/vendor/password"
  type  = "String"
  value = "literal-value-in-a-string"
}

resource "aws_db_instance" "by_variable" {
  identifier        = "drop"
  engine            = "postgres"
  instance_class    = "db.t4g.medium"
  allocated_storage = 20
  username          = "drop"
  password          = var.db_password
  storage_encrypted = true
  tags = {
    DataClassification = "internal"
  }
}

resource "aws_rds_cluster" "literal" {
  cluster_identifier = "ledger"
  engine             = "aurora-postgresql"
  master_username    = "drop"
  master_password    = "literal-master-password"
  storage_encrypted  = true
  tags = {
    DataClassification = "internal"
  }
}

resource "aws_kms_ciphertext" "plaintext" {
  key_id    = aws_kms_key.database.key_id
  plaintext = "literal-plaintext"
}

resource "aws_kms_external_key" "imported" {
  key_material_base64     = "bGl0ZXJhbCBrZXkgbWF0ZXJpYWwgb2YgMzIgYnl0ZXM="
  policy                  = local.policy
  deletion_window_in_days = 30
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
    Protects           = "rds:ledger"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_lambda_function" "pay" {
  function_name = "pay"
  role          = "arn:aws:iam::123456789012:role/pay"
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "pay.zip"
  environment {
    variables = {
      LOG_LEVEL = "info"
      API_TOKEN = "literal-token-of-a-function"
      PASSED_ON = var.db_password
      UPSTREAM  = "https://user:literal-in-an-address@example.com/"
    }
  }
}

resource "aws_lambda_function" "unknown" {
  function_name = "mail"
  role          = "arn:aws:iam::123456789012:role/mail"
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "mail.zip"
  environment {
    variables = {
      SMTP_PASSWORD = aws_kms_ciphertext.plaintext.ciphertext_blob
    }
  }
}

resource "aws_ecs_task_definition" "worker" {
  family = "worker"
  container_definitions = jsonencode([{
    name        = "worker"
    image       = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/worker:1"
    environment = [{ name = "JWT_SECRET", value = "literal-secret-of-a-container" }]
  }])
}

resource "aws_ecs_task_definition" "unknown" {
  family = "mail"
  container_definitions = jsonencode([{
    name        = "mail"
    image       = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/mail:1"
    environment = [{ name = "KEY_ARN", value = aws_kms_key.database.arn }]
  }])
}

resource "aws_apprunner_service" "web" {
  service_name = "web"
  source_configuration {
    image_repository {
      image_identifier      = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/web:1"
      image_repository_type = "ECR"
      image_configuration {
        runtime_environment_variables = { SENTRY_DSN = "https://literal@sentry.example.com/1" }
      }
    }
  }
}

# Caches, search domains, replicas of tables and App Runner: some under the key of what they hold; others that fail ENC-01, ENC-04, REG-05, SEC-03; and some of which the plan does not tell.

provider "aws" {
  region = "eu-north-1"
}

locals {
  tags = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "confidential"
    Purpose            = "pii"
  }
}

variable "token" {
  type      = string
  sensitive = true
  default   = "correct-horse-battery-staple"
}

resource "aws_kms_key" "pii" {
  description             = "personal data"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  tags                    = local.tags
}

# Right.
resource "aws_elasticache_replication_group" "right" {
  replication_group_id       = "right"
  description                = "sessions"
  engine                     = "valkey"
  at_rest_encryption_enabled = true
  kms_key_id                 = aws_kms_key.pii.arn
  tags                       = local.tags
}

resource "aws_opensearch_domain" "right" {
  domain_name = "right"
  encrypt_at_rest {
    enabled    = true
    kms_key_id = aws_kms_key.pii.arn
  }
  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
  }
  tags = local.tags
}

resource "aws_apprunner_service" "right" {
  service_name = "right"
  encryption_configuration {
    kms_key = aws_kms_key.pii.arn
  }
  source_configuration {
    image_repository {
      image_identifier      = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/right:1"
      image_repository_type = "ECR"
    }
  }
  tags = local.tags
}

# Wrong: not encrypted, or not by a key of the domain; a password in plain; TLS 1.0.
resource "aws_elasticache_replication_group" "plain" {
  replication_group_id = "plain"
  description          = "sessions"
  auth_token           = var.token
  tags                 = local.tags
}

resource "aws_opensearch_domain" "plain" {
  domain_name = "plain"
  domain_endpoint_options {
    enforce_https       = false
    tls_security_policy = "Policy-Min-TLS-1-0-2019-07"
  }
  advanced_security_options {
    enabled                        = true
    internal_user_database_enabled = true
    master_user_options {
      master_user_name     = "admin"
      master_user_password = var.token
    }
  }
  tags = local.tags
}

resource "aws_apprunner_service" "services_key" {
  service_name = "services-key"
  source_configuration {
    image_repository {
      image_identifier      = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/other:1"
      image_repository_type = "ECR"
    }
  }
  tags = local.tags
}

# Not known.
resource "terraform_data" "engine" {
  input = "valkey"
}

resource "aws_elasticache_replication_group" "later" {
  replication_group_id = "later"
  description          = "sessions"
  engine               = terraform_data.engine.output
  tags                 = local.tags
}

resource "aws_elasticache_replication_group" "secondary" {
  replication_group_id        = "secondary"
  description                 = "sessions"
  global_replication_group_id = "virxk-sessions"
  tags                        = local.tags
}

resource "aws_opensearch_domain" "later" {
  domain_name = "later"
  encrypt_at_rest {
    enabled = tobool(terraform_data.engine.output == "valkey")
  }
  tags = local.tags
}

# Search domains by their older name.
resource "aws_elasticsearch_domain" "right" {
  domain_name = "right-old"
  encrypt_at_rest {
    enabled    = true
    kms_key_id = aws_kms_key.pii.arn
  }
  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
  }
  tags = local.tags
}

resource "aws_elasticsearch_domain" "plain" {
  domain_name = "plain-old"
  domain_endpoint_options {
    enforce_https       = false
    tls_security_policy = "Policy-Min-TLS-1-0-2019-07"
  }
  advanced_security_options {
    enabled                        = true
    internal_user_database_enabled = true
    master_user_options {
      master_user_name     = "admin"
      master_user_password = var.token
    }
  }
  tags = local.tags
}

# Replicas of tables as resources of their own.
resource "aws_dynamodb_table_replica" "right" {
  global_table_arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/sessions"
  kms_key_arn      = aws_kms_key.pii.arn
  tags             = local.tags
}

resource "aws_dynamodb_table_replica" "services_key" {
  global_table_arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/carts"
  tags             = local.tags
}

resource "aws_dynamodb_table_replica" "london" {
  region           = "eu-west-2"
  global_table_arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"
  kms_key_arn      = aws_kms_key.pii.arn
  tags             = local.tags
}

# Fails REG-01: the keys reach London through a module's providers, a variable and a condition.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "home" {
  default = "eu-west-2"
}

provider "aws" {
  region = "eu-north-1"
}

provider "aws" {
  alias  = "elsewhere"
  region = var.home == "eu-north-1" ? "eu-north-1" : var.home
}

module "passed" {
  source    = "./key"
  providers = { aws = aws.elsewhere }
}

module "asked" {
  source = "./asked"
  where  = "eu-west-2"
}

resource "aws_kms_key" "direct" {
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }, Action = "kms:PutKeyPolicy", Resource = "*" }] })
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }

  provider = aws.elsewhere

  lifecycle {
    prevent_destroy = true
  }
}

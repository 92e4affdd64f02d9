# The policy text has the member Action twice. The provider plans and sends the text as JSON decoders read it, with
# the last one; the first, kms:*, is nowhere but in the source.

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
  policy = <<-JSON
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Sid": "KeyAdmin",
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::123456789012:role/key-admin" },
          "Action": "kms:*",
          "Action": ["kms:DisableKey", "kms:EnableKey", "kms:PutKeyPolicy"],
          "Resource": "*"
        }
      ]
    }
  JSON
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
    Protects           = "rds:drop"
  }

  lifecycle {
    prevent_destroy = true
  }
}

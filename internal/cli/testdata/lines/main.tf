# Where a finding points is marked by a comment at the end of the line, or so many lines before it: <- RULE ADDRESS +LINES.

provider "aws" {
  region              = "eu-north-1"
  allowed_account_ids = ["123456789012"]
}

variable "window" {
  type    = number
  default = 30
}

locals {
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
  open = [
    {
      Sid       = "Pipeline"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:role/pipeline" }
      Action    = ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"]
      Resource  = "*"
    },
    { # <- ACC-03 aws_kms_key.inline <- ACC-03 module.local.aws_kms_key.this
      Sid       = "Open"
      Effect    = "Allow"
      Principal = "*"
      Action    = "kms:Decrypt"
      Resource  = "*"
    },
  ]
}

resource "aws_kms_key" "inline" {
  policy                  = jsonencode({ Version = "2012-10-17", Statement = local.open })
  enable_key_rotation     = false # <- ROT-01 aws_kms_key.inline
  deletion_window_in_days = 7     # <- KEY-08 aws_kms_key.inline
  tags                    = local.tags
}

resource "aws_kms_key" "heredoc" { # <- ACC-03 aws_kms_key.heredoc +7
  policy                  = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Sid": "Pipeline", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/pipeline"},
         "Action": ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy"], "Resource": "*"},
        {"Sid": "Open", "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*"}
      ]
    }
  EOT
  deletion_window_in_days = var.window - 23 # <- KEY-08 aws_kms_key.heredoc
  tags                    = local.tags
}

module "local" {
  source = "./modules/key"

  policy = jsonencode({ Version = "2012-10-17", Statement = local.open })
  window = 7
}

module "document" {
  source   = "./modules/key"
  for_each = { "eu.north" = 7, "eu" = 30 }

  policy = module.policy[each.key].json
  window = each.value
}

module "policy" {
  source   = "./modules/policy"
  for_each = toset(["eu.north", "eu"])
}

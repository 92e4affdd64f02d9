variable "users" {
  type    = list(string)
  default = []
}

variable "environment" {
  type     = string
  default  = "production"
  nullable = false
}

variable "statement" {
  type = object({
    actions = optional(list(string), ["kms:Decrypt", "kms:GenerateDataKey"])
    users   = list(string)
  })
  default = null
}

locals {
  use = var.statement == null ? { actions = ["kms:Decrypt", "kms:GenerateDataKey"], users = var.users } : var.statement
}

resource "aws_kms_key" "this" {
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
        Principal = { AWS = local.use.users }
        Action    = local.use.actions
        Resource  = "*"
      },
    ]
  })
  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = var.environment
    Name               = var.name
  }
}

output "arn" {
  value = aws_kms_key.this.arn
}

variable "name" {
  type = string
}

variable "policy" {
  type = string
}

resource "aws_kms_key" "database" {
  policy                  = var.policy
  enable_key_rotation     = true
  rotation_period_in_days = 800
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

output "arn" {
  value = aws_kms_key.database.arn
}

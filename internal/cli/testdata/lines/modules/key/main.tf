variable "policy" {}

variable "window" {}

# The first line of the block is told where its attribute is not set.
resource "aws_kms_key" "this" { # <- ROT-01 module.local.aws_kms_key.this
  policy = var.policy

  deletion_window_in_days = var.window # <- KEY-08 module.local.aws_kms_key.this <- KEY-08 module.document["eu.north"].aws_kms_key.this

  tags = {
    Purpose            = "database"
    DataClassification = "restricted"
    Owner              = "security-team"
    Environment        = "production"
  }
}

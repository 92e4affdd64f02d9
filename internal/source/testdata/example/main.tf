resource "aws_kms_key" "k" {
  description = "first"
  policy = jsonencode({
    Statement = []
  })

  timeouts {
    create = "1m"
  }
}

data "aws_caller_identity" "here" {}

module "keys" {
  for_each = toset(["a]b", "c"])
  source   = "./keys"
}

module "json" { source = "./json" }

module "registry" {
  source = "terraform-aws-modules/kms/aws"
}

module "out" {
  source = "../outside"
}

module "computed" {
  source = "./${"keys"}"
}

variable "policy" {
  type = string
}

module "level4" {
  source = "../level4"
  policy = var.policy
}

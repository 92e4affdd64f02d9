variable "policy" {
  type = string
}

module "level2" {
  source = "../level2"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level12" {
  source = "../level12"
  policy = var.policy
}

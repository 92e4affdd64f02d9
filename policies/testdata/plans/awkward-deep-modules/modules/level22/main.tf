variable "policy" {
  type = string
}

module "level23" {
  source = "../level23"
  policy = var.policy
}

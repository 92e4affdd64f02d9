variable "policy" {
  type = string
}

module "level14" {
  source = "../level14"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level28" {
  source = "../level28"
  policy = var.policy
}

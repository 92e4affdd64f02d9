variable "policy" {
  type = string
}

module "level13" {
  source = "../level13"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level29" {
  source = "../level29"
  policy = var.policy
}

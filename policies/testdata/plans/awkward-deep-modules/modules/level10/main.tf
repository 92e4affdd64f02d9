variable "policy" {
  type = string
}

module "level11" {
  source = "../level11"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level19" {
  source = "../level19"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level3" {
  source = "../level3"
  policy = var.policy
}

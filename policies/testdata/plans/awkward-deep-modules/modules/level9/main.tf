variable "policy" {
  type = string
}

module "level10" {
  source = "../level10"
  policy = var.policy
}

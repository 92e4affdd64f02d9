variable "policy" {
  type = string
}

module "level16" {
  source = "../level16"
  policy = var.policy
}

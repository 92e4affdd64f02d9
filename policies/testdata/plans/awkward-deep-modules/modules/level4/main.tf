variable "policy" {
  type = string
}

module "level5" {
  source = "../level5"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level8" {
  source = "../level8"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level30" {
  source = "../level30"
  policy = var.policy
}

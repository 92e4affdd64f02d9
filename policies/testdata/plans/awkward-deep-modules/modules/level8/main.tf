variable "policy" {
  type = string
}

module "level9" {
  source = "../level9"
  policy = var.policy
}

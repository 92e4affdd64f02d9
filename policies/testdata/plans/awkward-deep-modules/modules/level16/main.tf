variable "policy" {
  type = string
}

module "level17" {
  source = "../level17"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level26" {
  source = "../level26"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level18" {
  source = "../level18"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level7" {
  source = "../level7"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level20" {
  source = "../level20"
  policy = var.policy
}

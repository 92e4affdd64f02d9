variable "policy" {
  type = string
}

module "level21" {
  source = "../level21"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level6" {
  source = "../level6"
  policy = var.policy
}

variable "policy" {
  type = string
}

module "level15" {
  source = "../level15"
  policy = var.policy
}

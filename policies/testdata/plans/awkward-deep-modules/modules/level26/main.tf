variable "policy" {
  type = string
}

module "level27" {
  source = "../level27"
  policy = var.policy
}

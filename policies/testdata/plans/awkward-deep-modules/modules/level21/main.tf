variable "policy" {
  type = string
}

module "level22" {
  source = "../level22"
  policy = var.policy
}

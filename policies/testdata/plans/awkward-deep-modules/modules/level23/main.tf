variable "policy" {
  type = string
}

module "level24" {
  source = "../level24"
  policy = var.policy
}

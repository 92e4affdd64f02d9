variable "policy" {
  type = string
}

module "level25" {
  source = "../level25"
  policy = var.policy
}

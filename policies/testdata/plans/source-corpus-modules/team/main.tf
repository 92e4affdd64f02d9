variable "name" {
  type = string
}

variable "others" {
  type    = map(string)
  default = {}
}

module "app" {
  source   = "../app"
  for_each = toset(["api", "jobs"])
  name     = "${var.name}-${each.key}"
}

locals {
  roles = merge({ for name, app in module.app : name => app.role_arn }, var.others)
}

module "inner" {
  source = "./inner"
  name   = var.name
  roles  = local.roles
}

output "roles" {
  value = module.inner.roles
}

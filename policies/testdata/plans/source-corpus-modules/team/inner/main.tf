variable "roles" {
  type = map(string)
}

module "key" {
  source = "../../key"
  name   = var.name
  users  = [for name, arn in var.roles : arn]
}

output "roles" {
  value = var.roles
}

variable "name" {
  type = string
}

variable "roles" {
  type = map(string)
}

module "key" {
  source = "../../key"
  users  = [for name, arn in var.roles : arn]
}

output "roles" {
  value = var.roles
}

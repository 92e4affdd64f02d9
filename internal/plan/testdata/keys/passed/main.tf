variable "secret" {
  sensitive = true
}

resource "terraform_data" "inner" {
  input = { secret = var.secret, list = ["shown", var.secret] }
}

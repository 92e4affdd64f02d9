# Nothing in the plan is a key or what surrounds one.

resource "terraform_data" "nothing" {
  input = "aws_kms_key"
}

module "again" {
  source = "../keys"
}

resource "aws_kms_key" "nøkkel" {
  count = 2
}

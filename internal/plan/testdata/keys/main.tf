# Every way in which an instance gets its key, names beyond ASCII, and values that must not leave the reader.

variable "secret" {
  type      = string
  sensitive = true
  default   = "a secret of the variable"
}

variable "plain" {
  default = "eu-north-1"
}

resource "terraform_data" "counted" {
  count = 2
  input = { number = 12345678901234567890, region = var.plain }
}

resource "terraform_data" "awkward" {
  for_each = toset(["plain", "two words", "a.b", "x\"]y[\"", "nøkkel", "鍵", "${"$"}{var}", "new\nline", ""])
  input    = { key = each.key, secret = var.secret }
}

resource "terraform_data" "nøkkel" {
  input            = var.secret
  triggers_replace = [terraform_data.counted[1].id]
}

module "passed" {
  source   = "./passed"
  for_each = toset(["a]b", "c"])
  secret   = "a secret of the call"
}

output "secret" {
  value     = var.secret
  sensitive = true
}

# The same policy for a key of another provider.
resource "aws_kms_key" "database" {
  policy = provider::keywright::key_policy({
    policy-admin = { principals = ["arn:aws:iam::123456789012:role/pipeline"] }
    key-admin    = { principals = ["arn:aws:iam::123456789012:role/key-admin"], mfa = true }
    application  = { principals = ["arn:aws:iam::123456789012:role/app"] }
  }, { region = "eu-north-1", account = "123456789012" })
}

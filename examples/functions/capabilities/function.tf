locals {
  compliance = "AWS:arn:aws:iam::123456789012:role/compliance"
}

# Only compliance decrypts national ID numbers.
check "national_id" {
  assert {
    condition = alltrue([
      for principal, capabilities in provider::keywright::capabilities(keywright_key.national_id.policy) :
      principal == local.compliance || !contains(keys(capabilities), "decrypt")
    ])
    error_message = "Somebody else than compliance may decrypt under the national-ID key."
  }
}

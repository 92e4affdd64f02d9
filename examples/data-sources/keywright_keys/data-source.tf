data "keywright_keys" "restricted" {
  region     = "eu-north-1"
  key_states = ["Enabled"]
  tags       = { DataClassification = "restricted" }
}

output "restricted_keys_without_owner" {
  value = [for key in data.keywright_keys.restricted.keys : key.arn if !contains(keys(key.tags), "Owner")]
}

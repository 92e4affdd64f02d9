data "keywright_key" "legacy" {
  key = "alias/legacy-orders@eu-west-1"
}

# A schedule that watches a key which another provider manages.
resource "keywright_rotation" "legacy" {
  method = "automatic"
  manage = false
  keys   = { legacy = data.keywright_key.legacy }
}

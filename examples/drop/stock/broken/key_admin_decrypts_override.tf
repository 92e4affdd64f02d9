# Key administrators may decrypt, through a wildcard that does not say so in words: ACC-01 fails on all five keys.

locals {
  key_admin_actions = [
    "kms:*crypt",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:EnableKey",
    "kms:ScheduleKeyDeletion",
  ]
}

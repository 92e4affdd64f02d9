# As profile.hcl, for plans that are the whole estate.

role "key-admin" {
  principals = ["arn:aws:iam::123456789012:role/key-admin", "arn:aws:iam::123456789012:role/drop-key-admin"]
}

role "ci" {
  principals = ["arn:aws:iam::123456789012:role/ci"]
}

domain "national-id" {
  fields = ["users.fodselsnummer", "users.fødselsnummer"]
}

domain "pii" {
  fields = ["users.name", "users.email", "users.phone"]

  backup_retention_days = 30
}

key "drop-national-id-key" {
  purpose = "national-id"
}

key "drop-backup-key" {
  purpose = "backup"
}

policy {
  estate {
    complete = true
  }
}

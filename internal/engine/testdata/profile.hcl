# What the plans in policies/testdata are judged by: who administers, which field is whose, what two aliases are for, where
# copies may live, and what is in escrow.

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
  fields       = ["users.name", "users.email", "users.phone"]
  multi_region = ["eu-central-1", "eu-west-3"]

  backup_retention_days = 30
}

domain "database" {
  multi_region = ["eu-central-1", "eu-west-1"]
}

domain "card-data" {
  classification = "restricted"
  separate_from  = ["*"]
  hsm            = "dedicated"
}

key "drop-national-id-key" {
  purpose = "national-id"
}

key "drop-backup-key" {
  purpose = "backup"
}

escrow "aws_kms_external_key.imported" {
  n       = 3
  k       = 2
  holders = ["ciso", "board"]
  places  = ["safe", "off-site safe"]
}

key "aws_kms_external_key.imported" {
  stages {
    generation = "an HSM of the partner"
  }
}

key "alias/drop-live-key" {
  environment = "production"
}

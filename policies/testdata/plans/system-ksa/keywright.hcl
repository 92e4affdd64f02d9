# A key service for card processing. What is not said here is the built-in profile's.

policy {
  organization = "KSA"
  document     = "KSA-KEYS"
  version      = "1.0"
  status       = "draft"
  owner        = "ciso"
  review_by    = "2027-06-30"
  fail_on      = "high"
  regulations  = ["pci-dss"]
  accounts     = ["123456789012"]
}

regions {
  primary      = ["eu-north-1"]
  backup       = ["eu-west-1"]
  jurisdiction = "EEA"
}

domain "card-data" {
  classification        = "restricted"
  separate_from         = ["*"]
  backup_retention_days = 30
}

domain "pii" {
  classification        = "restricted"
  backup_retention_days = 30
}

role "policy-admin" {
  principals = ["arn:aws:iam::123456789012:role/ksa-pipeline"]
  never      = ["decrypt", "data-key"]
  guarded_by = "create-kek"
}

role "key-admin" {
  principals = ["arn:aws:iam::123456789012:role/ksa-key-admin"]
  never      = ["decrypt", "data-key"]
  mfa        = true
}

role "application" {
  principals      = ["arn:aws:iam::123456789012:role/ksa-key-service"]
  service_account = true
  network {
    endpoint_ids = ["vpce-0a1b2c3d4e5f67890"]
  }
}

# The key lifecycle policy of a sleep platform (DTA-ENC-001, after BSI TR-03161). What is not said here is the built-in profile's.

policy {
  organization           = "DTA Wide"
  document               = "DTA-ENC-001"
  version                = "1.0"
  status                 = "draft"
  owner                  = "infrastructure"
  review_by              = "2027-05-31"
  fail_on                = "high"
  default_classification = "confidential"
  regulations            = ["gdpr"]
  accounts               = ["dta-wide-prod", "dta-wide-logs", "dta-wide.example"]

  estate {
    complete = true
  }
}

regions {
  primary      = ["europe-west3", "eu-central-1"]
  jurisdiction = "EEA"
}

tags {
  purpose        = "purpose"
  classification = "data_classification"
  owner          = "owner"
  environment    = "environment"
  protects       = "protects"
}

# By hand, once a year, both keys for 24 h; at once on compromise.
rotation "webhook" {
  method        = "manual"
  accepts       = ["automatic", "manual"]
  period_days   = 365
  overlap_hours = 24
  owner         = "infrastructure"
}

rotation "secret" {
  method      = "manual"
  accepts     = ["automatic", "manual"]
  period_days = 365
  owner       = "infrastructure"
}

rotation "jwt" {
  method        = "manual"
  accepts       = ["automatic", "manual"]
  period_days   = 90
  overlap_hours = 24
  owner         = "infrastructure"
}

key "native 2FA device key" {
  way_back = "regenerate"
}

key "CONSENT_HMAC_KEY" {}

key "google_kms_crypto_key.log" {}

key "google_kms_crypto_key.secrets" {}

domain "national-id" {
  classification = "restricted"
  unused         = "no national identity numbers"
}

domain "aml-kyc" {
  classification = "restricted"
  unused         = "no money moves"
}

domain "database" {
  classification = "restricted"
  unused         = "Cloud SQL is another project of another policy"
}

domain "backup" {
  classification = "restricted"
  unused         = "database backups stay in the region of the database, by its own policy"
}

domain "pii" {
  classification = "restricted"
  unused         = "fields are not encrypted by keys of their own"
}

policy {
  organization           = "Drop"
  document               = "POL-SEC-KM-001"
  version                = "1.0"
  owner                  = "ciso"
  review_by              = "2027-02-23"
  fail_on                = "high"
  default_classification = "restricted"
  regulations            = ["gdpr", "dora", "pci-dss"]
}

regions {
  primary      = ["eu-north-1"]
  backup       = ["eu-west-1", "eu-central-1"]
  jurisdiction = "EEA"
}

domain "national-id" {
  classification = "restricted"
  separate_from  = ["*"]
  fields         = ["users.fodselsnummer"]
}

role "key-admin" {
  principals = ["arn:aws:iam::123456789012:role/drop-key-admin"]
  never      = ["decrypt", "data-key"]
  mfa        = true
}

rotation "kek" {
  method           = "automatic"
  period_days      = 365
  alert_after_days = 7
}

team "ciso" {
  member "ciso" {
    handles = ["github:ciso-handle"]
  }
}

approval "create-kek" {
  teams    = ["key-admins", "ciso"]
  distinct = 2
}

exception "hs256-jwt" {
  system                = "Drop"
  classification        = "confidential"
  rules                 = ["KEY-01"]
  scope                 = ["JWT_SECRET"]
  reason                = "phase 2 brings EdDSA"
  risk                  = "shared secret"
  compensating_controls = ["Secrets Manager", "24 h sessions", "revocation table"]
  approved_by           = "ciso"
  starts                = "2026-02-23"
  ends                  = "2027-02-22"
  reviewed              = "2026-11-01"
}

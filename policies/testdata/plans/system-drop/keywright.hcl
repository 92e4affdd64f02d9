# POL-SEC-KM-001 and POL-SEC-ENC-001 as the checker reads them. What is not said here is the built-in profile's.

policy {
  organization           = "Drop"
  document               = "POL-SEC-KM-001"
  version                = "1.0"
  status                 = "draft"
  owner                  = "ciso"
  review_by              = "2027-02-23"
  fail_on                = "high"
  default_classification = "restricted"
  regulations            = ["gdpr", "dora"]
  accounts               = ["123456789012"]

  estate {
    complete = true
  }
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

domain "aml-kyc" {
  classification = "restricted"
  field_level    = true
  fields         = ["kyc.kyc_document_ref"]
  retention      = "5y"
}

role "policy-admin" {
  principals = ["arn:aws:iam::123456789012:role/drop-pipeline"]
  never      = ["decrypt", "data-key"]
  guarded_by = "create-kek"
}

role "key-admin" {
  principals = ["arn:aws:iam::123456789012:role/drop-key-admin"]
  never      = ["decrypt", "data-key"]
  mfa        = true
}

role "key-encrypt" {
  principals      = ["arn:aws:iam::123456789012:role/drop-identity", "arn:aws:iam::123456789012:role/drop-backup"]
  service_account = true # services that write and cannot read back: MFA is asked of people
}

role "key-decrypt" {
  principals = ["arn:aws:iam::123456789012:role/drop-compliance"]
  domains    = ["national-id"]
  mfa        = true
}

role "application" {
  principals      = ["arn:aws:iam::123456789012:role/drop-app", "arn:aws:iam::123456789012:role/drop-kyc"]
  service_account = true
  network {
    endpoint_ids = ["vpce-0a1b2c3d4e5f67890"]
  }
}

role "ci" {
  principals = ["arn:aws:iam::123456789012:role/drop-ci"]
}

role "key-auditor" {
  principals = ["arn:aws:iam::123456789012:role/drop-auditor"]
  never      = ["decrypt", "data-key", "encrypt", "policy", "grant", "lifecycle"]
  mfa        = true
}

# Once a year, or on compromise.
rotation "webhook" {
  method           = "automatic"
  period_days      = 365
  alert_after_days = 7
}

rotation "backup" {
  method           = "manual"
  period_days      = 365
  alert_after_days = 7
  owner            = "security-team"
  approval         = "rotate-key"
}

approval "create-kek" {
  teams    = ["key-admins", "ciso"]
  distinct = 2
}

approval "rotate-key" {
  teams    = ["key-admins", "ciso"]
  distinct = 2
}

team "ciso" {
  member "ciso" {
    handles = ["github:drop-ciso"]
  }
}

team "key-admins" {
  member "key-admin" {
    handles = ["github:drop-key-admin"]
  }
}

exception "hs256-jwt" {
  system                = "Drop"
  classification        = "confidential"
  rules                 = ["ROT-05"]
  scope                 = ["aws_secretsmanager_secret.jwt"]
  reason                = "phase 2 brings EdDSA"
  risk                  = "a secret shared between signer and verifier"
  compensating_controls = ["Secrets Manager", "24 h sessions", "revocation table"]
  approved_by           = "ciso"
  starts                = "2026-02-23"
  ends                  = "2027-02-22"
  reviewed              = "2026-11-01"
}

# A generic key-management policy. What is not said here is the built-in profile's.

policy {
  organization = "Organisation"
  document     = "KEY-POLICY"
  version      = "1.0"
  status       = "approved"
  owner        = "security-team"
  review_by    = "2027-06-30"
  fail_on      = "high"
  regulations  = ["pci-dss"]
  accounts     = ["123456789012"]
  way_back     = "declared"
}

regions {
  primary      = ["eu-central-1"]
  backup       = ["eu-west-1"]
  jurisdiction = "EEA"
}

domain "database" {
  classification = "restricted"
  hsm            = "dedicated"
}

domain "application-secrets" {
  classification = "restricted"
  hsm            = "dedicated"
}

domain "backup" {
  classification = "restricted"
  multi_region   = ["eu-north-1", "eu-west-1"]
}

domain "code-signing" {
  classification = "confidential"
  rotation       = "code-signing"
}

role "policy-admin" {
  principals = ["arn:aws:iam::123456789012:role/org-pipeline"]
  never      = ["decrypt", "data-key"]
  guarded_by = "create-kek"
}

role "key-admin" {
  principals = ["arn:aws:iam::123456789012:role/org-key-admin"]
  never      = ["decrypt", "data-key"]
  mfa        = true
}

role "application" {
  principals      = ["arn:aws:iam::123456789012:role/org-app", "arn:aws:iam::123456789012:role/org-backup"]
  service_account = true
  network {
    endpoint_ids = ["vpce-0a1b2c3d4e5f67890"]
  }
}

role "key-auditor" {
  principals = ["arn:aws:iam::123456789012:role/org-auditor"]
  never      = ["decrypt", "data-key", "encrypt", "policy", "grant", "lifecycle"]
  mfa        = true
}

# By hand, with two approvals.
rotation "kek" {
  method           = "manual"
  accepts          = ["manual"]
  period_days      = 365
  alert_after_days = 7
  owner            = "security-team"
  approval         = "rotate-key"
}

rotation "backup" {
  method           = "manual"
  period_days      = 365
  alert_after_days = 7
  owner            = "security-team"
  approval         = "rotate-key"
}

rotation "jwt" {
  method           = "manual"
  accepts          = ["automatic", "manual"]
  period_days      = 90
  alert_after_days = 3
  overlap_hours    = 24
  owner            = "security-team"
}

rotation "webhook" {
  method           = "manual"
  accepts          = ["automatic", "manual"]
  period_days      = 90
  alert_after_days = 3
  owner            = "security-team"
}

rotation "code-signing" {
  method           = "manual"
  period_days      = 365
  alert_after_days = 7
  owner            = "security-team"
}

approval "rotate-key" {
  teams    = ["security", "ciso"]
  distinct = 2
}

team "security" {
  member "lead" {
    handles = ["github:org-security-lead"]
  }
}

team "ciso" {
  member "ciso" {
    handles = ["github:org-ciso"]
  }
}

# Three of five shares bring a key back that is in the cluster alone.
escrow "alias/org-kek-01" {
  n       = 5
  k       = 3
  holders = ["ciso", "security-lead", "cto", "counsel", "board"]
  places  = ["safe deposit A", "safe deposit B"]
}

escrow "alias/org-kek-02" {
  n       = 5
  k       = 3
  holders = ["ciso", "security-lead", "cto", "counsel", "board"]
  places  = ["safe deposit A", "safe deposit B"]
}

key "alias/org-backup-01" {
  way_back = "replica"
}

key "alias/org-auth-01" {
  way_back = "regenerate"
}

key "alias/org-auth-02" {
  way_back = "regenerate"
}

# The built-in profile: the strict reading of the policies that keywright was made for. A keywright.hcl of one's own
# goes before it, setting by setting; what that leaves out stays as it is here.

policy {
  fail_on  = "high"
  way_back = "kms"
}

regions {
  jurisdiction = "EEA"
}

tags {
  purpose        = "Purpose"
  classification = "DataClassification"
  owner          = "Owner"
  environment    = "Environment"
  protects       = "Protects"
}

# Domains: what keys are for. A key's purpose is a domain's label.

domain "national-id" {
  classification = "restricted"
  separate_from  = ["*"]
  field_level    = true
}

domain "pii" {
  classification = "restricted"
  separate_from  = ["national-id", "aml-kyc", "database", "backup", "application-secrets"]
}

domain "aml-kyc" {
  classification = "restricted"
  separate_from  = ["national-id", "pii", "database", "backup", "application-secrets"]
  field_level    = true
  retention      = "5y"
}

domain "database" {
  classification        = "restricted"
  separate_from         = ["national-id", "pii", "aml-kyc", "backup", "application-secrets"]
  backup_retention_days = 30
}

domain "backup" {
  classification        = "restricted"
  separate_from         = ["*"]
  rotation              = "backup"
  backup_retention_days = 30
}

domain "application-secrets" {
  classification = "restricted"
  separate_from  = ["national-id", "pii", "aml-kyc", "database", "backup"]
}

domain "token-signing" {
  classification = "confidential"
  rotation       = "jwt"
}

domain "webhook" {
  classification = "confidential"
  rotation       = "webhook"
}

domain "log" {
  classification = "internal"
  rotation       = "log"
}

domain "transport" {
  classification = "confidential"
  rotation       = "tls-external"
}

# Roles of the catalogue: what each may do at most, and may never do. Principals are bound by a profile of one's own.

role "policy-admin" {
  capabilities = ["policy", "attribute", "lifecycle", "read", "grant", "replicate", "import"]
  never        = ["decrypt", "data-key", "encrypt", "sign", "mac"]
  guarded_by   = "change-access"
}

role "key-admin" {
  capabilities = ["lifecycle", "attribute", "read"]
  never        = ["decrypt", "data-key", "encrypt", "sign", "mac", "policy", "grant", "replicate", "import"]
  mfa          = true
}

role "key-encrypt" {
  capabilities = ["encrypt", "data-key", "read"]
  never        = ["decrypt", "sign", "mac"]
  mfa          = true
}

role "key-decrypt" {
  capabilities = ["decrypt"]
  never        = ["encrypt", "data-key"]
  mfa          = true
}

role "application" {
  capabilities    = ["encrypt", "data-key", "decrypt", "read"]
  service_account = true
}

role "signer" {
  capabilities    = ["sign", "read"]
  never           = ["decrypt", "encrypt", "data-key"]
  service_account = true
}

role "verifier" {
  capabilities    = ["sign", "mac", "read"]
  never           = ["decrypt", "encrypt", "data-key"]
  service_account = true
}

role "mac" {
  capabilities    = ["mac"]
  never           = ["decrypt", "encrypt", "data-key"]
  service_account = true
}

role "key-auditor" {
  capabilities = ["read"]
  never        = ["decrypt", "data-key", "encrypt", "sign", "mac", "policy", "grant", "replicate", "import", "attribute", "lifecycle"]
  mfa          = true
}

role "ci" {
  capabilities    = ["encrypt"]
  never           = ["decrypt", "data-key"]
  environments    = ["staging"]
  service_account = true
}

role "service" {
  capabilities    = ["encrypt", "decrypt", "data-key", "grant", "read"]
  service_account = true
}

role "account" {
  capabilities = ["decrypt", "data-key", "encrypt", "sign", "mac", "policy", "attribute", "lifecycle", "read", "grant", "replicate", "import"]
}

# Rotation by type. Certificates are told of ahead of time (notice_days), everything else when it is overdue.

rotation "kek" {
  method           = "automatic"
  accepts          = ["automatic", "manual"] # a manual schedule names its owner
  period_days      = 365
  alert_after_days = 7
}

rotation "backup" {
  method           = "manual"
  period_days      = 365
  alert_after_days = 7
  approval         = "rotate-key"
}

rotation "dek" {
  method           = "automatic"
  period_days      = 90
  alert_after_days = 3
  cache_hours      = 2
}

rotation "jwt" {
  method           = "automatic"
  accepts          = ["automatic", "on-demand", "manual"]
  period_days      = 90
  alert_after_days = 3
  overlap_hours    = 24
}

rotation "webhook" {
  method           = "automatic"
  accepts          = ["automatic", "on-demand", "manual"]
  period_days      = 90
  alert_after_days = 3
}

rotation "log" {
  method           = "automatic"
  accepts          = ["automatic", "on-demand", "manual"]
  period_days      = 90
  alert_after_days = 7
}

rotation "tls-external" {
  method      = "automatic"
  period_days = 90
  notice_days = 14
}

rotation "tls-internal" {
  method      = "automatic"
  period_days = 30
  notice_days = 7
}

rotation "api-key" {
  method      = "manual"
  accepts     = ["automatic", "on-demand", "manual"]
  period_days = 730
  notice_days = 30
}

rotation "secret" {
  method           = "manual"
  accepts          = ["automatic", "on-demand", "manual"]
  period_days      = 365
  alert_after_days = 7
}

rotation "code-signing" {
  method           = "manual"
  period_days      = 365
  alert_after_days = 7
}

rotation "ca-intermediate" {
  method           = "manual"
  period_days      = 730
  alert_after_days = 7
}

rotation "ca-root" {
  method           = "manual"
  period_days      = 3650
  alert_after_days = 7
}

# Teams have no members here: an approval that asks for one cannot be had until a profile names them.

team "key-admins" {}
team "security-lead" {}
team "ciso" {}
team "system-owner" {}
team "legal" {}
team "board" {}

# Approvals, by operation.

approval "create-kek" {
  teams    = ["key-admins", "ciso"]
  distinct = 2
}

approval "rotate-key" {
  teams    = ["key-admins", "ciso"]
  distinct = 2
}

approval "destroy" {
  teams    = ["security-lead", "ciso"]
  distinct = 2
}

approval "destroy-under-hold" {
  teams    = ["security-lead", "ciso", "legal"]
  distinct = 3
}

approval "change-access" {
  teams    = ["ciso", "system-owner"]
  distinct = 2
}

approval "disable" {
  teams    = ["security-lead", "ciso"]
  distinct = 2
}

approval "emergency-disable" {
  teams    = ["security-lead", "ciso"]
  distinct = 1
}

approval "rotate-signing-secret" {
  teams    = ["security-lead"]
  distinct = 1
}

approval "change-policy" {
  teams    = ["ciso"]
  distinct = 1
}

approval "exception" {
  teams    = ["ciso"]
  distinct = 1
}

approval "exception-beyond-a-year" {
  teams    = ["board"]
  distinct = 1
}

# A small estate's policy, with Vault. Vault has no tags: what a key is for stands here.

policy {
  organization = "Drop"
  document     = "POL-SEC-KM-001"
  version      = "1.0"
  status       = "approved"
  owner        = "ciso"
  review_by    = "2027-02-23"
  fail_on      = "high"

  estate {
    complete = true
  }
}

domain "national-id" {
  unused = "kept elsewhere"
}

domain "pii" {
  unused = "kept elsewhere"
}

domain "aml-kyc" {
  unused = "kept elsewhere"
}

domain "backup" {
  same_account = true
}

role "key-admin" {
  principals = ["vault_identity_group.administrators"]
  mfa        = true
}

role "application" {
  principals      = ["vault_kubernetes_auth_backend_role.application"]
  service_account = true
}

role "key-encrypt" {
  principals      = ["vault_approle_auth_backend_role.backup"]
  service_account = true
}

role "signer" {
  principals      = ["vault_jwt_auth_backend_role.signer"]
  service_account = true
}

role "key-auditor" {
  principals = ["vault_ldap_auth_backend_group.auditors"]
  mfa        = true
}

rotation "backup" {
  owner = "security-team"
}

key "vault_transit_secret_backend_key.data[\"application-secrets\"]" {
  purpose        = "application-secrets"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"
  deployed       = true
  stages {
    generation  = "Vault"
    storage     = "Vault"
    usage       = "inside of Vault"
    rotation    = "by Vault, or by hand with two approvals"
    backup      = "snapshots of Vault"
    destruction = "none without two approvals"
  }
}

key "vault_transit_secret_backend_key.data[\"database\"]" {
  purpose        = "database"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"
  deployed       = true
  stages {
    generation  = "Vault"
    storage     = "Vault"
    usage       = "inside of Vault"
    rotation    = "by Vault, or by hand with two approvals"
    backup      = "snapshots of Vault"
    destruction = "none without two approvals"
  }
}

key "vault_transit_secret_backend_key.backup" {
  purpose        = "backup"
  classification = "restricted"
  owner          = "security-team"
  environment    = "production"
  deployed       = true
  stages {
    generation  = "Vault"
    storage     = "Vault"
    usage       = "inside of Vault"
    rotation    = "by Vault, or by hand with two approvals"
    backup      = "snapshots of Vault"
    destruction = "none without two approvals"
  }
}

key "vault_transit_secret_backend_key.tokens" {
  purpose        = "token-signing"
  classification = "confidential"
  owner          = "security-team"
  environment    = "production"
  deployed       = true
  stages {
    generation  = "Vault"
    storage     = "Vault"
    usage       = "inside of Vault"
    rotation    = "by Vault, or by hand with two approvals"
    backup      = "snapshots of Vault"
    destruction = "none without two approvals"
  }
}

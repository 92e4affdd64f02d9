# The payment app's policy in Azure. What is not said here is the built-in profile's.

policy {
  organization = "Drop"
  document     = "POL-SEC-KM-001"
  version      = "1.0"
  status       = "approved"
  owner        = "ciso"
  review_by    = "2027-02-23"
  fail_on      = "high"
  regulations  = ["gdpr", "dora"]

  estate {
    complete = true
  }
}

regions {
  primary      = ["norwayeast"]
  backup       = ["swedencentral"]
  jurisdiction = "EEA"
}

domain "national-id" {
  unused = "the app of Azure keeps none"
}

domain "pii" {
  unused = "the app of Azure keeps none"
}

domain "aml-kyc" {
  field_level = false
}

domain "backup" {
  same_account = true
}

role "key-admin" {
  principals = ["aaaaaaaa-5555-5555-5555-555555555555"]
  mfa        = true
}

role "application" {
  principals = [
    "azurerm_user_assigned_identity.app[\"aml-kyc\"]",
    "azurerm_user_assigned_identity.app[\"backup\"]",
    "azurerm_user_assigned_identity.app[\"database\"]",
    "azurerm_user_assigned_identity.app[\"log\"]",
  ]
  service_account = true
}

role "signer" {
  principals      = ["azurerm_user_assigned_identity.app[\"tokens\"]"]
  service_account = true
}

role "key-auditor" {
  principals = ["bbbbbbbb-6666-6666-6666-666666666666"]
  mfa        = true
}

rotation "kek" {
  owner = "security-team"
}

rotation "backup" {
  owner = "security-team"
}

key "azurerm_key_vault_key.primary[\"aml-kyc\"]" {
  deployed = true
  stages {
    generation  = "HSM of the vault"
    storage     = "HSM of the vault"
    usage       = "inside of the vault"
    rotation    = "by the vault, or by hand with two approvals"
    backup      = "none: the vault's own"
    destruction = "30 days after deletion"
  }
}

key "azurerm_key_vault_key.primary[\"application-secrets\"]" {
  deployed = true
  stages {
    generation  = "HSM of the vault"
    storage     = "HSM of the vault"
    usage       = "inside of the vault"
    rotation    = "by the vault, or by hand with two approvals"
    backup      = "none: the vault's own"
    destruction = "30 days after deletion"
  }
}

key "azurerm_key_vault_key.primary[\"database\"]" {
  deployed = true
  stages {
    generation  = "HSM of the vault"
    storage     = "HSM of the vault"
    usage       = "inside of the vault"
    rotation    = "by the vault, or by hand with two approvals"
    backup      = "none: the vault's own"
    destruction = "30 days after deletion"
  }
}

key "azurerm_key_vault_key.log" {
  deployed = true
  stages {
    generation  = "HSM of the vault"
    storage     = "HSM of the vault"
    usage       = "inside of the vault"
    rotation    = "by the vault, or by hand with two approvals"
    backup      = "none: the vault's own"
    destruction = "30 days after deletion"
  }
}

key "azurerm_key_vault_key.backup" {
  deployed = true
  stages {
    generation  = "HSM of the vault"
    storage     = "HSM of the vault"
    usage       = "inside of the vault"
    rotation    = "by the vault, or by hand with two approvals"
    backup      = "none: the vault's own"
    destruction = "30 days after deletion"
  }
}

key "azurerm_key_vault_key.tokens" {
  deployed = true
  stages {
    generation  = "HSM of the vault"
    storage     = "HSM of the vault"
    usage       = "inside of the vault"
    rotation    = "by the vault, or by hand with two approvals"
    backup      = "none: the vault's own"
    destruction = "30 days after deletion"
  }
}

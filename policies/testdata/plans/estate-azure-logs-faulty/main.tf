# The whole estate of vaults whose use is recorded in part, in what can be changed, under the service's own key, or not at all: AUD-01, AUD-02, AUD-04, AUD-05; and one of which it is not known.

terraform {
  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
}

provider "azurerm" {
  features {}
}

locals {
  group  = "drop"
  tenant = "22222222-2222-2222-2222-222222222222"
}

resource "azurerm_key_vault" "primary" {
  name                       = "drop-primary"
  location                   = "norwayeast"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "premium"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 30
}

resource "azurerm_key_vault_key" "log" {
  name         = "log"
  key_vault_id = azurerm_key_vault.primary.id
  key_type     = "RSA-HSM"
  key_size     = 4096
  key_opts     = ["unwrapKey", "wrapKey"]
  tags = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "confidential"
    Purpose            = "log"
  }
  rotation_policy {
    automatic {
      time_after_creation = "P90D"
    }
  }
}

resource "azurerm_key_vault_secret" "api" {
  name             = "api"
  key_vault_id     = azurerm_key_vault.primary.id
  value_wo         = "write-only"
  value_wo_version = 1
  expiration_date  = "2027-05-01T00:00:00Z"
  tags = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "confidential"
    Purpose            = "application-secrets"
  }
}

resource "azurerm_storage_account" "open" {
  name                     = "dropopen"
  location                 = "norwayeast"
  resource_group_name      = local.group
  account_tier             = "Standard"
  account_replication_type = "ZRS"
  tags = {
    Purpose            = "log"
    DataClassification = "confidential"
  }
  immutability_policy {
    state                         = "Unlocked"
    period_since_creation_in_days = 1827
    allow_protected_append_writes = true
  }
}

resource "azurerm_monitor_diagnostic_setting" "primary" {
  name               = "primary"
  target_resource_id = azurerm_key_vault.primary.id
  storage_account_id = azurerm_storage_account.open.id
  enabled_log {
    category = "AuditEvent"
  }
}

resource "azurerm_key_vault" "silent" {
  name                       = "drop-silent"
  location                   = "norwayeast"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "premium"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 30
}

resource "azurerm_key_vault_key" "pii" {
  name         = "pii"
  key_vault_id = azurerm_key_vault.silent.id
  key_type     = "RSA-HSM"
  key_size     = 4096
  key_opts     = ["unwrapKey", "wrapKey"]
  tags = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "confidential"
    Purpose            = "pii"
  }
  rotation_policy {
    automatic {
      time_after_creation = "P90D"
    }
  }
}

resource "azurerm_key_vault" "late" {
  name                       = "drop-late"
  location                   = "norwayeast"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "premium"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 30
}

resource "azurerm_key_vault_key" "kyc" {
  name         = "kyc"
  key_vault_id = azurerm_key_vault.late.id
  key_type     = "RSA-HSM"
  key_size     = 4096
  key_opts     = ["unwrapKey", "wrapKey"]
  tags = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "confidential"
    Purpose            = "aml-kyc"
  }
  rotation_policy {
    automatic {
      time_after_creation = "P90D"
    }
  }
}

resource "azurerm_key_vault_secret" "webhook" {
  name             = "webhook"
  key_vault_id     = azurerm_key_vault.late.id
  value_wo         = "write-only"
  value_wo_version = 1
  expiration_date  = "2027-05-01T00:00:00Z"
  tags = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "confidential"
    Purpose            = "application-secrets"
  }
}

resource "azurerm_monitor_diagnostic_setting" "late" {
  name               = "late"
  target_resource_id = azurerm_key_vault.late.id
  storage_account_id = "/subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/theirs/providers/Microsoft.Storage/storageAccounts/theirs"
  enabled_log {
    category = "AuditEvent"
  }
}

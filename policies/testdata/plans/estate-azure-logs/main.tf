# The whole estate of a vault whose use is recorded in a store that nobody can change, under a key of its own: AUD-01, AUD-02, AUD-05. Who is alerted is not read.

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

resource "azurerm_storage_account" "logs" {
  name                     = "droplogs"
  location                 = "norwayeast"
  resource_group_name      = local.group
  account_tier             = "Standard"
  account_replication_type = "ZRS"
  tags = {
    Purpose            = "log"
    DataClassification = "confidential"
  }
  immutability_policy {
    state                         = "Locked"
    period_since_creation_in_days = 1827
    allow_protected_append_writes = true
  }
}

resource "azurerm_storage_account_customer_managed_key" "logs" {
  storage_account_id = azurerm_storage_account.logs.id
  key_vault_key_id   = azurerm_key_vault_key.log.versionless_id
}

resource "azurerm_log_analytics_workspace" "watch" {
  name                = "drop-watch"
  location            = "norwayeast"
  resource_group_name = local.group
}

resource "azurerm_monitor_diagnostic_setting" "primary" {
  name                       = "primary"
  target_resource_id         = azurerm_key_vault.primary.id
  storage_account_id         = azurerm_storage_account.logs.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.watch.id
  enabled_log {
    category_group = "audit"
  }
}

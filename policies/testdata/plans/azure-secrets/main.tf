# Secrets of Azure Key Vault: some that end in time in a vault that keeps what is deleted, whose key nobody can choose; others that fail REG-05, SEC-02, SEC-04; and one of a vault that is elsewhere.

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
  tags = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "restricted"
    Purpose            = "application-secrets"
  }
}

variable "password" {
  type      = string
  sensitive = true
  default   = "correct horse battery staple"
}

resource "azurerm_key_vault" "primary" {
  name                       = "drop-primary"
  location                   = "Norway East"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "premium"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 30
}

resource "azurerm_key_vault" "london" {
  name                       = "drop-london"
  location                   = "uksouth"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "standard"
  rbac_authorization_enabled = true
}

resource "azurerm_key_vault_secret" "right" {
  name             = "right"
  key_vault_id     = azurerm_key_vault.primary.id
  value_wo         = var.password
  value_wo_version = 1
  expiration_date  = "2027-05-01T00:00:00Z"
  tags             = local.tags
}

resource "azurerm_key_vault_secret" "without_end" {
  name             = "without-end"
  key_vault_id     = azurerm_key_vault.primary.id
  value_wo         = var.password
  value_wo_version = 1
  tags             = local.tags
}

resource "azurerm_key_vault_secret" "late" {
  name             = "late"
  key_vault_id     = azurerm_key_vault.london.id
  value_wo         = var.password
  value_wo_version = 1
  expiration_date  = "2030-01-01T00:00:00Z"
  tags             = local.tags
}

resource "azurerm_key_vault_secret" "elsewhere" {
  name             = "elsewhere"
  key_vault_id     = "/subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/theirs/providers/Microsoft.KeyVault/vaults/theirs"
  value_wo         = var.password
  value_wo_version = 1
  expiration_date  = timeadd(timestamp(), "720h")
  tags             = local.tags
}

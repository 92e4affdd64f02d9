# Keys of Azure Key Vault and of a managed HSM: one that is right, and others that fail ACC-09, KEY-01, KEY-03, KEY-08, REG-01, ROT-01, ROT-02, SEC-02, SEC-03.

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

  network_acls {
    bypass         = "None"
    default_action = "Deny"
    ip_rules       = ["198.51.100.0/24"]
  }
}

resource "azurerm_key_vault" "london" {
  name                       = "drop-london"
  location                   = "uksouth"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "standard"
  rbac_authorization_enabled = false
}

resource "azurerm_key_vault_managed_hardware_security_module" "own" {
  name                       = "drop-hsm"
  location                   = "swedencentral"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "Standard_B1"
  admin_object_ids           = ["33333333-3333-3333-3333-333333333333"]
  purge_protection_enabled   = true
  soft_delete_retention_days = 30
}

resource "azurerm_key_vault_key" "right" {
  name         = "database"
  key_vault_id = azurerm_key_vault.primary.id
  key_type     = "RSA-HSM"
  key_size     = 4096
  key_opts     = ["unwrapKey", "wrapKey"]
  tags         = merge(local.tags, { Purpose = "database" })
  rotation_policy {
    automatic {
      time_after_creation = "P90D"
    }
  }
}

resource "azurerm_key_vault_key" "london" {
  name         = "kyc"
  key_vault_id = azurerm_key_vault.london.id
  key_type     = "RSA"
  key_size     = 2048
  key_opts     = ["decrypt", "encrypt", "sign", "verify"]
  tags         = merge(local.tags, { Purpose = "aml-kyc" })
}

resource "azurerm_key_vault_key" "seldom" {
  name         = "pii"
  key_vault_id = azurerm_key_vault.primary.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["unwrapKey", "wrapKey"]
  tags         = merge(local.tags, { Purpose = "pii" })
  rotation_policy {
    expire_after         = "P3Y"
    notify_before_expiry = "P30D"
    automatic {
      time_before_expiry = "P30D"
    }
  }
}

resource "azurerm_key_vault_key" "elsewhere" {
  name         = "elsewhere"
  key_vault_id = "/subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/theirs/providers/Microsoft.KeyVault/vaults/theirs"
  key_type     = "EC"
  curve        = "P-384"
  key_opts     = ["sign", "verify"]
  tags         = merge(local.tags, { Purpose = "token-signing" })
}

resource "azurerm_key_vault_managed_hardware_security_module_key" "own" {
  name           = "national-id"
  managed_hsm_id = azurerm_key_vault_managed_hardware_security_module.own.id
  key_type       = "oct-HSM"
  key_size       = 256
  key_opts       = ["unwrapKey", "wrapKey"]
  tags           = merge(local.tags, { Purpose = "national-id" })
}

resource "azurerm_key_vault_secret" "plain" {
  name         = "plain"
  key_vault_id = azurerm_key_vault.primary.id
  value        = var.password
}

resource "azurerm_key_vault_secret" "write_only" {
  name             = "write-only"
  key_vault_id     = azurerm_key_vault.primary.id
  value_wo         = var.password
  value_wo_version = 1
}

resource "azurerm_linux_web_app" "app" {
  name                = "drop"
  location            = "norwayeast"
  resource_group_name = local.group
  service_plan_id     = "plan"
  app_settings = {
    DATABASE_PASSWORD = "hunter2hunter2"
    API_TOKEN         = "@Microsoft.KeyVault(SecretUri=https://drop.vault.azure.net/secrets/token)"
  }
  site_config {}
}

resource "azurerm_mssql_server" "drop" {
  name                         = "drop"
  location                     = "norwayeast"
  resource_group_name          = local.group
  version                      = "12.0"
  administrator_login          = "drop"
  administrator_login_password = var.password
}

resource "azurerm_user_assigned_identity" "app" {
  name                = "drop-app"
  location            = "norwayeast"
  resource_group_name = local.group
}

resource "azurerm_role_assignment" "app" {
  scope                = azurerm_key_vault_key.right.resource_versionless_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.app.principal_id
}

resource "azurerm_role_assignment" "officer" {
  scope                = azurerm_key_vault.primary.id
  role_definition_name = "Key Vault Crypto Officer"
  principal_id         = "55555555-5555-5555-5555-555555555555"
}

resource "azurerm_role_assignment" "reader_of_stores" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000000"
  role_definition_name = "Storage Blob Data Reader"
  principal_id         = "66666666-6666-6666-6666-666666666666"
}

resource "azurerm_key_vault_access_policy" "kyc" {
  key_vault_id    = azurerm_key_vault.london.id
  tenant_id       = local.tenant
  object_id       = "77777777-7777-7777-7777-777777777777"
  key_permissions = ["Get", "Decrypt", "Delete"]
}

# Fails ACC-09, KEY-08: vaults of Azure without a key of the plan in them, and who gets rights on keys that come into them otherwise.

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
  theirs = "/subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/theirs/providers/Microsoft.KeyVault/vaults/theirs"
}

resource "terraform_data" "later" {
  input = "11111111-1111-1111-1111-111111111111"
}

# Nothing forbids to purge what is deleted.
resource "azurerm_key_vault" "purged" {
  name                       = "drop-purged"
  location                   = "norwayeast"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "standard"
  rbac_authorization_enabled = true
}

resource "azurerm_key_vault" "week" {
  name                       = "drop-week"
  location                   = "norwayeast"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 7
  tags                       = { DataClassification = "restricted" }
}

# Its access policies count, and one principal may use keys and delete them.
resource "azurerm_key_vault" "policies" {
  name                       = "drop-policies"
  location                   = "norwayeast"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "standard"
  rbac_authorization_enabled = false
  purge_protection_enabled   = true
  soft_delete_retention_days = 30
  access_policy = [
    {
      application_id          = null
      certificate_permissions = []
      key_permissions         = ["Get", "UnwrapKey", "Delete"]
      object_id               = "77777777-7777-7777-7777-777777777777"
      secret_permissions      = []
      storage_permissions     = []
      tenant_id               = local.tenant
    },
  ]
}

resource "azurerm_key_vault" "later" {
  name                       = "drop-later"
  location                   = "norwayeast"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "standard"
  rbac_authorization_enabled = false
  purge_protection_enabled   = true
  soft_delete_retention_days = 30
}

resource "azurerm_key_vault_access_policy" "both" {
  key_vault_id    = azurerm_key_vault.later.id
  tenant_id       = local.tenant
  object_id       = "77777777-7777-7777-7777-777777777777"
  key_permissions = ["Get", "Decrypt", "Purge"]
}

resource "azurerm_key_vault_access_policy" "secrets" {
  key_vault_id       = azurerm_key_vault.later.id
  tenant_id          = local.tenant
  object_id          = terraform_data.later.output
  secret_permissions = ["Get"]
}

# Whether roles or access policies count in a vault of another plan is not known.
resource "azurerm_key_vault_access_policy" "theirs" {
  key_vault_id    = local.theirs
  tenant_id       = local.tenant
  object_id       = "88888888-8888-8888-8888-888888888888"
  key_permissions = ["Get", "Decrypt", "Purge"]
}

resource "azurerm_role_assignment" "officer" {
  scope                = azurerm_key_vault.purged.id
  role_definition_name = "Key Vault Administrator"
  principal_id         = "55555555-5555-5555-5555-555555555555"
}

resource "azurerm_role_assignment" "readers" {
  scope                = azurerm_key_vault.purged.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = "66666666-6666-6666-6666-666666666666"
}

resource "azurerm_role_assignment" "whom" {
  scope                = local.theirs
  role_definition_name = "Key Vault Crypto User"
  principal_id         = terraform_data.later.output
}

# The payment app in Azure: keys in three vaults, of which one goes by access policies, who uses them, what they encrypt and what
# records that. Nothing fails; tests change one fact at a time.

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
  subnet = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/drop/providers/Microsoft.Network/virtualNetworks/drop/subnets/app"
  people = {
    administrator = "AAAAAAAA-5555-5555-5555-555555555555"
    auditor       = "bbbbbbbb-6666-6666-6666-666666666666"
  }
  restricted = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "restricted"
  }
  confidential = merge(local.restricted, { DataClassification = "confidential" })
}

resource "azurerm_key_vault" "roles" {
  for_each                   = { primary = "Norway East", backup = "swedencentral" }
  name                       = "drop-${each.key}"
  location                   = each.value
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "premium"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
  soft_delete_retention_days = 30

  network_acls {
    bypass                     = "AzureServices"
    default_action             = "Deny"
    virtual_network_subnet_ids = [local.subnet]
  }
}

# No built-in role signs and does nothing else, so that access policies decide here.
resource "azurerm_key_vault" "tokens" {
  name                       = "drop-tokens"
  location                   = "norwayeast"
  resource_group_name        = local.group
  tenant_id                  = local.tenant
  sku_name                   = "premium"
  rbac_authorization_enabled = false
  purge_protection_enabled   = true
  soft_delete_retention_days = 30

  public_network_access_enabled = false
}

resource "azurerm_key_vault_key" "primary" {
  for_each     = toset(["aml-kyc", "application-secrets", "database"])
  name         = each.key
  key_vault_id = azurerm_key_vault.roles["primary"].id
  key_type     = "RSA-HSM"
  key_size     = 4096
  key_opts     = ["unwrapKey", "wrapKey"]
  tags         = merge(local.restricted, { Purpose = each.key })
  rotation_policy {
    automatic {
      time_after_creation = "P350D"
    }
  }
  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_key_vault_key" "log" {
  name         = "log"
  key_vault_id = azurerm_key_vault.roles["primary"].id
  key_type     = "RSA-HSM"
  key_size     = 4096
  key_opts     = ["unwrapKey", "wrapKey"]
  tags         = merge(local.confidential, { Purpose = "log" })
  rotation_policy {
    expire_after         = "P120D"
    notify_before_expiry = "P30D"
    automatic {
      time_before_expiry = "P30D"
    }
  }
}

# By hand, with two approvals.
resource "azurerm_key_vault_key" "backup" {
  name         = "backup"
  key_vault_id = azurerm_key_vault.roles["backup"].id
  key_type     = "RSA-HSM"
  key_size     = 4096
  key_opts     = ["unwrapKey", "wrapKey"]
  tags         = merge(local.restricted, { Purpose = "backup" })
  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_key_vault_key" "tokens" {
  name         = "tokens"
  key_vault_id = azurerm_key_vault.tokens.id
  key_type     = "EC-HSM"
  curve        = "P-384"
  key_opts     = ["sign", "verify"]
  tags         = merge(local.confidential, { Purpose = "token-signing" })
  rotation_policy {
    automatic {
      time_after_creation = "P90D"
    }
  }
}

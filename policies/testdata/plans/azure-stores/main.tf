# Stores of Azure and the TLS that they speak: some under the key of what they hold; others that fail ENC-01, ENC-04, REG-05; and some of which the plan does not tell.

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

resource "azurerm_key_vault_key" "kyc" {
  name         = "kyc"
  key_vault_id = azurerm_key_vault.primary.id
  key_type     = "RSA-HSM"
  key_size     = 4096
  key_opts     = ["unwrapKey", "wrapKey"]
  tags         = merge(local.tags, { Purpose = "aml-kyc" })
  rotation_policy {
    automatic {
      time_after_creation = "P90D"
    }
  }
  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_key_vault_key" "database" {
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
  lifecycle {
    prevent_destroy = true
  }
}

# Right: documents of customers under the key of those documents, which stands beside the account.
resource "azurerm_storage_account" "kyc" {
  name                     = "dropkyc"
  location                 = "Norway East"
  resource_group_name      = local.group
  account_tier             = "Standard"
  account_replication_type = "ZRS"
  tags                     = merge(local.tags, { Purpose = "aml-kyc" })
}

resource "azurerm_storage_account_customer_managed_key" "kyc" {
  storage_account_id = azurerm_storage_account.kyc.id
  key_vault_key_id   = azurerm_key_vault_key.kyc.versionless_id
}

# Right, by the arguments of version 4.
resource "azurerm_storage_account" "kyc_by_name" {
  name                          = "dropkycbyname"
  location                      = "norwayeast"
  resource_group_name           = local.group
  account_tier                  = "Standard"
  account_replication_type      = "ZRS"
  public_network_access_enabled = false
  tags                          = merge(local.tags, { Purpose = "aml-kyc" })
}

resource "azurerm_storage_account_customer_managed_key" "kyc_by_name" {
  storage_account_id = azurerm_storage_account.kyc_by_name.id
  key_vault_id       = azurerm_key_vault.primary.id
  key_name           = azurerm_key_vault_key.kyc.name
}

# Right: an account whose key is for its queues and tables as well.
resource "azurerm_storage_account" "all" {
  name                      = "dropall"
  location                  = "norwayeast"
  resource_group_name       = local.group
  account_tier              = "Standard"
  account_replication_type  = "ZRS"
  queue_encryption_key_type = "Account"
  table_encryption_key_type = "Account"
  tags                      = merge(local.tags, { Purpose = "database" })
}

resource "azurerm_storage_account_customer_managed_key" "all" {
  storage_account_id = azurerm_storage_account.all.id
  key_vault_key_id   = azurerm_key_vault_key.database.versionless_id
}

resource "azurerm_storage_queue" "all" {
  name                 = "cases"
  storage_account_name = azurerm_storage_account.all.name
}

resource "azurerm_storage_table" "all" {
  name               = "cases"
  storage_account_id = azurerm_storage_account.all.id
}

resource "azurerm_mssql_server" "drop" {
  name                = "drop"
  location            = "norwayeast"
  resource_group_name = local.group
  version             = "12.0"
  tags                = merge(local.tags, { Purpose = "database" })
  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_mssql_server_transparent_data_encryption" "drop" {
  server_id        = azurerm_mssql_server.drop.id
  key_vault_key_id = azurerm_key_vault_key.database.id
}

resource "azurerm_mssql_database" "drop" {
  name      = "drop"
  server_id = azurerm_mssql_server.drop.id
}

resource "azurerm_linux_web_app" "right" {
  name                = "drop-right"
  location            = "norwayeast"
  resource_group_name = local.group
  service_plan_id     = "plan"
  https_only          = true
  site_config {
    minimum_tls_version = "1.3"
  }
}

# Wrong: no key of one's own for restricted data, HTTP, TLS 1.0.
resource "azurerm_storage_account" "plain" {
  name                       = "dropplain"
  location                   = "norwayeast"
  resource_group_name        = local.group
  account_tier               = "Standard"
  account_replication_type   = "LRS"
  https_traffic_only_enabled = false
  min_tls_version            = "TLS1_0"
  tags                       = merge(local.tags, { Purpose = "aml-kyc" })
}

# Wrong: in an account under the right key, which is not for its queues and tables.
resource "azurerm_storage_queue" "kyc" {
  name               = "documents"
  storage_account_id = azurerm_storage_account.kyc.id
}

resource "azurerm_storage_table" "kyc" {
  name                 = "documents"
  storage_account_name = azurerm_storage_account.kyc_by_name.name
}

# Wrong: another domain's key, of another region.
resource "azurerm_storage_account" "ireland" {
  name                     = "dropireland"
  location                 = "northeurope"
  resource_group_name      = local.group
  account_tier             = "Standard"
  account_replication_type = "GRS"
  tags                     = merge(local.tags, { Purpose = "aml-kyc" })
  identity {
    type         = "UserAssigned"
    identity_ids = ["/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/drop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/drop"]
  }
  customer_managed_key {
    key_vault_key_id          = azurerm_key_vault_key.database.id
    user_assigned_identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/drop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/drop"
  }
}

resource "azurerm_mssql_server" "old" {
  name                = "old"
  location            = "norwayeast"
  resource_group_name = local.group
  version             = "12.0"
  minimum_tls_version = "Disabled"
  tags                = merge(local.tags, { Purpose = "database" })
}

resource "azurerm_mssql_database" "warehouse" {
  name                                = "warehouse"
  server_id                           = azurerm_mssql_server.drop.id
  sku_name                            = "DW100c"
  transparent_data_encryption_enabled = false
}

resource "azurerm_linux_web_app" "wrong" {
  name                = "drop-wrong"
  location            = "norwayeast"
  resource_group_name = local.group
  service_plan_id     = "plan"
  site_config {}
}

# Not known: a key of a vault that is elsewhere, a database of a server that is elsewhere, and the values of connection strings.
resource "azurerm_storage_account" "elsewhere" {
  name                     = "dropelsewhere"
  location                 = "norwayeast"
  resource_group_name      = local.group
  account_tier             = "Standard"
  account_replication_type = "ZRS"
  tags                     = merge(local.tags, { Purpose = "aml-kyc" })
}

resource "azurerm_storage_account_customer_managed_key" "elsewhere" {
  storage_account_id = azurerm_storage_account.elsewhere.id
  key_vault_uri      = "https://theirs.vault.azure.net/"
  key_name           = "kyc"
}

resource "azurerm_storage_queue" "elsewhere" {
  name                 = "elsewhere"
  storage_account_name = "theirs"
}

resource "azurerm_mssql_database" "elsewhere" {
  name      = "elsewhere"
  server_id = "/subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/theirs/providers/Microsoft.Sql/servers/theirs"
  tags      = merge(local.tags, { Purpose = "database" })
}

resource "azurerm_linux_web_app" "connected" {
  name                = "drop-connected"
  location            = "norwayeast"
  resource_group_name = local.group
  service_plan_id     = "plan"
  https_only          = true
  connection_string {
    name  = "main-connection"
    type  = "SQLAzure"
    value = "@Microsoft.KeyVault(SecretUri=https://drop.vault.azure.net/secrets/database)"
  }
  site_config {
    minimum_tls_version = "1.3"
  }
}

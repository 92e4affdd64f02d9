# Stores of Azure beside storage accounts and SQL Server: of each type one under a key of its domain, one under Azure's own, and what the plan does not tell.

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

variable "password" {
  type      = string
  sensitive = true
  default   = "correct horse battery staple"
}

locals {
  group    = "drop"
  tenant   = "22222222-2222-2222-2222-222222222222"
  identity = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/drop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/drop"
  there    = "https://theirs.vault.azure.net/keys/kyc/1"
  tags = {
    Owner              = "security-team"
    Environment        = "production"
    DataClassification = "restricted"
  }
  database = merge(local.tags, { Purpose = "database" })
  kyc      = merge(local.tags, { Purpose = "aml-kyc" })
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

# REG-02 and ROT-01 fail of the one for backups, which is no matter here.
resource "azurerm_key_vault_key" "all" {
  for_each     = toset(["aml-kyc", "backup", "database"])
  name         = each.key
  key_vault_id = azurerm_key_vault.primary.id
  key_type     = "RSA-HSM"
  key_size     = 4096
  key_opts     = ["unwrapKey", "wrapKey"]
  tags         = merge(local.tags, { Purpose = each.key })
  rotation_policy {
    automatic {
      time_after_creation = "P90D"
    }
  }
  lifecycle {
    prevent_destroy = true
  }
}

# ENC-01 passes; fails; is undetermined of a restored account.
resource "azurerm_cosmosdb_account" "right" {
  name                = "right"
  location            = "Norway East"
  resource_group_name = local.group
  offer_type          = "Standard"
  key_vault_key_id    = azurerm_key_vault_key.all["database"].versionless_id
  tags                = local.database
  consistency_policy {
    consistency_level = "Session"
  }
  geo_location {
    location          = "norwayeast"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "plain" {
  name                = "plain"
  location            = "norwayeast"
  resource_group_name = local.group
  offer_type          = "Standard"
  tags                = local.database
  consistency_policy {
    consistency_level = "Session"
  }
  geo_location {
    location          = "norwayeast"
    failover_priority = 0
  }
}

resource "azurerm_cosmosdb_account" "restored" {
  name                = "restored"
  location            = "norwayeast"
  resource_group_name = local.group
  offer_type          = "Standard"
  create_mode         = "Restore"
  tags                = local.database
  consistency_policy {
    consistency_level = "Session"
  }
  geo_location {
    location          = "norwayeast"
    failover_priority = 0
  }
  restore {
    source_cosmosdb_account_id = "/subscriptions/s/providers/Microsoft.DocumentDB/locations/norwayeast/restorableDatabaseAccounts/a"
    restore_timestamp_in_utc   = "2026-11-20T00:00:00Z"
  }
}

resource "azurerm_disk_encryption_set" "kyc" {
  name                = "kyc"
  location            = "norwayeast"
  resource_group_name = local.group
  key_vault_key_id    = azurerm_key_vault_key.all["aml-kyc"].id
  identity {
    type = "SystemAssigned"
  }
}

# ENC-01 passes; fails; is undetermined of a set that is elsewhere, and of a copy.
resource "azurerm_managed_disk" "right" {
  name                   = "right"
  location               = "norwayeast"
  resource_group_name    = local.group
  storage_account_type   = "Premium_LRS"
  create_option          = "Empty"
  disk_size_gb           = 8
  disk_encryption_set_id = azurerm_disk_encryption_set.kyc.id
  tags                   = local.kyc
}

resource "azurerm_managed_disk" "plain" {
  name                 = "plain"
  location             = "norwayeast"
  resource_group_name  = local.group
  storage_account_type = "Premium_LRS"
  create_option        = "Empty"
  disk_size_gb         = 8
  tags                 = local.kyc
}

resource "azurerm_managed_disk" "elsewhere" {
  name                   = "elsewhere"
  location               = "norwayeast"
  resource_group_name    = local.group
  storage_account_type   = "Premium_LRS"
  create_option          = "Empty"
  disk_size_gb           = 8
  disk_encryption_set_id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/diskEncryptionSets/theirs"
  tags                   = local.kyc
}

resource "azurerm_managed_disk" "copied" {
  name                 = "copied"
  location             = "norwayeast"
  resource_group_name  = local.group
  storage_account_type = "Premium_LRS"
  create_option        = "Copy"
  source_resource_id   = azurerm_managed_disk.right.id
  tags                 = local.kyc
}

# ENC-01 passes; of its backups elsewhere REG-03 cannot be told, for they lie in another region.
resource "azurerm_postgresql_flexible_server" "right" {
  name                          = "right"
  location                      = "norwayeast"
  resource_group_name           = local.group
  version                       = "17"
  geo_redundant_backup_enabled  = true
  public_network_access_enabled = false
  tags                          = local.database
  identity {
    type         = "UserAssigned"
    identity_ids = [local.identity]
  }
  customer_managed_key {
    key_vault_key_id                     = azurerm_key_vault_key.all["database"].id
    primary_user_assigned_identity_id    = local.identity
    geo_backup_key_vault_key_id          = azurerm_key_vault_key.all["backup"].id
    geo_backup_user_assigned_identity_id = local.identity
  }
}

# ENC-01 fails; SEC-03 fails of the password.
resource "azurerm_postgresql_flexible_server" "plain" {
  name                   = "plain"
  location               = "norwayeast"
  resource_group_name    = local.group
  version                = "17"
  administrator_login    = "drop"
  administrator_password = var.password
  tags                   = local.database
}

# ENC-01 is undetermined: a replica of what is elsewhere.
resource "azurerm_postgresql_flexible_server" "replica" {
  name                = "replica"
  location            = "norwayeast"
  resource_group_name = local.group
  create_mode         = "Replica"
  source_server_id    = "/subscriptions/s/resourceGroups/g/providers/Microsoft.DBforPostgreSQL/flexibleServers/theirs"
  tags                = local.database
}

# ENC-01 passes; fails, and so does REG-03 of the backups, which are under the key of the database.
resource "azurerm_mysql_flexible_server" "right" {
  name                  = "right"
  location              = "norwayeast"
  resource_group_name   = local.group
  public_network_access = "Disabled"
  tags                  = local.database
  identity {
    type         = "UserAssigned"
    identity_ids = [local.identity]
  }
  customer_managed_key {
    key_vault_key_id                     = azurerm_key_vault_key.all["database"].id
    primary_user_assigned_identity_id    = local.identity
    geo_backup_key_vault_key_id          = azurerm_key_vault_key.all["database"].id
    geo_backup_user_assigned_identity_id = local.identity
  }
}

resource "azurerm_mysql_flexible_server" "plain" {
  name                = "plain"
  location            = "norwayeast"
  resource_group_name = local.group
  tags                = local.database
}

resource "azurerm_mysql_flexible_server" "replica" {
  name                = "replica"
  location            = "norwayeast"
  resource_group_name = local.group
  create_mode         = "Replica"
  source_server_id    = azurerm_mysql_flexible_server.right.id
  tags                = local.database
}

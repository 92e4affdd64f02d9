# What is stored, by whose key, and how it is reached.

resource "azurerm_storage_account" "kyc" {
  name                          = "dropkyc"
  location                      = "Norway East"
  resource_group_name           = local.group
  account_tier                  = "Standard"
  account_replication_type      = "ZRS"
  queue_encryption_key_type     = "Account"
  table_encryption_key_type     = "Account"
  public_network_access_enabled = false
  tags                          = merge(local.restricted, { Purpose = "aml-kyc" })
}

resource "azurerm_storage_account_customer_managed_key" "kyc" {
  storage_account_id = azurerm_storage_account.kyc.id
  key_vault_key_id   = azurerm_key_vault_key.primary["aml-kyc"].versionless_id
}

resource "azurerm_storage_queue" "kyc" {
  name               = "cases"
  storage_account_id = azurerm_storage_account.kyc.id
}

# Another region's vault, by its name.
resource "azurerm_storage_account" "backup" {
  name                          = "dropbackup"
  location                      = "swedencentral"
  resource_group_name           = local.group
  account_tier                  = "Standard"
  account_replication_type      = "ZRS"
  public_network_access_enabled = false
  tags                          = merge(local.restricted, { Purpose = "backup" })
}

resource "azurerm_storage_account_customer_managed_key" "backup" {
  storage_account_id = azurerm_storage_account.backup.id
  key_vault_id       = azurerm_key_vault.roles["backup"].id
  key_name           = azurerm_key_vault_key.backup.name
}

resource "azurerm_mssql_server" "drop" {
  name                                    = "drop"
  location                                = "norwayeast"
  resource_group_name                     = local.group
  version                                 = "12.0"
  administrator_login                     = "drop"
  administrator_login_password_wo         = "write-only"
  administrator_login_password_wo_version = 1
  public_network_access_enabled           = false
  tags                                    = merge(local.restricted, { Purpose = "database" })
  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_mssql_server_transparent_data_encryption" "drop" {
  server_id             = azurerm_mssql_server.drop.id
  key_vault_key_id      = azurerm_key_vault_key.primary["database"].id
  auto_rotation_enabled = true
}

resource "azurerm_mssql_database" "drop" {
  name      = "drop"
  server_id = azurerm_mssql_server.drop.id
}

resource "azurerm_linux_web_app" "drop" {
  name                = "drop"
  location            = "norwayeast"
  resource_group_name = local.group
  service_plan_id     = "plan"
  https_only          = true
  app_settings = {
    DATABASE_PASSWORD = "@Microsoft.KeyVault(SecretUri=https://drop-primary.vault.azure.net/secrets/database)"
    LOG_LEVEL         = "info"
  }
  site_config {
    minimum_tls_version = "1.3"
  }
}

resource "azurerm_key_vault_secret" "database" {
  name             = "database"
  key_vault_id     = azurerm_key_vault.roles["primary"].id
  value_wo         = "write-only"
  value_wo_version = 1
  expiration_date  = "2027-05-01T00:00:00Z"
  tags             = merge(local.restricted, { Purpose = "application-secrets" })
}

resource "azurerm_key_vault_certificate" "www" {
  name         = "www"
  key_vault_id = azurerm_key_vault.roles["primary"].id
  certificate_policy {
    issuer_parameters {
      name = "DigiCert"
    }
    key_properties {
      exportable = false
      reuse_key  = false
      key_type   = "EC-HSM"
      curve      = "P-384"
    }
    secret_properties {
      content_type = "application/x-pkcs12"
    }
    lifetime_action {
      action {
        action_type = "AutoRenew"
      }
      trigger {
        days_before_expiry = 20
      }
    }
    x509_certificate_properties {
      subject            = "CN=drop.example.com"
      key_usage          = ["digitalSignature"]
      validity_in_months = 2
    }
  }
}

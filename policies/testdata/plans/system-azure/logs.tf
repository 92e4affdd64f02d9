# What is done with keys and secrets is recorded where nobody can change it, and where somebody sees it.

resource "azurerm_storage_account" "logs" {
  name                          = "droplogs"
  location                      = "norwayeast"
  resource_group_name           = local.group
  account_tier                  = "Standard"
  account_replication_type      = "ZRS"
  public_network_access_enabled = false
  tags                          = merge(local.confidential, { Purpose = "log" })
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

resource "azurerm_monitor_diagnostic_setting" "roles" {
  for_each                   = toset(["primary", "backup"])
  name                       = each.key
  target_resource_id         = azurerm_key_vault.roles[each.key].id
  storage_account_id         = azurerm_storage_account.logs.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.watch.id
  enabled_log {
    category = "AuditEvent"
  }
}

resource "azurerm_monitor_diagnostic_setting" "tokens" {
  name                       = "tokens"
  target_resource_id         = azurerm_key_vault.tokens.id
  storage_account_id         = azurerm_storage_account.logs.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.watch.id
  enabled_log {
    category_group = "audit"
  }
}

# Who may do what: services use keys, an administrator has the vaults and no key, an auditor reads.

resource "azurerm_user_assigned_identity" "app" {
  for_each            = toset(["aml-kyc", "database", "log", "tokens", "backup"])
  name                = "drop-${each.key}"
  location            = "norwayeast"
  resource_group_name = local.group
}

resource "azurerm_role_assignment" "primary" {
  for_each             = toset(["aml-kyc", "database"])
  scope                = azurerm_key_vault_key.primary[each.key].resource_versionless_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.app[each.key].principal_id
}

resource "azurerm_role_assignment" "log" {
  scope                = azurerm_key_vault_key.log.resource_versionless_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.app["log"].principal_id
}

# By the role's id.
resource "azurerm_role_assignment" "backup" {
  scope              = azurerm_key_vault_key.backup.resource_versionless_id
  role_definition_id = "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/e147488a-f6f5-4113-8e2d-b22465e65bf6"
  principal_id       = azurerm_user_assigned_identity.app["backup"].principal_id
}

resource "azurerm_role_assignment" "administrator" {
  for_each             = toset(["primary", "backup"])
  scope                = azurerm_key_vault.roles[each.key].id
  role_definition_name = "Key Vault Contributor"
  principal_id         = local.people.administrator
}

resource "azurerm_role_assignment" "auditor" {
  scope                = "/subscriptions/00000000-0000-0000-0000-000000000000"
  role_definition_name = "Key Vault Reader"
  principal_id         = local.people.auditor
}

resource "azurerm_key_vault_access_policy" "administrator" {
  key_vault_id    = azurerm_key_vault.tokens.id
  tenant_id       = local.tenant
  object_id       = local.people.administrator
  key_permissions = ["Get", "List", "Create", "Update", "Delete", "Rotate", "GetRotationPolicy", "SetRotationPolicy"]
}

resource "azurerm_key_vault_access_policy" "tokens" {
  key_vault_id    = azurerm_key_vault.tokens.id
  tenant_id       = local.tenant
  object_id       = azurerm_user_assigned_identity.app["tokens"].principal_id
  key_permissions = ["Get", "Sign", "Verify"]
}

resource "azurerm_key_vault_access_policy" "auditor" {
  key_vault_id    = azurerm_key_vault.tokens.id
  tenant_id       = local.tenant
  object_id       = local.people.auditor
  key_permissions = ["Get", "List"]
}

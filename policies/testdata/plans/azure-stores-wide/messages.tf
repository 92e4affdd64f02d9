# ENC-01 passes, by the block or by a resource of its own; fails; is undetermined where both name a key.
resource "azurerm_servicebus_namespace" "right" {
  name                = "right"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "Premium"
  capacity            = 1
  tags                = local.kyc
  identity {
    type         = "UserAssigned"
    identity_ids = [local.identity]
  }
  customer_managed_key {
    key_vault_key_id = azurerm_key_vault_key.all["aml-kyc"].id
    identity_id      = local.identity
  }
}

resource "azurerm_servicebus_namespace" "beside" {
  name                = "beside"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "Premium"
  capacity            = 1
  tags                = local.kyc
  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_servicebus_namespace_customer_managed_key" "beside" {
  namespace_id     = azurerm_servicebus_namespace.beside.id
  key_vault_key_id = azurerm_key_vault_key.all["aml-kyc"].id
}

resource "azurerm_servicebus_namespace" "plain" {
  name                = "plain"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "Standard"
  tags                = local.kyc
}

resource "azurerm_servicebus_namespace" "twice" {
  name                = "twice"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "Premium"
  capacity            = 1
  tags                = local.kyc
  customer_managed_key {
    key_vault_key_id = azurerm_key_vault_key.all["aml-kyc"].id
    identity_id      = local.identity
  }
}

resource "azurerm_servicebus_namespace_customer_managed_key" "twice" {
  namespace_id     = azurerm_servicebus_namespace.twice.id
  key_vault_key_id = azurerm_key_vault_key.all["aml-kyc"].id
}

# ENC-01 passes; fails; is undetermined of two keys, and of one that is elsewhere.
resource "azurerm_eventhub_namespace" "right" {
  name                = "right"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "Premium"
  tags                = local.kyc
}

resource "azurerm_eventhub_namespace_customer_managed_key" "right" {
  eventhub_namespace_id = azurerm_eventhub_namespace.right.id
  key_vault_key_ids     = [azurerm_key_vault_key.all["aml-kyc"].id]
}

resource "azurerm_eventhub_namespace" "plain" {
  name                = "plain"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "Standard"
  tags                = local.kyc
}

resource "azurerm_eventhub_namespace" "several" {
  name                = "several"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "Premium"
  tags                = local.kyc
}

resource "azurerm_eventhub_namespace_customer_managed_key" "several" {
  eventhub_namespace_id = azurerm_eventhub_namespace.several.id
  key_vault_key_ids     = [azurerm_key_vault_key.all["aml-kyc"].id, azurerm_key_vault_key.all["database"].id]
}

resource "azurerm_eventhub_namespace" "elsewhere" {
  name                = "elsewhere"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "Premium"
  tags                = local.kyc
}

resource "azurerm_eventhub_namespace_customer_managed_key" "elsewhere" {
  eventhub_namespace_id = azurerm_eventhub_namespace.elsewhere.id
  key_vault_key_ids     = [local.there]
}

# ENC-01 fails: a cache takes no key of one's own. Of what is internal it passes.
resource "azurerm_redis_cache" "restricted" {
  name                = "restricted"
  location            = "norwayeast"
  resource_group_name = local.group
  capacity            = 1
  family              = "P"
  sku_name            = "Premium"
  tags                = local.kyc
}

resource "azurerm_redis_cache" "internal" {
  name                = "internal"
  location            = "norwayeast"
  resource_group_name = local.group
  capacity            = 1
  family              = "C"
  sku_name            = "Standard"
  tags                = merge(local.tags, { DataClassification = "internal" })
}

# ENC-01 passes; fails; is undetermined of a key elsewhere, and of one that a condition picks.
resource "azurerm_container_registry" "right" {
  name                = "right"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "Premium"
  tags                = local.kyc
  identity {
    type         = "UserAssigned"
    identity_ids = [local.identity]
  }
  encryption {
    key_vault_key_id   = azurerm_key_vault_key.all["aml-kyc"].id
    identity_client_id = "33333333-3333-3333-3333-333333333333"
  }
}

resource "azurerm_container_registry" "picked" {
  name                = "picked"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "Premium"
  tags                = local.kyc
  encryption {
    key_vault_key_id   = var.password == "" ? azurerm_key_vault_key.all["aml-kyc"].id : azurerm_key_vault.primary.vault_uri
    identity_client_id = "33333333-3333-3333-3333-333333333333"
  }
}

resource "azurerm_container_registry" "plain" {
  name                = "plain"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "Premium"
  tags                = local.kyc
}

resource "azurerm_container_registry" "elsewhere" {
  name                = "elsewhere"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "Premium"
  tags                = local.kyc
  encryption {
    key_vault_key_id   = local.there
    identity_client_id = "33333333-3333-3333-3333-333333333333"
  }
}

# ENC-01 is undetermined of both, whatever they hold that is guarded: which key encrypts them stands elsewhere.
resource "azurerm_log_analytics_workspace" "watch" {
  name                = "watch"
  location            = "norwayeast"
  resource_group_name = local.group
  tags                = merge(local.tags, { Purpose = "log" })
}

resource "azurerm_search_service" "cases" {
  name                = "cases"
  location            = "norwayeast"
  resource_group_name = local.group
  sku                 = "standard"
  tags                = local.kyc
}

package azurerm

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

func webApp() table.Resource {
	return table.Resource{ID: inGroup + "Microsoft.Web/sites/{name}", Version: 1, Global: true, Block: table.Block{
		Attrs: located(table.Attrs{
			"app_settings":    table.Optional(table.Labels),
			"https_only":      table.Optional(table.Flag).Default(false),
			"service_plan_id": table.Required(table.Text),
		}),
		Blocks: table.Blocks{
			"connection_string": table.Set(0, 0, table.Block{Attrs: table.Attrs{
				"name": table.Required(table.Text), "type": table.Required(table.Text), "value": table.Required(table.Text).Sensitive(),
			}}),
			"site_config": table.List(1, 1, table.Block{Attrs: table.Attrs{"minimum_tls_version": table.Optional(table.Text).Default("1.2")}}),
		},
	}}
}

func sqlServer() table.Resource {
	return table.Resource{ID: inGroup + "Microsoft.Sql/servers/{name}", Global: true, Block: table.Block{Attrs: located(table.Attrs{
		"administrator_login":                          table.Optional(table.Text).Computed().ForceNew(),
		"administrator_login_password":                 table.Optional(table.Text).Sensitive(),
		"administrator_login_password_wo":              table.Optional(table.Text).Sensitive().WriteOnly().With("administrator_login_password_wo_version"),
		"administrator_login_password_wo_version":      table.Optional(table.Number),
		"fully_qualified_domain_name":                  table.Computed(table.Text),
		"minimum_tls_version":                          table.Optional(table.Text).Default("1.2"),
		"primary_user_assigned_identity_id":            table.Optional(table.Text).Computed(),
		"public_network_access_enabled":                table.Optional(table.Flag).Default(true),
		"transparent_data_encryption_key_vault_key_id": table.Optional(table.Text),
		"version": table.Required(table.Text).ForceNew(),
	}), Blocks: table.Blocks{"identity": managedIdentity()}}}
}

func managedIdentity() table.Nested {
	return table.List(0, 1, table.Block{Attrs: table.Attrs{
		"identity_ids": table.Optional(table.Names), "principal_id": table.Computed(table.Text).As("{uuid}"),
		"tenant_id": table.Computed(table.Text), "type": table.Required(table.Text),
	}})
}

func sqlProtector() table.Resource {
	return table.Resource{ID: "{server_id}/encryptionProtector/current", Version: 1, Global: true, Block: table.Block{Attrs: table.Attrs{
		"auto_rotation_enabled": table.Optional(table.Flag).Default(false),
		"key_vault_key_id":      table.Optional(table.Text),
		"managed_hsm_key_id":    table.Optional(table.Text).Without("key_vault_key_id"),
		"server_id":             table.Required(table.Text).ForceNew(),
	}}}
}

func sqlDatabase() table.Resource {
	return table.Resource{ID: "{server_id}/databases/{name}", Version: 2, Global: true, Block: table.Block{Attrs: tagged(table.Attrs{
		"name":                                table.Required(table.Text).ForceNew(),
		"server_id":                           table.Required(table.Text).ForceNew(),
		"sku_name":                            table.Optional(table.Text).Computed(),
		"transparent_data_encryption_enabled": table.Optional(table.Flag).Default(true),
		"transparent_data_encryption_key_automatic_rotation_enabled": table.Optional(table.Flag).Default(false),
		"transparent_data_encryption_key_vault_key_id":               table.Optional(table.Text),
	})}}
}

func storageAccount() table.Resource {
	attrs := located(table.Attrs{
		"account_kind":                      table.Optional(table.Text).Default("StorageV2"),
		"account_replication_type":          table.Required(table.Text),
		"account_tier":                      table.Required(table.Text).ForceNew(),
		"allow_nested_items_to_be_public":   table.Optional(table.Flag).Default(false),
		"https_traffic_only_enabled":        table.Optional(table.Flag).Default(true),
		"infrastructure_encryption_enabled": table.Optional(table.Flag).Default(false).ForceNew(),
		"min_tls_version":                   table.Optional(table.Text).Default("TLS1_2"),
		"public_network_access_enabled":     table.Optional(table.Flag).Default(true),
		"queue_encryption_key_type":         table.Optional(table.Text).Default("Service").ForceNew(),
		"shared_access_key_enabled":         table.Optional(table.Flag).Default(true),
		"table_encryption_key_type":         table.Optional(table.Text).Default("Service").ForceNew(),
	})
	for _, name := range []string{"primary_access_key", "primary_connection_string", "secondary_access_key", "secondary_connection_string"} {
		attrs[name] = table.Computed(table.Text).Sensitive()
	}
	return table.Resource{ID: inGroup + "Microsoft.Storage/storageAccounts/{name}", Version: 4, Global: true, Block: table.Block{
		Attrs: attrs,
		Blocks: table.Blocks{
			"customer_managed_key": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"key_vault_key_id": table.Optional(table.Text), "managed_hsm_key_id": table.Optional(table.Text),
				"user_assigned_identity_id": table.Required(table.Text),
			}}),
			"identity": managedIdentity(),
			"immutability_policy": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"allow_protected_append_writes": table.Required(table.Flag), "period_since_creation_in_days": table.Required(table.Number),
				"state": table.Required(table.Text).In("Disabled", "Locked", "Unlocked"),
			}}).Replacing(),
		},
	}}
}

// storageKey has the arguments of version 4 and of version 5.
func storageKey() table.Resource {
	attrs := table.Attrs{"storage_account_id": table.Required(table.Text).ForceNew()}
	for _, name := range []string{
		"federated_identity_client_id", "key_name", "key_vault_id", "key_vault_key_id", "key_vault_uri", "key_version",
		"managed_hsm_key_id", "user_assigned_identity_id",
	} {
		attrs[name] = table.Optional(table.Text)
	}
	for _, name := range []string{"key_vault_uri", "key_version"} {
		attrs[name] = table.Optional(table.Text).Computed()
	}
	return table.Resource{ID: "{storage_account_id}", Global: true, Block: table.Block{Attrs: attrs}}
}

// accountPart is a queue or a table of a storage account, which version 4 names by its name or its id and version 5 by its id.
func accountPart(kind string) table.Resource {
	attrs := table.Attrs{"name": table.Required(table.Text).ForceNew(), "resource_manager_id": table.Computed(table.Text)}
	for _, name := range []string{"storage_account_id", "storage_account_name"} {
		attrs[name] = table.Optional(table.Text).ForceNew()
	}
	return table.Resource{ID: "{storage_account_id}{storage_account_name}/" + kind + "Services/default/" + kind + "s/{name}", Global: true, Block: table.Block{Attrs: attrs}}
}

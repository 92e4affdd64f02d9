package azurerm

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// databases are stores beside storage accounts and SQL Server, and what names their keys.
func databases() map[string]table.Resource {
	return map[string]table.Resource{
		"azurerm_container_registry":                        containerRegistry(),
		"azurerm_cosmosdb_account":                          cosmosAccount(),
		"azurerm_disk_encryption_set":                       diskEncryptionSet(),
		"azurerm_eventhub_namespace":                        eventHubs(),
		"azurerm_eventhub_namespace_customer_managed_key":   eventHubsKey(),
		"azurerm_managed_disk":                              managedDisk(),
		"azurerm_mysql_flexible_server":                     flexibleServer("public_network_access", table.Optional(table.Text).Computed()),
		"azurerm_postgresql_flexible_server":                flexibleServer("public_network_access_enabled", table.Optional(table.Flag).Default(true)),
		"azurerm_redis_cache":                               redisCache(),
		"azurerm_search_service":                            searchService(),
		"azurerm_servicebus_namespace":                      serviceBus(),
		"azurerm_servicebus_namespace_customer_managed_key": serviceBusKey(),
	}
}

// containerRegistry has its encryption in an attribute that is written as a block.
func containerRegistry() table.Resource {
	return table.Resource{ID: inGroup + "Microsoft.ContainerRegistry/registries/{name}", Version: 2, Global: true, Block: table.Block{
		Attrs: located(table.Attrs{
			"admin_enabled": table.Optional(table.Flag).Default(false),
			"encryption": table.Optional(tftypes.List{ElementType: tftypes.Object{AttributeTypes: map[string]tftypes.Type{
				"identity_client_id": table.Text, "key_vault_key_id": table.Text,
			}}}),
			"login_server":                  table.Computed(table.Text),
			"public_network_access_enabled": table.Optional(table.Flag).Default(true),
			"sku":                           table.Required(table.Text),
		}),
		Blocks: table.Blocks{"identity": managedIdentity()},
	}}
}

// cosmosAccount has the arguments of version 4, of which version 5 has no managed_hsm_key_id.
func cosmosAccount() table.Resource {
	attrs := located(table.Attrs{
		"create_mode":                   table.Optional(table.Text).Computed().ForceNew(),
		"default_identity_type":         table.Optional(table.Text).Default("FirstPartyIdentity"),
		"endpoint":                      table.Computed(table.Text),
		"key_vault_key_id":              table.Optional(table.Text).ForceNew().Without("managed_hsm_key_id"),
		"kind":                          table.Optional(table.Text).Default("GlobalDocumentDB").ForceNew(),
		"managed_hsm_key_id":            table.Optional(table.Text).ForceNew(),
		"offer_type":                    table.Required(table.Text),
		"public_network_access_enabled": table.Optional(table.Flag).Default(true),
	})
	for _, name := range []string{"primary_key", "primary_sql_connection_string", "secondary_key"} {
		attrs[name] = table.Computed(table.Text).Sensitive()
	}
	return table.Resource{ID: inGroup + "Microsoft.DocumentDB/databaseAccounts/{name}", Global: true, Block: table.Block{
		Attrs: attrs,
		Blocks: table.Blocks{
			"consistency_policy": table.List(1, 1, table.Block{Attrs: table.Attrs{"consistency_level": table.Required(table.Text)}}),
			"geo_location": table.Set(1, 0, table.Block{Attrs: table.Attrs{
				"failover_priority": table.Required(table.Number), "location": table.Required(table.Text),
			}}),
			"identity": managedIdentity(),
			"restore": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"restore_timestamp_in_utc": table.Required(table.Text), "source_cosmosdb_account_id": table.Required(table.Text),
			}}),
		},
	}}
}

func diskEncryptionSet() table.Resource {
	return table.Resource{ID: inGroup + "Microsoft.Compute/diskEncryptionSets/{name}", Global: true, Block: table.Block{
		Attrs: located(table.Attrs{
			"auto_key_rotation_enabled": table.Optional(table.Flag).Default(false),
			"encryption_type":           table.Optional(table.Text).Default("EncryptionAtRestWithCustomerKey").ForceNew(),
			"key_vault_key_id":          table.Optional(table.Text).Without("managed_hsm_key_id"),
			"key_vault_key_url":         table.Computed(table.Text),
			"managed_hsm_key_id":        table.Optional(table.Text),
		}),
		Blocks: table.Blocks{"identity": managedIdentity()},
	}}
}

func managedDisk() table.Resource {
	attrs := table.Attrs{
		"create_option":                 table.Required(table.Text).ForceNew(),
		"disk_size_gb":                  table.Optional(table.Number).Computed(),
		"public_network_access_enabled": table.Optional(table.Flag).Default(true),
		"storage_account_type":          table.Required(table.Text),
	}
	for _, name := range []string{"disk_encryption_set_id", "network_access_policy"} {
		attrs[name] = table.Optional(table.Text)
	}
	for _, name := range []string{"gallery_image_reference_id", "image_reference_id", "secure_vm_disk_encryption_set_id", "source_resource_id"} {
		attrs[name] = table.Optional(table.Text).ForceNew()
	}
	return table.Resource{ID: inGroup + "Microsoft.Compute/disks/{name}", Version: 1, Global: true, Block: table.Block{Attrs: located(attrs)}}
}

// flexibleServer is a server of PostgreSQL or MySQL, which say otherwise whether the internet reaches them.
func flexibleServer(public string, how table.Attr) table.Resource {
	provider := map[string]string{"public_network_access": "DBforMySQL", "public_network_access_enabled": "DBforPostgreSQL"}[public]
	attrs := located(table.Attrs{
		"administrator_login":               table.Optional(table.Text).Computed(),
		"administrator_password":            table.Optional(table.Text).Sensitive(),
		"administrator_password_wo":         table.Optional(table.Text).Sensitive().WriteOnly().With("administrator_password_wo_version"),
		"administrator_password_wo_version": table.Optional(table.Number),
		"create_mode":                       table.Optional(table.Text),
		"delegated_subnet_id":               table.Optional(table.Text).ForceNew(),
		"fqdn":                              table.Computed(table.Text),
		"geo_redundant_backup_enabled":      table.Optional(table.Flag).Default(false).ForceNew(),
		"sku_name":                          table.Optional(table.Text).Computed(),
		"source_server_id":                  table.Optional(table.Text).ForceNew(),
		"version":                           table.Optional(table.Text).Computed(),
	})
	attrs[public] = how
	key := table.Attrs{}
	for _, name := range []string{"geo_backup_key_vault_key_id", "geo_backup_user_assigned_identity_id", "key_vault_key_id", "primary_user_assigned_identity_id"} {
		key[name] = table.Optional(table.Text)
	}
	return table.Resource{ID: inGroup + "Microsoft." + provider + "/flexibleServers/{name}", Global: true, Block: table.Block{
		Attrs:  attrs,
		Blocks: table.Blocks{"customer_managed_key": table.List(0, 1, table.Block{Attrs: key}), "identity": managedIdentity()},
	}}
}

func redisCache() table.Resource {
	attrs := located(table.Attrs{
		"capacity":                      table.Required(table.Number),
		"family":                        table.Required(table.Text),
		"hostname":                      table.Computed(table.Text),
		"minimum_tls_version":           table.Optional(table.Text).Default("1.2"),
		"non_ssl_port_enabled":          table.Optional(table.Flag).Default(false),
		"public_network_access_enabled": table.Optional(table.Flag).Default(true),
		"sku_name":                      table.Required(table.Text),
	})
	for _, name := range []string{"primary_access_key", "primary_connection_string", "secondary_access_key", "secondary_connection_string"} {
		attrs[name] = table.Computed(table.Text).Sensitive()
	}
	return table.Resource{ID: inGroup + "Microsoft.Cache/redis/{name}", Version: 1, Global: true, Block: table.Block{Attrs: attrs}}
}

func searchService() table.Resource {
	return table.Resource{ID: inGroup + "Microsoft.Search/searchServices/{name}", Global: true, Block: table.Block{
		Attrs: located(table.Attrs{
			"customer_managed_key_enforcement_enabled": table.Optional(table.Flag).Default(false),
			"primary_key":                   table.Computed(table.Text).Sensitive(),
			"public_network_access_enabled": table.Optional(table.Flag).Default(true),
			"sku":                           table.Required(table.Text),
		}),
		Blocks: table.Blocks{"identity": managedIdentity()},
	}}
}

// namespace are the attributes that namespaces of both services for messages have.
func namespace(more table.Attrs) table.Attrs {
	attrs := located(table.Attrs{
		"capacity":                          table.Optional(table.Number),
		"default_primary_connection_string": table.Computed(table.Text).Sensitive(),
		"default_primary_key":               table.Computed(table.Text).Sensitive(),
		"local_auth_enabled":                table.Optional(table.Flag).Default(true),
		"minimum_tls_version":               table.Optional(table.Text).Default("1.2"),
		"public_network_access_enabled":     table.Optional(table.Flag).Default(true),
		"sku":                               table.Required(table.Text),
	})
	maps.Copy(attrs, more)
	return attrs
}

func eventHubs() table.Resource {
	return table.Resource{ID: inGroup + "Microsoft.EventHub/namespaces/{name}", Global: true, Block: table.Block{
		Attrs:  namespace(table.Attrs{"dedicated_cluster_id": table.Optional(table.Text).ForceNew()}),
		Blocks: table.Blocks{"identity": managedIdentity()},
	}}
}

func eventHubsKey() table.Resource {
	return table.Resource{ID: "{eventhub_namespace_id}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"eventhub_namespace_id":             table.Required(table.Text).ForceNew(),
		"infrastructure_encryption_enabled": table.Optional(table.Flag).ForceNew(),
		"key_vault_key_ids":                 table.Required(table.Names),
		"user_assigned_identity_id":         table.Optional(table.Text),
	}}}
}

func serviceBus() table.Resource {
	return table.Resource{ID: inGroup + "Microsoft.ServiceBus/namespaces/{name}", Version: 1, Global: true, Block: table.Block{
		Attrs: namespace(table.Attrs{"premium_messaging_partitions": table.Optional(table.Number).Default(0).ForceNew()}),
		Blocks: table.Blocks{
			"customer_managed_key": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"identity_id": table.Required(table.Text), "infrastructure_encryption_enabled": table.Optional(table.Flag).ForceNew(),
				"key_vault_key_id": table.Required(table.Text),
			}}),
			"identity": managedIdentity(),
		},
	}}
}

func serviceBusKey() table.Resource {
	return table.Resource{ID: "{namespace_id}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"infrastructure_encryption_enabled": table.Optional(table.Flag).ForceNew(),
		"key_vault_key_id":                  table.Required(table.Text),
		"namespace_id":                      table.Required(table.Text).ForceNew(),
	}}}
}

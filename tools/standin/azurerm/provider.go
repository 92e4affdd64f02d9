// Package azurerm is the table of the provider registry.terraform.io/hashicorp/azurerm as far as keys and secrets are
// concerned: attribute names and their behaviour as version 4 of that provider has them.
package azurerm

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

const subscription = "00000000-0000-0000-0000-000000000000"

// Provider is the whole table.
func Provider() table.Provider {
	return table.Provider{
		Name: "azurerm", Config: config(), Resources: resources(), Data: map[string]table.Data{"azurerm_client_config": clientConfig()},
		Configure: func(c table.Values, _ func(string) string) (table.Settings, error) {
			if id := c.Text("subscription_id"); id != "" {
				return table.Settings{Account: id}, nil
			}
			return table.Settings{Account: subscription}, nil
		},
	}
}

func config() table.Block {
	attrs := table.Attrs{}
	for _, text := range []string{"client_id", "client_secret", "environment", "resource_provider_registrations", "subscription_id", "tenant_id"} {
		attrs[text] = table.Optional(table.Text)
	}
	for _, flag := range []string{"storage_use_azuread", "use_cli", "use_msi", "use_oidc"} {
		attrs[flag] = table.Optional(table.Flag)
	}
	return table.Block{Attrs: attrs, Blocks: table.Blocks{"features": table.List(1, 1, table.Block{})}}
}

func clientConfig() table.Data {
	return table.Data{
		Block: table.Block{Attrs: table.Attrs{
			"client_id": table.Computed(table.Text), "id": table.Optional(table.Text).Computed(), "object_id": table.Computed(table.Text),
			"subscription_id": table.Computed(table.Text), "tenant_id": table.Computed(table.Text),
		}},
		Read: func(_ table.Values, s table.Settings) (map[string]any, error) {
			const pipeline = "11111111-1111-1111-1111-111111111111"
			return map[string]any{
				"client_id": pipeline, "id": "Y2xpZW50Q29uZmlncw==", "object_id": pipeline, "subscription_id": s.Account, "tenant_id": "22222222-2222-2222-2222-222222222222",
			}, nil
		},
	}
}

func resources() map[string]table.Resource {
	out := map[string]table.Resource{
		"azurerm_key_vault":                                      keyVault(),
		"azurerm_key_vault_key":                                  key(),
		"azurerm_key_vault_managed_hardware_security_module":     managedHSM(),
		"azurerm_key_vault_managed_hardware_security_module_key": managedKey(),
		"azurerm_key_vault_access_policy":                        accessPolicy(),
		"azurerm_key_vault_certificate":                          certificate(),
		"azurerm_key_vault_secret":                               secret(),
		"azurerm_linux_web_app":                                  webApp(),
		"azurerm_log_analytics_workspace":                        workspace(),
		"azurerm_monitor_diagnostic_setting":                     diagnosticSetting(),
		"azurerm_mssql_database":                                 sqlDatabase(),
		"azurerm_mssql_server":                                   sqlServer(),
		"azurerm_mssql_server_transparent_data_encryption":       sqlProtector(),
		"azurerm_storage_account":                                storageAccount(),
		"azurerm_storage_account_customer_managed_key":           storageKey(),
		"azurerm_storage_container_immutability_policy":          containerPolicy(),
		"azurerm_storage_queue":                                  accountPart("queue"),
		"azurerm_storage_table":                                  accountPart("table"),
		"azurerm_role_assignment":                                roleAssignment(),
		"azurerm_user_assigned_identity":                         identity(),
	}
	maps.Copy(out, databases())
	return out
}

const inGroup = "/subscriptions/{account}/resourceGroups/{resource_group_name}/providers/"

func tagged(attrs table.Attrs) table.Attrs {
	attrs["tags"] = table.Optional(table.Labels)
	return attrs
}

func located(attrs table.Attrs) table.Attrs {
	attrs["location"] = table.Required(table.Text).ForceNew()
	attrs["name"] = table.Required(table.Text).ForceNew()
	attrs["resource_group_name"] = table.Required(table.Text).ForceNew()
	return tagged(attrs)
}

func keyVault() table.Resource {
	policy := map[string]tftypes.Type{"application_id": table.Text, "object_id": table.Text, "tenant_id": table.Text}
	for _, kind := range permitted {
		policy[kind+"_permissions"] = table.Texts
	}
	return table.Resource{ID: inGroup + "Microsoft.KeyVault/vaults/{name}", Version: 2, Global: true, Block: table.Block{Attrs: located(table.Attrs{
		"access_policy":                 table.Optional(tftypes.List{ElementType: tftypes.Object{AttributeTypes: policy}}).Computed(),
		"public_network_access_enabled": table.Optional(table.Flag).Default(true),
		"purge_protection_enabled":      table.Optional(table.Flag),
		"rbac_authorization_enabled":    table.Required(table.Flag),
		"sku_name":                      table.Required(table.Text),
		"soft_delete_retention_days":    table.Optional(table.Number).Default(90).Between(7, 90),
		"tenant_id":                     table.Required(table.Text),
		"vault_uri":                     table.Computed(table.Text).As("https://{name}.vault.azure.net/"),
	}), Blocks: table.Blocks{"network_acls": table.List(0, 1, table.Block{Attrs: table.Attrs{
		"bypass":                     table.Required(table.Text).In("AzureServices", "None"),
		"default_action":             table.Required(table.Text).In("Allow", "Deny"),
		"ip_rules":                   table.Optional(table.Names),
		"virtual_network_subnet_ids": table.Optional(table.Names),
	}}).Computed()}}}
}

// permitted are the kinds of things that an access policy gives permissions on.
var permitted = []string{"certificate", "key", "secret", "storage"}

func accessPolicy() table.Resource {
	attrs := table.Attrs{
		"application_id": table.Optional(table.Text).ForceNew(),
		"key_vault_id":   table.Required(table.Text).ForceNew(),
		"object_id":      table.Required(table.Text).ForceNew(),
		"tenant_id":      table.Required(table.Text).ForceNew(),
	}
	for _, kind := range permitted {
		attrs[kind+"_permissions"] = table.Optional(table.Texts)
	}
	return table.Resource{ID: "{key_vault_id}/objectId/{object_id}", Version: 2, Global: true, Block: table.Block{Attrs: attrs}}
}

func roleAssignment() table.Resource {
	attrs := table.Attrs{
		"principal_id":                     table.Required(table.Text).ForceNew(),
		"scope":                            table.Required(table.Text).ForceNew(),
		"skip_service_principal_aad_check": table.Optional(table.Flag).Computed(),
	}
	for _, name := range []string{"condition", "delegated_managed_identity_resource_id", "description"} {
		attrs[name] = table.Optional(table.Text).ForceNew()
	}
	for _, name := range []string{"condition_version", "name", "principal_type", "role_definition_id", "role_definition_name"} {
		attrs[name] = table.Optional(table.Text).Computed().ForceNew()
	}
	return table.Resource{ID: "{scope}/providers/Microsoft.Authorization/roleAssignments/{uuid}", Global: true, Block: table.Block{Attrs: attrs}}
}

func identity() table.Resource {
	return table.Resource{ID: inGroup + "Microsoft.ManagedIdentity/userAssignedIdentities/{name}", Version: 1, Global: true, Block: table.Block{Attrs: located(table.Attrs{
		"client_id": table.Computed(table.Text).As("{uuid}"), "principal_id": table.Computed(table.Text).As("{uuid}"), "tenant_id": table.Computed(table.Text),
	})}}
}

func key() table.Resource {
	automatic := table.List(0, 1, table.Block{Attrs: table.Attrs{
		"time_after_creation": table.Optional(table.Text), "time_before_expiry": table.Optional(table.Text),
	}})
	attrs := tagged(table.Attrs{
		"curve":           table.Optional(table.Text).Computed().ForceNew().As(""),
		"expiration_date": table.Optional(table.Text),
		"key_opts":        table.Required(table.Texts),
		"key_size":        table.Optional(table.Number).ForceNew(),
		"key_type":        table.Required(table.Text).ForceNew().In("EC", "EC-HSM", "RSA", "RSA-HSM"),
		"key_vault_id":    table.Required(table.Text).ForceNew(),
		"name":            table.Required(table.Text).ForceNew(),
		"not_before_date": table.Optional(table.Text),
		"versionless_id":  table.Computed(table.Text).As("https://vault.vault.azure.net/keys/{name}"),
		"version":         table.Computed(table.Text).As("{hex32}"),
	})
	for _, name := range []string{"e", "n", "public_key_openssh", "public_key_pem", "resource_id", "resource_versionless_id", "x", "y"} {
		attrs[name] = table.Computed(table.Text)
	}
	return table.Resource{ID: "https://vault.vault.azure.net/keys/{name}/{version}", Version: 1, Global: true, Block: table.Block{
		Attrs: attrs,
		Blocks: table.Blocks{"rotation_policy": table.List(0, 1, table.Block{
			Attrs:  table.Attrs{"expire_after": table.Optional(table.Text), "notify_before_expiry": table.Optional(table.Text)},
			Blocks: table.Blocks{"automatic": automatic},
		})},
	}}
}

func managedHSM() table.Resource {
	return table.Resource{ID: inGroup + "Microsoft.KeyVault/managedHSMs/{name}", Global: true, Block: table.Block{Attrs: located(table.Attrs{
		"admin_object_ids":              table.Required(table.Names),
		"hsm_uri":                       table.Computed(table.Text).As("https://{name}.managedhsm.azure.net/"),
		"public_network_access_enabled": table.Optional(table.Flag).ForceNew().Default(true),
		"purge_protection_enabled":      table.Optional(table.Flag).ForceNew(),
		"sku_name":                      table.Required(table.Text).ForceNew(),
		"soft_delete_retention_days":    table.Optional(table.Number).ForceNew().Default(90).Between(7, 90),
		"tenant_id":                     table.Required(table.Text).ForceNew(),
	}), Blocks: table.Blocks{"network_acls": table.List(0, 1, table.Block{Attrs: table.Attrs{
		"bypass":         table.Required(table.Text).In("AzureServices", "None"),
		"default_action": table.Required(table.Text).In("Allow", "Deny"),
	}}).Computed()}}}
}

func managedKey() table.Resource {
	return table.Resource{ID: "https://hsm.managedhsm.azure.net/keys/{name}", Global: true, Block: table.Block{Attrs: tagged(table.Attrs{
		"curve":           table.Optional(table.Text).ForceNew(),
		"expiration_date": table.Optional(table.Text),
		"key_opts":        table.Required(table.Names),
		"key_size":        table.Optional(table.Number).ForceNew(),
		"key_type":        table.Required(table.Text).ForceNew().In("EC-HSM", "RSA-HSM", "oct-HSM"),
		"managed_hsm_id":  table.Required(table.Text).ForceNew(),
		"name":            table.Required(table.Text).ForceNew(),
		"not_before_date": table.Optional(table.Text),
		"versioned_id":    table.Computed(table.Text).As("https://hsm.managedhsm.azure.net/keys/{name}/{hex32}"),
	})}}
}

func secret() table.Resource {
	return table.Resource{ID: "https://vault.vault.azure.net/secrets/{name}/{version}", Global: true, Block: table.Block{Attrs: tagged(table.Attrs{
		"content_type":            table.Optional(table.Text),
		"expiration_date":         table.Optional(table.Text),
		"key_vault_id":            table.Required(table.Text).ForceNew(),
		"name":                    table.Required(table.Text).ForceNew(),
		"not_before_date":         table.Optional(table.Text),
		"resource_id":             table.Computed(table.Text),
		"resource_versionless_id": table.Computed(table.Text),
		"value":                   table.Optional(table.Text).Sensitive().Without("value_wo"),
		"value_wo":                table.Optional(table.Text).WriteOnly().With("value_wo_version"),
		"value_wo_version":        table.Optional(table.Number),
		"version":                 table.Computed(table.Text).As("{hex32}"),
		"versionless_id":          table.Computed(table.Text).As("https://vault.vault.azure.net/secrets/{name}"),
	})}}
}

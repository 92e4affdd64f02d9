package azurerm

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

func diagnosticSetting() table.Resource {
	attrs := table.Attrs{
		"log_analytics_destination_type": table.Optional(table.Text).Computed(),
		"name":                           table.Required(table.Text).ForceNew(),
		"target_resource_id":             table.Required(table.Text).ForceNew(),
	}
	for _, name := range []string{
		"eventhub_authorization_rule_id", "eventhub_name", "log_analytics_workspace_id", "partner_solution_id", "storage_account_id",
	} {
		attrs[name] = table.Optional(table.Text)
	}
	return table.Resource{ID: "{target_resource_id}|{name}", Version: 1, Global: true, Block: table.Block{
		Attrs: attrs,
		Blocks: table.Blocks{
			"enabled_log": table.Set(0, 0, table.Block{Attrs: table.Attrs{
				"category": table.Optional(table.Text), "category_group": table.Optional(table.Text),
			}}),
			"enabled_metric": table.Set(0, 0, table.Block{Attrs: table.Attrs{"category": table.Required(table.Text)}}),
		},
	}}
}

func workspace() table.Resource {
	return table.Resource{ID: inGroup + "Microsoft.OperationalInsights/workspaces/{name}", Version: 3, Global: true, Block: table.Block{Attrs: located(table.Attrs{
		"primary_shared_key": table.Computed(table.Text).Sensitive(),
		"retention_in_days":  table.Optional(table.Number).Computed(),
		"sku":                table.Optional(table.Text).Computed(),
		"workspace_id":       table.Computed(table.Text),
	})}}
}

func containerPolicy() table.Resource {
	return table.Resource{ID: "{storage_container_resource_manager_id}/immutabilityPolicies/default", Global: true, Block: table.Block{Attrs: table.Attrs{
		"immutability_period_in_days":           table.Required(table.Number),
		"locked":                                table.Optional(table.Flag).Default(false),
		"protected_append_writes_all_enabled":   table.Optional(table.Flag).Default(false),
		"protected_append_writes_enabled":       table.Optional(table.Flag).Default(false),
		"storage_container_resource_manager_id": table.Required(table.Text).ForceNew(),
	}}}
}

func certificate() table.Resource {
	attrs := tagged(table.Attrs{
		"key_vault_id": table.Required(table.Text).ForceNew(),
		"name":         table.Required(table.Text).ForceNew(),
		"version":      table.Computed(table.Text).As("{hex32}"),
	})
	for _, name := range []string{
		"certificate_data", "certificate_data_base64", "resource_manager_id", "resource_manager_versionless_id", "secret_id", "thumbprint",
		"versionless_id", "versionless_secret_id",
	} {
		attrs[name] = table.Computed(table.Text)
	}
	return table.Resource{ID: "https://vault.vault.azure.net/certificates/{name}/{version}", Global: true, Block: table.Block{
		Attrs: attrs,
		Blocks: table.Blocks{
			"certificate": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"contents": table.Required(table.Text).Sensitive(), "password": table.Optional(table.Text).Sensitive(),
			}}),
			"certificate_policy": table.List(0, 1, table.Block{Blocks: certificatePolicy()}).Computed(),
		},
	}}
}

func certificatePolicy() table.Blocks {
	action := table.List(1, 1, table.Block{Attrs: table.Attrs{"action_type": table.Required(table.Text).In("AutoRenew", "EmailContacts")}})
	trigger := table.List(1, 1, table.Block{Attrs: table.Attrs{
		"days_before_expiry": table.Optional(table.Number), "lifetime_percentage": table.Optional(table.Number),
	}})
	names := table.List(0, 1, table.Block{Attrs: table.Attrs{
		"dns_names": table.Optional(table.Names), "emails": table.Optional(table.Names), "upns": table.Optional(table.Names),
	}}).Computed()
	return table.Blocks{
		"issuer_parameters": table.List(1, 1, table.Block{Attrs: table.Attrs{"name": table.Required(table.Text)}}),
		"key_properties": table.List(1, 1, table.Block{Attrs: table.Attrs{
			"curve": table.Optional(table.Text).Computed(), "exportable": table.Required(table.Flag), "key_size": table.Optional(table.Number).Computed(),
			"key_type": table.Required(table.Text).In("EC", "EC-HSM", "RSA", "RSA-HSM", "oct"), "reuse_key": table.Required(table.Flag),
		}}),
		"lifetime_action":   table.List(0, 0, table.Block{Blocks: table.Blocks{"action": action, "trigger": trigger}}),
		"secret_properties": table.List(1, 1, table.Block{Attrs: table.Attrs{"content_type": table.Required(table.Text)}}),
		"x509_certificate_properties": table.List(0, 1, table.Block{
			Attrs: table.Attrs{
				"extended_key_usage": table.Optional(table.Texts).Computed(), "key_usage": table.Required(table.Names), "subject": table.Required(table.Text),
				"validity_in_months": table.Required(table.Number),
			},
			Blocks: table.Blocks{"subject_alternative_names": names},
		}).Computed(),
	}
}

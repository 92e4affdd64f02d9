// Package vault is the table of the provider registry.terraform.io/hashicorp/vault as far as keys of the transit engine and
// secrets are concerned: attribute names and their behaviour as version 5 of that provider has them.
package vault

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// Provider is the whole table.
func Provider() table.Provider {
	return table.Provider{
		Name: "vault",
		Config: table.Block{Attrs: table.Attrs{
			"address": table.Required(table.Text), "namespace": table.Optional(table.Text), "skip_child_token": table.Optional(table.Flag),
			"token": table.Optional(table.Text),
		}},
		Resources: resources(), Data: map[string]table.Data{"vault_policy_document": policyDocument()},
		Configure: func(table.Values, func(string) string) (table.Settings, error) { return table.Settings{}, nil },
	}
}

func resources() map[string]table.Resource {
	all := map[string]table.Resource{
		"vault_audit":                      auditDevice(),
		"vault_kv_secret":                  kvSecret(),
		"vault_kv_secret_v2":               kvSecretV2(),
		"vault_policy":                     policy(),
		"vault_transit_secret_backend_key": transitKey(),
	}
	maps.Copy(all, authRoles())
	maps.Copy(all, identities())
	return all
}

func auditDevice() table.Resource {
	return table.Resource{ID: "{path}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"description": table.Optional(table.Text).ForceNew(),
		"local":       table.Optional(table.Flag).ForceNew().Default(false),
		"namespace":   table.Optional(table.Text).ForceNew(),
		"options":     table.Required(table.Labels).ForceNew(),
		"path":        table.Optional(table.Text).Computed().ForceNew().As("{type}"),
		"type":        table.Required(table.Text).ForceNew(),
	}}}
}

func transitKey() table.Resource {
	attrs := table.Attrs{
		"auto_rotate_period": table.Optional(table.Number).Computed().As(0),
		"backend":            table.Required(table.Text).ForceNew(),
		"key_size":           table.Optional(table.Number).Default(0),
		"keys":               table.Computed(tftypes.List{ElementType: table.Labels}),
		"name":               table.Required(table.Text).ForceNew(),
		"parameter_set":      table.Optional(table.Text),
		"type":               table.Optional(table.Text).ForceNew().Default("aes256-gcm96"),
	}
	for _, flag := range []string{"allow_plaintext_backup", "deletion_allowed", "exportable"} {
		attrs[flag] = table.Optional(table.Flag).Default(false)
	}
	for _, flag := range []string{"convergent_encryption", "derived"} {
		attrs[flag] = table.Optional(table.Flag).ForceNew().Default(false)
	}
	for _, name := range []string{"latest_version", "min_available_version"} {
		attrs[name] = table.Computed(table.Number).As(1)
	}
	for _, name := range []string{"context", "hybrid_key_type_ec", "hybrid_key_type_pqc", "managed_key_id", "managed_key_name", "namespace"} {
		attrs[name] = table.Optional(table.Text).ForceNew()
	}
	return table.Resource{ID: "{backend}/keys/{name}", Global: true, Block: table.Block{Attrs: attrs}}
}

func kvSecretV2() table.Resource {
	return table.Resource{ID: "{mount}/data/{name}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"data":                 table.Computed(table.Labels).Sensitive(),
		"data_json":            table.Optional(table.Text).Sensitive(),
		"data_json_wo":         table.Optional(table.Text).WriteOnly(),
		"data_json_wo_version": table.Optional(table.Number),
		"delete_all_versions":  table.Optional(table.Flag).Default(false),
		"disable_read":         table.Optional(table.Flag).Default(false),
		"mount":                table.Required(table.Text).ForceNew(),
		"name":                 table.Required(table.Text).ForceNew(),
		"namespace":            table.Optional(table.Text).ForceNew(),
		"path":                 table.Computed(table.Text).As("{mount}/data/{name}"),
	}}}
}

func kvSecret() table.Resource {
	return table.Resource{ID: "{path}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"data":      table.Computed(table.Labels).Sensitive(),
		"data_json": table.Required(table.Text).Sensitive(),
		"namespace": table.Optional(table.Text).ForceNew(),
		"path":      table.Required(table.Text).ForceNew(),
	}}}
}

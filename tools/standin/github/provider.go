// Package github is the table of the provider registry.terraform.io/integrations/github as far as secrets of its Actions
// are concerned.
package github

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

// Provider is the whole table.
func Provider() table.Provider {
	return table.Provider{
		Name:   "github",
		Config: table.Block{Attrs: table.Attrs{"owner": table.Optional(table.Text), "token": table.Optional(table.Text).Sensitive()}},
		Resources: map[string]table.Resource{
			"github_actions_environment_secret": {ID: "{repository}:{environment}:{secret_name}", Version: 1, Global: true, Block: table.Block{
				Attrs: secret(table.Attrs{
					"environment":   table.Required(table.Text).ForceNew(),
					"repository":    table.Required(table.Text),
					"repository_id": table.Computed(table.Number).As(1),
				}),
			}},
			"github_actions_organization_secret": {ID: "{secret_name}", Version: 1, Global: true, Block: table.Block{
				Attrs: secret(table.Attrs{
					"selected_repository_ids": table.Optional(table.Names).Computed().As([]string{}),
					"visibility":              table.Required(table.Text).In("all", "private", "selected"),
				}),
			}},
			"github_actions_secret": {ID: "{repository}:{secret_name}", Version: 1, Global: true, Block: table.Block{
				Attrs: secret(table.Attrs{
					"repository":    table.Required(table.Text),
					"repository_id": table.Computed(table.Number).As(1),
				}),
			}},
		},
		Configure: func(table.Values, func(string) string) (table.Settings, error) { return table.Settings{}, nil },
	}
}

func secret(attrs table.Attrs) table.Attrs {
	for _, name := range []string{"encrypted_value", "plaintext_value", "value", "value_encrypted"} {
		attrs[name] = table.Optional(table.Text).Sensitive()
	}
	for _, name := range []string{"created_at", "remote_updated_at", "updated_at"} {
		attrs[name] = table.Computed(table.Text).As("2026-01-01 00:00:00 +0000 UTC")
	}
	attrs["key_id"] = table.Optional(table.Text).Computed().As("568250167242549743")
	attrs["secret_name"] = table.Required(table.Text).ForceNew()
	return attrs
}

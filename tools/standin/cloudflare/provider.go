// Package cloudflare is the table of the provider registry.terraform.io/cloudflare/cloudflare as far as the transport of zones is
// concerned: cloudflare_zone_settings_override as version 4 of that provider has it, the others as version 5.
package cloudflare

import (
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// Provider is the whole table.
func Provider() table.Provider {
	return table.Provider{
		Name:   "cloudflare",
		Config: table.Block{Attrs: table.Attrs{"api_token": table.Optional(table.Text).Sensitive()}},
		Resources: map[string]table.Resource{
			"cloudflare_hostname_tls_setting":   hostname(),
			"cloudflare_zone":                   zone(),
			"cloudflare_zone_setting":           setting(),
			"cloudflare_zone_settings_override": override(),
		},
		Configure: func(table.Values, func(string) string) (table.Settings, error) { return table.Settings{}, nil },
	}
}

func zone() table.Resource {
	return table.Resource{ID: "{hex32}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"account": table.Required(tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": table.Text}}).ForceNew(),
		"name":    table.Required(table.Text).ForceNew(),
		"paused":  table.Optional(table.Flag).Computed().As(false),
		"status":  table.Computed(table.Text).As("pending"),
		"type":    table.Optional(table.Text).Default("full"),
	}}}
}

// setting has a value of whatever type the setting is of.
func setting() table.Resource {
	return table.Resource{ID: "{setting_id}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"editable":    table.Computed(table.Flag).As(true),
		"enabled":     table.Optional(table.Flag),
		"modified_on": table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
		"setting_id":  table.Required(table.Text).ForceNew(),
		"value":       table.Required(tftypes.DynamicPseudoType),
		"zone_id":     table.Required(table.Text).ForceNew(),
	}}}
}

func hostname() table.Resource {
	return table.Resource{ID: "{setting_id}", Global: true, Block: table.Block{Attrs: table.Attrs{
		"created_at": table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
		"hostname":   table.Required(table.Text).ForceNew(),
		"setting_id": table.Required(table.Text).ForceNew(),
		"status":     table.Computed(table.Text).As("active"),
		"updated_at": table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
		"value":      table.Required(tftypes.DynamicPseudoType),
		"zone_id":    table.Required(table.Text).ForceNew(),
	}}}
}

// override has of the settings those of the way of traffic, and one that is none.
func override() table.Resource {
	attrs := table.Attrs{}
	for name, value := range map[string]string{
		"always_use_https": "off", "automatic_https_rewrites": "off", "brotli": "on", "min_tls_version": "1.0",
		"opportunistic_encryption": "on", "ssl": "full", "tls_1_3": "on", "universal_ssl": "on",
	} {
		attrs[name] = table.Optional(table.Text).Computed().As(value)
	}
	return table.Resource{ID: "{zone_id}", Version: 2, Global: true, Block: table.Block{
		Attrs: table.Attrs{
			"initial_settings_read_at": table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
			"zone_id":                  table.Required(table.Text).ForceNew(),
			"zone_status":              table.Computed(table.Text).As("active"),
			"zone_type":                table.Computed(table.Text).As("full"),
		},
		Blocks: table.Blocks{"settings": table.List(0, 1, table.Block{
			Attrs: attrs,
			Blocks: table.Blocks{"security_header": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"enabled":            table.Optional(table.Flag).Computed().As(false),
				"include_subdomains": table.Optional(table.Flag).Computed().As(false),
				"max_age":            table.Optional(table.Number).Computed().As(0),
				"nosniff":            table.Optional(table.Flag).Computed().As(false),
				"preload":            table.Optional(table.Flag).Computed().As(false),
			}}).Computed()},
		}).Computed()},
	}}
}

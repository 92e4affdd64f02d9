package google

import (
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

func kms() map[string]table.Resource {
	return map[string]table.Resource{
		"google_kms_key_ring":   keyRing(),
		"google_kms_crypto_key": cryptoKey(),
	}
}

func keyRing() table.Resource {
	return table.Resource{ID: "projects/{project}/locations/{location}/keyRings/{name}", Global: true, Plan: project, Block: table.Block{
		Attrs: table.Attrs{
			"location": table.Required(table.Text).ForceNew(),
			"name":     table.Required(table.Text).ForceNew(),
			"project":  ownProject(),
		},
		Blocks: table.Blocks{"timeouts": table.Timeouts("create", "delete")},
	}}
}

func cryptoKey() table.Resource {
	return table.Resource{ID: "{key_ring}/cryptoKeys/{name}", Version: 1, Global: true, Plan: labelled, Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"crypto_key_backend":            table.Optional(table.Text).Computed().ForceNew().As(""),
			"deletion_policy":               deletionPolicy(),
			"destroy_scheduled_duration":    table.Optional(table.Text).Computed().ForceNew().As("2592000s"),
			"import_only":                   table.Optional(table.Flag).Computed().ForceNew().As(false),
			"key_ring":                      table.Required(table.Text).ForceNew(),
			"name":                          table.Required(table.Text).ForceNew(),
			"primary":                       table.Computed(primary),
			"purpose":                       table.Optional(table.Text).ForceNew().Default("ENCRYPT_DECRYPT"),
			"rotation_period":               table.Optional(table.Text),
			"skip_initial_version_creation": table.Optional(table.Flag),
		}),
		Blocks: table.Blocks{
			"timeouts": table.Timeouts("create", "delete", "update"),
			"version_template": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"algorithm":        table.Required(table.Text),
				"protection_level": table.Optional(table.Text).ForceNew().Default("SOFTWARE"),
			}}).Computed(),
		},
	}}
}

var primary = tftypes.List{ElementType: tftypes.Object{AttributeTypes: map[string]tftypes.Type{
	"name": tftypes.String, "state": tftypes.String,
}}}

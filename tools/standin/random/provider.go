// Package random is the table of the provider registry.terraform.io/hashicorp/random as far as secrets are concerned: attribute
// names and their behaviour as version 3 of that provider has them.
package random

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

// Provider is the whole table.
func Provider() table.Provider {
	return table.Provider{
		Name:      "random",
		Resources: map[string]table.Resource{"random_bytes": octets(), "random_password": password()},
		Configure: func(table.Values, func(string) string) (table.Settings, error) { return table.Settings{}, nil },
	}
}

func octets() table.Resource {
	return table.Resource{ID: "none", Global: true, Block: table.Block{Attrs: table.Attrs{
		"base64": table.Computed(table.Text).Sensitive(), "hex": table.Computed(table.Text).Sensitive(),
		"keepers": table.Optional(table.Labels).ForceNew(), "length": table.Required(table.Number).ForceNew(),
	}}}
}

func password() table.Resource {
	attrs := table.Attrs{
		"bcrypt_hash":      table.Computed(table.Text).Sensitive(),
		"keepers":          table.Optional(table.Labels).ForceNew(),
		"length":           table.Required(table.Number).ForceNew(),
		"override_special": table.Optional(table.Text).ForceNew(),
		"result":           table.Computed(table.Text).Sensitive(),
	}
	for _, name := range []string{"lower", "numeric", "special", "upper"} {
		attrs[name] = table.Optional(table.Flag).ForceNew().Default(true)
	}
	for _, name := range []string{"min_lower", "min_numeric", "min_special", "min_upper"} {
		attrs[name] = table.Optional(table.Number).ForceNew().Default(0)
	}
	return table.Resource{ID: "none", Version: 3, Global: true, Block: table.Block{Attrs: attrs}}
}

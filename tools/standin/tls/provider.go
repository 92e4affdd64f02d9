// Package tls is the table of the provider registry.terraform.io/hashicorp/tls: attribute names and their behaviour as version 4
// of that provider has them.
package tls

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

// Provider is the whole table.
func Provider() table.Provider {
	return table.Provider{
		Name: "tls",
		Resources: map[string]table.Resource{
			"tls_cert_request":        request(),
			"tls_locally_signed_cert": locallySigned(),
			"tls_private_key":         privateKey(),
			"tls_self_signed_cert":    selfSigned(),
		},
		Configure: func(table.Values, func(string) string) (table.Settings, error) { return table.Settings{}, nil },
	}
}

func privateKey() table.Resource {
	attrs := table.Attrs{
		"algorithm":   table.Required(table.Text).ForceNew().In("ECDSA", "ED25519", "RSA"),
		"ecdsa_curve": table.Optional(table.Text).Computed().ForceNew().As("P224"),
		"rsa_bits":    table.Optional(table.Number).Computed().ForceNew().As(2048),
	}
	for _, name := range []string{"private_key_openssh", "private_key_pem", "private_key_pem_pkcs8"} {
		attrs[name] = table.Computed(table.Text).Sensitive()
	}
	for _, name := range []string{"public_key_fingerprint_md5", "public_key_fingerprint_sha256", "public_key_openssh", "public_key_pem"} {
		attrs[name] = table.Computed(table.Text)
	}
	return table.Resource{ID: "{hex32}", Version: 1, Global: true, Block: table.Block{Attrs: attrs}}
}

func subject() table.Nested {
	attrs := table.Attrs{}
	for _, name := range []string{"common_name", "country", "locality", "organization", "organizational_unit", "postal_code", "province", "serial_number"} {
		attrs[name] = table.Optional(table.Text)
	}
	attrs["street_address"] = table.Optional(table.Texts)
	return table.List(0, 1, table.Block{Attrs: attrs}).Replacing()
}

func request() table.Resource {
	return table.Resource{ID: "{hex32}", Version: 1, Global: true, Block: table.Block{
		Attrs: table.Attrs{
			"cert_request_pem": table.Computed(table.Text), "dns_names": table.Optional(table.Texts).ForceNew(), "key_algorithm": table.Computed(table.Text),
			"private_key_pem": table.Required(table.Text).ForceNew().Sensitive(),
		},
		Blocks: table.Blocks{"subject": subject()},
	}}
}

func signed(attrs table.Attrs) table.Attrs {
	attrs["allowed_uses"] = table.Required(table.Texts).ForceNew()
	attrs["cert_pem"] = table.Computed(table.Text)
	attrs["early_renewal_hours"] = table.Optional(table.Number).Default(0)
	attrs["is_ca_certificate"] = table.Optional(table.Flag).ForceNew().Default(false)
	attrs["ready_for_renewal"] = table.Computed(table.Flag)
	attrs["validity_end_time"] = table.Computed(table.Text)
	attrs["validity_period_hours"] = table.Required(table.Number).ForceNew()
	attrs["validity_start_time"] = table.Computed(table.Text)
	return attrs
}

func selfSigned() table.Resource {
	return table.Resource{ID: "{hex32}", Version: 1, Global: true, Block: table.Block{
		Attrs: signed(table.Attrs{
			"dns_names": table.Optional(table.Texts).ForceNew(), "key_algorithm": table.Computed(table.Text),
			"private_key_pem": table.Required(table.Text).ForceNew().Sensitive(),
		}),
		Blocks: table.Blocks{"subject": subject()},
	}}
}

func locallySigned() table.Resource {
	return table.Resource{ID: "{hex32}", Version: 1, Global: true, Block: table.Block{Attrs: signed(table.Attrs{
		"ca_cert_pem": table.Required(table.Text).ForceNew(), "ca_key_algorithm": table.Computed(table.Text),
		"ca_private_key_pem": table.Required(table.Text).ForceNew().Sensitive(), "cert_request_pem": table.Required(table.Text).ForceNew(),
	})}}
}

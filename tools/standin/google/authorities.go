package google

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

// authorities are those of Certificate Authority Service and their pools, as far as what pools publish, and the authorities' own
// certificates, are concerned.
func authorities() map[string]table.Resource {
	return map[string]table.Resource{
		"google_privateca_ca_pool":               authorityPool(),
		"google_privateca_certificate_authority": authority(),
	}
}

func authorityPool() table.Resource {
	return table.Resource{ID: "projects/{project}/locations/{location}/caPools/{name}", Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"location": table.Required(table.Text).ForceNew(), "name": table.Required(table.Text).ForceNew(),
			"project": ownProject(), "tier": table.Required(table.Text).ForceNew().In("DEVOPS", "ENTERPRISE"),
		}),
		Blocks: table.Blocks{"publishing_options": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"encoding_format": table.Optional(table.Text), "publish_ca_cert": table.Required(table.Flag), "publish_crl": table.Required(table.Flag),
		}})},
	}}
}

func authority() table.Resource {
	return table.Resource{ID: "projects/{project}/locations/{location}/caPools/{pool}/certificateAuthorities/{certificate_authority_id}", Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"certificate_authority_id":               table.Required(table.Text).ForceNew(),
			"create_time":                            table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
			"deletion_protection":                    table.Optional(table.Flag).Default(true),
			"desired_state":                          table.Optional(table.Text),
			"gcs_bucket":                             table.Optional(table.Text).ForceNew(),
			"ignore_active_certificates_on_deletion": table.Optional(table.Flag).Default(false),
			"lifetime":                               table.Optional(table.Text).ForceNew().Default("315360000s"),
			"location":                               table.Required(table.Text).ForceNew(),
			"name":                                   table.Computed(table.Text).As("projects/{project}/locations/{location}/caPools/{pool}/certificateAuthorities/{certificate_authority_id}"),
			"pem_ca_certificate":                     table.Optional(table.Text),
			"pem_ca_certificates":                    table.Computed(table.Texts).As([]string{}),
			"pool":                                   table.Required(table.Text).ForceNew(),
			"project":                                ownProject(),
			"skip_grace_period":                      table.Optional(table.Flag).Default(false),
			"state":                                  table.Computed(table.Text).As("ENABLED"),
			"type":                                   table.Optional(table.Text).ForceNew().Default("SELF_SIGNED").In("SELF_SIGNED", "SUBORDINATE"),
			"update_time":                            table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
		}),
		Blocks: table.Blocks{
			"config": table.List(1, 1, authorityConfig()),
			"key_spec": table.List(1, 1, table.Block{Attrs: table.Attrs{
				"algorithm":             table.Optional(table.Text).ForceNew(),
				"cloud_kms_key_version": table.Optional(table.Text).ForceNew(),
			}}),
			"subordinate_config": table.List(0, 1, table.Block{
				Attrs: table.Attrs{"certificate_authority": table.Optional(table.Text)},
				Blocks: table.Blocks{"pem_issuer_chain": table.List(0, 1, table.Block{Attrs: table.Attrs{
					"pem_certificates": table.Optional(table.Texts),
				}})},
			}),
			"timeouts": table.Timeouts("create", "delete", "update"),
		},
	}}
}

// authorityConfig is what stands in an authority's own certificate, as far as configurations cannot do without it.
func authorityConfig() table.Block {
	flags := func(names ...string) table.Block {
		attrs := table.Attrs{}
		for _, name := range names {
			attrs[name] = table.Optional(table.Flag).ForceNew()
		}
		return table.Block{Attrs: attrs}
	}
	return table.Block{Blocks: table.Blocks{
		"subject_config": table.List(1, 1, table.Block{Blocks: table.Blocks{
			"subject": table.List(1, 1, table.Block{Attrs: table.Attrs{
				"common_name": table.Required(table.Text).ForceNew(), "organization": table.Required(table.Text).ForceNew(),
			}}),
		}}),
		"x509_config": table.List(1, 1, table.Block{Blocks: table.Blocks{
			"ca_options": table.List(1, 1, flags("is_ca", "zero_max_issuer_path_length")),
			"key_usage": table.List(1, 1, table.Block{Blocks: table.Blocks{
				"base_key_usage":     table.List(1, 1, flags("cert_sign", "crl_sign")),
				"extended_key_usage": table.List(1, 1, flags("client_auth", "server_auth")),
			}}),
		}}),
	}}
}

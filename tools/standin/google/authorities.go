package google

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

// authorities are pools of Certificate Authority Service, as far as what they publish is concerned.
func authorities() map[string]table.Resource {
	return map[string]table.Resource{"google_privateca_ca_pool": authorityPool()}
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

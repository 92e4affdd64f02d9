package aws

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

func iam() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_iam_role": iamRole(),
	}
}

func iamRole() table.Resource {
	return table.Resource{ID: "{name}", Global: true, Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                   table.Computed(table.Text).As("arn:{partition}:iam::{account}:role{path}{name}"),
			"assume_role_policy":    table.Required(table.Text).JSON(),
			"create_date":           table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
			"description":           table.Optional(table.Text).As(""),
			"force_detach_policies": table.Optional(table.Flag).Default(false),
			"managed_policy_arns":   table.Optional(table.Names).Computed().As([]string{}),
			"max_session_duration":  table.Optional(table.Number).Default(3600).Between(3600, 43200),
			"name":                  table.Optional(table.Text).Computed().ForceNew().Without("name_prefix").As("{name_prefix}20260101000000{hex8}"),
			"name_prefix":           table.Optional(table.Text).Computed().ForceNew().Without("name").As(""),
			"path":                  table.Optional(table.Text).ForceNew().Default("/"),
			"permissions_boundary":  table.Optional(table.Text).As(""),
			"unique_id":             table.Computed(table.Text).As("AROA{upper16}"),
		},
		Blocks: table.Blocks{"inline_policy": table.Set(0, 0, table.Block{Attrs: table.Attrs{
			"name": table.Optional(table.Text), "policy": table.Optional(table.Text).JSON(),
		}})},
	}}
}

package aws

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

func secrets() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_secretsmanager_secret":          secret(),
		"aws_secretsmanager_secret_policy":   secretPolicy(),
		"aws_secretsmanager_secret_rotation": secretRotation(),
		"aws_secretsmanager_secret_version":  secretVersion(),
		"aws_ssm_parameter":                  ssmParameter(),
	}
}

func secret() table.Resource {
	return table.Resource{ID: "{arn}", Tagged: true, Block: table.Block{
		Attrs: named(table.Attrs{
			"arn":                            table.Computed(table.Text).As("arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{hex8}"),
			"description":                    table.Optional(table.Text).As(""),
			"force_overwrite_replica_secret": table.Optional(table.Flag).Default(false),
			"kms_key_id":                     table.Optional(table.Text).As(""),
			"policy":                         table.Optional(table.Text).Computed().JSON(),
			"recovery_window_in_days":        table.Optional(table.Number).Default(30).Between(0, 30),
		}),
		Blocks: table.Blocks{"replica": table.Set(0, 0, table.Block{Attrs: table.Attrs{
			"kms_key_id":         table.Optional(table.Text).Computed(),
			"last_accessed_date": table.Computed(table.Text),
			"region":             table.Required(table.Text),
			"status":             table.Computed(table.Text).As("InSync"),
			"status_message":     table.Computed(table.Text),
		}}).Computed()},
	}}
}

func secretPolicy() table.Resource {
	return table.Resource{ID: "{secret_arn}", Block: table.Block{Attrs: table.Attrs{
		"block_public_policy": table.Optional(table.Flag),
		"policy":              table.Required(table.Text).JSON(),
		"secret_arn":          table.Required(table.Text).ForceNew(),
	}}}
}

func secretVersion() table.Resource {
	return table.Resource{ID: "{secret_id}|{version_id}", Block: table.Block{Attrs: table.Attrs{
		"arn":                      table.Computed(table.Text).As("{secret_id}"),
		"has_secret_string_wo":     table.Computed(table.Flag).As(false),
		"secret_binary":            table.Optional(table.Text).ForceNew().Sensitive().Without("secret_string", "secret_string_wo"),
		"secret_id":                table.Required(table.Text).ForceNew(),
		"secret_string":            table.Optional(table.Text).Computed().ForceNew().Sensitive().Without("secret_binary", "secret_string_wo"),
		"secret_string_wo":         table.Optional(table.Text).Sensitive().WriteOnly().With("secret_string_wo_version"),
		"secret_string_wo_version": table.Optional(table.Number).ForceNew(),
		"version_id":               table.Computed(table.Text).As("terraform-{hex32}"),
		"version_stages":           table.Optional(table.Names).Computed().As([]string{"AWSCURRENT"}),
	}}}
}

func secretRotation() table.Resource {
	return table.Resource{ID: "{secret_id}", Block: table.Block{
		Attrs: table.Attrs{
			"rotate_immediately":  table.Optional(table.Flag).Default(true),
			"rotation_enabled":    table.Computed(table.Flag).As(true),
			"rotation_lambda_arn": table.Optional(table.Text),
			"secret_id":           table.Required(table.Text).ForceNew(),
		},
		Blocks: table.Blocks{"rotation_rules": table.List(1, 1, table.Block{Attrs: table.Attrs{
			"automatically_after_days": table.Optional(table.Number).Between(1, 1000),
			"duration":                 table.Optional(table.Text),
			"schedule_expression":      table.Optional(table.Text),
		}})},
	}}
}

func ssmParameter() table.Resource {
	return table.Resource{ID: "{name}", Tagged: true, Block: table.Block{Attrs: table.Attrs{
		"allowed_pattern":  table.Optional(table.Text),
		"arn":              table.Optional(table.Text).Computed().As("arn:{partition}:ssm:{region}:{account}:parameter{name}"),
		"data_type":        table.Optional(table.Text).Computed().ForceNew().As("text"),
		"description":      table.Optional(table.Text),
		"has_value_wo":     table.Computed(table.Flag).As(false),
		"insecure_value":   table.Optional(table.Text).Computed().Without("value", "value_wo"),
		"key_id":           table.Optional(table.Text).Computed(),
		"name":             table.Required(table.Text).ForceNew(),
		"overwrite":        table.Optional(table.Flag),
		"tier":             table.Optional(table.Text).Computed().As("Standard"),
		"type":             table.Required(table.Text).In("SecureString", "String", "StringList"),
		"value":            table.Optional(table.Text).Computed().Sensitive().Without("insecure_value", "value_wo"),
		"value_wo":         table.Optional(table.Text).Sensitive().WriteOnly().With("value_wo_version"),
		"value_wo_version": table.Optional(table.Number),
		"version":          table.Computed(table.Number).As(1),
	}}}
}

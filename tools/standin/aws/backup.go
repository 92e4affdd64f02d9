package aws

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

func backupLifecycle() table.Nested {
	return table.List(0, 1, table.Block{Attrs: table.Attrs{
		"cold_storage_after": table.Optional(table.Number),
		"delete_after":       table.Optional(table.Number),
		"opt_in_to_archive_for_supported_resources": table.Optional(table.Flag).Computed().As(false),
	}})
}

func backupPlan() table.Resource {
	rule := table.Block{
		Attrs: table.Attrs{
			"completion_window":            table.Optional(table.Number).Default(180),
			"enable_continuous_backup":     table.Optional(table.Flag).Default(false),
			"recovery_point_tags":          table.Optional(table.Labels),
			"rule_name":                    table.Required(table.Text),
			"schedule":                     table.Optional(table.Text),
			"schedule_expression_timezone": table.Optional(table.Text).Default("Etc/UTC"),
			"start_window":                 table.Optional(table.Number).Default(60),
			"target_vault_name":            table.Required(table.Text),
		},
		Blocks: table.Blocks{
			"copy_action": table.Set(0, 0, table.Block{
				Attrs:  table.Attrs{"destination_vault_arn": table.Required(table.Text).ARN()},
				Blocks: table.Blocks{"lifecycle": backupLifecycle()},
			}),
			"lifecycle": backupLifecycle(),
		},
	}
	return table.Resource{ID: "{uuid}", Version: 1, Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":     table.Computed(table.Text).As("arn:{partition}:backup:{region}:{account}:backup-plan:{id}"),
			"name":    table.Required(table.Text).ForceNew(),
			"version": table.Computed(table.Text).As("{hex8}"),
		},
		Blocks: table.Blocks{"rule": table.Set(1, 0, rule)},
	}}
}

func restoreTestingPlan() table.Resource {
	selection := table.Attrs{
		"algorithm":             table.Required(table.Text).In("LATEST_WITHIN_WINDOW", "RANDOM_WITHIN_WINDOW"),
		"exclude_vaults":        table.Optional(table.Names).Computed().As([]string{}),
		"include_vaults":        table.Required(table.Names),
		"recovery_point_types":  table.Required(table.Names),
		"selection_window_days": table.Optional(table.Number).Computed().Between(1, 365).As(30),
	}
	return table.Resource{ID: "{name}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                          table.Computed(table.Text).As("arn:{partition}:backup:{region}:{account}:restore-testing-plan:{name}"),
			"name":                         table.Required(table.Text).ForceNew(),
			"schedule_expression":          table.Required(table.Text),
			"schedule_expression_timezone": table.Optional(table.Text).Computed().As("Etc/UTC"),
			"start_window_hours":           table.Optional(table.Number).Computed().Between(0, 168).As(24),
		},
		Blocks: table.Blocks{"recovery_point_selection": table.List(1, 1, table.Block{Attrs: selection})},
	}}
}

func restoreTestingSelection() table.Resource {
	return table.Resource{ID: "{name}", Block: table.Block{
		Attrs: table.Attrs{
			"iam_role_arn":               table.Required(table.Text).ARN(),
			"name":                       table.Required(table.Text).ForceNew(),
			"protected_resource_arns":    table.Optional(table.Names).Computed().As([]string{"*"}),
			"protected_resource_type":    table.Required(table.Text).ForceNew(),
			"restore_metadata_overrides": table.Optional(table.Labels).Computed().As(map[string]string{}),
			"restore_testing_plan_name":  table.Required(table.Text).ForceNew(),
			"validation_window_hours":    table.Optional(table.Number).Computed().As(0),
		},
	}}
}

package aws

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

func metricFilter() table.Resource {
	return table.Resource{ID: "{name}", Block: table.Block{
		Attrs: table.Attrs{
			"apply_on_transformed_logs": table.Optional(table.Flag).Computed().As(false),
			"log_group_name":            table.Required(table.Text).ForceNew(),
			"name":                      table.Required(table.Text).ForceNew(),
			"pattern":                   table.Required(table.Text),
		},
		Blocks: table.Blocks{"metric_transformation": table.List(1, 1, table.Block{Attrs: table.Attrs{
			"default_value": table.Optional(table.Text), "dimensions": table.Optional(table.Labels), "name": table.Required(table.Text),
			"namespace": table.Required(table.Text), "unit": table.Optional(table.Text).Default("None"), "value": table.Required(table.Text),
		}})},
	}}
}

func metricAlarm() table.Resource {
	attrs := table.Attrs{
		"actions_enabled":                       table.Optional(table.Flag).Default(true),
		"alarm_actions":                         table.Optional(table.Names),
		"alarm_name":                            table.Required(table.Text).ForceNew(),
		"arn":                                   table.Computed(table.Text).As("arn:{partition}:cloudwatch:{region}:{account}:alarm:{alarm_name}"),
		"comparison_operator":                   table.Required(table.Text),
		"datapoints_to_alarm":                   table.Optional(table.Number),
		"dimensions":                            table.Optional(table.Labels),
		"evaluate_low_sample_count_percentiles": table.Optional(table.Text).Computed(),
		"evaluation_periods":                    table.Required(table.Number),
		"insufficient_data_actions":             table.Optional(table.Names),
		"ok_actions":                            table.Optional(table.Names),
		"period":                                table.Optional(table.Number),
		"threshold":                             table.Optional(table.Number),
		"treat_missing_data":                    table.Optional(table.Text).Default("missing"),
	}
	for _, name := range []string{"alarm_description", "extended_statistic", "metric_name", "namespace", "statistic", "threshold_metric_id", "unit"} {
		attrs[name] = table.Optional(table.Text)
	}
	metric := table.Block{Attrs: table.Attrs{
		"dimensions": table.Optional(table.Labels), "metric_name": table.Required(table.Text), "namespace": table.Optional(table.Text),
		"period": table.Required(table.Number), "stat": table.Required(table.Text), "unit": table.Optional(table.Text),
	}}
	return table.Resource{ID: "{alarm_name}", Version: 1, Tagged: true, Block: table.Block{
		Attrs: attrs,
		Blocks: table.Blocks{"metric_query": table.Set(0, 0, table.Block{
			Attrs: table.Attrs{
				"account_id": table.Optional(table.Text), "expression": table.Optional(table.Text), "id": table.Required(table.Text),
				"label": table.Optional(table.Text), "period": table.Optional(table.Number), "return_data": table.Optional(table.Flag).Default(false),
			},
			Blocks: table.Blocks{"metric": table.List(0, 1, metric)},
		})},
	}}
}

func eventRule() table.Resource {
	return table.Resource{ID: "{name}", Version: 1, Tagged: true, Block: table.Block{Attrs: named(table.Attrs{
		"arn":                 table.Computed(table.Text).As("arn:{partition}:events:{region}:{account}:rule/{name}"),
		"description":         table.Optional(table.Text),
		"event_bus_name":      table.Optional(table.Text).ForceNew().Default("default"),
		"event_pattern":       table.Optional(table.Text).JSON(),
		"force_destroy":       table.Optional(table.Flag).Default(false),
		"is_enabled":          table.Optional(table.Flag).Without("state"),
		"role_arn":            table.Optional(table.Text),
		"schedule_expression": table.Optional(table.Text),
		"state":               table.Optional(table.Text).In("DISABLED", "ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS").Without("is_enabled"),
	})}}
}

// eventTarget leaves out the blocks that say how a target of one kind is called.
func eventTarget() table.Resource {
	return table.Resource{ID: "{rule}-{target_id}", Version: 1, Block: table.Block{
		Attrs: table.Attrs{
			"arn":            table.Required(table.Text).ARN(),
			"event_bus_name": table.Optional(table.Text).ForceNew().Default("default"),
			"force_destroy":  table.Optional(table.Flag).Default(false),
			"input":          table.Optional(table.Text),
			"input_path":     table.Optional(table.Text),
			"role_arn":       table.Optional(table.Text),
			"rule":           table.Required(table.Text).ForceNew(),
			"target_id":      table.Optional(table.Text).Computed().ForceNew().As("terraform-20260101000000{hex8}"),
		},
		Blocks: table.Blocks{
			"dead_letter_config": table.List(0, 1, table.Block{Attrs: table.Attrs{"arn": table.Optional(table.Text)}}),
			"retry_policy": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"maximum_event_age_in_seconds": table.Optional(table.Number), "maximum_retry_attempts": table.Optional(table.Number),
			}}),
		},
	}}
}

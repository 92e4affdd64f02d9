package aws

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

func trails() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_cloudtrail":                   cloudtrail(),
		"aws_cloudtrail_event_data_store":  eventDataStore(),
		"aws_cloudwatch_event_rule":        eventRule(),
		"aws_cloudwatch_event_target":      eventTarget(),
		"aws_cloudwatch_log_group":         logGroup(),
		"aws_cloudwatch_log_metric_filter": metricFilter(),
		"aws_cloudwatch_metric_alarm":      metricAlarm(),
	}
}

func eventDataStore() table.Resource {
	return table.Resource{ID: "{arn}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                            table.Computed(table.Text).As("arn:{partition}:cloudtrail:{region}:{account}:eventdatastore/{uuid}"),
			"billing_mode":                   table.Optional(table.Text).Default("EXTENDABLE_RETENTION_PRICING"),
			"kms_key_id":                     table.Optional(table.Text).ForceNew().ARN(),
			"multi_region_enabled":           table.Optional(table.Flag).Default(true),
			"name":                           table.Required(table.Text),
			"organization_enabled":           table.Optional(table.Flag).Default(false),
			"retention_period":               table.Optional(table.Number).Default(2555).Between(7, 3653),
			"suspend":                        table.Optional(table.Text),
			"termination_protection_enabled": table.Optional(table.Flag).Default(true),
		},
		Blocks: table.Blocks{
			"advanced_event_selector": table.List(0, 0, table.Block{
				Attrs:  table.Attrs{"name": table.Optional(table.Text)},
				Blocks: table.Blocks{"field_selector": table.Set(0, 0, table.Block{Attrs: selector()})},
			}).Computed(),
			"timeouts": table.Timeouts("create", "delete", "update"),
		},
	}}
}

// selector are the ways in which a field of an event is asked for.
func selector() table.Attrs {
	field := table.Attrs{"field": table.Required(table.Text)}
	for _, name := range []string{"ends_with", "equals", "not_ends_with", "not_equals", "not_starts_with", "starts_with"} {
		field[name] = table.Optional(table.Texts)
	}
	return field
}

func cloudtrail() table.Resource {
	return table.Resource{ID: "{arn}", Version: 1, Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                           table.Computed(table.Text).As("arn:{partition}:cloudtrail:{region}:{account}:trail/{name}"),
			"cloud_watch_logs_group_arn":    table.Optional(table.Text).ARN().As(""),
			"cloud_watch_logs_role_arn":     table.Optional(table.Text).ARN().As(""),
			"enable_log_file_validation":    table.Optional(table.Flag).Default(false),
			"enable_logging":                table.Optional(table.Flag).Default(true),
			"home_region":                   table.Computed(table.Text).As("{region}"),
			"include_global_service_events": table.Optional(table.Flag).Default(true),
			"is_multi_region_trail":         table.Optional(table.Flag).Default(false),
			"is_organization_trail":         table.Optional(table.Flag).Default(false),
			"kms_key_id":                    table.Optional(table.Text).ARN().As(""),
			"name":                          table.Required(table.Text).ForceNew(),
			"s3_bucket_name":                table.Required(table.Text),
			"s3_key_prefix":                 table.Optional(table.Text).As(""),
			"sns_topic_arn":                 table.Computed(table.Text),
			"sns_topic_name":                table.Optional(table.Text).As(""),
		},
		Blocks: table.Blocks{
			"advanced_event_selector": table.List(0, 0, table.Block{
				Attrs:  table.Attrs{"name": table.Optional(table.Text)},
				Blocks: table.Blocks{"field_selector": table.Set(1, 0, table.Block{Attrs: selector()})},
			}),
			"event_selector": table.List(0, 5, eventSelector()),
			"insight_selector": table.Set(0, 0, table.Block{Attrs: table.Attrs{
				"insight_type": table.Required(table.Text).In("ApiCallRateInsight", "ApiErrorRateInsight"),
			}}),
		},
	}}
}

func eventSelector() table.Block {
	return table.Block{
		Attrs: table.Attrs{
			"exclude_management_event_sources": table.Optional(table.Names),
			"include_management_events":        table.Optional(table.Flag).Default(true),
			"read_write_type":                  table.Optional(table.Text).Default("All").In("All", "ReadOnly", "WriteOnly"),
		},
		Blocks: table.Blocks{"data_resource": table.List(0, 0, table.Block{Attrs: table.Attrs{
			"type": table.Required(table.Text), "values": table.Required(table.Texts),
		}})},
	}
}

func logGroup() table.Resource {
	return table.Resource{ID: "{name}", Tagged: true, Block: table.Block{Attrs: named(table.Attrs{
		"arn":               table.Computed(table.Text).As("arn:{partition}:logs:{region}:{account}:log-group:{name}"),
		"kms_key_id":        table.Optional(table.Text).As(""),
		"log_group_class":   table.Optional(table.Text).Computed().ForceNew().In("STANDARD", "INFREQUENT_ACCESS", "DELIVERY").As("STANDARD"),
		"retention_in_days": table.Optional(table.Number).Default(0).Between(0, 3653),
		"skip_destroy":      table.Optional(table.Flag).Default(false),
	})}}
}

package aws

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

func messages() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_sns_topic": snsTopic(),
		"aws_sqs_queue": sqsQueue(),
	}
}

func snsTopic() table.Resource {
	attrs := named(table.Attrs{
		"archive_policy":              table.Optional(table.Text).JSON(),
		"arn":                         table.Computed(table.Text).As("arn:{partition}:sns:{region}:{account}:{name}"),
		"beginning_archive_time":      table.Computed(table.Text),
		"content_based_deduplication": table.Optional(table.Flag).Default(false),
		"delivery_policy":             table.Optional(table.Text).JSON(),
		"display_name":                table.Optional(table.Text).As(""),
		"fifo_throughput_scope":       table.Optional(table.Text).Computed(),
		"fifo_topic":                  table.Optional(table.Flag).ForceNew().Default(false),
		"kms_master_key_id":           table.Optional(table.Text).As(""),
		"owner":                       table.Computed(table.Text).As("{account}"),
		"policy":                      table.Optional(table.Text).Computed().JSON(),
		"signature_version":           table.Optional(table.Number).Computed().Between(1, 2).As(0),
		"tracing_config":              table.Optional(table.Text).Computed(),
	})
	for _, protocol := range []string{"application", "firehose", "http", "lambda", "sqs"} {
		attrs[protocol+"_failure_feedback_role_arn"] = table.Optional(table.Text)
		attrs[protocol+"_success_feedback_role_arn"] = table.Optional(table.Text)
		attrs[protocol+"_success_feedback_sample_rate"] = table.Optional(table.Number).Between(0, 100)
	}
	return table.Resource{ID: "{arn}", Tagged: true, Block: table.Block{Attrs: attrs}}
}

func sqsQueue() table.Resource {
	return table.Resource{ID: "{url}", Tagged: true, Block: table.Block{
		Attrs: named(table.Attrs{
			"arn":                               table.Computed(table.Text).As("arn:{partition}:sqs:{region}:{account}:{name}"),
			"content_based_deduplication":       table.Optional(table.Flag).Default(false),
			"deduplication_scope":               table.Optional(table.Text).Computed(),
			"delay_seconds":                     table.Optional(table.Number).Default(0).Between(0, 900),
			"fifo_queue":                        table.Optional(table.Flag).ForceNew().Default(false),
			"fifo_throughput_limit":             table.Optional(table.Text).Computed(),
			"kms_data_key_reuse_period_seconds": table.Optional(table.Number).Computed().Between(60, 86400).As(300),
			"kms_master_key_id":                 table.Optional(table.Text).Without("sqs_managed_sse_enabled").As(""),
			"max_message_size":                  table.Optional(table.Number).Default(262144).Between(1024, 1048576),
			"message_retention_seconds":         table.Optional(table.Number).Default(345600).Between(60, 1209600),
			"policy":                            table.Optional(table.Text).Computed().JSON(),
			"receive_wait_time_seconds":         table.Optional(table.Number).Default(0),
			"redrive_allow_policy":              table.Optional(table.Text).Computed().JSON(),
			"redrive_policy":                    table.Optional(table.Text).Computed().JSON(),
			"sqs_managed_sse_enabled":           table.Optional(table.Flag).Computed().Without("kms_master_key_id").As(withoutOwnKey),
			"url":                               table.Computed(table.Text).As("https://sqs.{region}.{dns_suffix}/{account}/{name}"),
			"visibility_timeout_seconds":        table.Optional(table.Number).Default(30).Between(0, 43200),
		}),
		Blocks: table.Blocks{"timeouts": table.Timeouts("create", "delete", "update")},
	}}
}

func withoutOwnKey(v table.Values) any { return v.Text("kms_master_key_id") == "" }

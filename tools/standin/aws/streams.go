package aws

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

// streams are what messages and records pass through beside SNS and SQS.
func streams() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_kinesis_firehose_delivery_stream": deliveryStream(),
		"aws_kinesis_stream":                   kinesisStream(),
		"aws_mq_broker":                        mqBroker(),
		"aws_msk_cluster":                      mskCluster(),
	}
}

func kinesisStream() table.Resource {
	return table.Resource{ID: "{arn}", Version: 1, Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                       table.Optional(table.Text).Computed().As("arn:{partition}:kinesis:{region}:{account}:stream/{name}"),
			"encryption_type":           table.Optional(table.Text).Default("NONE").In("KMS", "NONE"),
			"enforce_consumer_deletion": table.Optional(table.Flag).Default(false),
			"kms_key_id":                table.Optional(table.Text),
			"max_record_size_in_kib":    table.Optional(table.Number).Computed().Between(1024, 10240).As(1024),
			"name":                      table.Required(table.Text).ForceNew(),
			"retention_period":          table.Optional(table.Number).Default(24).Between(24, 8760),
			"shard_count":               table.Optional(table.Number),
			"shard_level_metrics":       table.Optional(table.Names),
		},
		Blocks: table.Blocks{
			"stream_mode_details": table.List(0, 1, table.Block{Attrs: table.Attrs{"stream_mode": table.Required(table.Text).In("ON_DEMAND", "PROVISIONED")}}).Computed(),
			"timeouts":            table.Timeouts("create", "delete", "update"),
		},
	}}
}

// deliveryStream has the destinations that the fixtures need.
func deliveryStream() table.Resource {
	return table.Resource{ID: "{arn}", Version: 1, Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":            table.Optional(table.Text).Computed().ForceNew().As("arn:{partition}:firehose:{region}:{account}:deliverystream/{name}"),
			"destination":    table.Required(table.Text).ForceNew(),
			"destination_id": table.Optional(table.Text).Computed(),
			"name":           table.Required(table.Text).ForceNew(),
			"version_id":     table.Optional(table.Text).Computed(),
		},
		Blocks: table.Blocks{
			"extended_s3_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"bucket_arn": table.Required(table.Text).ARN(), "buffering_interval": table.Optional(table.Number).Default(300),
				"buffering_size": table.Optional(table.Number).Default(5), "compression_format": table.Optional(table.Text).Default("UNCOMPRESSED"),
				"custom_time_zone": table.Optional(table.Text).Default("UTC"), "error_output_prefix": table.Optional(table.Text),
				"file_extension": table.Optional(table.Text), "kms_key_arn": table.Optional(table.Text).ARN(),
				"prefix": table.Optional(table.Text), "role_arn": table.Required(table.Text).ARN(),
				"s3_backup_mode": table.Optional(table.Text).Default("Disabled"),
			}}),
			"kinesis_source_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"kinesis_stream_arn": table.Required(table.Text).ARN(), "role_arn": table.Required(table.Text).ARN(),
			}}).Replacing(),
			"msk_source_configuration": table.List(0, 1, table.Block{
				Attrs: table.Attrs{
					"msk_cluster_arn": table.Required(table.Text).ARN(), "read_from_timestamp": table.Optional(table.Text), "topic_name": table.Required(table.Text),
				},
				Blocks: table.Blocks{"authentication_configuration": table.List(1, 1, table.Block{Attrs: table.Attrs{
					"connectivity": table.Required(table.Text), "role_arn": table.Required(table.Text).ARN(),
				}})},
			}).Replacing(),
			"server_side_encryption": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"enabled": table.Optional(table.Flag).Default(false), "key_arn": table.Optional(table.Text).ARN(),
				"key_type": table.Optional(table.Text).Default("AWS_OWNED_CMK").In("AWS_OWNED_CMK", "CUSTOMER_MANAGED_CMK"),
			}}),
			"timeouts": table.Timeouts("create", "delete", "update"),
		},
	}}
}

func mskCluster() table.Resource {
	attrs := table.Attrs{
		"arn":                    table.Computed(table.Text).As("arn:{partition}:kafka:{region}:{account}:cluster/{cluster_name}/{uuid}-1"),
		"cluster_name":           table.Required(table.Text).ForceNew(),
		"enhanced_monitoring":    table.Optional(table.Text).Default("DEFAULT"),
		"kafka_version":          table.Required(table.Text),
		"number_of_broker_nodes": table.Required(table.Number),
		"storage_mode":           table.Optional(table.Text).Computed(),
	}
	for _, name := range []string{"bootstrap_brokers", "bootstrap_brokers_sasl_iam", "bootstrap_brokers_tls", "cluster_uuid", "current_version", "zookeeper_connect_string"} {
		attrs[name] = table.Computed(table.Text)
	}
	public := table.List(0, 1, table.Block{Attrs: table.Attrs{"type": table.Optional(table.Text).Computed()}}).Computed()
	return table.Resource{ID: "{arn}", Tagged: true, Block: table.Block{Attrs: attrs, Blocks: table.Blocks{
		"broker_node_group_info": table.List(1, 1, table.Block{
			Attrs: table.Attrs{
				"az_distribution": table.Optional(table.Text).ForceNew().Default("DEFAULT"), "client_subnets": table.Required(table.Names).ForceNew(),
				"instance_type": table.Required(table.Text), "security_groups": table.Required(table.Names).ForceNew(),
			},
			Blocks: table.Blocks{
				"connectivity_info": table.List(0, 1, table.Block{Blocks: table.Blocks{"public_access": public}}).Computed(),
				"storage_info": table.List(0, 1, table.Block{Blocks: table.Blocks{
					"ebs_storage_info": table.List(0, 1, table.Block{Attrs: table.Attrs{"volume_size": table.Optional(table.Number)}}),
				}}).Computed(),
			},
		}),
		"encryption_info": table.List(0, 1, table.Block{
			Attrs: table.Attrs{"encryption_at_rest_kms_key_arn": table.Optional(table.Text).Computed().ForceNew().ARN()},
			Blocks: table.Blocks{"encryption_in_transit": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"client_broker": table.Optional(table.Text).Default("TLS").In("PLAINTEXT", "TLS", "TLS_PLAINTEXT"),
				"in_cluster":    table.Optional(table.Flag).ForceNew().Default(true),
			}})},
		}),
		"timeouts": table.Timeouts("create", "delete", "update"),
	}}}
}

func mqBroker() table.Resource {
	attrs := table.Attrs{
		"apply_immediately":          table.Optional(table.Flag).Default(false),
		"arn":                        table.Computed(table.Text).As("arn:{partition}:mq:{region}:{account}:broker:{broker_name}:b-{uuid}"),
		"auto_minor_version_upgrade": table.Optional(table.Flag).Default(false),
		"broker_name":                table.Required(table.Text).ForceNew(),
		"deployment_mode":            table.Optional(table.Text).ForceNew().Default("SINGLE_INSTANCE"),
		"engine_type":                table.Required(table.Text).ForceNew(),
		"engine_version":             table.Required(table.Text),
		"host_instance_type":         table.Required(table.Text),
		"publicly_accessible":        table.Optional(table.Flag).ForceNew().Default(false),
		"security_groups":            table.Optional(table.Names),
		"subnet_ids":                 table.Optional(table.Names).Computed().ForceNew().As([]string{}),
	}
	for _, name := range []string{"authentication_strategy", "data_replication_mode", "storage_type"} {
		attrs[name] = table.Optional(table.Text).Computed()
	}
	return table.Resource{ID: "b-{uuid}", Tagged: true, Block: table.Block{Attrs: attrs, Blocks: table.Blocks{
		"configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"id": table.Optional(table.Text).Computed(), "revision": table.Optional(table.Number).Computed(),
		}}).Computed(),
		"encryption_options": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"kms_key_id": table.Optional(table.Text).Computed().ForceNew().ARN(), "use_aws_owned_key": table.Optional(table.Flag).ForceNew().Default(true),
		}}).Replacing(),
		"logs":     table.List(0, 1, table.Block{Attrs: table.Attrs{"audit": table.Optional(table.Text), "general": table.Optional(table.Flag).Default(false)}}),
		"timeouts": table.Timeouts("create", "delete", "update"),
		"user": table.Set(0, 0, table.Block{Attrs: table.Attrs{
			"console_access": table.Optional(table.Flag).Default(false), "groups": table.Optional(table.Names),
			"password": table.Required(table.Text).Sensitive(), "replication_user": table.Optional(table.Flag).Default(false),
			"username": table.Required(table.Text),
		}}),
	}}}
}

package aws

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

func stores() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_backup_plan":                               backupPlan(),
		"aws_backup_restore_testing_plan":               restoreTestingPlan(),
		"aws_backup_restore_testing_selection":          restoreTestingSelection(),
		"aws_backup_vault":                              backupVault(),
		"aws_db_instance":                               dbInstance(),
		"aws_db_instance_automated_backups_replication": replicatedBackups(),
		"aws_db_snapshot_copy":                          snapshotCopy(),
		"aws_dynamodb_table":                            dynamodbTable(),
		"aws_dynamodb_table_replica":                    tableReplica(),
		"aws_ebs_volume":                                ebsVolume(),
		"aws_efs_file_system":                           fileSystem(),
		"aws_rds_cluster":                               rdsCluster(),
	}
}

func backupVault() table.Resource {
	return table.Resource{ID: "{name}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":             table.Computed(table.Text).As("arn:{partition}:backup:{region}:{account}:backup-vault:{name}"),
			"force_destroy":   table.Optional(table.Flag).Default(false),
			"kms_key_arn":     table.Optional(table.Text).Computed().ForceNew().ARN().As("arn:{partition}:kms:{region}:{account}:key/{uuid}"),
			"name":            table.Required(table.Text).ForceNew(),
			"recovery_points": table.Computed(table.Number).As(0),
		},
		Blocks: table.Blocks{"timeouts": table.Timeouts("delete")},
	}}
}

func ebsVolume() table.Resource {
	return table.Resource{ID: "vol-{hex17}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                        table.Computed(table.Text).As("arn:{partition}:ec2:{region}:{account}:volume/{id}"),
			"availability_zone":          table.Required(table.Text).ForceNew(),
			"create_time":                table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
			"encrypted":                  table.Optional(table.Flag).Computed().ForceNew().As(false),
			"final_snapshot":             table.Optional(table.Flag).Default(false),
			"iops":                       table.Optional(table.Number).Computed().As(3000),
			"kms_key_id":                 table.Optional(table.Text).Computed().ForceNew().ARN(),
			"multi_attach_enabled":       table.Optional(table.Flag).ForceNew(),
			"outpost_arn":                table.Optional(table.Text).ForceNew(),
			"size":                       table.Optional(table.Number).Computed(),
			"snapshot_id":                table.Optional(table.Text).Computed().ForceNew(),
			"throughput":                 table.Optional(table.Number).Computed().Between(125, 1000).As(125),
			"type":                       table.Optional(table.Text).Computed().As("gp3"),
			"volume_initialization_rate": table.Optional(table.Number).Between(100, 300),
		},
		Blocks: table.Blocks{"timeouts": table.Timeouts("create", "delete", "update")},
	}}
}

func dynamodbTable() table.Resource {
	return table.Resource{ID: "{name}", Version: 1, Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                         table.Computed(table.Text).As("arn:{partition}:dynamodb:{region}:{account}:table/{name}"),
			"billing_mode":                table.Optional(table.Text).Default("PROVISIONED").In("PROVISIONED", "PAY_PER_REQUEST"),
			"deletion_protection_enabled": table.Optional(table.Flag),
			"hash_key":                    table.Optional(table.Text).Computed().ForceNew(),
			"name":                        table.Required(table.Text).ForceNew(),
			"range_key":                   table.Optional(table.Text).ForceNew(),
			"read_capacity":               table.Optional(table.Number).Computed().As(0),
			"restore_date_time":           table.Optional(table.Text).ForceNew(),
			"restore_source_name":         table.Optional(table.Text).ForceNew(),
			"restore_source_table_arn":    table.Optional(table.Text).ForceNew(),
			"restore_to_latest_time":      table.Optional(table.Flag).ForceNew(),
			"stream_arn":                  table.Computed(table.Text),
			"stream_enabled":              table.Optional(table.Flag),
			"stream_label":                table.Computed(table.Text),
			"stream_view_type":            table.Optional(table.Text).Computed(),
			"table_class":                 table.Optional(table.Text).In("STANDARD", "STANDARD_INFREQUENT_ACCESS"),
			"write_capacity":              table.Optional(table.Number).Computed().As(0),
		},
		Blocks: dynamodbBlocks(),
	}}
}

func tableReplica() table.Resource {
	return table.Resource{ID: "{global_table_arn}:{region}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                         table.Computed(table.Text),
			"deletion_protection_enabled": table.Optional(table.Flag).Computed(),
			"global_table_arn":            table.Required(table.Text).ForceNew().ARN(),
			"kms_key_arn":                 table.Optional(table.Text).Computed().ForceNew().ARN(),
			"point_in_time_recovery":      table.Optional(table.Flag).Default(false),
			"table_class_override":        table.Optional(table.Text).ForceNew().In("STANDARD", "STANDARD_INFREQUENT_ACCESS"),
		},
		Blocks: table.Blocks{"timeouts": table.Timeouts("create", "delete", "update")},
	}}
}

func dynamodbBlocks() table.Blocks {
	return table.Blocks{
		"attribute": table.Set(0, 0, table.Block{Attrs: table.Attrs{
			"name": table.Required(table.Text), "type": table.Required(table.Text).In("B", "N", "S"),
		}}).Computed(),
		"global_secondary_index": table.Set(0, 0, table.Block{Attrs: table.Attrs{
			"hash_key": table.Required(table.Text), "name": table.Required(table.Text),
			"non_key_attributes": table.Optional(table.Names), "projection_type": table.Required(table.Text),
			"range_key": table.Optional(table.Text), "read_capacity": table.Optional(table.Number).Computed().As(0),
			"write_capacity": table.Optional(table.Number).Computed().As(0),
		}}),
		"local_secondary_index": table.Set(0, 0, table.Block{Attrs: table.Attrs{
			"name": table.Required(table.Text), "non_key_attributes": table.Optional(table.Texts),
			"projection_type": table.Required(table.Text), "range_key": table.Required(table.Text),
		}}).Replacing(),
		"point_in_time_recovery": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"enabled": table.Required(table.Flag), "recovery_period_in_days": table.Optional(table.Number).Computed().Between(1, 35).As(35),
		}}).Computed(),
		"replica": table.Set(0, 0, table.Block{Attrs: table.Attrs{
			"arn": table.Computed(table.Text), "kms_key_arn": table.Optional(table.Text).Computed().ARN(),
			"point_in_time_recovery": table.Optional(table.Flag).Default(false), "propagate_tags": table.Optional(table.Flag).Default(false),
			"region_name": table.Required(table.Text), "stream_arn": table.Computed(table.Text), "stream_label": table.Computed(table.Text),
		}}),
		"server_side_encryption": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"enabled": table.Required(table.Flag), "kms_key_arn": table.Optional(table.Text).Computed().ARN(),
		}}).Computed(),
		"timeouts": table.Timeouts("create", "delete", "update"),
		"ttl": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"attribute_name": table.Optional(table.Text), "enabled": table.Optional(table.Flag).Default(false),
		}}).Computed(),
	}
}

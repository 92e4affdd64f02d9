package aws

import (
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

func rdsCluster() table.Resource {
	attrs := table.Attrs{
		"arn":                       table.Computed(table.Text).As("arn:{partition}:rds:{region}:{account}:cluster:{cluster_identifier}"),
		"availability_zones":        table.Optional(table.Names).Computed().ForceNew().As([]string{}),
		"backtrack_window":          table.Optional(table.Number),
		"backup_retention_period":   table.Optional(table.Number).Computed().As(1),
		"cluster_identifier":        table.Optional(table.Text).Computed().ForceNew().Without("cluster_identifier_prefix").As("{cluster_identifier_prefix}20260101000000{hex8}"),
		"cluster_identifier_prefix": table.Optional(table.Text).Computed().ForceNew().Without("cluster_identifier").As(""),
		"cluster_members":           table.Optional(table.Names).Computed().As([]string{}),
		"copy_tags_to_snapshot":     table.Optional(table.Flag).Default(false),
		"delete_automated_backups":  table.Optional(table.Flag).Default(true),
		"engine":                    table.Required(table.Text).ForceNew(),
		"engine_mode":               table.Optional(table.Text).ForceNew().Default("provisioned"),
		"iam_roles":                 table.Optional(table.Names).Computed().As([]string{}),
		"kms_key_id":                table.Optional(table.Text).Computed().ForceNew().ARN(),
		"master_password":           table.Optional(table.Text).Sensitive(),
		"master_password_wo":        table.Optional(table.Text).Sensitive().WriteOnly().With("master_password_wo_version"),
		"master_user_secret":        table.Computed(tftypes.List{ElementType: masterSecretType}).As([]any{}),
		"port":                      table.Optional(table.Number).Computed().As(5432),
		"skip_final_snapshot":       table.Optional(table.Flag).Default(false),
		"storage_encrypted":         table.Optional(table.Flag).Computed().ForceNew().As(false),
		"vpc_security_group_ids":    table.Optional(table.Names).Computed().As([]string{}),
	}
	attrs["master_password_wo_version"] = table.Optional(table.Number)
	for _, name := range []string{"enable_global_write_forwarding", "enable_http_endpoint", "enable_local_write_forwarding"} {
		attrs[name] = table.Optional(table.Flag).Default(false)
	}
	clusterPlain(attrs)
	return table.Resource{ID: "{cluster_identifier}", Version: 1, Tagged: true, Block: table.Block{Attrs: attrs, Blocks: clusterBlocks()}}
}

// clusterPlain adds the attributes of which there is no more to say than their type.
func clusterPlain(attrs table.Attrs) {
	for _, name := range []string{"ca_certificate_valid_till", "cluster_resource_id", "endpoint", "engine_version_actual", "hosted_zone_id", "reader_endpoint"} {
		attrs[name] = table.Computed(table.Text)
	}
	for _, name := range []string{
		"db_cluster_instance_class", "db_instance_parameter_group_name", "domain", "domain_iam_role_name", "final_snapshot_identifier",
		"global_cluster_identifier", "replication_source_identifier",
	} {
		attrs[name] = table.Optional(table.Text)
	}
	for _, name := range []string{"snapshot_identifier", "source_region"} {
		attrs[name] = table.Optional(table.Text).ForceNew()
	}
	for _, name := range []string{"cluster_scalability_type", "database_name", "db_subnet_group_name", "db_system_id", "master_username"} {
		attrs[name] = table.Optional(table.Text).Computed().ForceNew()
	}
	for _, name := range []string{
		"ca_certificate_identifier", "database_insights_mode", "db_cluster_parameter_group_name", "engine_lifecycle_support", "engine_version",
		"master_user_secret_kms_key_id", "monitoring_role_arn", "network_type", "performance_insights_kms_key_id",
		"preferred_backup_window", "preferred_maintenance_window", "storage_type",
	} {
		attrs[name] = table.Optional(table.Text).Computed()
	}
	for _, name := range []string{"allow_major_version_upgrade", "deletion_protection", "iam_database_authentication_enabled", "manage_master_user_password", "performance_insights_enabled"} {
		attrs[name] = table.Optional(table.Flag)
	}
	for _, name := range []string{"apply_immediately", "auto_minor_version_upgrade"} {
		attrs[name] = table.Optional(table.Flag).Computed().As(false)
	}
	for _, name := range []string{"allocated_storage", "monitoring_interval", "performance_insights_retention_period"} {
		attrs[name] = table.Optional(table.Number).Computed().As(0)
	}
	attrs["iops"] = table.Optional(table.Number)
	attrs["enabled_cloudwatch_logs_exports"] = table.Optional(table.Names)
}

func clusterBlocks() table.Blocks {
	return table.Blocks{
		"restore_to_point_in_time": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"restore_to_time": table.Optional(table.Text), "restore_type": table.Optional(table.Text),
			"source_cluster_identifier": table.Optional(table.Text), "source_cluster_resource_id": table.Optional(table.Text),
			"use_latest_restorable_time": table.Optional(table.Flag),
		}}).Replacing(),
		"s3_import": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"bucket_name": table.Required(table.Text), "bucket_prefix": table.Optional(table.Text),
			"ingestion_role": table.Required(table.Text), "source_engine": table.Required(table.Text),
			"source_engine_version": table.Required(table.Text),
		}}).Replacing(),
		"scaling_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"auto_pause": table.Optional(table.Flag).Default(true), "max_capacity": table.Optional(table.Number).Default(16),
			"min_capacity": table.Optional(table.Number).Default(1), "seconds_before_timeout": table.Optional(table.Number),
			"seconds_until_auto_pause": table.Optional(table.Number).Default(300), "timeout_action": table.Optional(table.Text).Default("RollbackCapacityChange"),
		}}),
		"serverlessv2_scaling_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"max_capacity": table.Required(table.Number), "min_capacity": table.Required(table.Number),
			"seconds_until_auto_pause": table.Optional(table.Number).Computed(),
		}}),
		"timeouts": table.Timeouts("create", "delete", "update"),
	}
}

// replicatedBackups are the automated backups of an instance, replicated to the region of this resource.
func replicatedBackups() table.Resource {
	return table.Resource{ID: "arn:{partition}:rds:{region}:{account}:auto-backup:ab-{hex17}", Block: table.Block{
		Attrs: table.Attrs{
			"kms_key_id":             table.Optional(table.Text).Computed().ForceNew().ARN(),
			"pre_signed_url":         table.Optional(table.Text).ForceNew(),
			"retention_period":       table.Optional(table.Number).ForceNew().Default(7),
			"source_db_instance_arn": table.Required(table.Text).ForceNew().ARN(),
		},
		Blocks: table.Blocks{"timeouts": table.Timeouts("create", "delete")},
	}}
}

func snapshotCopy() table.Resource {
	attrs := table.Attrs{
		"allocated_storage":             table.Computed(table.Number),
		"copy_tags":                     table.Optional(table.Flag).ForceNew(),
		"db_snapshot_arn":               table.Computed(table.Text).As("arn:{partition}:rds:{region}:{account}:snapshot:{target_db_snapshot_identifier}"),
		"encrypted":                     table.Computed(table.Flag).As(false),
		"iops":                          table.Computed(table.Number),
		"option_group_name":             table.Optional(table.Text).Computed().ForceNew(),
		"port":                          table.Computed(table.Number),
		"shared_accounts":               table.Optional(table.Names),
		"source_db_snapshot_identifier": table.Required(table.Text).ForceNew(),
		"target_db_snapshot_identifier": table.Required(table.Text).ForceNew(),
	}
	for _, name := range []string{"availability_zone", "engine", "engine_version", "license_model", "snapshot_type", "source_region", "storage_type", "vpc_id"} {
		attrs[name] = table.Computed(table.Text)
	}
	for _, name := range []string{"destination_region", "kms_key_id", "presigned_url", "target_custom_availability_zone"} {
		attrs[name] = table.Optional(table.Text).ForceNew()
	}
	return table.Resource{ID: "{target_db_snapshot_identifier}", Tagged: true, Block: table.Block{
		Attrs: attrs, Blocks: table.Blocks{"timeouts": table.Timeouts("create")},
	}}
}

func fileSystem() table.Resource {
	return table.Resource{ID: "fs-{hex17}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                             table.Computed(table.Text).As("arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{id}"),
			"availability_zone_id":            table.Computed(table.Text),
			"availability_zone_name":          table.Optional(table.Text).Computed().ForceNew(),
			"creation_token":                  table.Optional(table.Text).Computed().ForceNew().As("terraform-20260101000000{hex8}"),
			"dns_name":                        table.Computed(table.Text).As("{id}.efs.{region}.{dns_suffix}"),
			"encrypted":                       table.Optional(table.Flag).Computed().ForceNew().As(false),
			"kms_key_id":                      table.Optional(table.Text).Computed().ForceNew().ARN(),
			"name":                            table.Computed(table.Text),
			"number_of_mount_targets":         table.Computed(table.Number).As(0),
			"owner_id":                        table.Computed(table.Text).As("{account}"),
			"performance_mode":                table.Optional(table.Text).Computed().ForceNew().In("generalPurpose", "maxIO").As("generalPurpose"),
			"provisioned_throughput_in_mibps": table.Optional(table.Number),
			"size_in_bytes": table.Computed(tftypes.List{ElementType: tftypes.Object{AttributeTypes: map[string]tftypes.Type{
				"value": tftypes.Number, "value_in_ia": tftypes.Number, "value_in_standard": tftypes.Number,
			}}}).As([]any{}),
			"throughput_mode": table.Optional(table.Text).Default("bursting").In("bursting", "elastic", "provisioned"),
		},
		Blocks: table.Blocks{
			"lifecycle_policy": table.List(0, 3, table.Block{Attrs: table.Attrs{
				"transition_to_archive": table.Optional(table.Text), "transition_to_ia": table.Optional(table.Text),
				"transition_to_primary_storage_class": table.Optional(table.Text),
			}}),
			"protection": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"replication_overwrite": table.Optional(table.Text).Computed().In("ENABLED", "DISABLED"),
			}}).Computed(),
		},
	}}
}

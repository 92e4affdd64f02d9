package aws

import (
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

func dbInstance() table.Resource {
	attrs := table.Attrs{
		"address":                               table.Computed(table.Text).As("{identifier}.stand-in.{region}.rds.{dns_suffix}"),
		"apply_immediately":                     table.Optional(table.Flag).Default(false),
		"arn":                                   table.Computed(table.Text).As("arn:{partition}:rds:{region}:{account}:db:{identifier}"),
		"auto_minor_version_upgrade":            table.Optional(table.Flag).Default(true),
		"copy_tags_to_snapshot":                 table.Optional(table.Flag).Default(false),
		"dedicated_log_volume":                  table.Optional(table.Flag).Default(false),
		"delete_automated_backups":              table.Optional(table.Flag).Default(true),
		"domain_dns_ips":                        table.Optional(table.Names),
		"enabled_cloudwatch_logs_exports":       table.Optional(table.Names),
		"endpoint":                              table.Computed(table.Text).As("{address}:5432"),
		"identifier":                            table.Optional(table.Text).Computed().ForceNew().Without("identifier_prefix").As("{identifier_prefix}20260101000000{hex8}"),
		"identifier_prefix":                     table.Optional(table.Text).Computed().ForceNew().Without("identifier").As(""),
		"instance_class":                        table.Required(table.Text),
		"listener_endpoint":                     table.Computed(tftypes.List{ElementType: endpointType}).As([]any{}),
		"master_user_secret":                    table.Computed(tftypes.List{ElementType: masterSecretType}).As([]any{}),
		"max_allocated_storage":                 table.Optional(table.Number),
		"monitoring_interval":                   table.Optional(table.Number).Default(0),
		"password":                              table.Optional(table.Text).Sensitive(),
		"password_wo":                           table.Optional(table.Text).Sensitive().WriteOnly(),
		"password_wo_version":                   table.Optional(table.Number),
		"performance_insights_enabled":          table.Optional(table.Flag).Default(false),
		"performance_insights_retention_period": table.Optional(table.Number).Computed().As(0),
		"port":                                  table.Optional(table.Number).Computed().As(5432),
		"publicly_accessible":                   table.Optional(table.Flag).Default(false),
		"replicas":                              table.Computed(table.Texts).As([]string{}),
		"resource_id":                           table.Computed(table.Text).As("{id}"),
		"skip_final_snapshot":                   table.Optional(table.Flag).Default(false),
		"status":                                table.Computed(table.Text).As("available"),
		"storage_encrypted":                     table.Optional(table.Flag).ForceNew(),
		"vpc_security_group_ids":                table.Optional(table.Names).Computed().As([]string{}),
	}
	for _, name := range []string{"allocated_storage", "backup_retention_period", "iops", "storage_throughput"} {
		attrs[name] = table.Optional(table.Number).Computed().As(0)
	}
	for _, name := range []string{
		"allow_major_version_upgrade", "customer_owned_ip_enabled", "deletion_protection",
		"iam_database_authentication_enabled", "manage_master_user_password", "upgrade_storage_config",
	} {
		attrs[name] = table.Optional(table.Flag)
	}
	attrs["multi_az"] = table.Optional(table.Flag).Computed().As(false)
	dbTexts(attrs)
	return table.Resource{ID: "db-{upper16}", Version: 2, Tagged: true, Block: table.Block{Attrs: attrs, Blocks: dbBlocks()}}
}

func dbTexts(attrs table.Attrs) {
	for _, name := range []string{"engine_version_actual", "hosted_zone_id", "latest_restorable_time"} {
		attrs[name] = table.Computed(table.Text)
	}
	for _, name := range []string{
		"domain", "domain_auth_secret_arn", "domain_iam_role_name", "domain_ou", "final_snapshot_identifier", "replicate_source_db",
	} {
		attrs[name] = table.Optional(table.Text)
	}
	attrs["custom_iam_instance_profile"] = table.Optional(table.Text).ForceNew()
	for _, name := range []string{
		"backup_target", "backup_window", "ca_cert_identifier", "database_insights_mode", "db_subnet_group_name", "domain_fqdn",
		"engine_lifecycle_support", "engine_version", "license_model", "maintenance_window", "master_user_secret_kms_key_id",
		"monitoring_role_arn", "network_type", "option_group_name", "parameter_group_name",
		"performance_insights_kms_key_id", "replica_mode", "storage_type",
	} {
		attrs[name] = table.Optional(table.Text).Computed()
	}
	for _, name := range []string{
		"availability_zone", "character_set_name", "db_name", "engine", "kms_key_id", "nchar_character_set_name",
		"snapshot_identifier", "timezone", "username",
	} {
		attrs[name] = table.Optional(table.Text).Computed().ForceNew()
	}
	for _, name := range []string{"kms_key_id", "performance_insights_kms_key_id"} {
		attrs[name] = attrs[name].ARN()
	}
}

func dbBlocks() table.Blocks {
	return table.Blocks{
		"blue_green_update": table.List(0, 1, table.Block{Attrs: table.Attrs{"enabled": table.Optional(table.Flag)}}),
		"restore_to_point_in_time": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"restore_time": table.Optional(table.Text),
			"source_db_instance_automated_backups_arn": table.Optional(table.Text),
			"source_db_instance_identifier":            table.Optional(table.Text),
			"source_dbi_resource_id":                   table.Optional(table.Text),
			"use_latest_restorable_time":               table.Optional(table.Flag),
		}}).Replacing(),
		"s3_import": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"bucket_name": table.Required(table.Text), "bucket_prefix": table.Optional(table.Text),
			"ingestion_role": table.Required(table.Text), "source_engine": table.Required(table.Text),
			"source_engine_version": table.Required(table.Text),
		}}).Replacing(),
		"timeouts": table.Timeouts("create", "delete", "update"),
	}
}

var endpointType = tftypes.Object{AttributeTypes: map[string]tftypes.Type{
	"address": tftypes.String, "hosted_zone_id": tftypes.String, "port": tftypes.Number,
}}

var masterSecretType = tftypes.Object{AttributeTypes: map[string]tftypes.Type{
	"kms_key_id": tftypes.String, "secret_arn": tftypes.String, "secret_status": tftypes.String,
}}

package aws

import (
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// databases are those beside RDS and DynamoDB.
func databases() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_dax_cluster":                  daxCluster(),
		"aws_docdb_cluster":                docdbCluster(),
		"aws_keyspaces_table":              keyspacesTable(),
		"aws_memorydb_cluster":             memorydbCluster(),
		"aws_neptune_cluster":              neptuneCluster(),
		"aws_redshift_cluster":             redshiftCluster(),
		"aws_redshiftserverless_namespace": redshiftNamespace(),
		"aws_timestreamwrite_database":     timestreamDatabase(),
	}
}

// cluster is what the clusters of DocumentDB and Neptune have in common.
func cluster() table.Attrs {
	attrs := table.Attrs{
		"apply_immediately":         table.Optional(table.Flag),
		"arn":                       table.Computed(table.Text).As("arn:{partition}:rds:{region}:{account}:cluster:{cluster_identifier}"),
		"availability_zones":        table.Optional(table.Names).Computed().ForceNew().As([]string{}),
		"backup_retention_period":   table.Optional(table.Number).Default(1).Between(0, 35),
		"cluster_identifier":        table.Optional(table.Text).Computed().ForceNew().Without("cluster_identifier_prefix").As("tf-20260101000000{hex8}"),
		"cluster_identifier_prefix": table.Optional(table.Text).Computed().ForceNew().Without("cluster_identifier").As(""),
		"skip_final_snapshot":       table.Optional(table.Flag).Default(false),
		"vpc_security_group_ids":    table.Optional(table.Names).Computed().As([]string{}),
	}
	for _, name := range []string{"cluster_resource_id", "endpoint", "hosted_zone_id", "reader_endpoint"} {
		attrs[name] = table.Computed(table.Text)
	}
	for _, name := range []string{"engine_version", "preferred_backup_window", "preferred_maintenance_window"} {
		attrs[name] = table.Optional(table.Text).Computed()
	}
	for _, name := range []string{"final_snapshot_identifier", "global_cluster_identifier", "storage_type"} {
		attrs[name] = table.Optional(table.Text)
	}
	for _, name := range []string{"allow_major_version_upgrade", "deletion_protection"} {
		attrs[name] = table.Optional(table.Flag)
	}
	return attrs
}

func docdbCluster() table.Resource {
	attrs := cluster()
	attrs["cluster_members"] = table.Optional(table.Names).Computed().As([]string{})
	attrs["copy_tags_to_snapshot"] = table.Optional(table.Flag).Default(false)
	attrs["db_cluster_parameter_group_name"] = table.Optional(table.Text).Computed()
	attrs["db_subnet_group_name"] = table.Optional(table.Text).Computed().ForceNew()
	attrs["enabled_cloudwatch_logs_exports"] = table.Optional(table.Texts)
	attrs["engine"] = table.Optional(table.Text).ForceNew().Default("docdb").In("docdb")
	attrs["kms_key_id"] = table.Optional(table.Text).Computed().ForceNew().ARN().As("")
	attrs["manage_master_user_password"] = table.Optional(table.Flag).Without("master_password", "master_password_wo")
	attrs["master_password"] = table.Optional(table.Text).Sensitive().Without("manage_master_user_password", "master_password_wo")
	attrs["master_password_wo"] = table.Optional(table.Text).WriteOnly().Without("manage_master_user_password", "master_password")
	attrs["master_password_wo_version"] = table.Optional(table.Number)
	attrs["master_user_secret"] = table.Computed(tftypes.List{ElementType: masterSecretType}).As([]any{})
	attrs["master_username"] = table.Optional(table.Text).Computed().ForceNew()
	attrs["network_type"] = table.Optional(table.Text).Computed()
	attrs["port"] = table.Optional(table.Number).ForceNew().Default(27017)
	attrs["snapshot_identifier"] = table.Optional(table.Text).ForceNew()
	attrs["storage_encrypted"] = table.Optional(table.Flag).ForceNew()
	return table.Resource{ID: "{cluster_identifier}", Tagged: true, Block: table.Block{Attrs: attrs, Blocks: table.Blocks{
		"restore_to_point_in_time": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"restore_to_time": table.Optional(table.Text), "restore_type": table.Optional(table.Text),
			"source_cluster_identifier": table.Required(table.Text), "use_latest_restorable_time": table.Optional(table.Flag),
		}}).Replacing(),
		"serverless_v2_scaling_configuration": table.List(0, 1, scaling("required")),
		"timeouts":                            table.Timeouts("create", "delete", "update"),
	}}}
}

func scaling(how string) table.Block {
	capacity := table.Optional(table.Number)
	if how == "required" {
		capacity = table.Required(table.Number)
	}
	return table.Block{Attrs: table.Attrs{"max_capacity": capacity, "min_capacity": capacity}}
}

func neptuneCluster() table.Resource {
	attrs := cluster()
	attrs["apply_immediately"] = table.Optional(table.Flag).Computed()
	attrs["cluster_members"] = table.Computed(table.Names).As([]string{})
	attrs["copy_tags_to_snapshot"] = table.Optional(table.Flag).Default(false)
	attrs["enable_cloudwatch_logs_exports"] = table.Optional(table.Names)
	attrs["engine"] = table.Optional(table.Text).ForceNew().Default("neptune").In("neptune")
	attrs["iam_database_authentication_enabled"] = table.Optional(table.Flag)
	attrs["iam_roles"] = table.Optional(table.Names)
	attrs["kms_key_arn"] = table.Optional(table.Text).Computed().ForceNew().ARN().As("")
	attrs["neptune_cluster_parameter_group_name"] = table.Optional(table.Text).Computed()
	attrs["neptune_instance_parameter_group_name"] = table.Optional(table.Text)
	attrs["neptune_subnet_group_name"] = table.Optional(table.Text).Computed().ForceNew()
	attrs["port"] = table.Optional(table.Number).ForceNew().Default(8182)
	attrs["replication_source_identifier"] = table.Optional(table.Text)
	attrs["snapshot_identifier"] = table.Optional(table.Text).ForceNew()
	attrs["storage_encrypted"] = table.Optional(table.Flag).ForceNew().Default(false)
	attrs["storage_type"] = table.Optional(table.Text).Computed()
	return table.Resource{ID: "{cluster_identifier}", Tagged: true, Block: table.Block{Attrs: attrs, Blocks: table.Blocks{
		"serverless_v2_scaling_configuration": table.List(0, 1, scaling("optional")),
		"timeouts":                            table.Timeouts("create", "delete", "update"),
	}}}
}

// redshiftCluster has a switch that is a text, and on in version 6 of the provider where it is left out.
func redshiftCluster() table.Resource {
	attrs := table.Attrs{
		"allow_version_upgrade":                table.Optional(table.Flag).Default(true),
		"apply_immediately":                    table.Optional(table.Flag).Default(false),
		"arn":                                  table.Computed(table.Text).As("arn:{partition}:redshift:{region}:{account}:cluster:{cluster_identifier}"),
		"automated_snapshot_retention_period":  table.Optional(table.Number).Default(1).Between(0, 35),
		"availability_zone_relocation_enabled": table.Optional(table.Flag).Default(false),
		"cluster_identifier":                   table.Required(table.Text).ForceNew(),
		"cluster_version":                      table.Optional(table.Text).Default("1.0"),
		"encrypted":                            table.Optional(table.Text).Default("true").In("", "false", "true"),
		"enhanced_vpc_routing":                 table.Optional(table.Flag).Computed().As(false),
		"iam_roles":                            table.Optional(table.Names).Computed().As([]string{}),
		"kms_key_id":                           table.Optional(table.Text).Computed().ARN().As(""),
		"maintenance_track_name":               table.Optional(table.Text).Default("current"),
		"manage_master_password":               table.Optional(table.Flag).Without("master_password", "master_password_wo"),
		"manual_snapshot_retention_period":     table.Optional(table.Number).Default(-1),
		"master_password":                      table.Optional(table.Text).Sensitive().Without("manage_master_password", "master_password_wo"),
		"master_password_wo":                   table.Optional(table.Text).WriteOnly().Without("manage_master_password", "master_password"),
		"master_password_wo_version":           table.Optional(table.Number),
		"multi_az":                             table.Optional(table.Flag).Default(false),
		"node_type":                            table.Required(table.Text),
		"number_of_nodes":                      table.Optional(table.Number).Default(1),
		"port":                                 table.Optional(table.Number).Default(5439),
		"publicly_accessible":                  table.Optional(table.Flag).Default(false),
		"skip_final_snapshot":                  table.Optional(table.Flag).Default(false),
		"vpc_security_group_ids":               table.Optional(table.Names).Computed().As([]string{}),
	}
	for _, name := range []string{"cluster_namespace_arn", "cluster_public_key", "cluster_revision_number", "dns_name", "endpoint", "master_password_secret_arn"} {
		attrs[name] = table.Computed(table.Text)
	}
	for _, name := range []string{
		"availability_zone", "cluster_parameter_group_name", "cluster_type", "database_name", "default_iam_role_arn",
		"master_password_secret_kms_key_id", "preferred_maintenance_window",
	} {
		attrs[name] = table.Optional(table.Text).Computed()
	}
	attrs["cluster_subnet_group_name"] = table.Optional(table.Text).Computed().ForceNew()
	for _, name := range []string{"elastic_ip", "final_snapshot_identifier", "owner_account"} {
		attrs[name] = table.Optional(table.Text)
	}
	for _, name := range []string{"master_username", "snapshot_arn", "snapshot_cluster_identifier", "snapshot_identifier"} {
		attrs[name] = table.Optional(table.Text).ForceNew()
	}
	return table.Resource{ID: "{cluster_identifier}", Tagged: true, Block: table.Block{Attrs: attrs, Blocks: table.Blocks{
		"timeouts": table.Timeouts("create", "delete", "update"),
	}}}
}

func redshiftNamespace() table.Resource {
	return table.Resource{ID: "{namespace_name}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"admin_password_secret_arn":        table.Computed(table.Text),
			"admin_password_secret_kms_key_id": table.Optional(table.Text).ARN(),
			"admin_user_password":              table.Optional(table.Text).Sensitive().Without("admin_user_password_wo"),
			"admin_user_password_wo":           table.Optional(table.Text).WriteOnly().Without("admin_user_password"),
			"admin_user_password_wo_version":   table.Optional(table.Number),
			"admin_username":                   table.Optional(table.Text).Computed().Sensitive().As("admin"),
			"arn":                              table.Computed(table.Text).As("arn:{partition}:redshift-serverless:{region}:{account}:namespace/{uuid}"),
			"db_name":                          table.Optional(table.Text).Computed().ForceNew().As("dev"),
			"default_iam_role_arn":             table.Optional(table.Text),
			"iam_roles":                        table.Optional(table.Names),
			"kms_key_id":                       table.Optional(table.Text).Computed().As("AWS_OWNED_KMS_KEY"),
			"log_exports":                      table.Optional(table.Names),
			"manage_admin_password":            table.Optional(table.Flag).Default(false),
			"namespace_id":                     table.Computed(table.Text),
			"namespace_name":                   table.Required(table.Text).ForceNew(),
		},
		Blocks: table.Blocks{"timeouts": table.Timeouts("create", "delete", "update")},
	}}
}

func timestreamDatabase() table.Resource {
	return table.Resource{ID: "{database_name}", Tagged: true, Block: table.Block{Attrs: table.Attrs{
		"arn":           table.Computed(table.Text).As("arn:{partition}:timestream:{region}:{account}:database/{database_name}"),
		"database_name": table.Required(table.Text).ForceNew(),
		"kms_key_id":    table.Optional(table.Text).Computed().ARN().As("arn:{partition}:kms:{region}:{account}:key/{uuid}"),
		"table_count":   table.Computed(table.Number).As(0),
	}}}
}

func memorydbCluster() table.Resource {
	attrs := table.Attrs{
		"acl_name":                   table.Required(table.Text),
		"arn":                        table.Computed(table.Text).As("arn:{partition}:memorydb:{region}:{account}:cluster/{name}"),
		"auto_minor_version_upgrade": table.Optional(table.Flag).ForceNew().Default(true),
		"data_tiering":               table.Optional(table.Flag).ForceNew().Default(false),
		"description":                table.Optional(table.Text).Default("Managed by Terraform"),
		"engine":                     table.Optional(table.Text).Computed().As("redis"),
		"engine_patch_version":       table.Computed(table.Text),
		"final_snapshot_name":        table.Optional(table.Text),
		"kms_key_arn":                table.Optional(table.Text).ForceNew().ARN(),
		"name":                       table.Optional(table.Text).Computed().ForceNew().Without("name_prefix").As("{name_prefix}20260101000000{hex8}"),
		"name_prefix":                table.Optional(table.Text).Computed().ForceNew().Without("name").As(""),
		"node_type":                  table.Required(table.Text),
		"num_replicas_per_shard":     table.Optional(table.Number).Default(1).Between(0, 5),
		"num_shards":                 table.Optional(table.Number).Default(1),
		"port":                       table.Optional(table.Number).Computed().ForceNew().As(6379),
		"security_group_ids":         table.Optional(table.Names),
		"snapshot_arns":              table.Optional(table.Texts).ForceNew(),
		"snapshot_name":              table.Optional(table.Text).ForceNew(),
		"snapshot_retention_limit":   table.Optional(table.Number).Computed().Between(0, 35).As(0),
		"sns_topic_arn":              table.Optional(table.Text),
		"tls_enabled":                table.Optional(table.Flag).ForceNew().Default(true),
	}
	for _, name := range []string{"engine_version", "maintenance_window", "parameter_group_name", "snapshot_window"} {
		attrs[name] = table.Optional(table.Text).Computed()
	}
	attrs["subnet_group_name"] = table.Optional(table.Text).Computed().ForceNew()
	return table.Resource{ID: "{name}", Tagged: true, Block: table.Block{Attrs: attrs, Blocks: table.Blocks{"timeouts": table.Timeouts("create", "delete", "update")}}}
}

func keyspacesTable() table.Resource {
	named := table.Block{Attrs: table.Attrs{"name": table.Required(table.Text)}}
	status := table.Block{Attrs: table.Attrs{"status": table.Required(table.Text)}}
	return table.Resource{ID: "{keyspace_name}/{table_name}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                  table.Computed(table.Text).As("arn:{partition}:cassandra:{region}:{account}:/keyspace/{keyspace_name}/table/{table_name}"),
			"default_time_to_live": table.Optional(table.Number),
			"keyspace_name":        table.Required(table.Text).ForceNew(),
			"table_name":           table.Required(table.Text).ForceNew(),
		},
		Blocks: table.Blocks{
			"client_side_timestamps": table.List(0, 1, status),
			"encryption_specification": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"kms_key_identifier": table.Optional(table.Text).ARN(),
				"type":               table.Optional(table.Text).Computed().In("AWS_OWNED_KMS_KEY", "CUSTOMER_MANAGED_KMS_KEY").As("AWS_OWNED_KMS_KEY"),
			}}).Computed(),
			"point_in_time_recovery": table.List(0, 1, table.Block{Attrs: table.Attrs{"status": table.Optional(table.Text).Computed()}}).Computed(),
			"schema_definition": table.List(0, 1, table.Block{Blocks: table.Blocks{
				"clustering_key": table.List(0, 0, table.Block{Attrs: table.Attrs{"name": table.Required(table.Text), "order_by": table.Required(table.Text)}}),
				"column":         table.Set(1, 0, table.Block{Attrs: table.Attrs{"name": table.Required(table.Text), "type": table.Required(table.Text)}}),
				"partition_key":  table.List(1, 0, named),
				"static_column":  table.Set(0, 0, named),
			}}).Replacing(),
			"timeouts": table.Timeouts("create", "delete", "update"),
			"ttl":      table.List(0, 1, status),
		},
	}}
}

// daxCluster names no key: what it encrypts with is the service's.
func daxCluster() table.Resource {
	attrs := table.Attrs{
		"arn":                              table.Computed(table.Text).As("arn:{partition}:dax:{region}:{account}:cache/{cluster_name}"),
		"availability_zones":               table.Optional(table.Names).ForceNew(),
		"cluster_endpoint_encryption_type": table.Optional(table.Text).ForceNew().In("NONE", "TLS"),
		"cluster_name":                     table.Required(table.Text).ForceNew(),
		"description":                      table.Optional(table.Text),
		"iam_role_arn":                     table.Required(table.Text).ForceNew().ARN(),
		"maintenance_window":               table.Optional(table.Text).Computed(),
		"node_type":                        table.Required(table.Text).ForceNew(),
		"notification_topic_arn":           table.Optional(table.Text),
		"parameter_group_name":             table.Optional(table.Text).Computed(),
		"port":                             table.Computed(table.Number).As(8111),
		"replication_factor":               table.Required(table.Number),
		"security_group_ids":               table.Optional(table.Names).Computed().As([]string{}),
		"subnet_group_name":                table.Optional(table.Text).Computed().ForceNew(),
	}
	for _, name := range []string{"cluster_address", "configuration_endpoint"} {
		attrs[name] = table.Computed(table.Text)
	}
	return table.Resource{ID: "{cluster_name}", Tagged: true, Block: table.Block{Attrs: attrs, Blocks: table.Blocks{
		"server_side_encryption": table.List(0, 1, table.Block{Attrs: table.Attrs{"enabled": table.Optional(table.Flag).Default(false)}}).Replacing(),
		"timeouts":               table.Timeouts("create", "delete", "update"),
	}}}
}

package aws

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

// fileSystems are those of FSx; the one of EFS stands with its neighbours in stores.go.
func fileSystems() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_fsx_lustre_file_system":  lustre(),
		"aws_fsx_ontap_file_system":   ontap(),
		"aws_fsx_openzfs_file_system": openZFS(),
		"aws_fsx_windows_file_system": windows(),
	}
}

func fileSystemOf(own table.Attrs, blocks table.Blocks) table.Resource {
	attrs := table.Attrs{
		"arn":                           table.Computed(table.Text).As("arn:{partition}:fsx:{region}:{account}:file-system/{id}"),
		"dns_name":                      table.Computed(table.Text),
		"kms_key_id":                    table.Optional(table.Text).Computed().ForceNew().ARN().As("arn:{partition}:kms:{region}:{account}:key/{uuid}"),
		"network_interface_ids":         table.Computed(table.Texts).As([]string{}),
		"owner_id":                      table.Computed(table.Text),
		"security_group_ids":            table.Optional(table.Names).ForceNew(),
		"storage_capacity":              table.Optional(table.Number),
		"subnet_ids":                    table.Required(table.Texts).ForceNew(),
		"vpc_id":                        table.Computed(table.Text),
		"weekly_maintenance_start_time": table.Optional(table.Text).Computed(),
	}
	for name, attr := range own {
		attrs[name] = attr
	}
	blocks["timeouts"] = table.Timeouts("create", "delete", "update")
	return table.Resource{ID: "fs-{hex17}", Tagged: true, Block: table.Block{Attrs: attrs, Blocks: blocks}}
}

// lustre takes a key where its deployment is persistent.
func lustre() table.Resource {
	return fileSystemOf(table.Attrs{
		"auto_import_policy":                table.Optional(table.Text).Computed(),
		"automatic_backup_retention_days":   table.Optional(table.Number).Default(0).Between(0, 90),
		"backup_id":                         table.Optional(table.Text).ForceNew(),
		"copy_tags_to_backups":              table.Optional(table.Flag).ForceNew().Default(false),
		"daily_automatic_backup_start_time": table.Optional(table.Text).Computed(),
		"data_compression_type":             table.Optional(table.Text).Default("NONE"),
		"deployment_type":                   table.Optional(table.Text).ForceNew().Default("SCRATCH_1").In("PERSISTENT_1", "PERSISTENT_2", "SCRATCH_1", "SCRATCH_2"),
		"drive_cache_type":                  table.Optional(table.Text).ForceNew(),
		"export_path":                       table.Optional(table.Text).Computed().ForceNew(),
		"file_system_type_version":          table.Optional(table.Text).Computed().ForceNew(),
		"import_path":                       table.Optional(table.Text).ForceNew(),
		"imported_file_chunk_size":          table.Optional(table.Number).Computed().ForceNew().As(0),
		"mount_name":                        table.Computed(table.Text),
		"per_unit_storage_throughput":       table.Optional(table.Number),
		"storage_type":                      table.Optional(table.Text).ForceNew().Default("SSD"),
	}, table.Blocks{})
}

func ontap() table.Resource {
	return fileSystemOf(table.Attrs{
		"automatic_backup_retention_days":   table.Optional(table.Number).Default(0).Between(0, 90),
		"daily_automatic_backup_start_time": table.Optional(table.Text).Computed(),
		"deployment_type":                   table.Required(table.Text).ForceNew(),
		"endpoint_ip_address_range":         table.Optional(table.Text).Computed().ForceNew(),
		"fsx_admin_password":                table.Optional(table.Text).Sensitive(),
		"ha_pairs":                          table.Optional(table.Number).Computed().As(1),
		"preferred_subnet_id":               table.Required(table.Text).ForceNew(),
		"route_table_ids":                   table.Optional(table.Names).Computed().As([]string{}),
		"storage_type":                      table.Optional(table.Text).ForceNew().Default("SSD"),
		"throughput_capacity":               table.Optional(table.Number).Computed(),
		"throughput_capacity_per_ha_pair":   table.Optional(table.Number).Computed(),
	}, table.Blocks{})
}

func openZFS() table.Resource {
	return fileSystemOf(table.Attrs{
		"automatic_backup_retention_days":   table.Optional(table.Number).Default(0).Between(0, 90),
		"backup_id":                         table.Optional(table.Text).ForceNew(),
		"copy_tags_to_backups":              table.Optional(table.Flag).Default(false),
		"copy_tags_to_volumes":              table.Optional(table.Flag).Default(false),
		"daily_automatic_backup_start_time": table.Optional(table.Text).Computed(),
		"deployment_type":                   table.Required(table.Text).ForceNew(),
		"endpoint_ip_address":               table.Computed(table.Text),
		"endpoint_ip_address_range":         table.Optional(table.Text).Computed().ForceNew(),
		"preferred_subnet_id":               table.Optional(table.Text).ForceNew(),
		"root_volume_id":                    table.Computed(table.Text),
		"route_table_ids":                   table.Optional(table.Names).Computed().As([]string{}),
		"skip_final_backup":                 table.Optional(table.Flag).Default(false),
		"storage_type":                      table.Optional(table.Text).ForceNew().Default("SSD"),
		"throughput_capacity":               table.Required(table.Number),
	}, table.Blocks{})
}

func windows() table.Resource {
	directory := table.Block{Attrs: table.Attrs{
		"dns_ips": table.Required(table.Names), "domain_name": table.Required(table.Text),
		"file_system_administrators_group":       table.Optional(table.Text).Default("Domain Admins"),
		"organizational_unit_distinguished_name": table.Optional(table.Text), "password": table.Optional(table.Text).Sensitive(),
		"username": table.Optional(table.Text),
	}}
	return fileSystemOf(table.Attrs{
		"active_directory_id":               table.Optional(table.Text).ForceNew(),
		"aliases":                           table.Optional(table.Names),
		"automatic_backup_retention_days":   table.Optional(table.Number).Default(7).Between(0, 90),
		"backup_id":                         table.Optional(table.Text).ForceNew(),
		"copy_tags_to_backups":              table.Optional(table.Flag).ForceNew().Default(false),
		"daily_automatic_backup_start_time": table.Optional(table.Text).Computed(),
		"deployment_type":                   table.Optional(table.Text).ForceNew().Default("SINGLE_AZ_1"),
		"preferred_file_server_ip":          table.Computed(table.Text),
		"preferred_subnet_id":               table.Optional(table.Text).Computed().ForceNew(),
		"remote_administration_endpoint":    table.Computed(table.Text),
		"skip_final_backup":                 table.Optional(table.Flag).Default(false),
		"storage_type":                      table.Optional(table.Text).Default("SSD"),
		"throughput_capacity":               table.Required(table.Number),
	}, table.Blocks{"self_managed_active_directory": table.List(0, 1, directory)})
}

package aws

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

// instances are machines with volumes of their own, and copies of volumes.
func instances() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_ebs_snapshot_copy":           ebsSnapshotCopy(),
		"aws_instance":                    instance(),
		"aws_launch_template":             launchTemplate(),
		"aws_sagemaker_notebook_instance": notebook(),
		"aws_workspaces_workspace":        workspace(),
	}
}

func ebsSnapshotCopy() table.Resource {
	attrs := table.Attrs{
		"arn":                         table.Computed(table.Text).As("arn:{partition}:ec2:{region}::snapshot/{id}"),
		"completion_duration_minutes": table.Optional(table.Number).ForceNew(),
		"description":                 table.Optional(table.Text).ForceNew(),
		"encrypted":                   table.Optional(table.Flag).ForceNew(),
		"kms_key_id":                  table.Optional(table.Text).ForceNew(),
		"permanent_restore":           table.Optional(table.Flag),
		"source_region":               table.Required(table.Text).ForceNew(),
		"source_snapshot_id":          table.Required(table.Text).ForceNew(),
		"storage_tier":                table.Optional(table.Text).Computed().As("standard"),
		"temporary_restore_days":      table.Optional(table.Number),
		"volume_size":                 table.Computed(table.Number).As(0),
	}
	for _, name := range []string{"data_encryption_key_id", "outpost_arn", "owner_alias", "owner_id", "volume_id"} {
		attrs[name] = table.Computed(table.Text)
	}
	return table.Resource{ID: "snap-{hex17}", Tagged: true, Block: table.Block{Attrs: attrs, Blocks: table.Blocks{"timeouts": table.Timeouts("create", "delete")}}}
}

// volumeOf is a volume that is made with an instance; the plan calls unknown what is left out of it.
func volumeOf(own table.Attrs) table.Block {
	attrs := table.Attrs{
		"delete_on_termination": table.Optional(table.Flag).Default(true),
		"encrypted":             table.Optional(table.Flag).Computed().ForceNew(),
		"iops":                  table.Optional(table.Number).Computed(),
		"kms_key_id":            table.Optional(table.Text).Computed().ForceNew(),
		"tags":                  table.Optional(table.Labels),
		"tags_all":              table.Optional(table.Labels).Computed(),
		"throughput":            table.Optional(table.Number).Computed(),
		"volume_id":             table.Computed(table.Text),
		"volume_size":           table.Optional(table.Number).Computed(),
		"volume_type":           table.Optional(table.Text).Computed(),
	}
	for name, attr := range own {
		attrs[name] = attr
	}
	return table.Block{Attrs: attrs}
}

func instance() table.Resource {
	attrs := table.Attrs{
		"arn":                         table.Computed(table.Text).As("arn:{partition}:ec2:{region}:{account}:instance/{id}"),
		"associate_public_ip_address": table.Optional(table.Flag).Computed().ForceNew().As(false),
		"disable_api_stop":            table.Optional(table.Flag).Computed().As(false),
		"disable_api_termination":     table.Optional(table.Flag).Computed().As(false),
		"ebs_optimized":               table.Optional(table.Flag).Computed().ForceNew().As(false),
		"get_password_data":           table.Optional(table.Flag).Default(false),
		"hibernation":                 table.Optional(table.Flag).ForceNew(),
		"monitoring":                  table.Optional(table.Flag).Computed().As(false),
		"secondary_private_ips":       table.Optional(table.Names).Computed().As([]string{}),
		"security_groups":             table.Optional(table.Names).Computed().ForceNew().As([]string{}),
		"source_dest_check":           table.Optional(table.Flag).Default(true),
		"user_data_replace_on_change": table.Optional(table.Flag).Default(false),
		"volume_tags":                 table.Optional(table.Labels),
		"vpc_security_group_ids":      table.Optional(table.Names).Computed().As([]string{}),
	}
	for _, name := range []string{"instance_state", "primary_network_interface_id", "private_dns", "public_dns", "public_ip"} {
		attrs[name] = table.Computed(table.Text)
	}
	for _, name := range []string{
		"ami", "availability_zone", "host_id", "iam_instance_profile", "instance_initiated_shutdown_behavior", "instance_type", "key_name",
		"placement_group", "private_ip", "subnet_id", "tenancy", "user_data", "user_data_base64",
	} {
		attrs[name] = table.Optional(table.Text).Computed()
	}
	return table.Resource{ID: "i-{hex17}", Version: 2, Tagged: true, Block: table.Block{Attrs: attrs, Blocks: table.Blocks{
		"ebs_block_device": table.Set(0, 0, volumeOf(table.Attrs{
			"device_name": table.Required(table.Text).ForceNew(), "snapshot_id": table.Optional(table.Text).Computed().ForceNew(),
		})).Computed(),
		"ephemeral_block_device": table.Set(0, 0, table.Block{Attrs: table.Attrs{
			"device_name": table.Required(table.Text), "no_device": table.Optional(table.Flag), "virtual_name": table.Optional(table.Text),
		}}).Computed(),
		"launch_template": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"id": table.Optional(table.Text).Computed(), "name": table.Optional(table.Text).Computed(), "version": table.Optional(table.Text).Default("$Default"),
		}}),
		"metadata_options": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"http_endpoint": table.Optional(table.Text).Computed(), "http_put_response_hop_limit": table.Optional(table.Number).Computed(),
			"http_tokens": table.Optional(table.Text).Computed(),
		}}).Computed(),
		"root_block_device": table.List(0, 1, volumeOf(table.Attrs{"device_name": table.Computed(table.Text)})).Computed(),
		"timeouts":          table.Timeouts("create", "delete", "read", "update"),
	}}}
}

// launchTemplate has flags that are texts, since they may be left open.
func launchTemplate() table.Resource {
	disk := table.List(0, 1, table.Block{Attrs: table.Attrs{
		"delete_on_termination": table.Optional(table.Text), "encrypted": table.Optional(table.Text).In("", "false", "true"),
		"iops": table.Optional(table.Number).Computed(), "kms_key_id": table.Optional(table.Text).ARN(), "snapshot_id": table.Optional(table.Text),
		"throughput": table.Optional(table.Number).Computed(), "volume_size": table.Optional(table.Number).Computed(), "volume_type": table.Optional(table.Text).Computed(),
	}})
	attrs := table.Attrs{
		"arn":                     table.Computed(table.Text).As("arn:{partition}:ec2:{region}:{account}:launch-template/{id}"),
		"default_version":         table.Optional(table.Number).Computed().As(1),
		"disable_api_termination": table.Optional(table.Flag),
		"ebs_optimized":           table.Optional(table.Text),
		"latest_version":          table.Computed(table.Number).As(1),
		"name":                    table.Optional(table.Text).Computed().ForceNew().Without("name_prefix").As("{name_prefix}20260101000000{hex8}"),
		"name_prefix":             table.Optional(table.Text).Computed().ForceNew().Without("name").As(""),
		"security_group_names":    table.Optional(table.Names),
		"update_default_version":  table.Optional(table.Flag).Without("default_version"),
		"vpc_security_group_ids":  table.Optional(table.Names),
	}
	for _, name := range []string{"description", "image_id", "instance_type", "key_name", "user_data"} {
		attrs[name] = table.Optional(table.Text)
	}
	return table.Resource{ID: "lt-{hex17}", Tagged: true, Block: table.Block{Attrs: attrs, Blocks: table.Blocks{
		"block_device_mappings": table.List(0, 0, table.Block{
			Attrs:  table.Attrs{"device_name": table.Optional(table.Text), "no_device": table.Optional(table.Text), "virtual_name": table.Optional(table.Text)},
			Blocks: table.Blocks{"ebs": disk},
		}),
		"tag_specifications": table.List(0, 0, table.Block{Attrs: table.Attrs{
			"resource_type": table.Optional(table.Text), "tags": table.Optional(table.Labels),
		}}),
	}}}
}

func notebook() table.Resource {
	attrs := table.Attrs{
		"additional_code_repositories": table.Optional(table.Names),
		"arn":                          table.Computed(table.Text).As("arn:{partition}:sagemaker:{region}:{account}:notebook-instance/{name}"),
		"direct_internet_access":       table.Optional(table.Text).ForceNew().Default("Enabled"),
		"instance_type":                table.Required(table.Text),
		"kms_key_id":                   table.Optional(table.Text).ForceNew(),
		"name":                         table.Required(table.Text).ForceNew(),
		"role_arn":                     table.Required(table.Text).ARN(),
		"root_access":                  table.Optional(table.Text).Default("Enabled"),
		"security_groups":              table.Optional(table.Names).Computed().ForceNew().As([]string{}),
		"volume_size":                  table.Optional(table.Number).Default(5),
	}
	for _, name := range []string{"network_interface_id", "url"} {
		attrs[name] = table.Computed(table.Text)
	}
	for _, name := range []string{"default_code_repository", "lifecycle_config_name"} {
		attrs[name] = table.Optional(table.Text)
	}
	attrs["platform_identifier"] = table.Optional(table.Text).Computed().ForceNew()
	attrs["subnet_id"] = table.Optional(table.Text).ForceNew()
	return table.Resource{ID: "{name}", Tagged: true, Block: table.Block{Attrs: attrs}}
}

// workspace has two volumes and one key for both.
func workspace() table.Resource {
	attrs := table.Attrs{
		"bundle_id":                      table.Required(table.Text).ForceNew(),
		"directory_id":                   table.Required(table.Text).ForceNew(),
		"root_volume_encryption_enabled": table.Optional(table.Flag).ForceNew().Default(false),
		"user_name":                      table.Required(table.Text).ForceNew(),
		"user_volume_encryption_enabled": table.Optional(table.Flag).ForceNew().Default(false),
		"volume_encryption_key":          table.Optional(table.Text).ForceNew(),
	}
	for _, name := range []string{"computer_name", "ip_address", "state"} {
		attrs[name] = table.Computed(table.Text)
	}
	return table.Resource{ID: "ws-{hex8}", Tagged: true, Block: table.Block{Attrs: attrs, Blocks: table.Blocks{
		"timeouts": table.Timeouts("create", "delete", "update"),
		"workspace_properties": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"compute_type_name": table.Optional(table.Text).Default("VALUE"), "root_volume_size_gib": table.Optional(table.Number).Computed(),
			"running_mode": table.Optional(table.Text).Default("ALWAYS_ON"),
			"running_mode_auto_stop_timeout_in_minutes": table.Optional(table.Number).Computed(),
			"user_volume_size_gib":                      table.Optional(table.Number).Computed(),
		}}).Computed(),
	}}}
}

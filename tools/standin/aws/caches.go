package aws

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

func caches() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_elasticache_cluster":           cacheCluster(),
		"aws_elasticache_replication_group": replicationGroup(),
		"aws_elasticache_serverless_cache":  serverlessCache(),
		"aws_elasticsearch_domain":          searchDomain("elasticsearch_version"),
		"aws_opensearch_domain":             searchDomain("engine_version"),
	}
}

// replicationGroup has flags that are texts, since they may be left open.
func replicationGroup() table.Resource {
	attrs := table.Attrs{
		"arn":                         table.Computed(table.Text).As("arn:{partition}:elasticache:{region}:{account}:replicationgroup:{replication_group_id}"),
		"at_rest_encryption_enabled":  table.Optional(table.Text).Computed().ForceNew().In("", "false", "true"),
		"auth_token":                  table.Optional(table.Text).Sensitive(),
		"automatic_failover_enabled":  table.Optional(table.Flag).Default(false),
		"description":                 table.Required(table.Text),
		"engine":                      table.Optional(table.Text).Computed().As("redis"),
		"global_replication_group_id": table.Optional(table.Text).Computed().ForceNew(),
		"kms_key_id":                  table.Optional(table.Text).ForceNew(),
		"multi_az_enabled":            table.Optional(table.Flag).Default(false),
		"node_type":                   table.Optional(table.Text).Computed(),
		"num_cache_clusters":          table.Optional(table.Number).Computed().As(1),
		"port":                        table.Optional(table.Number).ForceNew(),
		"primary_endpoint_address":    table.Computed(table.Text),
		"reader_endpoint_address":     table.Computed(table.Text),
		"replication_group_id":        table.Required(table.Text).ForceNew(),
		"transit_encryption_enabled":  table.Optional(table.Flag).Computed().As(false),
	}
	for _, name := range []string{"engine_version", "parameter_group_name", "subnet_group_name", "transit_encryption_mode"} {
		attrs[name] = table.Optional(table.Text).Computed()
	}
	return table.Resource{ID: "{replication_group_id}", Version: 3, Tagged: true, Block: table.Block{Attrs: attrs}}
}

// cacheCluster is a cluster of Memcached, a node of Redis or a member of a replication group, which alone says whether it is
// encrypted at rest.
func cacheCluster() table.Resource {
	attrs := table.Attrs{
		"apply_immediately":            table.Optional(table.Flag).Computed(),
		"arn":                          table.Computed(table.Text).As("arn:{partition}:elasticache:{region}:{account}:cluster:{cluster_id}"),
		"auto_minor_version_upgrade":   table.Optional(table.Text).Default("true"),
		"cluster_address":              table.Computed(table.Text),
		"cluster_id":                   table.Required(table.Text).ForceNew(),
		"configuration_endpoint":       table.Computed(table.Text),
		"engine":                       table.Optional(table.Text).Computed().ForceNew().Without("replication_group_id"),
		"final_snapshot_identifier":    table.Optional(table.Text),
		"notification_topic_arn":       table.Optional(table.Text),
		"num_cache_nodes":              table.Optional(table.Number).Computed().As(1),
		"port":                         table.Optional(table.Number).Computed().ForceNew(),
		"preferred_availability_zones": table.Optional(table.Texts),
		"replication_group_id":         table.Optional(table.Text).Computed().ForceNew().Without("engine"),
		"security_group_ids":           table.Optional(table.Names).Computed().As([]string{}),
		"snapshot_arns":                table.Optional(table.Texts).ForceNew(),
		"snapshot_name":                table.Optional(table.Text).ForceNew(),
		"snapshot_retention_limit":     table.Optional(table.Number).Between(0, 35),
		"transit_encryption_enabled":   table.Optional(table.Flag).Computed().ForceNew().As(false),
	}
	for _, name := range []string{
		"availability_zone", "az_mode", "engine_version", "ip_discovery", "maintenance_window", "network_type", "node_type",
		"parameter_group_name", "snapshot_window", "subnet_group_name",
	} {
		attrs[name] = table.Optional(table.Text).Computed()
	}
	return table.Resource{ID: "{cluster_id}", Version: 1, Tagged: true, Block: table.Block{Attrs: attrs}}
}

func serverlessCache() table.Resource {
	return table.Resource{ID: "{name}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                      table.Computed(table.Text).As("arn:{partition}:elasticache:{region}:{account}:serverlesscache:{name}"),
			"create_time":              table.Computed(table.Text),
			"daily_snapshot_time":      table.Optional(table.Text).Computed(),
			"description":              table.Optional(table.Text).Computed(),
			"engine":                   table.Required(table.Text),
			"full_engine_version":      table.Computed(table.Text),
			"kms_key_id":               table.Optional(table.Text).ForceNew(),
			"major_engine_version":     table.Optional(table.Text).Computed(),
			"name":                     table.Required(table.Text).ForceNew(),
			"security_group_ids":       table.Optional(table.Names).Computed().As([]string{}),
			"snapshot_arns_to_restore": table.Optional(table.Texts).ForceNew(),
			"snapshot_retention_limit": table.Optional(table.Number).Computed().As(0),
			"status":                   table.Computed(table.Text),
			"subnet_ids":               table.Optional(table.Names).Computed().ForceNew().As([]string{}),
			"user_group_id":            table.Optional(table.Text),
		},
		Blocks: table.Blocks{"timeouts": table.Timeouts("create", "delete", "update")},
	}}
}

// searchDomain has two names, of which the older one calls the version otherwise.
func searchDomain(version string) table.Resource {
	user := table.List(0, 1, table.Block{Attrs: table.Attrs{
		"master_user_arn": table.Optional(table.Text), "master_user_name": table.Optional(table.Text),
		"master_user_password": table.Optional(table.Text).Sensitive(),
	}})
	return table.Resource{ID: "{arn}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"access_policies": table.Optional(table.Text).Computed(),
			"arn":             table.Computed(table.Text).As("arn:{partition}:es:{region}:{account}:domain/{domain_name}"),
			"domain_id":       table.Computed(table.Text),
			"domain_name":     table.Required(table.Text).ForceNew(),
			"endpoint":        table.Computed(table.Text),
			version:           table.Optional(table.Text).Computed(),
		},
		Blocks: table.Blocks{
			"advanced_security_options": table.List(0, 1, table.Block{
				Attrs: table.Attrs{
					"anonymous_auth_enabled": table.Optional(table.Flag).Computed(), "enabled": table.Required(table.Flag),
					"internal_user_database_enabled": table.Optional(table.Flag).Default(false),
				},
				Blocks: table.Blocks{"master_user_options": user},
			}).Computed(),
			"domain_endpoint_options": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"custom_endpoint": table.Optional(table.Text), "custom_endpoint_certificate_arn": table.Optional(table.Text),
				"custom_endpoint_enabled": table.Optional(table.Flag).Default(false), "enforce_https": table.Optional(table.Flag).Default(true),
				"tls_security_policy": table.Optional(table.Text).Computed(),
			}}).Computed(),
			"encrypt_at_rest": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"enabled": table.Required(table.Flag), "kms_key_id": table.Optional(table.Text).Computed().ForceNew(),
			}}).Computed(),
			"node_to_node_encryption": table.List(0, 1, table.Block{Attrs: table.Attrs{"enabled": table.Required(table.Flag)}}).Computed(),
			"timeouts":                table.Timeouts("create", "delete", "update"),
		},
	}}
}

package google

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

// trails are what takes audit logs where, and who is told of them.
func trails() map[string]table.Resource {
	return map[string]table.Resource{
		"google_folder_iam_audit_config":       auditConfig("folder"),
		"google_logging_folder_sink":           sink("folder"),
		"google_logging_metric":                logMetric(),
		"google_logging_organization_sink":     sink("org_id"),
		"google_logging_project_bucket_config": logBucket(),
		"google_logging_project_sink":          sink("project"),
		"google_monitoring_alert_policy":       alertPolicy(),
		"google_organization_iam_audit_config": auditConfig("org_id"),
		"google_project_iam_audit_config":      auditConfig("project"),
	}
}

func auditConfig(names string) table.Resource {
	return table.Resource{ID: "{" + names + "}/audit_config/{service}", Global: true, Block: table.Block{
		Attrs: table.Attrs{
			"etag": table.Computed(table.Text).As("BwX{hex8}="), names: table.Required(table.Text).ForceNew(), "service": table.Required(table.Text),
		},
		Blocks: table.Blocks{"audit_log_config": table.Set(1, 0, table.Block{Attrs: table.Attrs{
			"exempted_members": table.Optional(table.Names), "log_type": table.Required(table.Text),
		}})},
	}}
}

func sink(names string) table.Resource {
	attrs := table.Attrs{
		"description": table.Optional(table.Text), "destination": table.Required(table.Text), "disabled": table.Optional(table.Flag),
		"filter": table.Optional(table.Text), "name": table.Required(table.Text).ForceNew(),
		"writer_identity": table.Computed(table.Text).As("serviceAccount:service-1@gcp-sa-logging.iam.gserviceaccount.com"),
	}
	out := table.Resource{ID: "{" + names + "}/sinks/{name}", Global: true, Block: table.Block{
		Attrs: attrs,
		Blocks: table.Blocks{"exclusions": table.List(0, 0, table.Block{Attrs: table.Attrs{
			"description": table.Optional(table.Text), "disabled": table.Optional(table.Flag).Default(false),
			"filter": table.Required(table.Text), "name": table.Required(table.Text),
		}})},
	}}
	if names == "project" {
		attrs["project"], out.Plan = ownProject(), project
		attrs["custom_writer_identity"] = table.Optional(table.Text)
		attrs["unique_writer_identity"] = table.Optional(table.Flag).Default(true)
		return out
	}
	attrs[names] = table.Required(table.Text).ForceNew()
	attrs["include_children"] = table.Optional(table.Flag).ForceNew().Default(false)
	attrs["intercept_children"] = table.Optional(table.Flag).ForceNew().Default(false)
	return out
}

func logBucket() table.Resource {
	return table.Resource{ID: "projects/{project}/locations/{location}/buckets/{bucket_id}", Global: true, Block: table.Block{
		Attrs: table.Attrs{
			"bucket_id": table.Required(table.Text).ForceNew(), "description": table.Optional(table.Text).Computed(),
			"enable_analytics": table.Optional(table.Flag), "lifecycle_state": table.Computed(table.Text).As("ACTIVE"),
			"location": table.Required(table.Text).ForceNew(), "locked": table.Optional(table.Flag),
			"name":    table.Computed(table.Text).As("projects/{project}/locations/{location}/buckets/{bucket_id}"),
			"project": table.Required(table.Text).ForceNew(), "retention_days": table.Optional(table.Number).Default(30),
		},
		Blocks: table.Blocks{
			"cmek_settings": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"kms_key_name": table.Required(table.Text), "kms_key_version_name": table.Computed(table.Text),
				"name": table.Computed(table.Text), "service_account_id": table.Computed(table.Text),
			}}),
			"index_configs": table.Set(0, 0, table.Block{Attrs: table.Attrs{
				"field_path": table.Required(table.Text), "type": table.Required(table.Text),
			}}),
		},
	}}
}

func logMetric() table.Resource {
	return table.Resource{ID: "{name}", Global: true, Plan: project, Block: table.Block{Attrs: table.Attrs{
		"bucket_name": table.Optional(table.Text), "description": table.Optional(table.Text), "disabled": table.Optional(table.Flag),
		"filter": table.Required(table.Text), "label_extractors": table.Optional(table.Labels), "name": table.Required(table.Text).ForceNew(),
		"project": ownProject(), "value_extractor": table.Optional(table.Text),
	}}}
}

func alertPolicy() table.Resource {
	aggregations := table.List(0, 0, table.Block{Attrs: table.Attrs{
		"alignment_period": table.Optional(table.Text), "cross_series_reducer": table.Optional(table.Text),
		"group_by_fields": table.Optional(table.Texts), "per_series_aligner": table.Optional(table.Text),
	}})
	return table.Resource{ID: "projects/{project}/alertPolicies/{hex8}", Global: true, Plan: project, Block: table.Block{
		Attrs: table.Attrs{
			"combiner": table.Required(table.Text).In("AND", "OR", "AND_WITH_MATCHING_RESOURCE"), "display_name": table.Required(table.Text),
			"enabled": table.Optional(table.Flag).Default(true), "name": table.Computed(table.Text).As("projects/{project}/alertPolicies/{hex8}"),
			"notification_channels": table.Optional(table.Texts), "project": ownProject(), "severity": table.Optional(table.Text),
			"user_labels": table.Optional(table.Labels),
		},
		Blocks: table.Blocks{
			"alert_strategy": table.List(0, 1, table.Block{
				Attrs: table.Attrs{"auto_close": table.Optional(table.Text)},
				Blocks: table.Blocks{"notification_rate_limit": table.List(0, 1, table.Block{Attrs: table.Attrs{
					"period": table.Optional(table.Text),
				}})},
			}),
			"conditions": table.List(1, 0, table.Block{
				Attrs: table.Attrs{"display_name": table.Required(table.Text), "name": table.Computed(table.Text)},
				Blocks: table.Blocks{
					"condition_matched_log": table.List(0, 1, table.Block{Attrs: table.Attrs{
						"filter": table.Required(table.Text), "label_extractors": table.Optional(table.Labels),
					}}),
					"condition_threshold": table.List(0, 1, table.Block{
						Attrs: table.Attrs{
							"comparison": table.Required(table.Text), "denominator_filter": table.Optional(table.Text), "duration": table.Required(table.Text),
							"evaluation_missing_data": table.Optional(table.Text), "filter": table.Optional(table.Text), "threshold_value": table.Optional(table.Number),
						},
						Blocks: table.Blocks{"aggregations": aggregations},
					}),
				},
			}),
		},
	}}
}

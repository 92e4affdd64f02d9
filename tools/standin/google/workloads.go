package google

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

// workloads are what runs, and whose environment may hold secrets; and the policies of load balancers.
func workloads() map[string]table.Resource {
	return map[string]table.Resource{
		"google_cloud_run_service":        cloudRun(),
		"google_cloud_run_v2_service":     cloudRunV2(),
		"google_cloudfunctions2_function": function(),
		"google_compute_ssl_policy":       sslPolicy(),
	}
}

func cloudRun() table.Resource {
	env := table.Set(0, 0, table.Block{
		Attrs: table.Attrs{"name": table.Optional(table.Text), "value": table.Optional(table.Text)},
		Blocks: table.Blocks{"value_from": table.List(0, 1, table.Block{Blocks: table.Blocks{
			"secret_key_ref": table.List(1, 1, table.Block{Attrs: table.Attrs{"key": table.Required(table.Text), "name": table.Required(table.Text)}}),
		}})},
	})
	containers := table.List(0, 0, table.Block{Attrs: table.Attrs{"image": table.Required(table.Text)}, Blocks: table.Blocks{"env": env}})
	return table.Resource{ID: "locations/{location}/namespaces/{project}/services/{name}", Version: 2, Global: true, Plan: project, Block: table.Block{
		Attrs: table.Attrs{
			"location": table.Required(table.Text).ForceNew(), "name": table.Required(table.Text).ForceNew(), "project": ownProject(),
		},
		Blocks: table.Blocks{"template": table.List(0, 1, table.Block{
			Blocks: table.Blocks{"spec": table.List(0, 1, table.Block{
				Attrs: table.Attrs{"service_account_name": table.Optional(table.Text).Computed()},
				Blocks: table.Blocks{"containers": containers, "volumes": table.List(0, 0, table.Block{
					Attrs: table.Attrs{"name": table.Required(table.Text)},
					Blocks: table.Blocks{"secret": table.List(0, 1, table.Block{
						Attrs: table.Attrs{"secret_name": table.Required(table.Text)},
					})},
				})},
			})},
		})},
	}}
}

func cloudRunV2() table.Resource {
	env := table.Set(0, 0, table.Block{
		Attrs: table.Attrs{"name": table.Required(table.Text), "value": table.Optional(table.Text)},
		Blocks: table.Blocks{"value_source": table.List(0, 1, table.Block{Blocks: table.Blocks{
			"secret_key_ref": table.List(0, 1, table.Block{Attrs: table.Attrs{"secret": table.Required(table.Text), "version": table.Optional(table.Text)}}),
		}})},
	})
	containers := table.List(0, 0, table.Block{
		Attrs:  table.Attrs{"image": table.Required(table.Text), "name": table.Optional(table.Text).Computed()},
		Blocks: table.Blocks{"env": env},
	})
	return table.Resource{ID: "projects/{project}/locations/{location}/services/{name}", Version: 1, Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"deletion_protection": table.Optional(table.Flag).Default(true), "location": table.Required(table.Text).ForceNew(),
			"name": table.Required(table.Text).ForceNew(), "project": ownProject(), "uri": table.Computed(table.Text),
		}),
		Blocks: table.Blocks{"template": table.List(1, 1, table.Block{
			Attrs: table.Attrs{"service_account": table.Optional(table.Text).Computed()},
			Blocks: table.Blocks{"containers": containers, "volumes": table.List(0, 0, table.Block{
				Attrs: table.Attrs{"name": table.Required(table.Text)},
				Blocks: table.Blocks{"secret": table.List(0, 1, table.Block{
					Attrs: table.Attrs{"secret": table.Required(table.Text)},
				})},
			})},
		})},
	}}
}

func function() table.Resource {
	return table.Resource{ID: "projects/{project}/locations/{location}/functions/{name}", Global: true, Plan: both(project, labelled), Block: table.Block{
		Attrs: withLabels(table.Attrs{
			"kms_key_name": table.Optional(table.Text), "location": table.Required(table.Text).ForceNew(),
			"name": table.Required(table.Text).ForceNew(), "project": ownProject(), "url": table.Computed(table.Text),
		}),
		Blocks: table.Blocks{
			"build_config": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"entry_point": table.Optional(table.Text), "environment_variables": table.Optional(table.Labels).Computed(), "runtime": table.Optional(table.Text),
			}}),
			"service_config": table.List(0, 1, table.Block{
				Attrs: table.Attrs{
					"environment_variables": table.Optional(table.Labels).Computed(), "service_account_email": table.Optional(table.Text).Computed(),
				},
				Blocks: table.Blocks{
					"secret_environment_variables": table.List(0, 0, table.Block{Attrs: table.Attrs{
						"key": table.Required(table.Text), "project_id": table.Required(table.Text), "secret": table.Required(table.Text), "version": table.Required(table.Text),
					}}),
					"secret_volumes": table.List(0, 0, table.Block{Attrs: table.Attrs{
						"mount_path": table.Required(table.Text), "project_id": table.Required(table.Text), "secret": table.Required(table.Text),
					}}),
				},
			}),
		},
	}}
}

func sslPolicy() table.Resource {
	return table.Resource{ID: "projects/{project}/global/sslPolicies/{name}", Global: true, Plan: project, Block: table.Block{Attrs: table.Attrs{
		"creation_timestamp": table.Computed(table.Text).As("2026-01-01T00:00:00Z"),
		"custom_features":    table.Optional(table.Names),
		"description":        table.Optional(table.Text).ForceNew(),
		"enabled_features":   table.Computed(table.Names).As([]string{}),
		"fingerprint":        table.Computed(table.Text).As("{hex8}"),
		"min_tls_version":    table.Optional(table.Text).Default("TLS_1_0").In("TLS_1_0", "TLS_1_1", "TLS_1_2", "TLS_1_3"),
		"name":               table.Required(table.Text).ForceNew(),
		"profile":            table.Optional(table.Text).Default("COMPATIBLE"),
		"project":            ownProject(),
		"self_link":          table.Computed(table.Text),
	}}}
}

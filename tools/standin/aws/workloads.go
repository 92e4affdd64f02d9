package aws

import "github.com/keywright/terraform-provider-keywright/tools/standin/table"

// workloads are what runs, and whose environment may hold secrets.
func workloads() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_apprunner_service":   appRunnerService(),
		"aws_ecr_repository":      imageRepository(),
		"aws_ecs_task_definition": taskDefinition(),
		"aws_lambda_function":     lambdaFunction(),
	}
}

// imageRepository takes a key where its encryption is of a kind that has one.
func imageRepository() table.Resource {
	return table.Resource{ID: "{name}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                  table.Computed(table.Text).As("arn:{partition}:ecr:{region}:{account}:repository/{name}"),
			"force_delete":         table.Optional(table.Flag),
			"image_tag_mutability": table.Optional(table.Text).Default("MUTABLE"),
			"name":                 table.Required(table.Text).ForceNew(),
			"registry_id":          table.Computed(table.Text),
			"repository_url":       table.Computed(table.Text).As("{account}.dkr.ecr.{region}.{dns_suffix}/{name}"),
		},
		Blocks: table.Blocks{
			"encryption_configuration": table.List(0, 0, table.Block{Attrs: table.Attrs{
				"encryption_type": table.Optional(table.Text).ForceNew().Default("AES256").In("AES256", "KMS", "KMS_DSSE"),
				"kms_key":         table.Optional(table.Text).Computed().ForceNew(),
			}}).Replacing(),
			"image_scanning_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{"scan_on_push": table.Required(table.Flag)}}),
			"timeouts":                     table.Timeouts("delete"),
		},
	}}
}

func lambdaFunction() table.Resource {
	attrs := table.Attrs{
		"architectures":                  table.Optional(table.Texts).Computed().As([]string{"x86_64"}),
		"arn":                            table.Computed(table.Text).As("arn:{partition}:lambda:{region}:{account}:function:{function_name}"),
		"function_name":                  table.Required(table.Text).ForceNew(),
		"kms_key_arn":                    table.Optional(table.Text).ARN(),
		"layers":                         table.Optional(table.Texts),
		"memory_size":                    table.Optional(table.Number).Default(128).Between(128, 10240),
		"package_type":                   table.Optional(table.Text).ForceNew().Default("Zip").In("Image", "Zip"),
		"publish":                        table.Optional(table.Flag).Default(false),
		"replacement_security_group_ids": table.Optional(table.Names),
		"reserved_concurrent_executions": table.Optional(table.Number).Default(-1),
		"role":                           table.Required(table.Text).ARN(),
		"skip_destroy":                   table.Optional(table.Flag).Default(false),
		"source_code_size":               table.Computed(table.Number).As(0),
		"source_kms_key_arn":             table.Optional(table.Text).ARN().Without("image_uri"),
		"timeout":                        table.Optional(table.Number).Default(3).Between(1, 900),
	}
	attrs["replace_security_groups_on_destroy"] = table.Optional(table.Flag)
	for _, name := range []string{
		"invoke_arn", "last_modified", "qualified_arn", "qualified_invoke_arn", "response_streaming_invoke_arn", "signing_job_arn",
		"signing_profile_version_arn", "version",
	} {
		attrs[name] = table.Computed(table.Text)
	}
	for _, name := range []string{
		"code_signing_config_arn", "description", "filename", "handler", "image_uri", "publish_to", "runtime", "s3_bucket", "s3_key", "s3_object_version",
	} {
		attrs[name] = table.Optional(table.Text)
	}
	for _, name := range []string{"code_sha256", "source_code_hash"} {
		attrs[name] = table.Optional(table.Text).Computed()
	}
	return table.Resource{ID: "{function_name}", Tagged: true, Block: table.Block{Attrs: attrs, Blocks: lambdaBlocks()}}
}

func lambdaBlocks() table.Blocks {
	return table.Blocks{
		"dead_letter_config": table.List(0, 1, table.Block{Attrs: table.Attrs{"target_arn": table.Required(table.Text)}}),
		"environment":        table.List(0, 1, table.Block{Attrs: table.Attrs{"variables": table.Optional(table.Labels)}}),
		"ephemeral_storage":  table.List(0, 1, table.Block{Attrs: table.Attrs{"size": table.Optional(table.Number).Computed().As(512)}}).Computed(),
		"file_system_config": table.List(0, 1, table.Block{Attrs: table.Attrs{"arn": table.Required(table.Text), "local_mount_path": table.Required(table.Text)}}),
		"image_config": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"command": table.Optional(table.Texts), "entry_point": table.Optional(table.Texts), "working_directory": table.Optional(table.Text),
		}}),
		"logging_config": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"application_log_level": table.Optional(table.Text), "log_format": table.Required(table.Text),
			"log_group": table.Optional(table.Text).Computed(), "system_log_level": table.Optional(table.Text),
		}}).Computed(),
		"snap_start":     table.List(0, 1, table.Block{Attrs: table.Attrs{"apply_on": table.Required(table.Text), "optimization_status": table.Computed(table.Text)}}),
		"timeouts":       table.Timeouts("create", "delete", "update"),
		"tracing_config": table.List(0, 1, table.Block{Attrs: table.Attrs{"mode": table.Required(table.Text)}}).Computed(),
		"vpc_config": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"ipv6_allowed_for_dual_stack": table.Optional(table.Flag).Default(false), "security_group_ids": table.Required(table.Names),
			"subnet_ids": table.Required(table.Names), "vpc_id": table.Computed(table.Text),
		}}),
	}
}

func taskDefinition() table.Resource {
	attrs := table.Attrs{
		"arn":                      table.Computed(table.Text).As("arn:{partition}:ecs:{region}:{account}:task-definition/{family}:1"),
		"arn_without_revision":     table.Computed(table.Text).As("arn:{partition}:ecs:{region}:{account}:task-definition/{family}"),
		"container_definitions":    table.Required(table.Text).ForceNew().JSON(),
		"family":                   table.Required(table.Text).ForceNew(),
		"network_mode":             table.Optional(table.Text).Computed().ForceNew(),
		"requires_compatibilities": table.Optional(table.Names).ForceNew(),
		"revision":                 table.Computed(table.Number).As(1),
		"skip_destroy":             table.Optional(table.Flag).Default(false),
	}
	for _, name := range []string{"cpu", "execution_role_arn", "ipc_mode", "memory", "pid_mode", "task_role_arn"} {
		attrs[name] = table.Optional(table.Text).ForceNew()
	}
	return table.Resource{ID: "{family}", Version: 1, Tagged: true, Block: table.Block{
		Attrs: attrs,
		Blocks: table.Blocks{
			"ephemeral_storage": table.List(0, 1, table.Block{Attrs: table.Attrs{"size_in_gib": table.Required(table.Number)}}).Replacing(),
			"placement_constraints": table.Set(0, 10, table.Block{Attrs: table.Attrs{
				"expression": table.Optional(table.Text), "type": table.Required(table.Text),
			}}).Replacing(),
			"proxy_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"container_name": table.Required(table.Text), "properties": table.Optional(table.Labels), "type": table.Optional(table.Text).Default("APPMESH"),
			}}).Replacing(),
			"runtime_platform": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"cpu_architecture": table.Optional(table.Text), "operating_system_family": table.Optional(table.Text),
			}}).Replacing(),
		},
	}}
}

func appRunnerService() table.Resource {
	values := func(attrs table.Attrs) table.Block {
		attrs["port"] = table.Optional(table.Text).Default("8080")
		attrs["runtime_environment_secrets"] = table.Optional(table.Labels)
		attrs["runtime_environment_variables"] = table.Optional(table.Labels)
		attrs["start_command"] = table.Optional(table.Text)
		return table.Block{Attrs: attrs}
	}
	code := table.Block{
		Attrs: table.Attrs{"repository_url": table.Required(table.Text), "source_directory": table.Optional(table.Text).Computed()},
		Blocks: table.Blocks{
			"code_configuration": table.List(0, 1, table.Block{
				Attrs: table.Attrs{"configuration_source": table.Required(table.Text).In("API", "REPOSITORY")},
				Blocks: table.Blocks{"code_configuration_values": table.List(0, 1, values(table.Attrs{
					"build_command": table.Optional(table.Text), "runtime": table.Required(table.Text),
				}))},
			}),
			"source_code_version": table.List(1, 1, table.Block{Attrs: table.Attrs{"type": table.Required(table.Text), "value": table.Required(table.Text)}}),
		},
	}
	image := table.Block{
		Attrs:  table.Attrs{"image_identifier": table.Required(table.Text), "image_repository_type": table.Required(table.Text).In("ECR", "ECR_PUBLIC")},
		Blocks: table.Blocks{"image_configuration": table.List(0, 1, values(table.Attrs{}))},
	}
	return table.Resource{ID: "{arn}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                            table.Computed(table.Text).As("arn:{partition}:apprunner:{region}:{account}:service/{service_name}/{hex32}"),
			"auto_scaling_configuration_arn": table.Optional(table.Text).Computed().ARN(),
			"service_id":                     table.Computed(table.Text).As("{hex32}"),
			"service_name":                   table.Required(table.Text).ForceNew(),
			"service_url":                    table.Computed(table.Text),
			"status":                         table.Computed(table.Text).As("RUNNING"),
		},
		Blocks: table.Blocks{
			"encryption_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{"kms_key": table.Required(table.Text).ARN()}}).Replacing(),
			"instance_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"cpu": table.Optional(table.Text).Default("1024"), "instance_role_arn": table.Optional(table.Text), "memory": table.Optional(table.Text).Default("2048"),
			}}).Computed(),
			"source_configuration": table.List(1, 1, table.Block{
				Attrs: table.Attrs{"auto_deployments_enabled": table.Optional(table.Flag).Default(true)},
				Blocks: table.Blocks{
					"authentication_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{
						"access_role_arn": table.Optional(table.Text), "connection_arn": table.Optional(table.Text),
					}}),
					"code_repository":  table.List(0, 1, code),
					"image_repository": table.List(0, 1, image),
				},
			}),
		},
	}}
}

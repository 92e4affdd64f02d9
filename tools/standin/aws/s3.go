package aws

import (
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

func s3() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_s3_bucket":                                      s3Bucket(),
		"aws_s3_bucket_lifecycle_configuration":              s3Lifecycle(),
		"aws_s3_bucket_object_lock_configuration":            s3ObjectLock(),
		"aws_s3_bucket_policy":                               s3BucketPolicy(),
		"aws_s3_bucket_public_access_block":                  s3PublicAccessBlock(),
		"aws_s3_bucket_server_side_encryption_configuration": s3Encryption(),
		"aws_s3_bucket_versioning":                           s3Versioning(),
	}
}

// s3Bucket keeps the older settings of a bucket (encryption, versioning and so on have resources of their own) as
// blocks that the service fills in.
func s3Bucket() table.Resource {
	flag := func(names ...string) table.Block {
		attrs := table.Attrs{}
		for _, name := range names {
			attrs[name] = table.Optional(table.Flag).Default(false)
		}
		return table.Block{Attrs: attrs}
	}
	older := table.Block{Blocks: table.Blocks{"rule": table.List(1, 1, table.Block{
		Attrs: table.Attrs{"bucket_key_enabled": table.Optional(table.Flag)},
		Blocks: table.Blocks{"apply_server_side_encryption_by_default": table.List(1, 1, table.Block{Attrs: table.Attrs{
			"kms_master_key_id": table.Optional(table.Text), "sse_algorithm": table.Required(table.Text).In("AES256", "aws:kms", "aws:kms:dsse"),
		}})},
	})}}
	lock := table.Block{
		Attrs: table.Attrs{"object_lock_enabled": table.Optional(table.Text).ForceNew().In("Enabled")},
		Blocks: table.Blocks{"rule": table.List(0, 1, table.Block{Blocks: table.Blocks{"default_retention": table.List(1, 1, table.Block{Attrs: table.Attrs{
			"days": table.Optional(table.Number), "mode": table.Required(table.Text).In("COMPLIANCE", "GOVERNANCE"), "years": table.Optional(table.Number),
		}})}})},
	}
	return table.Resource{ID: "{bucket}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"acceleration_status":         table.Optional(table.Text).Computed(),
			"acl":                         table.Optional(table.Text).Computed(),
			"arn":                         table.Computed(table.Text).As("arn:{partition}:s3:::{bucket}"),
			"bucket":                      table.Optional(table.Text).Computed().ForceNew().Without("bucket_prefix").As("{bucket_prefix}20260101000000{hex8}"),
			"bucket_domain_name":          table.Computed(table.Text).As("{bucket}.s3.{dns_suffix}"),
			"bucket_prefix":               table.Optional(table.Text).Computed().ForceNew().Without("bucket").As(""),
			"bucket_region":               table.Computed(table.Text).As("{region}"),
			"bucket_regional_domain_name": table.Computed(table.Text).As("{bucket}.s3.{region}.{dns_suffix}"),
			"force_destroy":               table.Optional(table.Flag).Default(false),
			"hosted_zone_id":              table.Computed(table.Text).As("Z3BAZG2TWCNX0D"),
			"object_lock_enabled":         table.Optional(table.Flag).Computed().ForceNew().As(false),
			"policy":                      table.Optional(table.Text).Computed().JSON(),
			"request_payer":               table.Optional(table.Text).Computed().As("BucketOwner"),
			"website_domain":              table.Computed(table.Text),
			"website_endpoint":            table.Computed(table.Text),
		},
		Blocks: table.Blocks{
			"lifecycle_rule":                       table.List(0, 0, s3OlderLifecycle()).Computed(),
			"object_lock_configuration":            table.List(0, 1, lock).Computed(),
			"server_side_encryption_configuration": table.List(0, 1, older).Computed(),
			"timeouts":                             table.Timeouts("create", "delete", "read", "update"),
			"versioning":                           table.List(0, 1, flag("enabled", "mfa_delete")).Computed(),
		},
	}}
}

// s3OlderLifecycle is a rule of a bucket's own block, which knows neither sizes of objects nor newer versions to spare.
func s3OlderLifecycle() table.Block {
	attrs := func(more table.Attrs) table.Block { return table.Block{Attrs: more} }
	return table.Block{
		Attrs: table.Attrs{
			"abort_incomplete_multipart_upload_days": table.Optional(table.Number),
			"enabled":                                table.Required(table.Flag),
			"id":                                     table.Optional(table.Text).Computed(),
			"prefix":                                 table.Optional(table.Text),
			"tags":                                   table.Optional(table.Labels),
		},
		Blocks: table.Blocks{
			"expiration": table.List(0, 1, attrs(table.Attrs{
				"date": table.Optional(table.Text), "days": table.Optional(table.Number), "expired_object_delete_marker": table.Optional(table.Flag),
			})),
			"noncurrent_version_expiration": table.List(0, 1, attrs(table.Attrs{"days": table.Optional(table.Number)})),
			"noncurrent_version_transition": table.Set(0, 0, attrs(table.Attrs{
				"days": table.Optional(table.Number), "storage_class": table.Required(table.Text),
			})),
			"transition": table.Set(0, 0, attrs(table.Attrs{
				"date": table.Optional(table.Text), "days": table.Optional(table.Number), "storage_class": table.Required(table.Text),
			})),
		},
	}
}

func bucketSetting(attrs table.Attrs) table.Attrs {
	attrs["bucket"] = table.Required(table.Text).ForceNew()
	attrs["expected_bucket_owner"] = table.Optional(table.Text).ForceNew()
	return attrs
}

func s3Encryption() table.Resource {
	return table.Resource{ID: "{bucket}", Block: table.Block{
		Attrs: bucketSetting(table.Attrs{}),
		Blocks: table.Blocks{"rule": table.Set(1, 0, table.Block{
			Attrs: table.Attrs{"bucket_key_enabled": table.Optional(table.Flag)},
			Blocks: table.Blocks{"apply_server_side_encryption_by_default": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"kms_master_key_id": table.Optional(table.Text),
				"sse_algorithm":     table.Required(table.Text).In("AES256", "aws:kms", "aws:kms:dsse", "aws:fsx"),
			}})},
		})},
	}}
}

func s3Versioning() table.Resource {
	return table.Resource{ID: "{bucket}", Block: table.Block{
		Attrs: bucketSetting(table.Attrs{"mfa": table.Optional(table.Text)}),
		Blocks: table.Blocks{"versioning_configuration": table.List(1, 1, table.Block{Attrs: table.Attrs{
			"mfa_delete": table.Optional(table.Text).Computed().In("Enabled", "Disabled"),
			"status":     table.Required(table.Text).In("Enabled", "Suspended", "Disabled"),
		}})},
	}}
}

func s3BucketPolicy() table.Resource {
	return table.Resource{ID: "{bucket}", Block: table.Block{Attrs: table.Attrs{
		"bucket": table.Required(table.Text).ForceNew(), "policy": table.Required(table.Text).JSON(),
	}}}
}

func s3PublicAccessBlock() table.Resource {
	attrs := table.Attrs{"bucket": table.Required(table.Text).ForceNew()}
	for _, name := range []string{"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"} {
		attrs[name] = table.Optional(table.Flag).Default(false)
	}
	return table.Resource{ID: "{bucket}", Block: table.Block{Attrs: attrs}}
}

func s3ObjectLock() table.Resource {
	retention := table.Block{Attrs: table.Attrs{
		"days": table.Optional(table.Number), "years": table.Optional(table.Number),
		"mode": table.Optional(table.Text).In("COMPLIANCE", "GOVERNANCE"),
	}}
	return table.Resource{ID: "{bucket}", Block: table.Block{
		Attrs: bucketSetting(table.Attrs{
			"object_lock_enabled": table.Optional(table.Text).ForceNew().Default("Enabled").In("Enabled"),
			"token":               table.Optional(table.Text).Sensitive(),
		}),
		Blocks: table.Blocks{"rule": table.List(0, 1, table.Block{Blocks: table.Blocks{"default_retention": table.List(1, 1, retention)}})},
	}}
}

func s3Lifecycle() table.Resource {
	days := func(name string) table.Block {
		return table.Block{Attrs: table.Attrs{name: table.Optional(table.Number)}}
	}
	expiration := table.Block{Attrs: table.Attrs{
		"date":                         table.Optional(table.Text),
		"days":                         table.Optional(table.Number).Computed().Default(0),
		"expired_object_delete_marker": table.Optional(table.Flag).Computed().Default(false),
	}}
	noncurrent := table.Attrs{
		"newer_noncurrent_versions": table.Optional(table.Number), "noncurrent_days": table.Required(table.Number),
	}
	transition := func(attrs table.Attrs) table.Block {
		attrs["storage_class"] = table.Required(table.Text)
		return table.Block{Attrs: attrs}
	}
	rule := table.Block{
		Attrs: table.Attrs{
			"id":     table.Required(table.Text),
			"prefix": table.Optional(table.Text).Computed().Default(""),
			"status": table.Required(table.Text).In("Enabled", "Disabled"),
		},
		Blocks: table.Blocks{
			"abort_incomplete_multipart_upload": table.List(0, 1, days("days_after_initiation")),
			"expiration":                        table.List(0, 1, expiration),
			"filter":                            table.List(0, 1, lifecycleFilter()),
			"noncurrent_version_expiration":     table.List(0, 1, table.Block{Attrs: noncurrent}),
			"noncurrent_version_transition": table.Set(0, 0, transition(table.Attrs{
				"newer_noncurrent_versions": table.Optional(table.Number), "noncurrent_days": table.Required(table.Number),
			})),
			"transition": table.Set(0, 0, transition(table.Attrs{
				"date": table.Optional(table.Text), "days": table.Optional(table.Number).Computed().As(0),
			})),
		},
	}
	return table.Resource{ID: "{bucket}", Version: 1, Block: table.Block{
		Attrs: table.Attrs{
			"bucket":                                 table.Required(table.Text).ForceNew(),
			"expected_bucket_owner":                  table.Optional(table.Text).Computed().ForceNew(),
			"id":                                     table.Computed(table.Text).As("{bucket}"),
			"transition_default_minimum_object_size": table.Optional(table.Text).Computed().Default("all_storage_classes_128K"),
		},
		Blocks: table.Blocks{"rule": table.List(0, 0, rule), "timeouts": table.Timeouts("create", "update")},
	}}
}

func lifecycleFilter() table.Block {
	tag := table.Block{Attrs: table.Attrs{"key": table.Required(table.Text), "value": table.Required(table.Text)}}
	and := table.Block{Attrs: table.Attrs{
		"object_size_greater_than": table.Optional(table.Number).Computed().Default(0),
		"object_size_less_than":    table.Optional(table.Number).Computed().Default(0),
		"prefix":                   table.Optional(table.Text).Computed().Default(""),
		"tags":                     table.Optional(tftypes.Map{ElementType: tftypes.String}),
	}}
	return table.Block{
		Attrs: table.Attrs{
			"object_size_greater_than": table.Optional(table.Number),
			"object_size_less_than":    table.Optional(table.Number),
			"prefix":                   table.Optional(table.Text).Computed(),
		},
		Blocks: table.Blocks{"and": table.List(0, 1, and), "tag": table.List(0, 1, tag)},
	}
}

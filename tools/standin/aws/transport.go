package aws

import (
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

func transport() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_acm_certificate":              certificate(),
		"aws_alb_listener":                 listener(), // another name of the same
		"aws_acmpca_certificate":           issued(),
		"aws_acmpca_certificate_authority": authority(),
		"aws_api_gateway_domain_name":      apiDomain(),
		"aws_cloudfront_distribution":      distribution(),
		"aws_lb_listener":                  listener(),
	}
}

func listener() table.Resource {
	attrs := table.Attrs{
		"alpn_policy":              table.Optional(table.Text).In("HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"),
		"arn":                      table.Computed(table.Text).As("{id}"),
		"certificate_arn":          table.Optional(table.Text).ARN(),
		"load_balancer_arn":        table.Required(table.Text).ForceNew().ARN(),
		"port":                     table.Optional(table.Number).Between(1, 65535),
		"protocol":                 table.Optional(table.Text).Computed().As("HTTP"),
		"ssl_policy":               table.Optional(table.Text).Computed().As(sslPolicy),
		"tcp_idle_timeout_seconds": table.Optional(table.Number).Computed().Between(60, 6000),
	}
	return table.Resource{ID: "arn:{partition}:elasticloadbalancing:{region}:{account}:listener/app/{hex8}/{hex17}/{hex17}", Tagged: true, Block: table.Block{
		Attrs: attrs,
		Blocks: table.Blocks{
			"default_action": table.List(1, 0, listenerAction()),
			"timeouts":       table.Timeouts("create", "update"),
		},
	}}
}

// sslPolicy is what a load balancer takes for a listener that speaks TLS, where no policy is asked for.
func sslPolicy(v table.Values) any {
	switch v.Text("protocol") {
	case "HTTPS", "TLS":
		return "ELBSecurityPolicy-2016-08"
	}
	return ""
}

func listenerAction() table.Block {
	redirect := table.Attrs{"status_code": table.Required(table.Text).In("HTTP_301", "HTTP_302")}
	for name, kept := range map[string]string{
		"host": "#{host}", "path": "/#{path}", "port": "#{port}", "protocol": "#{protocol}", "query": "#{query}",
	} {
		redirect[name] = table.Optional(table.Text).Default(kept)
	}
	target := table.Block{Attrs: table.Attrs{
		"arn": table.Required(table.Text).ARN(), "weight": table.Optional(table.Number).Default(1).Between(0, 999),
	}}
	return table.Block{
		Attrs: table.Attrs{
			"order":            table.Optional(table.Number).Computed().Between(1, 50000),
			"target_group_arn": table.Optional(table.Text).ARN(),
			"type":             table.Required(table.Text).In("authenticate-cognito", "authenticate-oidc", "fixed-response", "forward", "jwt-validation", "redirect"),
		},
		Blocks: table.Blocks{
			"fixed_response": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"content_type": table.Required(table.Text), "message_body": table.Optional(table.Text),
				"status_code": table.Optional(table.Text).Computed(),
			}}),
			"forward":  table.List(0, 1, table.Block{Blocks: table.Blocks{"target_group": table.Set(1, 5, target)}}),
			"redirect": table.List(0, 1, table.Block{Attrs: redirect}),
		},
	}
}

func distribution() table.Resource {
	behavior := func(more table.Attrs) table.Block {
		attrs := table.Attrs{
			"allowed_methods":            table.Required(table.Names),
			"cache_policy_id":            table.Optional(table.Text),
			"cached_methods":             table.Required(table.Names),
			"compress":                   table.Optional(table.Flag).Default(false),
			"default_ttl":                table.Optional(table.Number).Computed(),
			"field_level_encryption_id":  table.Optional(table.Text),
			"max_ttl":                    table.Optional(table.Number).Computed(),
			"min_ttl":                    table.Optional(table.Number).Default(0),
			"origin_request_policy_id":   table.Optional(table.Text),
			"realtime_log_config_arn":    table.Optional(table.Text).ARN(),
			"response_headers_policy_id": table.Optional(table.Text),
			"target_origin_id":           table.Required(table.Text),
			"viewer_protocol_policy":     table.Required(table.Text).In("allow-all", "https-only", "redirect-to-https"),
		}
		for name, attr := range more {
			attrs[name] = attr
		}
		return table.Block{Attrs: attrs}
	}
	return table.Resource{ID: "E{hex8}", Version: 1, Global: true, Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"aliases":             table.Optional(table.Names),
			"arn":                 table.Computed(table.Text).As("arn:{partition}:cloudfront::{account}:distribution/{id}"),
			"comment":             table.Optional(table.Text),
			"default_root_object": table.Optional(table.Text),
			"domain_name":         table.Computed(table.Text).As("{id}.cloudfront.net"),
			"enabled":             table.Required(table.Flag),
			"etag":                table.Computed(table.Text).As("{hex8}"),
			"hosted_zone_id":      table.Computed(table.Text).As("Z2FDTNDATAQYW2"),
			"http_version":        table.Optional(table.Text).Default("http2").In("http1.1", "http2", "http2and3", "http3"),
			"is_ipv6_enabled":     table.Optional(table.Flag).Default(false),
			"price_class":         table.Optional(table.Text).Default("PriceClass_All").In("PriceClass_100", "PriceClass_200", "PriceClass_All"),
			"retain_on_delete":    table.Optional(table.Flag).Default(false),
			"staging":             table.Optional(table.Flag).Default(false).ForceNew(),
			"status":              table.Computed(table.Text).As("Deployed"),
			"wait_for_deployment": table.Optional(table.Flag).Default(true),
			"web_acl_id":          table.Optional(table.Text),
		},
		Blocks: table.Blocks{
			"default_cache_behavior": table.List(1, 1, behavior(nil)),
			"ordered_cache_behavior": table.List(0, 0, behavior(table.Attrs{"path_pattern": table.Required(table.Text)})),
			"origin":                 table.Set(1, 0, origin()),
			"restrictions": table.List(1, 1, table.Block{Blocks: table.Blocks{
				"geo_restriction": table.List(1, 1, table.Block{Attrs: table.Attrs{
					"locations":        table.Optional(table.Names).Computed(),
					"restriction_type": table.Required(table.Text).In("blacklist", "none", "whitelist"),
				}}),
			}}),
			"viewer_certificate": table.List(1, 1, table.Block{Attrs: table.Attrs{
				"acm_certificate_arn":            table.Optional(table.Text).ARN(),
				"cloudfront_default_certificate": table.Optional(table.Flag),
				"iam_certificate_id":             table.Optional(table.Text),
				"minimum_protocol_version":       table.Optional(table.Text).Default("TLSv1"),
				"ssl_support_method":             table.Optional(table.Text).In("sni-only", "static-ip", "vip"),
			}}),
		},
	}}
}

func origin() table.Block {
	return table.Block{
		Attrs: table.Attrs{
			"connection_attempts":      table.Optional(table.Number).Default(3).Between(1, 3),
			"connection_timeout":       table.Optional(table.Number).Default(10).Between(1, 10),
			"domain_name":              table.Required(table.Text),
			"origin_access_control_id": table.Optional(table.Text),
			"origin_id":                table.Required(table.Text),
			"origin_path":              table.Optional(table.Text).Default(""),
		},
		Blocks: table.Blocks{
			"custom_header": table.Set(0, 0, table.Block{Attrs: table.Attrs{
				"name": table.Required(table.Text), "value": table.Required(table.Text),
			}}),
			"custom_origin_config": table.List(0, 1, table.Block{Attrs: table.Attrs{
				"http_port":                table.Required(table.Number),
				"https_port":               table.Required(table.Number),
				"origin_keepalive_timeout": table.Optional(table.Number).Default(5),
				"origin_protocol_policy":   table.Required(table.Text).In("http-only", "https-only", "match-viewer"),
				"origin_read_timeout":      table.Optional(table.Number).Default(30),
				"origin_ssl_protocols":     table.Required(table.Names),
			}}),
			"s3_origin_config": table.List(0, 1, table.Block{Attrs: table.Attrs{"origin_access_identity": table.Required(table.Text)}}),
		},
	}
}

func apiDomain() table.Resource {
	return table.Resource{ID: "{domain_name}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                      table.Computed(table.Text).As("arn:{partition}:apigateway:{region}::/domainnames/{domain_name}"),
			"certificate_arn":          table.Optional(table.Text),
			"certificate_body":         table.Optional(table.Text).ForceNew(),
			"certificate_chain":        table.Optional(table.Text).ForceNew(),
			"certificate_name":         table.Optional(table.Text),
			"certificate_private_key":  table.Optional(table.Text).ForceNew().Sensitive(),
			"domain_name":              table.Required(table.Text).ForceNew(),
			"regional_certificate_arn": table.Optional(table.Text),
			"security_policy":          table.Optional(table.Text).Computed().As("TLS_1_2"),
		},
		Blocks: table.Blocks{
			"endpoint_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{"types": table.Required(table.Texts)}}).Computed(),
		},
	}}
}

func certificate() table.Resource {
	option := tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"domain_name": tftypes.String, "resource_record_name": tftypes.String,
		"resource_record_type": tftypes.String, "resource_record_value": tftypes.String,
	}}
	return table.Resource{ID: "{arn}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                       table.Computed(table.Text).As("arn:{partition}:acm:{region}:{account}:certificate/{uuid}"),
			"certificate_authority_arn": table.Optional(table.Text).ForceNew().ARN().Without("certificate_body", "private_key", "validation_method"),
			"certificate_body":          table.Optional(table.Text).With("private_key"),
			"certificate_chain":         table.Optional(table.Text),
			"domain_name":               table.Optional(table.Text).Computed().ForceNew().Without("certificate_body", "private_key"),
			"domain_validation_options": table.Computed(tftypes.Set{ElementType: option}).As([]any{}),
			"early_renewal_duration":    table.Optional(table.Text),
			"key_algorithm":             table.Optional(table.Text).Computed().ForceNew().In("EC_prime256v1", "EC_secp384r1", "EC_secp521r1", "RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096").As("RSA_2048"),
			"not_after":                 table.Computed(table.Text),
			"not_before":                table.Computed(table.Text),
			"pending_renewal":           table.Computed(table.Flag).As(false),
			"private_key":               table.Optional(table.Text).Sensitive(),
			"renewal_eligibility":       table.Computed(table.Text).As("INELIGIBLE"),
			"status":                    table.Computed(table.Text).As("PENDING_VALIDATION"),
			"subject_alternative_names": table.Optional(table.Names).Computed().ForceNew(),
			"type":                      table.Computed(table.Text).As(issuance),
			"validation_emails":         table.Computed(table.Texts).As([]string{}),
			"validation_method":         table.Optional(table.Text).Computed().ForceNew().In("DNS", "EMAIL", "HTTP"),
		},
	}}
}

func issuance(v table.Values) any {
	switch {
	case v.Text("private_key") != "":
		return "IMPORTED"
	case v.Text("certificate_authority_arn") != "":
		return "PRIVATE"
	}
	return "AMAZON_ISSUED"
}

func issued() table.Resource {
	return table.Resource{ID: "{arn}", Block: table.Block{
		Attrs: table.Attrs{
			"api_passthrough":             table.Optional(table.Text).ForceNew(),
			"arn":                         table.Computed(table.Text).As("{certificate_authority_arn}/certificate/{hex32}"),
			"certificate":                 table.Computed(table.Text),
			"certificate_authority_arn":   table.Required(table.Text).ForceNew().ARN(),
			"certificate_chain":           table.Computed(table.Text),
			"certificate_signing_request": table.Required(table.Text).ForceNew(),
			"signing_algorithm":           table.Required(table.Text).ForceNew(),
			"template_arn":                table.Optional(table.Text).ForceNew().ARN(),
		},
		Blocks: table.Blocks{"validity": table.List(1, 1, table.Block{Attrs: table.Attrs{
			"type":  table.Required(table.Text).ForceNew().In("ABSOLUTE", "DAYS", "END_DATE", "MONTHS", "YEARS"),
			"value": table.Required(table.Text).ForceNew(),
		}})},
	}}
}

func authority() table.Resource {
	subject := table.Attrs{}
	for _, name := range []string{
		"common_name", "country", "distinguished_name_qualifier", "generation_qualifier", "given_name", "initials",
		"locality", "organization", "organizational_unit", "pseudonym", "state", "surname", "title",
	} {
		subject[name] = table.Optional(table.Text).ForceNew()
	}
	return table.Resource{ID: "{arn}", Version: 1, Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                             table.Computed(table.Text).As("arn:{partition}:acm-pca:{region}:{account}:certificate-authority/{uuid}"),
			"certificate":                     table.Computed(table.Text),
			"certificate_chain":               table.Computed(table.Text),
			"certificate_signing_request":     table.Computed(table.Text),
			"enabled":                         table.Optional(table.Flag).Default(true),
			"key_storage_security_standard":   table.Optional(table.Text).Computed().ForceNew().As("FIPS_140_2_LEVEL_3_OR_HIGHER"),
			"not_after":                       table.Computed(table.Text),
			"not_before":                      table.Computed(table.Text),
			"permanent_deletion_time_in_days": table.Optional(table.Number).Default(30).Between(7, 30),
			"serial":                          table.Computed(table.Text),
			"type":                            table.Optional(table.Text).Default("SUBORDINATE").ForceNew().In("ROOT", "SUBORDINATE"),
			"usage_mode":                      table.Optional(table.Text).Computed().In("GENERAL_PURPOSE", "SHORT_LIVED_CERTIFICATE").As("GENERAL_PURPOSE"),
		},
		Blocks: table.Blocks{
			"certificate_authority_configuration": table.List(1, 1, table.Block{
				Attrs: table.Attrs{
					"key_algorithm":     table.Required(table.Text).ForceNew(),
					"signing_algorithm": table.Required(table.Text).ForceNew(),
				},
				Blocks: table.Blocks{"subject": table.List(1, 1, table.Block{Attrs: subject})},
			}),
			"revocation_configuration": table.List(0, 1, table.Block{Blocks: table.Blocks{
				"crl_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{
					"custom_cname": table.Optional(table.Text), "enabled": table.Optional(table.Flag),
					"expiration_in_days": table.Optional(table.Number), "s3_bucket_name": table.Optional(table.Text),
					"s3_object_acl": table.Optional(table.Text).Computed(),
				}}),
				"ocsp_configuration": table.List(0, 1, table.Block{Attrs: table.Attrs{
					"enabled": table.Required(table.Flag), "ocsp_custom_cname": table.Optional(table.Text),
				}}),
			}}),
			"timeouts": table.Timeouts("create"),
		},
	}}
}

// Package aws is the table of the provider registry.terraform.io/hashicorp/aws as far as keys, what they encrypt and
// who may use them are concerned: attribute names and their behaviour as version 6 of that provider has them.
package aws

import (
	"errors"
	"maps"
	"strings"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

// AccountVariable names the environment variable that says which account the stand-in pretends to be in, where the
// provider's configuration does not (by assume_role or a single allowed_account_ids).
const AccountVariable = "KEYWRIGHT_STANDIN_ACCOUNT"

const defaultAccount = "123456789012"

// Provider is the whole table.
func Provider() table.Provider {
	resources := map[string]table.Resource{}
	for _, part := range []map[string]table.Resource{
		kms(), iam(), s3(), stores(), caches(), databases(), streams(), fileSystems(), instances(), secrets(), messages(), trails(), network(), transport(),
		workloads(),
	} {
		maps.Copy(resources, part)
	}
	return table.Provider{Name: "aws", Config: config(), Resources: resources, Data: data(), Configure: configure}
}

func config() table.Block {
	attrs := table.Attrs{
		"allowed_account_ids":   table.Optional(table.Names),
		"forbidden_account_ids": table.Optional(table.Names),
		"max_retries":           table.Optional(table.Number),
	}
	for _, text := range []string{
		"access_key", "custom_ca_bundle", "ec2_metadata_service_endpoint", "ec2_metadata_service_endpoint_mode",
		"http_proxy", "https_proxy", "no_proxy", "profile", "region", "retry_mode", "s3_us_east_1_regional_endpoint",
		"secret_key", "skip_metadata_api_check", "sts_region", "token",
	} {
		attrs[text] = table.Optional(table.Text)
	}
	for _, flag := range []string{
		"insecure", "s3_use_path_style", "skip_credentials_validation", "skip_region_validation",
		"skip_requesting_account_id", "use_dualstack_endpoint", "use_fips_endpoint",
	} {
		attrs[flag] = table.Optional(table.Flag)
	}
	for _, files := range []string{"shared_config_files", "shared_credentials_files"} {
		attrs[files] = table.Optional(table.Texts)
	}
	return table.Block{Attrs: attrs, Blocks: table.Blocks{
		"assume_role":                   table.List(0, 0, assumeRole()),
		"assume_role_with_web_identity": table.List(0, 1, webIdentity()),
		"default_tags":                  table.List(0, 1, table.Block{Attrs: table.Attrs{"tags": table.Optional(table.Labels)}}),
		"endpoints":                     table.Set(0, 0, endpoints()),
		"ignore_tags": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"key_prefixes": table.Optional(table.Names), "keys": table.Optional(table.Names),
		}}),
	}}
}

func assumeRole() table.Block {
	return table.Block{Attrs: table.Attrs{
		"duration": table.Optional(table.Text), "external_id": table.Optional(table.Text),
		"policy": table.Optional(table.Text), "policy_arns": table.Optional(table.Names),
		"role_arn": table.Optional(table.Text), "session_name": table.Optional(table.Text),
		"source_identity": table.Optional(table.Text), "tags": table.Optional(table.Labels),
		"transitive_tag_keys": table.Optional(table.Names),
	}}
}

func webIdentity() table.Block {
	return table.Block{Attrs: table.Attrs{
		"duration": table.Optional(table.Text), "policy": table.Optional(table.Text),
		"policy_arns": table.Optional(table.Names), "role_arn": table.Optional(table.Text),
		"session_name": table.Optional(table.Text), "web_identity_token": table.Optional(table.Text),
		"web_identity_token_file": table.Optional(table.Text),
	}}
}

func endpoints() table.Block {
	attrs := table.Attrs{}
	for _, service := range []string{
		"backup", "cloudtrail", "dynamodb", "ec2", "iam", "kms", "logs", "rds", "s3", "secretsmanager", "sns", "sqs", "sts",
	} {
		attrs[service] = table.Optional(table.Text)
	}
	return table.Block{Attrs: attrs}
}

// configure reads what plans depend on. Nothing is asked of any service, so the account is the one that the
// configuration names, else the environment, else the example account of AWS's own documents.
func configure(config table.Values, env func(string) string) (table.Settings, error) {
	out := table.Settings{Region: config.Text("region"), RegionUnknown: config.Unknown("region"), Account: account(config, env)}
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION"} {
		if out.Region == "" && !out.RegionUnknown {
			out.Region = env(name)
		}
	}
	if out.Region == "" && !out.RegionUnknown {
		return out, errors.New("no region is set: give the provider block one, or set AWS_REGION")
	}
	out.Partition, out.DNSSuffix = partition(out.Region)
	for _, b := range config.Blocks("default_tags") {
		out.TagsUnknown = b.Unknown("tags")
		out.DefaultTags = b.Labels("tags")
	}
	return out, nil
}

func account(config table.Values, env func(string) string) string {
	for _, b := range config.Blocks("assume_role") {
		if parts := strings.Split(b.Text("role_arn"), ":"); len(parts) == 6 {
			return parts[4]
		}
	}
	if allowed := config.Texts("allowed_account_ids"); len(allowed) == 1 {
		return allowed[0]
	}
	if given := env(AccountVariable); given != "" {
		return given
	}
	return defaultAccount
}

func partition(region string) (name, suffix string) {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn", "amazonaws.com.cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov", "amazonaws.com"
	case strings.HasPrefix(region, "eusc-"):
		return "aws-eusc", "amazonaws.eu"
	}
	return "aws", "amazonaws.com"
}

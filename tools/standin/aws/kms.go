package aws

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/keywright/terraform-provider-keywright/tools/standin/table"
)

const keyARN = "arn:{partition}:kms:{region}:{account}:key/{id}"

func kms() map[string]table.Resource {
	return map[string]table.Resource{
		"aws_kms_alias":                kmsAlias(),
		"aws_kms_ciphertext":           kmsCiphertext(),
		"aws_cloudhsm_v2_cluster":      cloudHSMCluster(),
		"aws_kms_custom_key_store":     kmsCustomKeyStore(),
		"aws_kms_external_key":         kmsExternalKey(),
		"aws_kms_grant":                kmsGrant(),
		"aws_kms_key":                  kmsKey(),
		"aws_kms_key_policy":           kmsKeyPolicy(),
		"aws_kms_replica_external_key": kmsReplicaExternalKey(),
		"aws_kms_replica_key":          kmsReplicaKey(),
	}
}

func kmsKey() table.Resource {
	return table.Resource{ID: "{uuid}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"arn":                                table.Computed(table.Text).As(keyARN),
			"bypass_policy_lockout_safety_check": table.Optional(table.Flag).Default(false),
			"custom_key_store_id":                table.Optional(table.Text).ForceNew().As(""),
			"customer_master_key_spec":           table.Optional(table.Text).ForceNew().Default("SYMMETRIC_DEFAULT").In(keySpecs...),
			"deletion_window_in_days":            table.Optional(table.Number).Between(7, 30),
			"description":                        table.Optional(table.Text).Computed(),
			"enable_key_rotation":                table.Optional(table.Flag).Default(false),
			"id":                                 table.Optional(table.Text).Computed().As(keyID),
			"is_enabled":                         table.Optional(table.Flag).Default(true),
			"key_id":                             table.Computed(table.Text).As("{id}"),
			"key_usage":                          table.Optional(table.Text).ForceNew().Default("ENCRYPT_DECRYPT").In(keyUsages...),
			"multi_region":                       table.Optional(table.Flag).Computed().ForceNew().As(false),
			"policy":                             table.Optional(table.Text).Computed().JSON().As(defaultKeyPolicy),
			"rotation_period_in_days":            table.Optional(table.Number).Computed().Between(90, 2560).With("enable_key_rotation").As(rotationPeriod),
			"xks_key_id":                         table.Optional(table.Text).ForceNew().With("custom_key_store_id").As(""),
		},
		Blocks: table.Blocks{"timeouts": table.Timeouts("create")},
	}}
}

func kmsCustomKeyStore() table.Resource {
	return table.Resource{ID: "cks-{hex17}", Block: table.Block{
		Attrs: table.Attrs{
			"cloud_hsm_cluster_id":                table.Optional(table.Text),
			"custom_key_store_name":               table.Required(table.Text),
			"custom_key_store_type":               table.Optional(table.Text).Computed().ForceNew().In("AWS_CLOUDHSM", "EXTERNAL_KEY_STORE").As("AWS_CLOUDHSM"),
			"key_store_password":                  table.Optional(table.Text).Sensitive(),
			"trust_anchor_certificate":            table.Optional(table.Text).ForceNew(),
			"xks_proxy_connectivity":              table.Optional(table.Text).In("PUBLIC_ENDPOINT", "VPC_ENDPOINT_SERVICE"),
			"xks_proxy_uri_endpoint":              table.Optional(table.Text),
			"xks_proxy_uri_path":                  table.Optional(table.Text),
			"xks_proxy_vpc_endpoint_service_name": table.Optional(table.Text),
		},
		Blocks: table.Blocks{"xks_proxy_authentication_credential": table.List(0, 1, table.Block{Attrs: table.Attrs{
			"access_key_id": table.Required(table.Text).Sensitive(), "raw_secret_access_key": table.Required(table.Text).Sensitive(),
		}})},
	}}
}

// cloudHSMCluster has the mode FIPS where none is named: the older type of HSM has no other, and the newer one asks for it.
func cloudHSMCluster() table.Resource {
	return table.Resource{ID: "cluster-{hex17}", Tagged: true, Block: table.Block{
		Attrs: table.Attrs{
			"cluster_certificates": table.Computed(tftypes.List{ElementType: tftypes.Object{AttributeTypes: map[string]tftypes.Type{
				"aws_hardware_certificate": tftypes.String, "cluster_certificate": tftypes.String, "cluster_csr": tftypes.String,
				"hsm_certificate": tftypes.String, "manufacturer_hardware_certificate": tftypes.String,
			}}}).As([]any{}),
			"cluster_id":               table.Computed(table.Text).As("{id}"),
			"cluster_state":            table.Computed(table.Text).As("UNINITIALIZED"),
			"hsm_type":                 table.Required(table.Text).ForceNew().In("hsm1.medium", "hsm2m.medium"),
			"mode":                     table.Optional(table.Text).Computed().ForceNew().In("FIPS", "NON_FIPS").As("FIPS"),
			"security_group_id":        table.Computed(table.Text).As("sg-{hex17}"),
			"source_backup_identifier": table.Optional(table.Text).ForceNew(),
			"subnet_ids":               table.Required(table.Names).ForceNew(),
			"vpc_id":                   table.Computed(table.Text).As("vpc-{hex17}"),
		},
		Blocks: table.Blocks{"timeouts": table.Timeouts("create", "delete", "update")},
	}}
}

func kmsAlias() table.Resource {
	return table.Resource{ID: "{name}", Block: table.Block{Attrs: table.Attrs{
		"arn":            table.Computed(table.Text).As("arn:{partition}:kms:{region}:{account}:{name}"),
		"name":           table.Optional(table.Text).Computed().ForceNew().Without("name_prefix").As("{name_prefix}20260101000000{hex8}"),
		"name_prefix":    table.Optional(table.Text).Computed().ForceNew().Without("name").As(""),
		"target_key_arn": table.Computed(table.Text).As(targetKeyARN),
		"target_key_id":  table.Required(table.Text),
	}}}
}

func kmsKeyPolicy() table.Resource {
	return table.Resource{ID: "{key_id}", Block: table.Block{Attrs: table.Attrs{
		"bypass_policy_lockout_safety_check": table.Optional(table.Flag).Default(false),
		"key_id":                             table.Required(table.Text),
		"policy":                             table.Required(table.Text).JSON(),
	}}}
}

func kmsGrant() table.Resource {
	return table.Resource{ID: "{key_id}:{grant_id}", Block: table.Block{
		Attrs: table.Attrs{
			"grant_creation_tokens": table.Optional(table.Names).ForceNew(),
			"grant_id":              table.Computed(table.Text).As("{hex32}"),
			"grant_token":           table.Computed(table.Text).Sensitive().As("token-{hex32}"),
			"grantee_principal":     table.Required(table.Text).ForceNew(),
			"key_id":                table.Required(table.Text).ForceNew(),
			"name":                  table.Optional(table.Text).ForceNew(),
			"operations":            table.Required(table.Names).ForceNew().In(grantOperations...),
			"retire_on_delete":      table.Optional(table.Flag).ForceNew().Default(false),
			"retiring_principal":    table.Optional(table.Text).ForceNew(),
		},
		Blocks: table.Blocks{"constraints": table.Set(0, 0, table.Block{Attrs: table.Attrs{
			"encryption_context_equals": table.Optional(table.Labels).ForceNew(),
			"encryption_context_subset": table.Optional(table.Labels).ForceNew(),
		}}).Replacing()},
	}}
}

func kmsReplicaKey() table.Resource {
	return table.Resource{ID: "{uuid}", Tagged: true, Block: table.Block{Attrs: table.Attrs{
		"arn":                                table.Computed(table.Text).As(keyARN),
		"bypass_policy_lockout_safety_check": table.Optional(table.Flag).Default(false),
		"deletion_window_in_days":            table.Optional(table.Number).Default(30).Between(7, 30),
		"description":                        table.Optional(table.Text),
		"enabled":                            table.Optional(table.Flag).Default(true),
		"id":                                 table.Optional(table.Text).Computed().As(replicaID),
		"key_id":                             table.Computed(table.Text).As("{id}"),
		"key_rotation_enabled":               table.Computed(table.Flag).As(false),
		"key_spec":                           table.Computed(table.Text).As("SYMMETRIC_DEFAULT"),
		"key_usage":                          table.Computed(table.Text).As("ENCRYPT_DECRYPT"),
		"policy":                             table.Optional(table.Text).Computed().JSON().As(defaultKeyPolicy),
		"primary_key_arn":                    table.Required(table.Text).ForceNew().ARN(),
	}}}
}

func kmsExternalKey() table.Resource {
	return table.Resource{ID: "{uuid}", Tagged: true, Block: table.Block{Attrs: table.Attrs{
		"arn":                                table.Computed(table.Text).As(keyARN),
		"bypass_policy_lockout_safety_check": table.Optional(table.Flag).Default(false),
		"deletion_window_in_days":            table.Optional(table.Number).Default(30).Between(7, 30),
		"description":                        table.Optional(table.Text),
		"enabled":                            table.Optional(table.Flag).Computed().As(hasMaterial),
		"expiration_model":                   table.Computed(table.Text).As(expirationModel),
		"id":                                 table.Optional(table.Text).Computed().As(keyID),
		"key_material_base64":                table.Optional(table.Text).ForceNew().Sensitive(),
		"key_state":                          table.Computed(table.Text).As(externalState),
		"key_usage":                          table.Computed(table.Text).As("ENCRYPT_DECRYPT"),
		"multi_region":                       table.Optional(table.Flag).Computed().ForceNew().As(false),
		"policy":                             table.Optional(table.Text).Computed().JSON().As(defaultKeyPolicy),
		"valid_to":                           table.Optional(table.Text),
	}}}
}

func kmsReplicaExternalKey() table.Resource {
	return table.Resource{ID: "{uuid}", Tagged: true, Block: table.Block{Attrs: table.Attrs{
		"arn":                                table.Computed(table.Text).As(keyARN),
		"bypass_policy_lockout_safety_check": table.Optional(table.Flag).Default(false),
		"deletion_window_in_days":            table.Optional(table.Number).Default(30).Between(7, 30),
		"description":                        table.Optional(table.Text),
		"enabled":                            table.Optional(table.Flag).Computed().As(hasMaterial),
		"expiration_model":                   table.Computed(table.Text).As(expirationModel),
		"id":                                 table.Optional(table.Text).Computed().As(replicaID),
		"key_id":                             table.Computed(table.Text).As("{id}"),
		"key_material_base64":                table.Optional(table.Text).ForceNew().Sensitive(),
		"key_state":                          table.Computed(table.Text).As(externalState),
		"key_usage":                          table.Computed(table.Text).As("ENCRYPT_DECRYPT"),
		"policy":                             table.Optional(table.Text).Computed().JSON().As(defaultKeyPolicy),
		"primary_key_arn":                    table.Required(table.Text).ForceNew().ARN(),
		"valid_to":                           table.Optional(table.Text),
	}}}
}

// defaultKeyPolicy is what KMS gives a key for which none was asked.
const defaultKeyPolicy = `{"Id":"key-default-1","Statement":[{"Action":"kms:*","Effect":"Allow",` +
	`"Principal":{"AWS":"arn:{partition}:iam::{account}:root"},"Resource":"*",` +
	`"Sid":"Enable IAM User Permissions"}],"Version":"2012-10-17"}`

// keyID is a UUID, or the form that multi-Region keys have.
func keyID(v table.Values) any {
	if v.Flag("multi_region") {
		return "mrk-{hex32}"
	}
	return "{uuid}"
}

// replicaID is the primary's key id: a replica shares it.
func replicaID(v table.Values) any {
	_, id, _ := strings.Cut(v.Text("primary_key_arn"), ":key/")
	return id
}

func rotationPeriod(v table.Values) any {
	if v.Flag("enable_key_rotation") {
		return 365
	}
	return nil
}

func targetKeyARN(v table.Values) any {
	if target := v.Text("target_key_id"); strings.HasPrefix(target, "arn:") {
		return target
	}
	return "arn:{partition}:kms:{region}:{account}:key/{target_key_id}"
}

func hasMaterial(v table.Values) any { return v.Text("key_material_base64") != "" }

func expirationModel(v table.Values) any {
	switch {
	case v.Text("key_material_base64") == "":
		return ""
	case v.Text("valid_to") == "":
		return "KEY_MATERIAL_DOES_NOT_EXPIRE"
	}
	return "KEY_MATERIAL_EXPIRES"
}

func externalState(v table.Values) any {
	if v.Text("key_material_base64") == "" {
		return "PendingImport"
	}
	return "Enabled"
}

var keySpecs = []string{
	"SYMMETRIC_DEFAULT", "RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521",
	"ECC_NIST_EDWARDS25519", "ECC_SECG_P256K1", "HMAC_224", "HMAC_256", "HMAC_384", "HMAC_512", "SM2",
	"ML_DSA_44", "ML_DSA_65", "ML_DSA_87", "ML_KEM_512", "ML_KEM_768", "ML_KEM_1024",
}

var keyUsages = []string{"ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT", "ENCAPSULATE_DECAPSULATE"}

var grantOperations = []string{
	"Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo",
	"Sign", "Verify", "GetPublicKey", "CreateGrant", "RetireGrant", "DescribeKey", "GenerateDataKeyPair",
	"GenerateDataKeyPairWithoutPlaintext", "GenerateMac", "VerifyMac", "DeriveSharedSecret",
}

func kmsCiphertext() table.Resource {
	return table.Resource{ID: "2026-01-01 00:00:00 +0000 UTC", Block: table.Block{Attrs: table.Attrs{
		"ciphertext_blob":      table.Computed(table.Text).As("c3RhbmQtaW4="),
		"context":              table.Optional(table.Labels).ForceNew(),
		"key_id":               table.Required(table.Text).ForceNew(),
		"plaintext":            table.Optional(table.Text).ForceNew().Sensitive().Without("plaintext_wo"),
		"plaintext_wo":         table.Optional(table.Text).Sensitive().WriteOnly().With("plaintext_wo_version"),
		"plaintext_wo_version": table.Optional(table.Text).ForceNew(),
	}}}
}

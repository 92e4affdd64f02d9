package engine_test

import "testing"

// The generic policy: key-encryption keys in HSMs of one's own, escrow, signing keys, certificate authorities.
func TestSystemTemplate(t *testing.T) {
	const (
		kek    = `aws_kms_key.kek["database"]`
		backup = "aws_kms_key.backup"
		auth   = `aws_kms_key.sign["auth-02"]`
	)
	testSystem(t, "system-template", []fact{
		{"a KEK in KMS", kek, all(instead(`"custom_key_store_id":true,`, ``), instead(`"custom_key_store_id":{"references":["aws_kms_custom_key_store.own.id","aws_kms_custom_key_store.own"]},`, ``)), []string{"KEY-10"}},
		{"a cluster that is no FIPS one", "aws_cloudhsm_v2_cluster.own", instead(`"mode":"FIPS"`, `"mode":"NON_FIPS"`), []string{"KEY-10?"}},
		{"a KEK that rotates by itself", kek, instead(`"enable_key_rotation":false`, `"enable_key_rotation":true`), []string{"ROT-01"}},
		{"tables and secrets under one KEK", kek, instead(`"Purpose":"database"`, `"Purpose":"database application-secrets"`), []string{"KEY-05", "SEP-02"}},
		{"data of a table under the backup key", backup, instead(`"Purpose":"backup"`, `"Purpose":"backup database"`), []string{"KEY-05", "KEY-10", "REG-02", "REG-04", "SEP-02", "SEP-03"}},
		{"the backup key where the data is", backup, instead(`"region":"eu-west-1"`, `"region":"eu-central-1"`), []string{"REG-02"}},
		{"the backup key without its replica", "aws_kms_replica_key.backup", gone, []string{"KEY-16?"}},
		{"a replica elsewhere", "aws_kms_replica_key.backup", instead(`"region":"eu-north-1"`, `"region":"eu-west-3"`), []string{"REG-04"}},
		{"a replica with a policy of its own", "aws_kms_replica_key.backup", inPolicy(`"kms:EnableKey"`, `"kms:EnableKey","kms:Decrypt"`), []string{"ACC-01", "ACC-09"}},
		{"a signing key that encrypts", auth, all(instead(`"ECC_NIST_EDWARDS25519"`, `"RSA_4096"`), instead(`"key_usage":"SIGN_VERIFY"`, `"key_usage":"ENCRYPT_DECRYPT"`)), []string{"KEY-03", "KEY-16"}},
		{"a release key that encrypts", `aws_kms_key.sign["sig-01"]`, all(instead(`"ECC_NIST_EDWARDS25519"`, `"SYMMETRIC_DEFAULT"`), instead(`"key_usage":"SIGN_VERIFY"`, `"key_usage":"ENCRYPT_DECRYPT"`)), []string{"KEY-03", "KEY-16"}},
		{"tokens of RSA-2048", `aws_kms_key.sign["auth-01"]`, instead(`"RSA_4096"`, `"RSA_2048"`), []string{"KEY-01", "KEY-02"}},
		{"webhooks of HMAC-224", `aws_kms_key.sign["sig-02"]`, instead(`"HMAC_256"`, `"HMAC_224"`), []string{"KEY-01", "KEY-07"}},
		{"the administrator signs", auth, inPolicy(`"kms:EnableKey"`, `"kms:EnableKey","kms:Sign"`), []string{"ACC-01", "ACC-09"}},
		{"the auditor signs", auth, inPolicy(`"kms:ListGrants"`, `"kms:ListGrants","kms:Sign"`), []string{"ACC-05"}},
		{"an authority of RSA-2048", `aws_acmpca_certificate_authority.ca["root"]`, instead(`"EC_secp384r1"`, `"RSA_2048"`), []string{"ENC-05"}},
		{"a root of twenty years", `aws_acmpca_certificate.ca["root"]`, instead(`"value":"10"`, `"value":"20"`), []string{"ENC-05"}},
		{"an intermediate of ten years", `aws_acmpca_certificate.ca["intermediate"]`, instead(`"value":"2"`, `"value":"10"`), []string{"ENC-05"}},
		{"an intermediate that nobody here signs", `aws_acmpca_certificate.ca["intermediate"]`, gone, []string{"ENC-05?"}},
		{"an authority that revokes in silence", `aws_acmpca_certificate_authority.ca["intermediate"]`, instead(`"enabled":true`, `"enabled":false`), []string{"ENC-09"}},
		{"a certificate key of a year", `keywright_registered_key.tls["external"]`, instead(`"rotation_days":90`, `"rotation_days":365`), []string{"ROT-02"}},
		{"a certificate key of RSA-2048", `keywright_registered_key.tls["external"]`, instead(`"ECC_NIST_P256"`, `"RSA_2048"`), []string{"KEY-01", "KEY-02"}},

		{"nobody holds KEK-01 in escrow", "profile", instead(`escrow "alias/org-kek-01"`, `escrow "alias/org-kek-00"`), []string{"KEY-16"}},
		{"nobody rotates by hand", "profile", instead("period_days      = 90\n  alert_after_days = 3\n  owner            = \"security-team\"", "period_days      = 90\n  alert_after_days = 3"), []string{"ROT-03"}},
	})
}

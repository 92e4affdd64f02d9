package engine_test

import "testing"

// The health platform on Google Cloud: DTA-ENC-001, after BSI TR-03161.
func TestSystemDTAWide(t *testing.T) {
	const (
		consent  = "keywright_registered_key.consent"
		device   = "keywright_registered_key.device"
		secret   = "google_secret_manager_secret.consent"
		operator = "google_secret_manager_secret_iam_member.consent_operators"
		bucket   = "google_storage_bucket.audit"
	)
	testSystem(t, "system-dta-wide", []fact{
		{"a MAC key of 224 bits", consent, instead(`"spec":"HMAC_256"`, `"spec":"HMAC_224"`), []string{"KEY-01", "KEY-07"}},
		{"a MAC key that encrypts", consent, instead(`"usage":"GENERATE_VERIFY_MAC"`, `"usage":"ENCRYPT_DECRYPT"`), []string{"KEY-01", "KEY-03", "KEY-16"}},
		{"one key for two purposes", consent, instead(`"purpose":"webhook"`, `"purpose":"webhook token-signing"`), []string{"KEY-03?", "KEY-04", "KEY-05?", "KEY-16?", "REG-02?", "ROT-02?", "SEP-01?", "SEP-02?", "SEP-03?"}},
		{"a stage of its life that nobody states", consent, instead(`"state DESTROYED in the audit log"`, `""`), []string{"KEY-18"}},
		{"a rotation of 400 days", consent, instead(`"rotation_days":365`, `"rotation_days":400`), []string{"ROT-02"}},
		{"an overlap of an hour", consent, instead(`"overlap_hours":24`, `"overlap_hours":1`), []string{"ROT-05"}},
		{"a key without an owner", consent, instead(`"owner":"infrastructure"`, `"owner":""`), []string{"KEY-04"}},
		{"a key in America", consent, instead(`"region":"eu-central-1"`, `"region":"us-east-1"`), []string{"REG-01"}},
		{"a device key of RSA-2048", device, instead(`"spec":"ECC_NIST_P256"`, `"spec":"RSA_2048"`), []string{"KEY-01", "KEY-02"}},

		{"a secret that is also kept in Iowa", secret, instead(`"europe-west3"`, `"us-central1"`), []string{"REG-05"}},
		{"a secret that Google places", secret, all(instead(`"auto":[]`, `"auto":[{"customer_managed_encryption":[]}]`), instead(`"user_managed":[{`, `"was":[{`)), []string{"REG-05", "SEC-01"}},
		{"a secret under Google's key", secret, all(instead(`"customer_managed_encryption":[{}]`, `"customer_managed_encryption":[]`), instead(`"kms_key_name":`, `"was":`)), []string{"SEC-01"}},
		{"a version gone at once", secret, instead(`"version_destroy_ttl":"604800s"`, `"version_destroy_ttl":null`), []string{"SEC-04"}},
		{"a secret in the environment", "google_cloud_run_v2_service.api", instead(`"name":"LOG_LEVEL","value":"info"`, `"name":"JWT_SIGNING_KEY_OLD","value":"c2lnbmluZyBzaWduaW5nIHNpZ25pbmc"`), []string{"SEC-03"}},
		{"operators read secrets", operator, instead(`secretVersionManager`, `secretAccessor`), []string{"SEC-05"}},
		{"operators administer and read", operator, instead(`secretVersionManager`, `admin`), []string{"ACC-16", "SEC-05"}},
		{"operators see the logs", "google_project_iam_member.auditors", instead(`auditors@`, `operators@`), []string{"ACC-16"}},
		{"developers read every secret", "google_project_iam_member.auditors", all(instead(`auditors@`, `developers@`), instead(`logging.viewer`, `secretmanager.secretAccessor`)), []string{"SEC-05"}},

		{"a log key that rotates once a year", "google_kms_crypto_key.log", instead(`"7776000s"`, `"31536000s"`), []string{"ENC-03", "ROT-02"}},
		{"keys in London", "google_kms_key_ring.wide", instead(`"europe-west3"`, `"europe-west2"`), []string{"REG-01", "REG-05"}},
		{"everybody encrypts and decrypts", "google_kms_crypto_key_iam_member.secrets", instead(`serviceAccount:service-123456789012@gcp-sa-secretmanager.iam.gserviceaccount.com`, `allUsers`), []string{"ACC-03"}},

		{"reads are not recorded", "google_project_iam_audit_config.all", instead(`"DATA_READ"`, `"ADMIN_READ"`), []string{"AUD-01", "AUD-05"}},
		{"a record that anybody may delete", bucket, instead(`"is_locked":true`, `"is_locked":false`), []string{"AUD-02", "AUD-05"}},
		{"a record of a year", bucket, instead(`157852800`, `31536000`), []string{"AUD-02"}},
		{"nobody told of refused attempts", "google_monitoring_alert_policy.refused", gone, []string{"AUD-03"}},
		{"nobody told of what ends keys", "google_monitoring_alert_policy.keys", instead(` OR protoPayload.methodName=\"UpdateCryptoKeyVersion\"`, ``), []string{"AUD-03"}},
		{"nobody told of overdue rotation", "google_monitoring_alert_policy.overdue", gone, []string{"ROT-07"}},
		{"TLS 1.2 at the edge", "google_compute_ssl_policy.edge", instead(`TLS_1_3`, `TLS_1_2`), []string{"ENC-04"}},

		{"a sink of errors alone", "google_logging_project_sink.audit", instead(`logName:\"cloudaudit.googleapis.com\"`, `severity>=ERROR`), []string{"AUD-01?", "AUD-05?"}},
		{"somebody whose reads are not recorded", "google_project_iam_audit_config.all", instead(`"exempted_members":null`, `"exempted_members":["user:x@dta-wide.example"]`), []string{"AUD-01", "AUD-05"}},
		{"an alert that is switched off", "google_monitoring_alert_policy.keys", instead(`"enabled":true`, `"enabled":false`), []string{"AUD-03"}},
		{"an alert without a channel", "google_monitoring_alert_policy.keys", instead(`["projects/dta-wide-prod/notificationChannels/1"]`, `[]`), []string{"AUD-03"}},
		{"a metric that is switched off", "google_logging_metric.refused", instead(`"disabled":null`, `"disabled":true`), []string{"AUD-03"}},
		{"a key that does not rotate", "google_kms_crypto_key.secrets", instead(`"31536000s"`, `null`), []string{"ROT-01"}},
		{"a day until destruction", "google_kms_crypto_key.secrets", instead(`"2592000s"`, `"86400s"`), []string{"KEY-08"}},
		{"a key that may be destroyed", "google_kms_crypto_key.secrets", instead(`"PREVENT"`, `"DELETE"`), []string{"KEY-12"}},

		{"nobody rotates secrets by hand", "profile", instead("period_days = 365\n  owner       = \"infrastructure\"", "period_days = 365"), []string{"SEC-02"}},
		{"a domain that is there after all", "profile", instead("domain \"pii\" {", "domain \"application-secrets\" {\n  classification = \"restricted\"\n  unused = \"none\"\n}\n\ndomain \"pii\" {"), []string{"SEP-02"}},
	})
}

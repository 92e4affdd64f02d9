# METADATA
# title: Rows for tests
# description: A key with nothing against it, and how to change one thing of it.
package keywright.lib.fixture_test

base := {
	"address": "aws_kms_key.kyc",
	"type": "aws_kms_key",
	"kind": "key",
	"actions": ["create"],
	"aliases": ["drop-kyc-key"],
	"arn": "",
	"key_id": "",
	"region": "eu-north-1",
	"account": "123456789012",
	"account_symbol": "123456789012",
	"spec": "SYMMETRIC_DEFAULT",
	"usage": "ENCRYPT_DECRYPT",
	"origin": "AWS_KMS",
	"hsm_mode": "",
	"material_version": null,
	"multi_region": false,
	"enabled": true,
	"purpose": "aml-kyc",
	"purposes": ["aml-kyc"],
	"classification": "restricted",
	"owner": "security-team",
	"environment": "production",
	"environments": ["production"],
	"protects": ["s3:kyc"],
	"deletion_window_days": 30,
	"deletion_protection": null,
	"bypass_lockout_check": false,
	"primary": "",
	"way_back": [],
	"escrows": [],
	"rotation": {
		"method": "automatic",
		"setting": "automatic",
		"period_days": 365,
		"alert_after_days": null,
		"owner": "",
		"schedules": [],
		"last": "",
		"next": "",
		"due": "",
	},
	"policy": {"status": "known", "address": "aws_kms_key.kyc", "digest": ""},
	"policy_forms": [],
	"access": [],
	"unknown": {},
	"basis": {},
	"escalations": [],
}

profile := {
	"policy": {"fail_on": "high"},
	"regions": {"jurisdiction": "EEA", "primary": [], "backup": []},
	"domain": {
		"national-id": {"separate_from": ["*"], "fields": ["users.fodselsnummer"], "rotation": "kek"},
		"pii": {"separate_from": ["database", "backup"], "fields": ["users.email"], "rotation": "kek"},
		"aml-kyc": {"separate_from": ["database", "backup"], "fields": [], "rotation": "kek"},
		"database": {"separate_from": ["pii", "aml-kyc"], "fields": [], "rotation": "kek"},
		"backup": {"separate_from": ["*"], "fields": [], "rotation": "backup"},
		"token-signing": {"separate_from": [], "fields": [], "rotation": "jwt"},
	},
	"role": {"key-admin": {"principals": ["arn:aws:iam::123456789012:role/key-admin"]}},
	"rotation": {
		"kek": {"method": "automatic", "accepts": ["automatic", "manual"], "period_days": 365},
		"backup": {"method": "manual", "accepts": ["manual"], "period_days": 365},
		"jwt": {"method": "automatic", "accepts": ["automatic", "on-demand", "manual"], "period_days": 90},
	},
}

# key is the base with some members changed.
key(changes) := object.union(base, changes)

# with_unknown is the base with one attribute unknown.
with_unknown(attribute, zero) := object.union(base, {
	attribute: zero,
	"unknown": {attribute: "it depends on var.x, known only after apply"},
})

# google is a key of Cloud KMS with nothing against it, with some members changed. It has the address of the base.
google(changes) := object.union(
	object.union(base, {
		"type": "google_kms_crypto_key",
		"aliases": [],
		"region": "europe-north1",
		"account": "drop-prod",
		"account_symbol": "drop-prod",
		"spec": "GOOGLE_SYMMETRIC_ENCRYPTION",
		"origin": "GOOGLE_SOFTWARE",
		"bypass_lockout_check": null,
	}),
	changes,
)

# member is what a member of Google Cloud can do.
member(principal, capabilities) := {
	"principal": principal,
	"kind": "Google",
	"account": "",
	"capabilities": capabilities,
	"roles": [],
	"person": "unknown",
	"in_view": false,
	"accounts": [],
	"named": true,
	"statements": ["google_kms_crypto_key_iam_member.a"],
	"by": {},
	"witness": {},
	"without_mfa": capabilities,
	"off_network": capabilities,
	"open_grant": "no",
	"grantees": [],
	"conditions": [],
	"conditional": false,
	"open": false,
	"confined": false,
	"unnamed": [],
	"acts": {"replicate": "no", "import": "no"},
	"for_services": false,
	"grants_perhaps": false,
}

# facts hold rows, as an engine gives them.
facts(keys) := facts_with(keys, {})

facts_with(keys, more) := {"inventory": object.union(
	{
		"keys": keys,
		"outside": [],
		"grants": [],
		"identity_policies": [],
		"identities": [],
		"rotations": [],
		"separations": [],
		"residencies": [],
		"stores": [],
		"secrets": [],
		"secret_rotations": [],
		"secret_reach": [],
		"pools": [],
		"overlaps": [],
		"registered": [],
		"exposures": [],
		"ci_secrets": [],
		"trails": [],
		"key_vaults": [],
		"vault_logs": [],
		"alarms": [],
		"retentions": [],
		"restore_tests": [],
		"bucket_settings": [],
		"transports": [],
		"certificates": [],
		"authorities": [],
		"vpc_endpoints": [],
		"ended": [],
		"plans": [],
	},
	more,
)}

# recorded gives facts of keys, of a clock and of what people put on record.
recorded(keys, records) := object.union(facts(keys), {"evidence": records, "now": "2026-11-21T00:00:00Z"})

# ended is the base key as a change ends it.
ended(fate, actions) := {
	"address": base.address,
	"type": base.type,
	"kind": "key",
	"fate": fate,
	"actions": actions,
	"aliases": base.aliases,
	"key_id": "k",
	"purpose": base.purpose,
	"classification": base.classification,
	"environment": base.environment,
	"protects": base.protects,
	"deletion_window_days": 30,
}

# store is a database that its key encrypts, with some members changed.
store(changes) := object.union(
	{
		"address": "aws_db_instance.drop",
		"part": "",
		"type": "aws_db_instance",
		"kind": "database",
		"service": "rds",
		"actions": ["create"],
		"name": "drop",
		"arn": "",
		"region": "eu-north-1",
		"encrypted": true,
		"managed": "customer",
		"key": "aws_kms_key.database",
		"public": false,
		"purpose": "database",
		"purposes": ["database"],
		"classification": "restricted",
		"owner": "security-team",
		"environment": "production",
		"unknown": {},
		"basis": {},
	},
	changes,
)

# trail is one that records every use of keys, with some members changed.
trail(changes) := object.union(
	{
		"address": "aws_cloudtrail.all",
		"type": "aws_cloudtrail",
		"actions": ["create"],
		"name": "all",
		"region": "eu-north-1",
		"account": "",
		"multi_region": true,
		"logging": true,
		"validated": true,
		"managed": "customer",
		"key": "aws_kms_key.kyc",
		"records": "all",
		"records_secrets": "all",
		"store": "aws_s3_bucket.trail",
		"lock": "COMPLIANCE",
		"lock_days": 1827,
		"log_group": "aws_cloudwatch_log_group.trail",
		"unknown": {},
	},
	changes,
)

# log is what records the use of a vault, with some members changed.
log(changes) := object.union(
	{
		"address": "azurerm_monitor_diagnostic_setting.v",
		"type": "azurerm_monitor_diagnostic_setting",
		"actions": ["create"],
		"vault": "azurerm_key_vault.v",
		"holds": ["keys", "secrets"],
		"records": "all",
		"store": "azurerm_storage_account.logs",
		"managed": "customer",
		"key": "azurerm_key_vault_key.log",
		"lock": "Locked",
		"lock_days": 1827,
		"alerts": ["workspace"],
		"unknown": {},
	},
	changes,
)

# logged gives facts of a key of Azure and of what records its vault.
logged(logs) := facts_with([key({"type": "azurerm_key_vault_key"})], {"vault_logs": logs})

# sink is a sink of Cloud Logging that does, with some members changed.
sink(changes) := object.union(
	trail({
		"address": "google_logging_project_sink.audit",
		"type": "google_logging_project_sink",
		"name": "audit",
		"region": "",
		"account": "drop-prod",
		"validated": null,
		"store": "google_storage_bucket.audit",
		"log_group": "",
	}),
	changes,
)

# policy is an alert policy of Cloud Monitoring, with some members changed.
policy(changes) := object.union(
	alarm({
		"address": "google_monitoring_alert_policy.keys",
		"type": "google_monitoring_alert_policy",
		"log_group": "",
		"events": ["Decrypt", "DestroyCryptoKeyVersion", "UpdateCryptoKeyVersion"],
	}),
	changes,
)

# alarm is a metric alarm on the trail's log group, with some members changed.
alarm(changes) := object.union(
	{
		"address": "aws_cloudwatch_metric_alarm.keys",
		"type": "aws_cloudwatch_metric_alarm",
		"actions": ["create"],
		"log_group": "aws_cloudwatch_log_group.trail",
		"events": ["Decrypt", "DisableKey", "ScheduleKeyDeletion"],
		"denied": true,
		"reads": true,
		"seconds": 300,
		"attempts": 1,
		"acts": true,
		"pool": "",
		"unknown": {},
	},
	changes,
)

# place is a listener of TLS 1.3, with some members changed.
place(changes) := object.union(
	{
		"address": "aws_lb_listener.https",
		"type": "aws_lb_listener",
		"actions": ["create"],
		"protocol": "https",
		"minimum": "1.3",
		"highest": "",
		"plain": "refused",
		"origins": [],
		"hsts": null,
		"purposes": [],
		"classification": "",
		"unknown": {},
	},
	changes,
)

# edge is a place that passes on to one origin, with some members of that changed.
edge(changes) := place({
	"address": "aws_cloudfront_distribution.www",
	"type": "aws_cloudfront_distribution",
	"origins": [object.union({"name": "app", "protocol": "https-only", "versions": ["TLSv1.2"], "certificate": "checked", "unknown": {}}, changes)],
})

# reached gives facts of one such place.
reached(one) := facts_with([], {"transports": [one]})

# certificate is one of an approved key, with some members changed.
certificate(changes) := object.union(
	{
		"address": "aws_acm_certificate.www",
		"type": "aws_acm_certificate",
		"actions": ["create"],
		"name": "www.example.com",
		"issued": "public",
		"use": "server",
		"algorithm": "EC_prime256v1",
		"days": null,
		"unknown": {},
	},
	changes,
)

# certified gives facts of one certificate.
certified(one) := facts_with([], {"certificates": [one]})

# authority is a private one.
authority(revocation, unknown) := facts_with([], {"authorities": [{
	"address": "aws_acmpca_certificate_authority.internal",
	"type": "aws_acmpca_certificate_authority",
	"actions": ["create"],
	"algorithm": "EC_prime256v1",
	"revocation": revocation,
	"unknown": unknown,
}]})

# watched gives facts of the base key, trails and alarms.
watched(trails, alarms) := facts_with([base], {"trails": trails, "alarms": alarms})

# whole is the profile of inputs that are the whole estate.
whole := object.union(profile, {"policy": {"estate": {"complete": true}}})

# secret is one that its key encrypts, with some members changed.
secret(changes) := object.union(
	{
		"address": "aws_secretsmanager_secret.jwt",
		"part": "",
		"type": "aws_secretsmanager_secret",
		"kind": "secret",
		"service": "secretsmanager",
		"actions": ["create"],
		"name": "drop/jwt",
		"arn": "",
		"region": "eu-north-1",
		"encrypted": true,
		"managed": "customer",
		"key": "aws_kms_key.database",
		"rotation": {"method": "automatic", "period_days": 90, "address": "aws_secretsmanager_secret_rotation.jwt", "expires": ""},
		"deletion_window_days": 30,
		"new_value": false,
		"purpose": "database",
		"purposes": ["database"],
		"classification": "restricted",
		"owner": "security-team",
		"environment": "production",
		"unknown": {},
		"basis": {},
	},
	changes,
)

# kept gives facts of keys and one secret.
kept(keys, one) := facts_with(keys, {"secrets": [one]})

# reader is what one principal can do with a secret, with some members changed.
reader(principal, capabilities, changes) := object.union(
	{
		"principal": principal,
		"kind": "AWS",
		"account": "123456789012",
		"capabilities": capabilities,
		"by": {capability: ["aws_iam_role_policy.p"] | some capability, _ in capabilities},
		"roles": [],
		"person": "no",
		"every": false,
		"open": false,
		"serves": {},
		"unknown": "",
	},
	changes,
)

# user is a workload that is given the secret.
user(how, identities) := {"address": "aws_lambda_function.api", "how": how, "identities": identities}

# reached_by gives facts of one secret and of who reaches it.
reached_by(one, access, more) := facts_with([], {
	"secrets": [one],
	"secret_reach": [object.union(
		{
			"address": one.address,
			"type": one.type,
			"actions": one.actions,
			"access": access,
			"used_by": [user("uses", ["role/api"])],
			"confined": null,
			"unknown": {},
		},
		more,
	)],
})

# exposed gives facts of one place where a secret may stand.
exposed(status, reason) := facts_with([], {"exposures": [{
	"address": "aws_lambda_function.pay",
	"type": "aws_lambda_function",
	"actions": ["create"],
	"attribute": "environment.0.variables.DB_PASSWORD",
	"status": status,
	"reason": reason,
}]})

# database is a key for databases.
database := key({"address": "aws_kms_key.database", "aliases": ["drop-database-key"], "purpose": "database", "purposes": ["database"], "protects": []})

# stored gives facts of keys and one store.
stored(keys, one) := facts_with(keys, {"stores": [one]})

# access is a row of who can do what.
access(principal, roles, capabilities) := {
	"principal": principal,
	"kind": "AWS",
	"account": "123456789012",
	"capabilities": capabilities,
	"roles": roles,
	"statements": ["Statement"],
	"by": {capability: ["Statement"] | some capability, _ in capabilities},
	"witness": {},
	"without_mfa": capabilities,
	"off_network": capabilities,
	"open_grant": "no",
	"grantees": [],
	"conditions": [],
	"conditional": false,
	"open": false,
	"person": "unknown",
	"named": true,
	"unnamed": [capability | regex.match(`(:root|^\*)$`, principal); some capability, _ in capabilities],
	"in_view": false,
}

key_admin := "arn:aws:iam::123456789012:role/key-admin"

# said gives the outcomes of a report, each with its address.
said(report) := {[finding.outcome, finding.address] | some finding in report}

# of_key gives the outcomes about the base key.
of_key(report) := {finding.outcome | some finding in report; finding.address == base.address}

# exception is one with nothing against it.
exception := {
	"system": "Drop",
	"classification": "internal",
	"rules": ["KEY-08"],
	"scope": ["drop-kyc-key"],
	"reason": "the old key goes in spring",
	"risk": "low",
	"compensating_controls": ["alarm"],
	"approved_by": "ciso",
	"starts": "2026-11-01",
	"ends": "2027-10-31",
	"reviewed": "2026-11-01",
}

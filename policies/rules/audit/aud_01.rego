# METADATA
# title: A trail records every use of keys
# description: |
#   A trail of all regions records the events of the key management service, uses and changes alike; its files are validated
#   and encrypted by a key of one's own. On Google Cloud that is a sink of Cloud Logging whose filter takes the audit logs of
#   Cloud KMS, with an audit configuration by which reads (DATA_READ: encryption and decryption are among them) are logged
#   of everyone, to a bucket under a key. One such trail of each cloud in the inputs is enough; that there is none can only be
#   said of the whole estate. Of Azure, each vault that holds keys has a diagnostic setting that sends what is done with them (AuditEvent) to a
#   storage account under a key of one's own.
# custom:
#   severity: high
#   scope: estate
#   rows: all
#   source:
#     - POL-SEC-KM-001 8
#   controls:
#     - DORA 10
#     - ISO 27001:2022 A.8.15
#     - CIS AWS Foundations 3.1
#     - PCI-DSS 4.0.1 10.2.1
#   remediation: Make the trail multi-region, validated and encrypted by a key, and leave KMS out of no selector; send AuditEvent of each vault to a storage account under a key.
#   avoid: |
#     resource "aws_cloudtrail" "all" {
#       name           = "all"
#       s3_bucket_name = aws_s3_bucket.trail.id
#     }
#   prefer: |
#     resource "aws_cloudtrail" "all" {
#       name                       = "all"
#       s3_bucket_name             = aws_s3_bucket.trail.id
#       is_multi_region_trail      = true
#       enable_log_file_validation = true
#       kms_key_id                 = aws_kms_key.log.arn
#     }
package keywright.rules.audit.aud_01

import data.keywright.lib.finding
import data.keywright.lib.settings
import data.keywright.lib.trails
import data.keywright.lib.vault_logs

report := array.concat(_trails, _vaults)

_trails := [judged | some cloud in trails.clouds_judged; some judged in _of_cloud(cloud)]

_of_cloud(cloud) := [finding.pass(trail.address, "trail") | some trail in trails.recording(cloud)] if {
	count(trails.recording(cloud)) > 0
} else := [judged | some trail in trails.of(cloud); judged := _judged(trail)] if {
	settings.estate_complete
	count(trails.of(cloud)) > 0
} else := [trails.absent("trail", cloud, {
	"message": "No trail that records every use of keys is in the inputs.",
	"expected": _expected,
	"actual": "none",
})] if {
	trails.concerns(cloud)
} else := []

_vaults := [_of_vault(vault, logs) | some vault, logs in vault_logs.of("keys")]

_of_vault(vault, logs) := finding.pass(vault, "trail") if {
	some log in logs
	count(_lacks(log)) == 0
	not log.unknown.records
	not log.unknown.key
} else := vault_logs.unseen(vault, "trail", sprintf("Nothing in the inputs records every use of the keys of %s under a key of one's own.", [vault])) if {
	not settings.estate_complete
} else := finding.undetermined(vault, "trail", concat("; ", sort(gaps)), {
	"message": sprintf("Whether every use of the keys of %s is recorded cannot be told.", [vault]),
	"expected": _wanted,
}) if {
	gaps := vault_logs.gaps([log | some log in logs; count(_lacks(log)) == 0], ["records", "key"])
	count(gaps) > 0
} else := finding.fail(vault, "trail", {
	"message": sprintf("Not every use of the keys of %s is recorded as it should be: %s.", [vault, concat("; ", sort(_shown(logs)))]),
	"expected": _wanted,
	"actual": concat("; ", sort(_shown(logs))),
})

_shown(logs) := {sprintf("%s %s", [log.address, lack]) | some log in logs; some lack in _lacks(log)}

_lacks(log) := {"records nothing of what is done with keys" | log.records == "none"; not log.unknown.records} | {"is not encrypted by a key of one's own" | log.managed == "service"}

_wanted := "a diagnostic setting with the category AuditEvent, to a storage account encrypted by a key"

_judged(trail) := finding.fail(trail.address, "trail", {
	"message": sprintf("The trail %s does not record every use of keys: %s.", [trails.called(trail), concat("; ", sort(trails.faults(trail)))]),
	"expected": _expected,
	"actual": concat("; ", sort(trails.faults(trail))),
}) if {
	count(trails.faults(trail)) > 0
} else := finding.undetermined(trail.address, "trail", concat("; ", sort(trails.gaps(trail))), {
	"message": sprintf("Whether the trail %s records every use of keys cannot be told.", [trails.called(trail)]),
	"expected": _expected,
})

_expected := "a trail of all regions with all events of KMS, validated, encrypted by a key; on Google Cloud a sink that takes all audit logs of Cloud KMS, where reads are logged, to a store encrypted by a key; of Vault an audit device"

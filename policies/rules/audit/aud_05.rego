# METADATA
# title: What happens to secrets is recorded where it cannot be deleted
# description: |
#   A trail records who reads, writes and destroys secrets, and its store is locked in the mode that nobody can lift, the
#   account's own root user included. It is asked where there are secrets of AWS or of Google Cloud, each for
#   itself, and of each vault of Azure that holds secrets; a sink of Google Cloud needs an audit configuration by which reads are logged
#   of everyone, and a locked store.
# custom:
#   severity: high
#   scope: estate
#   rows: all
#   source:
#     - DTA-ENC-001 4.2
#   controls:
#     - DORA 10
#     - PCI-DSS 4.0.1 10.2.1
#     - PCI-DSS 4.0.1 10.3.2
#     - ISO 27001:2022 A.8.15
#   remediation: Let a trail of all regions record the management events of Secrets Manager, and lock its bucket in the mode COMPLIANCE; send AuditEvent of each vault to a storage account that is Locked.
#   avoid: |
#     resource "aws_cloudtrail" "all" {
#       event_selector {
#         read_write_type           = "WriteOnly" # who reads a secret is not recorded
#         include_management_events = true
#       }
#     }
#   prefer: |
#     resource "aws_cloudtrail" "all" {
#       is_multi_region_trail = true
#     }
#     resource "aws_s3_bucket_object_lock_configuration" "trail" {
#       rule {
#         default_retention {
#           mode  = "COMPLIANCE"
#           years = 5
#         }
#       }
#     }
package keywright.rules.audit.aud_05

import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.secrets
import data.keywright.lib.settings
import data.keywright.lib.trails
import data.keywright.lib.vault_logs

report := array.concat(_trails, _vaults)

_trails := [judged |
	some cloud in ({clouds.of(secret) | some secret in secrets.alive} & {"aws", "google"})
	some judged in _of_cloud(cloud)
]

_of_cloud(cloud) := [finding.pass(trail.address, "trail") | some trail in _good(cloud)] if {
	count(_good(cloud)) > 0
} else := [judged | some trail in trails.of(cloud); judged := _judged(trail)] if {
	settings.estate_complete
	count(trails.of(cloud)) > 0
} else := [trails.absent("trail", cloud, {
	"message": "No trail that records what happens to secrets, in a store that nobody can delete, is in the inputs.",
	"expected": _expected,
	"actual": "none",
})]

_vaults := [_of_vault(vault, logs) | some vault, logs in vault_logs.of("secrets")]

_of_vault(vault, logs) := finding.pass(vault, "trail") if {
	some log in logs
	vault_logs.locked(log, 0)
	not log.unknown.records
} else := vault_logs.unseen(vault, "trail", sprintf("Nothing in the inputs records what happens to the secrets of %s where nobody can delete it.", [vault])) if {
	not settings.estate_complete
} else := finding.undetermined(vault, "trail", concat("; ", sort(gaps)), {
	"message": sprintf("Whether what happens to the secrets of %s is recorded where nobody can delete it cannot be told.", [vault]),
	"expected": _wanted,
}) if {
	gaps := vault_logs.gaps(logs, ["records", "lock"])
	count(gaps) > 0
} else := finding.fail(vault, "trail", {
	"message": sprintf("What happens to the secrets of %s is not recorded where nobody can delete it.", [vault]),
	"expected": _wanted,
	"actual": "no diagnostic setting with the category AuditEvent to a storage account that is locked",
})

_wanted := "a diagnostic setting with the category AuditEvent, to a storage account whose immutability policy is Locked"

_good(cloud) := [trail | some trail in trails.of(cloud); count(_faults(trail)) + count(_gaps(trail)) == 0]

_judged(trail) := finding.fail(trail.address, "trail", {
	"message": sprintf("The trail %s does not keep what happens to secrets: %s.", [trails.called(trail), concat("; ", sort(_faults(trail)))]),
	"expected": _expected,
	"actual": concat("; ", sort(_faults(trail))),
}) if {
	count(_faults(trail)) > 0
} else := finding.undetermined(trail.address, "trail", concat("; ", sort(_gaps(trail))), {
	"message": sprintf("Whether the trail %s keeps what happens to secrets cannot be told.", [trails.called(trail)]),
	"expected": _expected,
})

_faults(trail) := (({"it is switched off" | trail.logging == false} | {"it is of one region" | trail.multi_region == false}) | ({"it records no events of secrets" | trail.records_secrets == "none"} | {"it records a part of the events of secrets" |
	trail.records_secrets == "some"
})) | {sprintf("the lock of its store is %s", [trail.lock]) | trail.lock in {"none", "GOVERNANCE"}}

_gaps(trail) := {sprintf("its %s: %s", [name, reason]) |
	some name in ["logging", "multi_region", "records_secrets", "store"]
	reason := trail.unknown[name]
}

_expected := "a trail of all regions with reads and writes of secrets, in a store locked in the mode COMPLIANCE"

# METADATA
# title: Logs are encrypted by a key that rotates every 90 days
# description: |
#   What is logged is encrypted, and the key that encrypts it rotates as often as the policy asks for logs. A service's
#   own key rotates as the service likes, which nobody can show.
# custom:
#   severity: medium
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-ENC-001 2.1
#   controls:
#     - GDPR 32(1)(a)
#     - RTS (EU) 2024/1774 Art. 6
#     - ISO 27001:2022 A.8.24
#     - PCI-DSS 4.0.1 3.7.4
#   remediation: Encrypt the log by a key for logs, with a rotation period within the policy's.
#   avoid: |
#     resource "aws_cloudwatch_log_group" "application" {
#       name = "application"
#     }
#   prefer: |
#     resource "aws_kms_key" "log" {
#       enable_key_rotation     = true
#       rotation_period_in_days = 90
#     }
#     resource "aws_cloudwatch_log_group" "application" {
#       name       = "application"
#       kms_key_id = aws_kms_key.log.arn
#     }
package keywright.rules.encryption.enc_03

import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.stores

report := [judged |
	some store in stores.rows_alive
	_is_log(store)
	judged := _judged(store, stores.attribute(store, "encryption"))
]

_is_log(store) if store.kind == "log"

_is_log(store) if "log" in stores.purposes(store)

_judged(store, attribute) := finding.fail(store.address, attribute, {
	"message": fault,
	"expected": _expected,
	"actual": _actual(store),
}) if {
	fault := _fault(store)
} else := finding.undetermined(store.address, attribute, concat("; ", sort(gaps)), {
	"message": sprintf("How often the key of the log %s rotates cannot be told.", [stores.name(store)]),
	"expected": _expected,
}) if {
	gaps := _gaps(store)
	count(gaps) > 0
} else := finding.pass(store.address, attribute) if {
	store.encrypted == true
	stores.key(store).rotation.period_days <= _limit
}

_fault(store) := sprintf("The log %s is not encrypted.", [stores.name(store)]) if {
	store.encrypted == false
} else := sprintf("%s, which encrypts the log %s, does not rotate.", [rows.name(key), stores.name(store)]) if {
	key := stores.key(store)
	key.rotation.method == "none"
	not key.unknown.rotation
} else := sprintf("%s, which encrypts the log %s, rotates every %d days.", [rows.name(key), stores.name(store), key.rotation.period_days]) if {
	key := stores.key(store)
	key.rotation.period_days > _limit
}

_gaps(store) := (({reason | some name in ["encrypted", "key"]; reason := store.unknown[name]} | {reason | reason := stores.elsewhere(store)}) | {reason | some reason in _of_key(stores.key(store))}) | ({"it is encrypted by the service's own key, whose rotation nobody can show" | store.managed == "service"} | {"the profile names no period for logs" | not _limit})

_of_key(key) := {reason | some name in ["rotation", "rotation_period", "schedules"]; reason := key.unknown[name]} | {"the period of its key is not known" | not is_number(object.get(key, ["rotation", "period_days"], null))}

_limit := settings.rotations.log.period_days

_expected := sprintf("a key that rotates at least every %d days", [_limit]) if {
	true
} else := "a key that rotates within the policy's period for logs"

_actual(store) := "not encrypted" if {
	store.encrypted == false
} else := sprintf("encrypted by %s", [store.key])

# METADATA
# title: Deletion waits long enough
# description: |
#   The deletion of a key waits at least as many days as the policy asks, and at most the 30 that KMS allows. In these
#   days a deletion by mistake or by an attacker is noticed and cancelled; afterwards what the key protects is lost.
#   Restricted keys wait the full 30 days unless the profile says otherwise. A key vault of Azure that holds no key and no secret
#   of the inputs is judged itself: what other configurations put into it goes as fast.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 3.8
#   controls:
#     - PCI-DSS 4.0.1 3.7.5
#     - DORA 9(4)(d)
#     - ISO 27001:2022 A.8.24
#     - IKT-forskriften § 6
#   remediation: Set the deletion window to the policy's days, 30 for restricted keys; in Azure soft_delete_retention_days of the vault, and purge_protection_enabled.
#   avoid: |
#     resource "aws_kms_key" "national_id" {
#       deletion_window_in_days = 7
#     }
#   prefer: |
#     resource "keywright_key" "national_id" {
#       deletion_window_days = 30
#     }
package keywright.rules.key.key_08

import data.keywright.lib.classes
import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings

report := [judged |
	some key in array.concat(rows.keys, rows.key_vaults)
	judged := _judged(key)
]

_most := 30

_judged(key) := finding.not_assessed(key.address, "key", "How long the deletion of keys waits that other services keep is not assessed: the register says it in words, as the stage of destruction.") if {
	clouds.of(key) == "elsewhere"
} else := finding.undetermined(key.address, "deletion_window_days", key.unknown.deletion_window_days, {
	"message": sprintf("How long the deletion of %s waits cannot be told from the plan.", [_name(key)]),
	"expected": _expected(settings.least_days("restricted")),
}) if {
	key.unknown.deletion_window_days
} else := finding.pass(key.address, "deletion_window_days") if {
	clouds.of(key) == "vault" # it deletes no key unless it is told that it may
	key.deletion_window_days == null
} else := finding.fail(key.address, "deletion_window_days", {
	"message": sprintf("%s %s waits %d days.", [_called[clouds.of(key)], _name(key), key.deletion_window_days]),
	"expected": _expected(_least(key)),
	"actual": sprintf("%d days", [key.deletion_window_days]),
	"basis": object.get(key.basis, "deletion_window_days", "plan"),
}) if {
	_wrong(key.deletion_window_days, _least(key))
} else := finding.undetermined(key.address, "deletion_window_days", _unsure(key), {
	"message": sprintf("Whether the deletion of %s waits long enough depends on the class.", [_name(key)]),
	"expected": _expected(settings.least_days("restricted")),
}) if {
	_unsure(key)
	_wrong(key.deletion_window_days, settings.least_days("restricted"))
} else := finding.pass(key.address, "deletion_window_days") if {
	key.deletion_window_days >= _least(key)
	key.deletion_window_days <= _most
}

# Of a vault all that ever comes into it counts.
_name(key) := sprintf("what is in %s", [key.address]) if {
	key.holds
} else := rows.name(key)

_classed(key) := "the key" if not key.holds

_classed(key) := "what is in the vault" if key.holds

# Another class than the one that is said can only make it wait longer.
_unsure(key) := sprintf("the class of %s is not known, and what is restricted waits longer", [_classed(key)]) if {
	not key.classification in settings.classes
} else := sprintf("the class of %s may be another, and what is restricted waits longer: %s", [_classed(key), concat("; ", sort(classes.unsure(key)))]) if {
	count(classes.unsure(key)) > 0
}

_called := {
	"aws": "The deletion of",
	"azure": "The deletion (soft_delete_retention_days under purge_protection_enabled) of",
	"google": "The destruction of a version (destroy_scheduled_duration) of",
	"vault": "The deletion (deletion_allowed) of",
}

_wrong(days, least) if days < least

_wrong(days, _) if days > _most

# Of an unclassified key, what every class asks is sure, and what its domain's asks.
_least(key) := settings.least_days(classes.of(key)) if {
	classes.of(key)
} else := settings.least_days("public")

_expected(least) := sprintf("%d to %d days", [least, _most]) if least < _most

_expected(least) := sprintf("%d days", [_most]) if least >= _most

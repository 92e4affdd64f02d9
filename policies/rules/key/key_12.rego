# METADATA
# title: Restricted and backup keys are protected against destroy
# description: |
#   Terraform cannot destroy a restricted key or a backup key by mistake: deletion_protection of this provider's keys, or
#   prevent_destroy in the block of a stock key. A plan does not hold prevent_destroy, so that of a stock key nothing can
#   be told without its source.
# custom:
#   severity: medium
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 6
#     - POL-SEC-KM-001 7
#   controls:
#     - DORA 9(4)(d)
#     - RTS (EU) 2024/1774 Art. 7(2)
#     - PCI-DSS 4.0.1 3.7.5
#     - ISO 27001:2022 A.8.24
#   remediation: Leave deletion_protection on, or set prevent_destroy in the lifecycle of the key's block; check with --source DIR, so that this can be seen.
#   avoid: |
#     resource "keywright_key" "backup" {
#       purpose             = "backup"
#       deletion_protection = false
#     }
#   prefer: |
#     resource "aws_kms_key" "backup" {
#       tags = { Purpose = "backup" }
#       lifecycle {
#         prevent_destroy = true
#       }
#     }
package keywright.rules.key.key_12

import data.keywright.lib.classes
import data.keywright.lib.clouds
import data.keywright.lib.custody
import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.identifiers
import data.keywright.lib.rows

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_judged(key) := finding.not_assessed(key.address, "key", "Whether keys that other services keep are protected against destroy is not assessed: Terraform only registers them.") if {
	clouds.of(key) == "elsewhere"
} else := finding.pass(key.address, "deletion_protection") if {
	key.deletion_protection == true
} else := finding.undetermined(key.address, "deletion_protection", key.unknown.deletion_protection, {
	"message": sprintf("Whether %s is protected against destroy cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	_guarded(key)
	key.unknown.deletion_protection
} else := finding.fail(key.address, "deletion_protection", {
	"message": sprintf("%s is %s, and Terraform would destroy it without a question.", [rows.name(key), concat(" and ", sort(_kinds(key)))]),
	"expected": _expected,
	"actual": _actual(key),
	"basis": object.get(key.basis, "deletion_protection", "plan"),
}) if {
	_guarded(key)
} else := finding.undetermined(key.address, "deletion_protection", concat("; ", sort(_unsure(key))), {
	"message": sprintf("Whether %s is to be protected against destroy depends on its class and purpose.", [rows.name(key)]),
	"expected": _expected,
}) if {
	count(_unsure(key)) > 0
} else := finding.pass(key.address, "deletion_protection")

_guarded(key) if count(_kinds(key)) > 0

_kinds(key) := {"restricted" | classes.restricted(key)} | {"a backup key" | custody.is_backup(key)}

# One reason is enough; the class comes first.
_unsure(key) := classes.unsure(key) if {
	count(classes.unsure(key)) > 0
} else := {reason | reason := domains.unplaced(key)}

_actual(key) := "deletion_policy is not PREVENT, and prevent_destroy is not set" if {
	clouds.of(key) == "google"
} else := "deletion_allowed is on, and prevent_destroy is not set" if {
	clouds.of(key) == "vault"
} else := "prevent_destroy is not set" if {
	not key.type in identifiers.own
} else := "deletion_protection is off"

_expected := "deletion_protection, or prevent_destroy"

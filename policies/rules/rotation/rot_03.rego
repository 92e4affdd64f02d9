# METADATA
# title: What cannot rotate by itself is rotated by somebody
# description: |
#   A key that KMS cannot rotate by itself (asymmetric keys, keys for message authentication codes, imported material, keys
#   of one's own HSM cluster) is covered by a schedule with an owner, who makes the next key in time. Without one such a
#   key stays the same for ever.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   source:
#     - POL-SEC-KM-001 3.6
#   controls:
#     - PCI-DSS 4.0.1 3.7.4
#     - NIST SP 800-57 Part 1 Rev. 5
#     - ISO 27001:2022 A.8.24
#     - IKT-sikkerhetspolicy § 6.3
#   remediation: Cover the key by a keywright_rotation of the method manual, with an owner and a period; or name an owner in the profile's rotation block of its type, if that accepts manual rotation.
#   avoid: |
#     resource "aws_kms_key" "tokens" {
#       customer_master_key_spec = "RSA_4096"
#       key_usage                = "SIGN_VERIFY"
#     }
#   prefer: |
#     resource "keywright_rotation" "tokens" {
#       method      = "manual"
#       owner       = "security-team"
#       period_days = 90
#       keys        = { tokens = aws_kms_key.tokens }
#     }
package keywright.rules.rotation.rot_03

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.identifiers
import data.keywright.lib.rotation
import data.keywright.lib.rows
import data.keywright.lib.settings

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_judged(key) := finding.undetermined(key.address, "rotation", reason, object.union(
	{
		"message": sprintf("Whether KMS rotates %s by itself cannot be told from the plan.", [rows.name(key)]),
		"expected": _expected,
	},
	{name: "KEY-01" | some name in ["under"]; key.unknown.spec},
)) if {
	key.kind != "replica"
	reason := [key.unknown[name] | some name in ["spec", "origin"]; key.unknown[name]][0]
} else := finding.undetermined(key.address, "rotation", concat("; ", sort(gaps)), {
	"message": sprintf("Whether somebody rotates %s cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	rotation.by_hand(key)
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.fail(key.address, "rotation", {
	"message": sprintf("KMS cannot rotate %s by itself, and %s.", [rows.name(key), fault]),
	"expected": _expected,
	"actual": fault,
	"basis": "plan",
}) if {
	rotation.by_hand(key)
	fault := _fault(key)
} else := finding.pass(key.address, "rotation") if {
	rotation.by_hand(key)
}

_expected := "a schedule by hand, with an owner"

# A keyset makes the next key and retires the one before.
_fault(key) := "no schedule covers it" if {
	key.kind != "keyset"
	count(key.rotation.schedules) == 0
	not rotation.answers(key)
} else := sprintf("%s says %s, which it cannot do", [row.address, row.method]) if {
	some row in _schedules(key)
	not _feasible(key, row.method)
} else := sprintf("%s names no owner", [row.address]) if {
	some row in _schedules(key)
	trim_space(row.owner) == ""
}

_feasible(_, "manual")

_feasible(key, "on-demand") if rotation.on_demand(key)

# In the order of their addresses, so that of several the same one is named each time.
_schedules(key) := [rows.rotations[address] | some address in key.rotation.schedules]

_gaps(key) := set() if {
	key.kind == "keyset"
	count(key.rotation.schedules) == 0
} else := {reason | some row in _schedules(key); some name in ["method", "owner"]; reason := row.unknown[name]} | {reason |
	count(key.rotation.schedules) == 0
	some reason in _open(key)
}

# Without a schedule in sight: one whose keys are not known may cover it, and so may the profile's block of its type.
_open(key) := {key.unknown.schedules} if {
	key.unknown.schedules
} else := _purpose(key) if {
	not key.type in identifiers.own
	not rotation.answers(key)
	count(_blocks) > 0
} else := set()

_purpose(key) := {key.unknown.purpose} if {
	key.unknown.purpose
} else := {reason | reason := domains.unplaced(key)}

_blocks := {type |
	some type, block in settings.rotations
	"manual" in ({method | some method in block.accepts} | {block.method})
	trim_space(block.owner) != ""
}

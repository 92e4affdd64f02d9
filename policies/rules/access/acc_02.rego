# METADATA
# title: Key administrators cannot come to use the key
# description: |
#   What a key administrator cannot do today must not be a step away: by writing the key policy, by a grant, by a replica
#   with a policy of its own, by a tag or an alias that a policy trusts, by importing the material, by writing identity
#   policies where the key leaves use to its account, by a role that it may assume, or by an identity that it takes over: a
#   role whose trust policy it rewrites or as which it has a service act, a user for whom it makes credentials, a group that
#   it joins; nor by policies of its own that it writes, or a boundary that it takes off. The finding prints the steps. Who is
#   declared policy-admin is the one who may write the policy, and the role must name the approval that guards it.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 5
#   controls:
#     - DORA 9(4)(c)
#     - RTS (EU) 2024/1774 Art. 7
#     - PCI-DSS 4.0.1 3.7.6
#     - ISO 27001:2022 A.5.3
#     - NIST SP 800-57 Part 1 Rev. 5
#   remediation: |
#     Take the step out: give kms:PutKeyPolicy to a policy-admin of its own, allow grants for AWS resources alone
#     (kms:GrantIsForAWSResource), and let nobody who administers the key assume a role that uses it, or pass it to a
#     service (iam:PassRole on other roles alone, or for other services by iam:PassedToService).
#   avoid: |
#     statement {
#       principals {
#         type        = "AWS"
#         identifiers = [var.key_admin_arn]
#       }
#       actions   = ["kms:ScheduleKeyDeletion", "kms:PutKeyPolicy"]
#       resources = ["*"]
#     }
#   prefer: |
#     access = {
#       policy-admin = { principals = [var.pipeline_arn] }
#       key-admin    = { principals = [var.key_admin_arn], mfa = true }
#     }
package keywright.rules.access.acc_02

import data.keywright.lib.administrators
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings

report := [judged |
	some key in rows.accessed
	object.get(key, "kind", "") != "grant"
	judged := _judged(key)
]

_judged(key) := finding.fail(key.address, "policy", {
	"message": concat(" ", sort(faults)),
	"expected": _expected,
	"actual": concat("; ", sort({sprintf("%s: %s by %s", [way.principal, way.capability, way.edge]) | some way in _ways(key, "can")} | {sprintf("%s: policy", [name]) | some name in _unguarded(key)})),
	"basis": administrators.of(key).basis,
	"witness": sort({concat(" ", way.steps) | some way in _ways(key, "can")}),
}) if {
	faults := _faults(key)
	count(faults) > 0
} else := finding.undetermined(key.address, "policy", key.unknown.policy, {
	"message": sprintf("Whether an administrator of %s can come to use it cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected,
}) if {
	key.unknown.policy
} else := finding.undetermined(key.address, "policy", concat("; ", sort(gaps)), {
	"message": sprintf("Whether an administrator of %s can come to use it depends on what the plan does not show.", [rows.name(key)]),
	"expected": _expected,
}) if {
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.pass(key.address, "policy") if {
	count(_faults(key)) == 0
	not key.unknown.policy
	count(_gaps(key)) == 0
}

_expected := "no way from administering the key to using it, and an approval that guards who writes its policy"

_faults(key) := {sprintf("%s administers %s and can come to %s with it.", [principal, rows.name(key), administrators.phrase(capabilities)]) |
	some principal in {way.principal | some way in _ways(key, "can")}
	capabilities := {way.capability | some way in _ways(key, "can"); way.principal == principal}
} | {sprintf("%s writes the policy of %s, and the profile names no approval that guards the role policy-admin.", [name, rows.name(key)]) |
	some name in _unguarded(key)
}

_ways(key, verdict) := _ways_of(rows.seen(key), verdict)

_ways_of(key, verdict) := [way |
	some way in object.get(key, "escalations", [])
	way.verdict == verdict
	way.capability in administrators.forbidden(object.get(key, "usage", ""))
	_administers(key, way)
]

_administers(_, way) if "key-admin" in way.roles

_administers(key, way) if {
	some row in administrators.of(key).rows
	row.principal == way.principal
	not _appointed(row, way)
}

# Who is declared policy-admin writes the policy, behind an approval, and is no administrator for that alone.
_appointed(row, way) if {
	way.edge == "policy"
	"policy-admin" in row.roles
	not row.capabilities.decrypt == "can"
	not row.capabilities["data-key"] == "can"
}

_unguarded(key) := _unguarded_of(rows.seen(key))

_unguarded_of(key) := {row.principal |
	object.get(object.get(settings.roles, "policy-admin", {}), "guarded_by", "") == ""
	some row in key.access
	"policy-admin" in row.roles
	row.capabilities.policy == "can"
}

# Who is given a grant may be one whom an administrator can become.
_gaps(key) := _gaps_of(rows.seen(key)) | rows.hidden_grants(key)

_gaps_of(key) := ({sprintf("%s may come to it: %s", [way.principal, concat(" ", way.steps)]) |
	some way in _ways(key, "undecided")
} | {sprintf("%s may be an administrator %s", [row.principal, administrators.given(row)]) |
	some row in administrators.perhaps(key)
	some way in object.get(key, "escalations", [])
	way.principal == row.principal
}) | ({sprintf("the policy leaves the decision to the identity policies of %s", [row.principal]) |
	not administrators.in_view(key)
	some row in key.access
	administrators.delegated(row)
	not administrators.elsewhere(row)
	some capability in row.unnamed
	capability in _leading
} | _nobody(key))

# Use, and what leads to it.
_leading := administrators.forbidden("") | {"policy", "grant", "replicate", "import", "attribute"}

# Who administers a key that nobody can do anything with is nobody's business.
_nobody(key) := administrators.unresolved if {
	count(key.access) > 0
} else := set()

# METADATA
# title: Nobody both manages and uses a key
# description: |
#   Duties are separated: no principal may manage a key (its life, its policy, its grants) and use it (decrypt, make data
#   keys, encrypt, sign, make codes). An account's own entry is no principal; that an AWS service that uses the key makes
#   grants, and grants that only AWS's own resources are given, are use. Nor may anybody but the administrators manage every
#   key of a domain and the backup key as well, and so end both what is used and what it would be restored by; where the
#   profile gives the role key-admin domains, its principals may neither.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   every_key: true
#   source:
#     - POL-SEC-KM-001 3.5
#     - POL-SEC-KM-001 5
#   controls:
#     - DORA 9(4)(c)
#     - PCI-DSS 4.0.1 3.7.6
#     - ISO 27001:2022 A.5.3
#     - NIST SP 800-57 Part 1 Rev. 5
#   remediation: |
#     Give management and use to two principals, and nobody but a key administrator the backup key beside all others. Whoever uses the key needs no right on its life, its policy or its
#     grants, but by the condition kms:GrantIsForAWSResource.
#   avoid: |
#     statement {
#       principals {
#         type        = "AWS"
#         identifiers = [var.app_role_arn]
#       }
#       actions   = ["kms:*"]
#       resources = ["*"]
#     }
#   prefer: |
#     access = {
#       key-admin   = { principals = [var.key_admin_arn] }
#       key-decrypt = { principals = [var.app_role_arn] }
#     }
package keywright.rules.access.acc_09

import data.keywright.lib.administrators
import data.keywright.lib.custody
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.verdict

report := array.concat(
	[judged |
		some key in rows.accessed
		judged := _judged(key)
		_tells(key, judged)
	],
	[judged |
		some key in rows.keys
		custody.is_backup(key)
		not key.unknown.policy
		judged := _kept_apart(key)
	],
)

# A grant by itself does not tell who else manages its key: that it breaks nothing is no pass.
_tells(key, _) if key.kind != "grant"

_tells(key, judged) if {
	key.kind == "grant"
	judged.outcome != "pass"
}

# What a draft of the policy already shows counts, although its text is not known.
_judged(key) := finding.fail(key.address, "policy", {
	"message": sprintf("%s manages %s and uses it.", [concat(", ", sort({row.principal | some row in both})), rows.name(key)]),
	"expected": _expected,
	"actual": concat("; ", [sprintf("%s: %s", [row.principal, concat(", ", sort(_managed(row, {"can"}) | _used(row, {"can"})))]) | some row in both]),
	"statement": concat(", ", sort({name |
		some row in both
		some capability in (_managed(row, {"can"}) | _used(row, {"can"}))
		some name in object.get(row.by, capability, row.statements)
	})),
	"basis": "plan",
	"witness": sort({verdict.witness(row, capability) |
		some row in both
		some capability in (_managed(row, {"can"}) | _used(row, {"can"}))
	}),
}) if {
	both := _both(key)
	count(both) > 0
} else := finding.undetermined(key.address, "policy", key.unknown.policy, {
	"message": sprintf("Whether anyone both manages and uses %s cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected,
}) if {
	key.unknown.policy
} else := finding.undetermined(key.address, "policy", concat("; ", sort(gaps)), {
	"message": sprintf("Whether anyone both manages and uses %s depends on what the plan does not show.", [rows.name(key)]),
	"expected": _expected,
}) if {
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.pass(key.address, "policy") if {
	count(_both(key)) == 0
	not key.unknown.policy
	count(_gaps(key)) == 0
}

_kept_apart(key) := finding.fail(key.address, "access", {
	"message": concat(" ", sort({sprintf("%s manages %s and every key for %s.", [principal, rows.name(key), concat(", ", sort(_domains(holders, principal)))]) |
		some principal in {found.principal | some found in holders}
	})),
	"expected": _expected_apart,
	"actual": concat(", ", sort({found.principal | some found in holders})),
	"basis": "plan",
}) if {
	holders := _holders(key, "can")
	count(holders) > 0
} else := finding.undetermined(key.address, "access", concat("; ", sort({sprintf("%s may manage it and every key for %s", [found.principal, found.domain]) | some found in holders})), {
	"message": sprintf("Whether anyone manages %s and every key of a domain as well depends on what the plan does not show.", [rows.name(key)]),
	"expected": _expected_apart,
}) if {
	holders := _holders(key, "undecided")
	count(holders) > 0
} else := finding.pass(key.address, "access")

_expected_apart := "an administrator of the backup key who does not manage every key of a domain"

_holders(key, verdict) := [found | some found in custody.of(key); found.verdict == verdict]

_domains(holders, principal) := {found.domain | some found in holders; found.principal == principal}

_both(key) := _both_of(rows.seen(key))

_both_of(key) := [row |
	some row in _principals(key)
	count(_managed(row, {"can"})) > 0
	count(_used(row, {"can"})) > 0
]

_expected := "nobody who manages the key and uses it"

_principals(key) := [row |
	some row in key.access
	not administrators.delegated(row)
	not administrators.confined(row)
]

_managed(row, verdicts) := {capability |
	some verdict in verdicts
	some capability in administrators.manages(row, verdict)
	capability in _management(row.kind)
}

# A service makes grants on behalf of whoever uses it.
_management("Service") := {"lifecycle", "policy"}

_management(kind) := {"lifecycle", "policy", "grant"} if kind != "Service"

_used(row, verdicts) := {capability |
	some capability in administrators.using
	row.capabilities[capability] in verdicts
}

_all := {"can", "undecided"}

# What is left to whom no condition names: who is named has a row of its own.
_unnamed(row) := {capability | some capability in row.unnamed}

# What identity policies decide, and what grants hide.
_gaps(key) := _doubts(rows.seen(key)) | rows.hidden_grants(key)

_doubts(key) := ({sprintf("%s may be given the other half %s", [row.principal, administrators.given(row)]) |
	some row in _principals(key)
	count(_managed(row, _all)) > 0
	count(_used(row, _all)) > 0
} | {sprintf("the policy leaves both to the identity policies of %s", [row.principal]) |
	some row in key.access
	administrators.delegated(row)
	count(_managed(row, _all) & _unnamed(row)) > 0
	count(_used(row, _all) & _unnamed(row)) > 0
}) | {sprintf("whom %s means cannot be told", [row.principal]) |
	some row in _principals(key)
	administrators.nameless(row)
	count(_managed(row, _all)) + count(_used(row, _all)) > 0
}

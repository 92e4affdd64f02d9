# METADATA
# title: Key administrators cannot use the key
# description: |
#   Whoever administers a key must not be able to open what it protects. No key administrator may hold the capability
#   to decrypt or to obtain plaintext data keys; on signing and MAC keys, to sign or to make codes. What counts is
#   what the policy means: wildcards, NotAction and explicit denials are worked out, and a condition on an Allow does
#   not take the capability away.
# custom:
#   severity: critical
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 3.5
#     - POL-SEC-KM-001 5
#   controls:
#     - DORA 9(4)(c)
#     - RTS (EU) 2024/1774 Art. 7
#     - PCI-DSS 4.0.1 3.7.6
#     - ISO 27001:2022 A.5.3
#     - ISO 27001:2022 A.8.24
#     - NIST SP 800-57 Part 1 Rev. 5
#   remediation: |
#     Take the action out of the statement that gives it, or name actions instead of wildcards, or deny use to the
#     administrator by a statement for every principal with the condition aws:PrincipalArn.
#   avoid: |
#     statement {
#       principals {
#         type        = "AWS"
#         identifiers = [var.key_admin_arn]
#       }
#       actions   = ["kms:De*"] # Describe, Delete, and Decrypt
#       resources = ["*"]
#     }
#   prefer: |
#     access = {
#       key-admin = { principals = [var.key_admin_arn], mfa = true }
#     }
package keywright.rules.access.acc_01

import data.keywright.lib.administrators
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.verdict

report := [judged |
	some key in rows.accessed
	judged := _judged(key)
]

# What a draft of the policy already shows counts, although its text is not known.
_judged(key) := finding.fail(key.address, "policy", {
	"message": sprintf("%s administers %s and can %s with it.", [
		concat(", ", [row.principal | some row in users]),
		_named(key),
		administrators.phrase(_used(users, key, {"can"})),
	]),
	"expected": _expected(key),
	"actual": concat("; ", [sprintf("%s: %s", [row.principal, concat(", ", sort(_capabilities(row, key, {"can"})))]) | some row in users]),
	"statement": concat(", ", sort({name |
		some row in users
		some capability in _capabilities(row, key, {"can"})
		some name in object.get(row.by, capability, row.statements)
	})),
	"basis": administrators.of(key).basis,
	"witness": sort({verdict.witness(row, capability) |
		some row in users
		some capability in _capabilities(row, key, {"can"})
	}),
}) if {
	users := _users(key)
	count(users) > 0
} else := finding.undetermined(key.address, "policy", key.unknown.policy, {
	"message": sprintf("Whether an administrator of %s can use it cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected(key),
}) if {
	key.unknown.policy
} else := finding.undetermined(key.address, "policy", concat("; ", sort(gaps)), {
	"message": sprintf("Whether an administrator of %s can use it depends on what the plan does not show.", [rows.name(key)]),
	"expected": _expected(key),
}) if {
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.pass(key.address, "policy") if {
	count(_users(key)) == 0
	not key.unknown.policy
	count(_gaps(key)) == 0
}

_users(key) := _users_of(rows.seen(key))

_users_of(key) := [row | some row in administrators.of(key).rows; count(_capabilities(row, key, {"can"})) > 0]

# A row of a grant's own stands for the key that the grant is on.
_named(key) := sprintf("the key of %s", [key.address]) if {
	key.kind == "grant"
} else := rows.name(key)

_expected(key) := sprintf("no key administrator who can %s", [replace(administrators.phrase(administrators.forbidden(_usage(key))), " and ", " or ")])

_usage(key) := object.get(key, "usage", "")

_capabilities(row, key, sure) := {capability |
	some capability in administrators.forbidden(_usage(key))
	row.capabilities[capability] in sure
}

_used(users, key, sure) := {capability | some row in users; some capability in _capabilities(row, key, sure)}

_all := {"can", "undecided"}

# What identity policies decide, and what grants hide.
_gaps(key) := (_perhaps(rows.seen(key)) | _nobody(rows.seen(key))) | rows.hidden_grants(key)

_perhaps(key) := ({sprintf("%s may be given it %s", [row.principal, administrators.given(row)]) |
	some row in administrators.of(key).rows
	count(_capabilities(row, key, {"undecided"})) > 0
} | {sprintf("%s can use the key, and identity policies may let it manage the key", [row.principal]) |
	some row in administrators.perhaps(key)
	count(_capabilities(row, key, _all)) > 0
}) | {sprintf("the policy leaves the decision to the identity policies of %s", [row.principal]) |
	not administrators.in_view(key)
	not _each_has_a_row(key)
	some row in key.access
	administrators.delegated(row)
	some capability in _capabilities(row, key, {"can"})
	capability in row.unnamed
}

# What the account leaves to an administrator whom the profile names by ARN shows in that one's own row.
_each_has_a_row(key) if {
	administrators.named
	administrators.bound(key)
}

# Who is meant cannot be told.
_nobody(key) := (administrators.unresolved | {sprintf("whom %s means cannot be told", [row.principal]) |
	some row in key.access
	administrators.nameless(row)
	count(_capabilities(row, key, _all)) > 0
}) | ({"the policy lets in everyone on conditions, an administrator perhaps, whom the profile does not name by ARN" |
	some row in key.access
	row.principal == "*"
	not administrators.confined(row)
	count(_capabilities(row, key, _all)) > 0
	some pattern in settings.principals("key-admin")
	not _exact(pattern)
} | {"who administers the key is not in the plan" |
	key.kind == "grant"
	not administrators.bound(key)
	count(settings.principals("key-admin")) == 0
	some row in key.access
	count(_capabilities(row, key, _all)) > 0
})

_exact(pattern) if {
	startswith(pattern, "arn:")
	not regex.match(`[*?]`, pattern)
}

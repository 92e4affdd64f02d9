# METADATA
# title: Only the compliance role decrypts national IDs
# description: |
#   Under the key of the national-ID domain nobody decrypts but principals of the role key-decrypt: not the service
#   that writes them, not an administrator, not the account. AWS services that decrypt for their users count as
#   well. Where neither the profile nor the key names that role, the one principal that can decrypt and nothing else
#   stands for it.
# custom:
#   severity: critical
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 7
#     - POL-SEC-ENC-001 3.1
#   controls:
#     - GDPR 32(1)(a)
#     - GDPR 25
#     - DORA 9(4)(c)
#     - PCI-DSS 4.0.1 3.6.1.3
#   remediation: |
#     Take decrypting out of the statement, or give the principal the role key-decrypt where it is the compliance
#     role.
#   avoid: |
#     access = {
#       application = { principals = [var.app_role_arn] } # encrypts and decrypts
#     }
#   prefer: |
#     access = {
#       key-encrypt = { principals = [var.app_role_arn], data_keys = true }
#       key-decrypt = { principals = [var.compliance_arn], mfa = true }
#     }
package keywright.rules.access.acc_08

import data.keywright.lib.administrators
import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.verdict

report := array.concat(
	[judged |
		some key in rows.keys
		"national-id" in domains.of(key)
		judged := _judged(key)
	],
	[finding.undetermined(key.address, "policy", key.unknown.purpose, {
		"message": sprintf("Whether %s protects national IDs cannot be told from the plan.", [rows.name(key)]),
		"expected": _expected,
	}) |
		some key in rows.keys
		key.unknown.purpose
		not "national-id" in domains.of(key)
	],
)

_judged(key) := verdict.of(key, shown, _gaps(key), {
	"broken": sprintf("%s can decrypt under %s and is not the compliance role.", [verdict.names(shown), rows.name(key)]),
	"open": sprintf("Whether only the compliance role decrypts under %s depends on what the plan does not show.", [rows.name(key)]),
	"expected": _expected,
}) if {
	shown := [{"row": row, "capabilities": {"decrypt"}} |
		some row in _others(key)
		row.capabilities.decrypt == "can"
	]
}

_expected := "nobody who can decrypt but principals of the role key-decrypt"

_others(key) := [row |
	some row in _decrypting(key)
	not _compliance(key, row)
]

_decrypting(key) := [row |
	some row in key.access
	row.capabilities.decrypt
	not administrators.delegated(row)
	not administrators.confined(row)
]

# Where neither profile nor key says who the compliance role is, the one principal that decrypts and does nothing else is.
_compliance(_, row) if "key-decrypt" in row.roles

_compliance(key, row) if {
	count(settings.principals("key-decrypt")) == 0
	count(_decrypting(key)) == 1
	row.kind in {"AWS", "Azure", "Google", "Vault"}
	count(row.roles) == 0
	not row.open
	not administrators.nameless(row)
	count({capability | some capability, _ in row.capabilities} - {"decrypt", "read"}) == 0
}

_gaps(key) := verdict.left(key, _others(key), {"decrypt"}) | {sprintf("the policy leaves decrypting to the identity policies of %s", [row.principal]) |
	some row in key.access
	administrators.delegated(row)
	"decrypt" in row.unnamed
}

# METADATA
# title: A signing secret rotates with approval
# description: |
#   Whoever gives a secret that signs, such as that of session tokens, a new value ends what it signed before: the people
#   whom the profile names agree to it, and the deployment that takes it up is on record. Without approvals this is not
#   assessed; a profile that requires them makes it fail.
# custom:
#   severity: medium
#   scope: change
#   rows: all
#   source:
#     - POL-SEC-KM-001 6
#   controls:
#     - PCI-DSS 4.0.1 3.7.4
#     - DORA 9(4)(e)
#     - ISO 27001:2022 A.8.32
#   remediation: Have the named people review the change, and deploy what uses the secret together with it.
#   avoid: |
#     resource "aws_secretsmanager_secret_version" "jwt" { # rewritten, and its author alone has seen it
#       secret_id                = aws_secretsmanager_secret.jwt.id
#       secret_string_wo_version = 2
#     }
#   prefer: |
#     resource "aws_secretsmanager_secret_version" "jwt" { # rewritten, and a named person has agreed
#       secret_id                = aws_secretsmanager_secret.jwt.id
#       secret_string_wo_version = 2
#     }
package keywright.rules.change.chg_09

import data.keywright.lib.approvals
import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.secrets

# A new secret has no value that could end.
report := [judged |
	some secret in secrets.alive
	secret.part == ""
	secret.actions in {["no-op"], ["update"]}
	judged := _judged(secret)
]

_judged(secret) := finding.pass(secret.address, "new_value") if {
	not secret.new_value
	not secret.unknown.new_value
} else := finding.pass(secret.address, "new_value") if {
	not _signs(secret)
	count(_unplaced(secret)) == 0
} else := approvals.wanted(finding.fail(secret.address, "new_value", {
	"message": sprintf("The change gives %s a new value, which ends what it signed before.", [secrets.name(secret)]),
	"expected": _expected,
	"actual": approvals.missing,
	"basis": "plan",
})) if {
	secret.new_value
	_signs(secret)
} else := approvals.wanted(finding.undetermined(secret.address, "new_value", concat("; ", sort(_gaps(secret))), {
	"message": sprintf("Whether the change gives %s a new value, and whether it signs, cannot be told.", [secrets.name(secret)]),
	"expected": _expected,
}))

# What secrets of tokens and webhooks do.
_signs(secret) if secrets.type(secret) in {"jwt", "webhook"}

_gaps(secret) := {secret.unknown.new_value | secret.unknown.new_value} | _unplaced(secret)

# By its purpose alone a secret signs or does not, and of one that the profile has no domain for that is not known.
_unplaced(secret) := {secret.unknown.purpose} if {
	secret.unknown.purpose
} else := {"it has no purpose by which to tell whether it signs" |
	count(secret.purposes) == 0
} | {sprintf("by the purpose %s, for which the profile has no domain, it may sign", [purpose]) |
	some purpose in domains.strange(secret)
}

_expected := sprintf("%s, and a deployment on record", [approvals.phrase("rotate-signing-secret")])

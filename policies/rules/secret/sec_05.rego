# METADATA
# title: Production secrets are read by the service's own principal alone
# description: |
#   Nobody reads a secret of production but the principal of the service that it is for: not everyone, no whole account or
#   project, nobody who reads every secret there is, no person, no other service. The service's own principal is the one
#   that a workload of the inputs runs as that is given the secret, the one of the function that rotates it, and whom the
#   profile names as an application of the secret's domain. Where neither tells whose the secret is, whoever reads it is
#   undetermined, and so is what the inputs do not show: identity policies elsewhere in the account, unless the profile says
#   that the inputs are the whole estate or the secret's own policy refuses everybody else. Where that alone is open, the
#   finding is of medium severity and blocks nothing.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   every_secret: true
#   source:
#     - DTA-ENC-001 4.1
#   controls:
#     - GDPR 32(1)(b)
#     - DORA 9(4)(c)
#     - BSI TR-03161 O.Cryp_4
#     - PCI-DSS 4.0.1 7.2.5
#     - ISO 27001:2022 A.8.3
#   remediation: Let the role of the service alone read the secret, by its ARN, and refuse everybody else in the secret's own policy.
#   avoid: |
#     resource "aws_iam_role_policy" "developers" {
#       role = aws_iam_role.developers.name
#       policy = jsonencode({
#         Version   = "2012-10-17"
#         Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" }]
#       })
#     }
#   prefer: |
#     data "aws_iam_policy_document" "jwt" {
#       statement {
#         actions   = ["secretsmanager:GetSecretValue"]
#         resources = [aws_secretsmanager_secret.jwt.arn]
#       }
#     }
#     resource "aws_iam_role_policy" "api" {
#       role   = aws_iam_role.api.name
#       policy = data.aws_iam_policy_document.jwt.json
#     }
package keywright.rules.secret.sec_05

import data.keywright.lib.finding
import data.keywright.lib.reached
import data.keywright.lib.secrets
import data.keywright.lib.settings
import data.keywright.lib.stores

report := [judged | some secret in reached.secrets_alive; judged := _judged(secret)]

_attribute := "readers"

_judged(secret) := finding.pass(secret.address, _attribute) if {
	not reached.placeless(secret)
	not reached.is_production(secret)
} else := finding.fail(secret.address, _attribute, {
	"message": sprintf("%s is production's, and %s.", [secrets.name(secret), concat("; ", sort(_faults(secret)))]),
	"expected": _expected,
	"actual": concat("; ", sort(_faults(secret))),
}) if {
	count(_faults(secret)) > 0
	reached.is_production(secret)
} else := finding.undetermined(secret.address, _attribute, concat("; ", sort({reached.placeless(secret)} | _faults(secret))), object.union(stores.weight(secret), {
	"message": sprintf("Whether %s is production's cannot be told, and not only its service reads it.", [secrets.name(secret)]),
	"expected": _expected,
})) if {
	count(_faults(secret)) > 0
} else := finding.undetermined(secret.address, _attribute, concat("; ", sort(_gaps(secret) | {reason | reason := reached.placeless(secret)})), object.union(_weight(secret), {
	"message": sprintf("Whether only its service reads %s cannot be told.", [secrets.name(secret)]),
	"expected": _expected,
})) if {
	count(_gaps(secret)) > 0
} else := finding.pass(secret.address, _attribute)

# What the inputs never show by themselves is a question and no obstacle.
_weight(secret) := {"severity": "medium"} if {
	count(_gaps(secret) - reached.beyond(secret)) == 0
} else := stores.weight(secret)

_faults(secret) := {fault |
	some row in reached.of(secret).access
	row.capabilities.read == "can"
	fault := _fault(secret, row)
}

_fault(secret, row) := sprintf("%s, which is nobody in particular, reads it by %s", [row.principal, reached.by(row, {"read"})]) if {
	row.open
} else := sprintf("%s reads every secret by %s", [row.principal, reached.by(row, {"read"})]) if {
	row.every
} else := sprintf("%s, which people act as, reads it by %s", [row.principal, reached.by(row, {"read"})]) if {
	row.person == "yes"
} else := sprintf("%s, which is not its service, reads it by %s", [row.principal, reached.by(row, {"read"})]) if {
	reached.told(secret)
	not reached.of(secret).unknown.used_by
	not reached.own(secret, row)
}

_gaps(secret) := ({reason | reason := reached.of(secret).unknown.access} | {gap |
	some row in reached.of(secret).access
	reached.may(row, {"read"})
	gap := _gap(secret, row)
}) | _elsewhere(secret)

_gap(secret, row) := sprintf("whether %s reads it: %s", [row.principal, _why(row)]) if {
	row.capabilities.read == "undecided"
	_strange(secret, row)
} else := sprintf("%s reads it, and %s", [row.principal, reached.of(secret).unknown.used_by]) if {
	row.capabilities.read == "can"
	not reached.own(secret, row)
	reached.of(secret).unknown.used_by
} else := sprintf("%s reads it, and nothing in the inputs or the profile says whose it is", [row.principal]) if {
	row.capabilities.read == "can"
	not reached.own(secret, row)
}

# One that may read it, and perhaps all others with it, is no question only where it is the service's own and names it.
_strange(secret, row) if not reached.own(secret, row)

_strange(_, row) if row.open

_strange(_, row) if row.person == "yes"

_why(row) := row.unknown if {
	row.unknown != ""
} else := sprintf("what %s says of it is not decided", [reached.by(row, {"read"})])

_elsewhere(secret) := _left(secret, reached.of(secret).confined) if {
	not is_null(reached.of(secret).confined)
	count(reached.beyond(secret)) > 0
} else := reached.beyond(secret)

# Whom a secret's own policy does not refuse, identity policies elsewhere may let read it.
_left(secret, exempt) := {sprintf("its policy leaves the reading to %s as well", [name]) |
	some name in exempt
	not _own_name(secret, name)
}

_own_name(secret, name) if {
	some row in reached.of(secret).access
	row.principal == name
	reached.own(secret, row)
}

_own_name(secret, name) if {
	some role in reached.applications(secret)
	name in settings.principals(role)
}

_expected := "nobody reads it but its service"

# METADATA
# title: Secrets rotate within their period
# description: |
#   A secret rotates by itself at least as often as the policy asks for its kind, or by a manual schedule that has an owner:
#   the rotation block of the profile for its kind, which accepts manual rotation and names who does it. That a secret of
#   Azure Key Vault has an end within the period says that it should be renewed, and not that anybody does so. Of a rotation whose
#   secret is not in the inputs it is not known what that is for: it fails where no kind of secret may wait so long.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 3.6
#   controls:
#     - PCI-DSS 4.0.1 8.6.3
#     - DORA 9(4)(d)
#     - ISO 27001:2022 A.8.24
#     - NIST SP 800-57 part 1 rev. 5, 5.3
#   remediation: Give the secret a rotation within the period, or name the owner of a manual one in the profile's rotation block.
#   avoid: |
#     resource "aws_secretsmanager_secret" "jwt" {
#       name = "drop/jwt"
#     }
#   prefer: |
#     resource "aws_secretsmanager_secret_rotation" "jwt" {
#       secret_id           = aws_secretsmanager_secret.jwt.id
#       rotation_lambda_arn = aws_lambda_function.rotate.arn
#       rotation_rules {
#         automatically_after_days = 90
#       }
#     }
package keywright.rules.secret.sec_02

import data.keywright.lib.clock
import data.keywright.lib.finding
import data.keywright.lib.secrets
import data.keywright.lib.stores

report := array.concat(
	[judged |
		some secret in secrets.alive
		secret.rotation # a replica rotates with its primary
		judged := _judged(secret, stores.attribute(secret, "rotation"))
	],
	[judged | some rotation in secrets.rotations; judged := _elsewhere(rotation)],
)

# What a secret is for that is not in the inputs is not known: sure is what every kind of secret asks.
_elsewhere(rotation) := finding.fail(rotation.address, "rotation", {
	"message": sprintf("%s rotates its secret every %d days; no secret may wait longer than %d.", [rotation.address, rotation.period_days, max(secrets.periods)]),
	"expected": _within,
	"actual": sprintf("every %d days", [rotation.period_days]),
}) if {
	is_number(rotation.period_days)
	rotation.period_days > max(secrets.periods)
} else := finding.pass(rotation.address, "rotation") if {
	is_number(rotation.period_days)
	rotation.period_days <= min(secrets.periods)
} else := finding.undetermined(rotation.address, "rotation", object.get(rotation.unknown, "period", "what the secret is for is not in the inputs"), {
	"message": sprintf("Whether %s rotates its secret often enough cannot be told.", [rotation.address]),
	"expected": _within,
})

_within := sprintf("every %d days at most, by what the secret is for", [max(secrets.periods)]) if {
	count(secrets.periods) > 0
} else := "within what the profile names"

_judged(secret, attribute) := finding.pass(secret.address, attribute) if {
	_by_itself(secret)
} else := finding.pass(secret.address, attribute) if {
	secret.rotation.method == "none"
	not secret.unknown.purpose
	_by_hand(secret)
} else := finding.fail(secret.address, attribute, {
	"message": fault,
	"expected": _expected(secret),
	"actual": _actual(secret),
}) if {
	fault := _fault(secret)
} else := finding.undetermined(secret.address, attribute, concat("; ", sort(_gaps(secret))), {
	"message": sprintf("How often %s rotates cannot be told.", [secrets.name(secret)]),
	"expected": _expected(secret),
})

_by_itself(secret) if {
	not secret.unknown.purpose
	not secret.unknown.rotation
	secret.rotation.period_days <= secrets.wanted(secret).period_days
	is_number(secret.rotation.period_days)
}

_by_hand(secret) if {
	not _ended(secret)
	wanted := secrets.wanted(secret)
	"manual" in ({method | some method in wanted.accepts} | {wanted.method})
	is_string(wanted.owner)
	wanted.owner != ""
}

_fault(secret) := sprintf("%s does not rotate.", [secrets.name(secret)]) if {
	secret.rotation.method == "none"
	_end(secret) == ""
	not secret.unknown.purpose
	not secret.unknown.rotation
} else := sprintf("%s ended on %s, and nothing gives it a new value.", [secrets.name(secret), _end(secret)]) if {
	_ended(secret)
} else := sprintf("%s ends on %s, later than in the %d days after which secrets of type %s rotate.", [
	secrets.name(secret),
	_end(secret),
	secrets.wanted(secret).period_days,
	secrets.type(secret),
]) if {
	_end(secret) > clock.later(secrets.wanted(secret).period_days)
	not secret.unknown.purpose
} else := sprintf("%s rotates every %d days; secrets of type %s rotate at least every %d.", [
	secrets.name(secret),
	secret.rotation.period_days,
	secrets.type(secret),
	secrets.wanted(secret).period_days,
]) if {
	not secret.unknown.purpose
	secret.rotation.period_days > secrets.wanted(secret).period_days
	is_number(secret.rotation.period_days)
}

# The day on which a secret ends, where it says one.
_end(secret) := object.get(secret.rotation, "expires", "")

_ended(secret) if {
	_end(secret) < clock.today
	_end(secret) != ""
}

_gaps(secret) := {reason | reason := secret.unknown.rotation} | ({sprintf("its purpose: %s", [reason]) |
	reason := secret.unknown.purpose
} | ({"the profile names no period for secrets of its type" |
	not secrets.wanted(secret).period_days
} | {sprintf("it ends on %s; who gives it a new value by then is not in the inputs", [_end(secret)]) |
	_end(secret) != ""
}))

_expected(secret) := sprintf("every %d days at most, or by hand by an owner that the profile names", [secrets.wanted(secret).period_days]) if {
	true
} else := "within what the profile names"

_actual(secret) := sprintf("every %d days", [secret.rotation.period_days]) if {
	is_number(secret.rotation.period_days)
} else := sprintf("no rotation; it ends on %s", [_end(secret)]) if {
	_end(secret) != ""
} else := "no rotation"

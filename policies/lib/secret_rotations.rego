# METADATA
# title: Rotations of secrets
# description: |
#   Which secret an aws_secretsmanager_secret_rotation is for and how often it has that rotate; and a row for each whose secret the
#   plan does not hold (finding.RotationElsewhere).
package keywright.lib.secret_rotations

import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

# rows are the rotations of secrets that are elsewhere.
rows := [row |
	some resource in _live
	_elsewhere(resource)
	schedule := scheduled(resource)
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"secret": concat("", [name | name := resource.values.secret_id; is_string(name)]),
		"period_days": schedule.period_days,
		"unknown": {"period": schedule.unknown | schedule.unknown},
	}
]

# A rotation of which it is not known what it is for may be of any secret of the plan.
_elsewhere(resource) if {
	count(secrets_of(resource)) == 0
	is_string(resource.values.secret_id)
}

_elsewhere(resource) if {
	count(secrets_of(resource)) == 0
	count([secret | some secret in plan.resources.aws_secretsmanager_secret; identifiers.alive(secret)]) == 0
}

# scheduled says how often a rotation has its secret rotate.
scheduled(rotation) := {"method": "automatic", "period_days": days, "address": rotation.address} if {
	days := values.at(rotation, ["rotation_rules", 0, "automatically_after_days"]).value
	is_number(days)
	days > 0
} else := {"method": "automatic", "period_days": days, "address": rotation.address} if {
	days := _rate(values.at(rotation, ["rotation_rules", 0, "schedule_expression"]).value)
} else := {
	"method": "automatic",
	"period_days": null,
	"address": rotation.address,
	"unknown": "how often it rotates is said by an expression that is not read here, or is known only after apply",
}

# Of schedules by expression, the rates say how many days.
_rate(expression) := ceil(to_number(found[0][1]) / {"day": 1, "hour": 24}[found[0][2]]) if {
	is_string(expression)
	found := regex.find_all_string_submatch_n(`^rate\(([0-9]+) (day|hour)s?\)$`, expression, 1)
	count(found) == 1
}

_live := [resource | some resource in plan.resources.aws_secretsmanager_secret_rotation; identifiers.alive(resource)]

# rotations gives the rotations of each secret.
rotations := {secret: addresses | some secret, addresses in _rotations}

_rotations[secret] contains resource.address if {
	some resource in _live
	some secret in secrets_of(resource)
}

# secrets_of gives the secrets that a rotation or a version is for, which says so in secret_id.
secrets_of(resource) := object.get(_named, resource.values.secret_id, set()) if {
	is_string(resource.values.secret_id)
} else := {secret | secret := references.only(resource, ["secret_id"], _secret_blocks)}

_named := {name: addresses | some name, addresses in _names}

_names[name] contains secret.address if {
	some secret in plan.resources.aws_secretsmanager_secret
	some attribute in ["arn", "id", "name"]
	name := secret.values[attribute]
	is_string(name)
}

_secret_blocks := {secret.block | some secret in plan.resources.aws_secretsmanager_secret}

# loose are the rotations of which it is not known what secret they are for.
loose := {resource.address |
	some resource in _live
	not is_string(object.get(resource.values, "secret_id", null))
	count(secrets_of(resource)) == 0
}

# METADATA
# title: Who skips the lockout safety check
# description: |
#   KMS refuses a key policy that would leave nobody able to change it, unless the request says that the check is to be
#   skipped. A key and each separate policy of it may say so.
package keywright.lib.lockout

import data.keywright.lib.identifiers
import data.keywright.lib.listing
import data.keywright.lib.plan
import data.keywright.lib.values

# of says whether a key, or a separate policy of it, skips the check, as a cell. A keywright key never does.
of(resource) := {"value": true, "basis": values.basis(resource)} if {
	count(_skipping & _carriers(resource)) > 0
} else := {"unknown": sprintf("whether %s skips the check is known only after apply", [listing.short(unsure)])} if {
	unsure := _unsure & _carriers(resource)
	count(unsure) > 0
} else := {"unknown": sprintf("%s skips the check; which key that is for is known only after apply", [listing.short(loose)])} if {
	loose := _loose & (_skipping | _unsure)
	count(loose) > 0
} else := {"value": false, "basis": _basis(resource)}

# by says the same of a separate policy by itself, for a key that is not in the plan.
by(resource) := _cell(resource)

# carriers names what skips the check for a key.
carriers(resource) := _skipping & _carriers(resource)

_basis(resource) := "default" if {
	not is_boolean(object.get(resource.values, "bypass_policy_lockout_safety_check", null))
} else := values.basis(resource)

_carriers(resource) := {resource.address} | object.get(_linked, resource.address, set())

_linked := {at: {pair.of | some pair in _links; pair.at == at} |
	some at in {pair.at | some pair in _links}
}

_links := [{"at": key, "of": policy.address} |
	some policy in _separate
	key := identifiers.key_of(policy, "key_id")
]

_separate := [policy |
	some policy in plan.resources.aws_kms_key_policy
	identifiers.alive(policy)
]

# What cannot be told to be for one key may be for any.
_loose := {policy.address |
	some policy in _separate
	not identifiers.key_of(policy, "key_id")
	values.unknown(policy, "key_id")
}

_writers := array.concat(_separate, [key | some key in identifiers.keys; not key.type in identifiers.own])

_skipping := {resource.address | some resource in _writers; _cell(resource).value == true}

_unsure := {resource.address | some resource in _writers; _cell(resource).unknown}

_cell(resource) := values.optional(resource, "bypass_policy_lockout_safety_check", false)

# METADATA
# title: Who has a service act as a role
# description: |
#   Whoever may pass a role to a service (iam:PassRole) and have that service do what it says, acts as the role; so does
#   whoever may change what already runs as one, such as the code of a function. Only a role that trusts the service is come
#   to. The services and their actions are a table (policies/data/role_commands.json); to pass a role to a service that it
#   does not have may be enough. Of what is there already, functions of Lambda are read; which role the rest has is not in the plan, so that each role that trusts the service may be it.
package keywright.lib.role_passing

import data.keywright.lib.identifiers
import data.keywright.lib.identities
import data.keywright.lib.identity_hubs
import data.keywright.lib.identity_meaning
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_shields
import data.keywright.lib.identity_targets
import data.keywright.lib.identity_trust
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.regions

# steps gives the roles of the plan as which a principal has a service act, for certain where sure is {true}, perhaps with
# {false}; where it may be each that trusts the service, their hub.
steps(principal, sure) := {node |
	some [node, verdict] in (_passed(principal) | _changed(principal))
	verdict in sure
}

# acts says the same of one role.
acts(principal, node, sure) if {
	some step in steps(principal, sure)
	node in ({step} | object.get(identity_hubs.nodes, step, set()))
}

# any says that it does so with some role, in the plan or not.
any(principal) if count(steps(principal, {true, false})) > 0

any(principal) if {
	count(_passing(principal)) > 0
	some way in _ways(principal)
	way.passes
}

# hands says that a principal may pass on a role that is not in the plan: whom that trusts is not seen.
hands(principal, other) if {
	startswith(identity_resources.of_principal(other), "role/")
	identity_resources.of_principal(other) != identity_resources.of_principal(principal)
	identity_resources.may_be(identity_resources.account_of(other), identity_resources.account_of(principal))
	services := {way.service | some way in _ways(principal); way.passes}
	arn := trim_prefix(other, "AWS:")
	some power in _passing(principal)
	some resource in power.resources
	identity_targets.covers(identity_targets.open(resource), arn)
	some service in services
	_lets(power, service)
	not identity_shields.withheld(principal, identity_meaning.passing, arn, service)
}

# Roles that are given to a service with the call.
_passed(principal) := {[node, sure] |
	ways := [way | some way in _ways(principal); way.passes]
	count(ways) > 0
	some power in _passing(principal)
	some resource in power.resources
	pattern := identity_targets.open(resource)
	some way in ways
	verdict := _lets(power, way.service)
	sure := {way.sure, verdict, pattern == resource} == {true}
	some node in _given(principal, pattern, way.service)
} | {[node, false] |
	some power in _passing(principal)
	some resource in power.resources
	some service in _unlisted
	_speaks(principal, service)
	is_boolean(_lets(power, service))
	some node in _given(principal, identity_targets.open(resource), service)
}

# What a service that the table does not have does as a role, and which of its actions that takes, is not known.
_speaks(principal, service) if {
	spoken := identities.speaks(principal)
	count(spoken & ({"*"} | {label | some label in split(service, ".")})) > 0
}

# Nor is how the actions of some begin: it may be any that the principal has.
_speaks(principal, service) if {
	count(identities.speaks(principal) - {"iam", "kms", "sts"}) > 0
	count({label | some label in split(service, ".")} & _prefixes) == 0
}

_prefixes := {prefix | some row in data.keywright.data.role_commands.prefixes; some prefix in row.names}

_unlisted := object.keys(trusting) - {row.service | some rows in _rows; some row in rows; row.passes}

_given(principal, pattern, service) := {identity_hubs.of(sprintf("as %s", [service]), principal)} if {
	identity_targets.whole(pattern, "role", principal)
	identity_shields.free(principal, identity_meaning.passing)
} else := {target.node |
	some target in identity_targets.matched(pattern)
	target.node in object.get(trusting, service, set())
	identity_resources.may_be(target.account, identity_resources.account_of(principal))
	not identity_shields.withheld(principal, identity_meaning.passing, target.arn, service)
}

_passing(principal) := [power |
	some power in identities.powers(principal)
	identity_meaning.passing in power.actions
]

# Whether a right to pass roles is for a service, for certain or perhaps; undefined where it is for others.
_lets(power, service) := _certain(answers, power.excepting) if {
	answers := {identity_shields.passes(condition, service) | some condition in power.conditions}
	not "no" in answers
}

_certain(answers, excepting) if {
	answers - {"yes"} == set()
	not excepting
} else := false

# What runs as a role already, and is made to do something else: where the plan shows functions, these and no others.
_changed(principal) := {[identity_hubs.of(sprintf("by %s", [way.service]), principal), false] |
	some way in _ways(principal)
	not way.passes
} | {[node, sure] |
	some power in identities.powers(principal)
	some action in (_updating & power.actions)
	some resource in power.resources
	some [node, certain] in _run(principal, action, identity_targets.open(resource))
	sure := {power.sure, certain} == {true}
}

# A function's configuration names the layers that it runs, and what it starts with.
_updating := {"lambda:updatefunctioncode", "lambda:updatefunctionconfiguration"}

_run(principal, action, pattern) := {[identity_hubs.of("run lambda", principal), true]} if {
	pattern == "*"
	identity_shields.free(principal, action)
} else := {[node, function[6] != ""] |
	some [node, function] in _meant(pattern)
	not identity_shields.withheld(principal, action, concat(":", function), "")
}

# The functions of the plan that a pattern may mean, each with its role.
_meant(pattern) := {[node, function] |
	some node, all in functions
	some function in all
	_covers(pattern, function)
}

# What is not known of a function's ARN may be what a pattern asks for there.
_covers("*", _)

_covers(pattern, function) if {
	pattern != "*"
	asked := array.concat(split(pattern, ":"), ["", "", "", "", "", "", ""])
	whole := concat(":", [_or(part, asked[i]) | some i, part in function])
	identity_targets.covers(pattern, whole)
}

_or(part, _) := part if part != ""

_or("", asked) := asked

# The services that a principal makes act: {"service", "passes", "sure"}.
_ways(principal) := {way |
	powers := identities.powers(principal)
	held := union({power.actions | some power in powers})
	surely := union({power.actions | some power in powers; power.sure})
	some action in (held & object.keys(_rows))
	some row in _rows[action]
	row.actions - held == set()
	way := {"service": row.service, "passes": row.passes, "sure": _all(row, surely)}
}

_all(row, surely) if {
	row.actions - surely == set()
	_started(row, surely)
} else := false

_started(row, _) if count(row.starts) == 0

_started(row, surely) if count(row.starts & surely) > 0

# By the first of their actions.
_rows := {action: rows | some action, rows in _grouped}

_grouped[lower(row.actions[0])] contains {
	"service": row.service,
	"passes": row.passes,
	"actions": {lower(action) | some action in row.actions},
	"starts": {lower(action) | some action in row.starts},
} if {
	some row in data.keywright.data.role_commands.role_commands
}

# Which services the roles trust, as they stand before .amazonaws.com; some are named with a region.
_services := {node: services |
	some node, resources in identity_resources.by_node
	startswith(node, "role/")
	services := {short |
		some resource in resources
		some service in identity_trust.of(resource).services
		short := regex.replace(service, `(\.[a-z]{2}(-[a-z]+)+-[0-9])?\.amazonaws\.com(\.cn)?$`, "")
	}
	count(services) > 0
}

# trusting gives the roles that trust each service.
trusting := {service: nodes | some service, nodes in _trusted}

_trusted[service] contains node if {
	some node, services in _services
	some service in services
}

# functions are the ARNs of the functions that run as a role, in their parts; what is not known of one is empty.
functions := {node: arns | some node, arns in _running}

_running[node] contains _arn(function) if {
	some function in object.get(plan.resources, "aws_lambda_function", [])
	identifiers.alive(function)
	some node in _role(function)
}

_role(function) := {identity_resources.of_principal(function.values.role)} if {
	is_string(function.values.role)
} else := {identity_resources.node(plan.by_address[address])} if {
	address := references.only(function, ["role"], {role.block | some role in object.get(plan.resources, "aws_iam_role", [])})
} else := set()

_arn(function) := parts if {
	parts := split(function.values.arn, ":")
	count(parts) == 7
} else := ["arn", "aws", "lambda", _text(regions.of(function)), _text(regions.account(function)), "function", _text({"value": object.get(function.values, "function_name", "")})]

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""

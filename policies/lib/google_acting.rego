# METADATA
# title: Who acts as a service account
# description: |
#   Who may make tokens or keys of a service account, run something as it, or say who may: by the account's own IAM, or that of
#   its project, of a folder or an organisation. Such a one comes to whatever keys the account may use.
package keywright.lib.google_acting

import data.keywright.lib.bindings
import data.keywright.lib.google_iam
import data.keywright.lib.google_roles
import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references

# ways gives the escalations of a key from its access rows: the surest way for each principal and capability.
ways(access, uses) := [way |
	some [principal, capability] in sort({[way.principal, way.capability] | some way in all})
	same := {way | some way in all; way.principal == principal; way.capability == capability}
	way := sort({[way.verdict, way] | some way in same})[0][1] # "can" stands before "undecided"
] if {
	all := _ways(access, uses)
}

_ways(access, uses) := {way |
	count(_actors) > 0
	held := {row.principal: row.capabilities | some row in access}
	some row in access
	_is_account(row.principal)
	some capability in uses
	given := row.capabilities[capability]
	some token in _tokens(row.principal)
	some actor in _actors[token]
	actor.principal != row.principal
	verdict := _verdict(given, token)
	_stronger(verdict, object.get(object.get(held, actor.principal, {}), capability, "no"))
	way := {
		"principal": actor.principal,
		"roles": sort(bindings.roles(sprintf("Google:%s", [actor.principal])) | bindings.roles_by_address(actor.principal)),
		"capability": capability,
		"edge": "assume",
		"verdict": verdict,
		"steps": [
			sprintf("%s may act as %s: %s gives it %s.", [actor.principal, row.principal, actor.address, actor.role]),
			sprintf("%s.", [row.witness[capability]]),
		],
	}
}

_verdict("can", token) := "can" if token != "any"

_verdict("can", "any") := "undecided"

_verdict("undecided", _) := "undecided"

_stronger("can", held) if held != "can"

_stronger("undecided", "no")

_is_account(principal) if {
	startswith(principal, "serviceAccount:")
	not google_roles.is_agent(principal)
}

_is_account(principal) if startswith(principal, "google_service_account.")

_tokens(principal) := {sprintf("account|%s", [principal]), sprintf("project|%s", [google_roles.project(principal)]), "any"}

_actors := {token: list | some token, list in _acting}

_acting[token] contains object.union(said, {"address": item.resource.address}) if {
	some item in array.concat(google_iam.on_all, _own)
	some said in google_iam.said(item)
	not google_roles.nobody(said.principal)
	_acts(said.role, item.thing.scope)
	some token in _reached(item)
}

_acts(role, _) if google_roles.acts(role)

# On an account itself a role that nobody knows may do anything.
_acts(role, "account") if not google_roles.known(role)

_own := [{"resource": resource, "thing": {"scope": "account", "attribute": "service_account_id", "words": "the account"}, "form": form} |
	some form in ["binding", "member", "policy"]
	some resource in plan.resources[sprintf("google_service_account_iam_%s", [form])]
	identifiers.alive(resource)
]

_reached(item) := google_iam.tokens[item.resource.address] - {sprintf("at|%s", [item.resource.address])} if {
	item.thing.scope != "account"
} else := {sprintf("account|%s", [name]) | some name in _names(item.resource)} if {
	count(_names(item.resource)) > 0
} else := {"any"}

_names(resource) := {google_roles.member(sprintf("serviceAccount:%s", [parts[count(parts) - 1]])) |
	is_string(resource.values.service_account_id)
	parts := split(resource.values.service_account_id, "/")
} | {name |
	address := references.only(resource, ["service_account_id"], _blocks)
	some name in ({address} | {google_roles.member(text) | text := plan.by_address[address].values.member; is_string(text)})
}

_blocks := {resource.block | some resource in plan.resources.google_service_account}

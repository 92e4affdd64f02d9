# METADATA
# title: Who can do what with a key of Vault's transit engine
# description: |
#   A row for each bearer of policies that something on a key is given to (finding.Access). Each request about the key is held
#   against the policies as Vault does it. What a policy asks of parameters counts as met. An input never shows that it shows all
#   policies and all who bear them. Source: the documentation of Vault, Policies, and its API (data/vault_paths.json).
package keywright.lib.vault_access

import data.keywright.lib.administrators
import data.keywright.lib.bindings
import data.keywright.lib.cloud_access
import data.keywright.lib.plan
import data.keywright.lib.settings
import data.keywright.lib.values
import data.keywright.lib.vault_paths
import data.keywright.lib.vault_policies

_table := data.keywright.data.vault_paths

# rows gives who can do what with a key of the plan.
rows(resource, usage) := [row |
	found := _found(resource, usage)
	some principal in sort({one.principal | some one in found})
	row := _row(principal, [one | some one in found; one.principal == principal])
]

# What is found: {"principal", "capability", "verdict", "by": addresses, "what"}.
_found(resource, usage) := {one |
	asked := _asked(resource)
	openers := {one.principal | some one in asked; one.opens}
	some one in ((asked | _of_root(resource)) | _writers(resource))
	_fits(one.capability, usage)
	_comes_out(resource, one, openers)
}

_fits(capability, _) if not capability in {"data-key", "decrypt", "encrypt", "sign"}

_fits(_, "")

_fits(capability, usage) if {
	capability in {"data-key", "decrypt", "encrypt"}
	contains(usage, "ENCRYPT_DECRYPT")
}

_fits("sign", usage) if contains(usage, "SIGN_VERIFY")

# Key material leaves Vault only where the key is made so, or by one who may make it so.
_comes_out(_, one, _) if one.way_out == ""

_comes_out(resource, one, _) if {
	one.way_out != ""
	object.get(values.optional(resource, one.way_out, false), "value", "unknown") != false
}

_comes_out(_, one, openers) if {
	one.way_out != ""
	one.principal in openers
}

# Requests about a key: below its mount, and beside it.
_asked(resource) := {object.union(one, {"capability": capability}) |
	place := _place(resource)
	some [row, request] in _requests(place)
	some one in _answers(place.vault, request, row)
	some capability in row.capabilities
}

_place(resource) := {"vault": vault_policies.server(resource), "namespace": vault_policies.namespace(resource), "mount": trim(mount, "/"), "key": name} if {
	mount := values.read(resource, "backend").value
	is_string(mount)
	name := values.read(resource, "name").value
	is_string(name)
}

_requests(place) := {[row, request] |
	some row in _table.transit
	some request in vault_paths.expanded(place.vault, concat("", [place.namespace, place.mount, "/", _filled(row.path, place)]))
} | {[row, request] |
	some row in _table.system
	some above in _above(place.namespace)
	some request in vault_paths.expanded(place.vault, concat("", [above, _filled(row.path, place)]))
}

_filled(path, place) := replace(replace(path, "{key}", place.key), "{mount}", place.mount)

# A namespace and those around it, whose policies reach into it.
_above(namespace) := {concat("", array.slice(parts, 0, i)) |
	parts := [sprintf("%s/", [part]) | some part in split(namespace, "/"); part != ""]
	some i in numbers.range(0, count(parts))
}

# Whom a request is granted, and by which path.
_answers(vault, request, row) := {one |
	fitting := vault_paths.fitting(vault, request)
	some key in {key | some [_, path] in fitting; some key in vault_policies.at[[vault, path]]}
	[_, path] := max({fit | some fit in fitting; key in vault_policies.at[[vault, fit[1]]]})
	one := _answer(key, path, {"request": request, "row": row, "sure": "can"})
} | {one |
	some path in vault_paths.perhaps(vault, request)
	some key in vault_policies.at[[vault, path]]
	one := _answer(key, path, {"request": request, "row": row, "sure": "undecided"})
}

_answer(key, path, asked) := {
	"principal": holder.principal,
	"verdict": verdict,
	"by": given.by,
	"way_out": object.get(asked.row, "way_out", ""),
	"opens": object.get(asked.row, "opens", false),
	"what": sprintf("%s by path %q", [asked.request, path]),
} if {
	holder := vault_policies.holders[key]
	given := vault_policies.of(holder, path)
	verdict := _verdict(given.words, asked.row, asked.sure)
}

_verdict(words, row, sure) := sure if {
	_privileged(words, row)
	count(words & {word | some word in row.asks}) > 0
} else := "undecided" if {
	_privileged(words, row)
	count(words & {word | some word in object.get(row, "perhaps", [])}) > 0
}

_privileged(_, row) if object.get(row, "sudo", false) == false

_privileged(words, row) if {
	row.sudo
	"sudo" in words
}

# Whoever has the policy root may do everything.
_of_root(resource) := {object.union(_plainly(holder, "by the policy root"), {"capability": capability, "verdict": "can"}) |
	some holder in _roots[vault_policies.server(resource)]
	some capability in ["data-key", "decrypt", "encrypt", "import", "lifecycle", "mac", "policy", "read", "sign"]
}

_roots := {vault: [holder | some _, holder in vault_policies.holders; holder.root; holder.vault == vault] |
	some vault in {holder.vault | some _, holder in vault_policies.holders}
}

_plainly(holder, what) := {"principal": holder.principal, "by": {holder.principal}, "way_out": "", "opens": true, "what": what}

# Whoever may come to the policies of others: such rights are the same for every key of a namespace.
_writers(resource) := object.get(_writing, [[vault_policies.server(resource), vault_policies.namespace(resource)]], set())

_writing := {[vault, namespace]: {object.union(one, {"capability": "policy", "what": sprintf("%s, %s", [row.what, one.what])}) |
	some row in _table.ways
	some above in _above(namespace)
	some request in vault_paths.reached(vault, concat("", [above, row.path]))
	some answer in _answers(vault, request, row)
	one := _surely(answer, row.sure)
} |
	some [vault, namespace] in {[vault_policies.server(key), vault_policies.namespace(key)] | some key in plan.resources.vault_transit_secret_backend_key}
}

_surely(answer, true) := answer

_surely(answer, false) := object.union(answer, {"verdict": "undecided"})

_row(principal, found) := object.union(cloud_access.base(principal, capabilities), {
	"kind": "Vault",
	"account": "",
	"roles": sort(union({bindings.roles(sprintf("Vault:%s", [name])) | some name in ({principal} | by_all)})),
	"person": _person(principal),
	"statements": sort(by_all),
	"by": {capability: sort(_by(found, capability)) | some capability, _ in capabilities},
	"witness": {capability: _witness(principal, capability, found) | some capability, _ in capabilities},
	"conditions": [],
	"conditional": false,
	"open": principal in vault_policies.everyones,
}) if {
	by_all := union({one.by | some one in found})
	capabilities := object.union({one.capability: "undecided" | some one in found}, {one.capability: "can" | some one in found; one.verdict == "can"})
}

_by(found, capability) := union({one.by | some one in found; one.capability == capability})

# Roles of these auth methods are what programs log in by.
_person(principal) := "no" if {
	regex.match(`(^|\.)vault_(approle|aws|azure|cert|gcp|kubernetes)_auth_backend_role\.`, principal)
} else := "no" if {
	some role in bindings.roles(sprintf("Vault:%s", [principal]))
	settings.roles[role].service_account == true
} else := "yes" if {
	some role in bindings.roles(sprintf("Vault:%s", [principal]))
	settings.roles[role].mfa == true
} else := "unknown"

# Of many ways a few are enough.
_witness(principal, capability, found) := sprintf("%s may %s: %s", [
	_called(principal),
	administrators.phrase({capability}),
	concat("; ", array.slice(ways, 0, 3)),
]) if {
	ways := sort({sprintf("%s lets it ask for %s", [concat(" and ", sort(one.by)), one.what]) | some one in found; one.capability == capability})
}

_called(principal) := sprintf("whoever bears %s", [principal]) if {
	regex.match(`(^|\.)vault_policy\.[^.]*$`, principal)
} else := principal

# gaps gives what stands in the way of knowing who can use a key.
gaps(resource) := {"policy": "the mount, the name or the namespace of the key is known only after apply"} if {
	not _place(resource)
} else := {"policy": concat("; ", sort(hidden))} if {
	hidden := object.get(vault_policies.hidden, vault_policies.server(resource), set()) | _others(resource)
	count(hidden) > 0
} else := {"policy": "Vault may hold policies, and give them to others, that the inputs do not show"} if {
	not settings.estate_complete
} else := {"policy": "policies of Vault that other inputs hold, and who bears them there, are not joined"} if {
	settings.facts.several
} else := {}

_others(resource) := {sprintf("whether %s is of the same Vault cannot be told, for its provider is configured apart", [concat(", ", sort(found))]) |
	some vault, found in _elsewhere
	vault != vault_policies.server(resource)
}

_elsewhere := {vault: found | some vault, found in _apart}

_apart[id[0]] contains address if {
	some id, addresses in vault_policies.addresses
	some address in addresses
}

# escalations are the ways from giving policies to use.
escalations(access, uses) := [{
	"principal": row.principal,
	"roles": row.roles,
	"capability": capability,
	"edge": "policy",
	"verdict": row.capabilities.policy,
	"steps": [sprintf("%s, and come to a policy by which it may %s.", [trim_suffix(row.witness.policy, "."), administrators.phrase({capability})])],
} |
	some row in access
	row.capabilities.policy
	some capability in sort(uses)
	_stronger(row.capabilities.policy, object.get(row.capabilities, capability, "no"))
]

_stronger("can", held) if held != "can"

_stronger("undecided", "no")

# METADATA
# title: Policies of Vault and who bears them
# description: |
#   What the policies of the plan say, and whom the plan gives them to: entities and groups, and the roles of auth methods by which
#   one logs in. A policy that nobody of the plan bears counts for whoever bears it. What is borne together adds up, so that each
#   sum of policies that is known to come together is a holder of its own. Source: the documentation of the provider
#   hashicorp/vault 5, and of Vault, Policies.
package keywright.lib.vault_policies

import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.principals
import data.keywright.lib.references
import data.keywright.lib.values
import data.keywright.lib.vault_texts

_types := {row.type: row | some row in data.keywright.data.vault_paths.bearers}

# server is the Vault that a resource is of, as far as the configuration tells: what one configuration of the provider reaches.
server(resource) := resource.provider

# namespace gives the namespace of a resource below its provider's, as a path that ends in a slash; "" for that one itself.
namespace(resource) := "" if {
	values.optional(resource, "namespace", null).value in {null, ""}
} else := sprintf("%s/", [trim(text, "/")]) if {
	text := values.optional(resource, "namespace", null).value
	is_string(text)
}

_policies := [resource | some resource in plan.resources.vault_policy; identifiers.alive(resource)]

_read := {resource.address: vault_texts.read(text) |
	some resource in _policies
	text := values.read(resource, "policy").value
	is_string(text)
}

# id names a policy. Vault knows names in lower case.
_id(resource) := [server(resource), namespace(resource), lower(trim_space(name))] if {
	name := values.read(resource, "name").value
	is_string(name)
}

# addresses are the resources that make a policy.
addresses := {id: found | some id, found in _made}

_made[_id(resource)] contains resource.address if some resource in _policies

# capabilities gives what a policy says of a path, the namespace before it.
capabilities := {at: words | some at, lists in _said; words := union(lists)}

_said[[id, path]] contains rule.capabilities if {
	some resource in _policies
	id := _id(resource)
	some rule in _read[resource.address].rules
	path := concat("", [id[1], rule.path])
}

_paths := {id: paths | some id, paths in _named}

_named[id] contains path if some [id, path], _ in capabilities

# naming gives the policies that name a path.
naming := {at: ids | some at, ids in _namers}

_namers[[id[0], path]] contains id if some [id, path], _ in capabilities

# paths are all paths that policies of a Vault name.
paths := {vault: found | some vault, found in _every}

_every[id[0]] contains path if some [id, path], _ in capabilities

_bearers := [resource |
	some type, _ in _types
	some resource in plan.resources[type]
	identifiers.alive(resource)
]

# principal is who bears what a resource gives: an entity or a group, or whoever logs in by a role.
_principal(resource) := address if {
	some attribute, type in {"entity_id": "vault_identity_entity", "group_id": "vault_identity_group"}
	startswith(resource.type, type)
	resource.type != type
	some address in _meant(resource, attribute, type)
} else := resource.address

_meant(resource, attribute, type) := {other.address |
	id := resource.values[attribute]
	is_string(id)
	some other in plan.resources[type]
	other.values.id == id
} | {address | address := references.only(resource, [attribute], {other.block | some other in plan.resources[type]})}

_lists(resource) := [values.optional(resource, attribute, []) | some attribute in _types[resource.type].policies]

_words(resource) := {lower(trim_space(word)) |
	some cell in _lists(resource)
	is_array(cell.value)
	some word in cell.value
	is_string(word)
} | {"default" |
	_types[resource.type].login
	object.get(values.optional(resource, "token_no_default_policy", false), "value", false) != true
}

# Patterns of names, of which those of the plan are seen.
_globbed(resource) := {id |
	some pattern in _patterns(resource)
	some id, _ in addresses
	id[0] == server(resource)
	id[1] == namespace(resource)
	regex.match(sprintf("^%s$", [principals.wildcard(lower(pattern), ".")]), id[2])
}

_patterns(resource) := {pattern |
	some pattern in values.optional(resource, _types[resource.type].globs, []).value
	is_string(pattern)
}

_gives[_principal(resource)] contains id if {
	some resource in _bearers
	some id in ({[server(resource), namespace(resource), word] | some word in _words(resource)} | _globbed(resource))
}

_given := {principal: ids | some principal, ids in _gives}

_borne := union({ids | some _, ids in _given})

# bearers gives whom the plan gives a policy to.
bearers := {address: principals | some address, principals in _bearing}

_bearing[address] contains principal if {
	some principal, ids in _given
	some id in ids
	some address in addresses[id]
}

# An entity has what its groups have besides, and theirs.
_grouped[entity.address] contains above if {
	some entity in plan.resources.vault_identity_entity
	some name in _names(entity)
	some group in _with[name]
	some above in ({group} | graph.reachable(_within, {group}))
}

_within := {group.address: {whole | some name in _names(group); some whole in _with[name]} |
	some group in plan.resources.vault_identity_group
}

# A member is named by its id, or by reference to its block.
_names(member) := {member.block} | {id | id := member.values.id; is_string(id)}

_with := {member: groups | some member, groups in _joined}

_joined[member] contains _principal(resource) if {
	some type in ["vault_identity_group", "vault_identity_group_member_entity_ids"]
	some resource in plan.resources[type]
	identifiers.alive(resource)
	some attribute in ["member_entity_ids", "member_group_ids"]
	some member in (references.of_block(resource, attribute) | {id | some id in resource.values[attribute]; is_string(id)})
}

# holders are the sums of policies that somebody bears: {"principal", "type", "vault", "ids", "root"}, by a key of their own.
holders := {[principal, n]: object.union(_holder(principal), {"ids": ids, "root": "root" in {id[2] | some id in ids}}) |
	some [principal, n, ids] in _sums
	count(ids) > 0
}

_sums := ((({[principal, "all", ids] | some principal, ids in _given} | {[principal, "all, with its groups'", (ids | union({_given[group] | some group in groups; _given[group]}))] |
	some principal, groups in _grouped
	ids := object.get(_given, principal, set())
}) | {[principal, "all but default", {id | some id in ids; id[2] != "default"}] | some principal, ids in _given; count({id | some id in ids; id[2] == "default"}) > 0}) | {[principal, id, {id}] |
	some principal, ids in _given
	some minting in ids
	minting in _minting
	some id in ids
}) | {[address, "itself", {id}] | some id, found in addresses; _counts(id); some address in found}

# Whoever makes tokens may leave policies out of them, and with these what they deny.
_minting := {id |
	some [id, path], words in capabilities
	count(words & {"create", "update"}) > 0
	regex.match(_expression(trim_prefix(path, id[1])), "auth/token/create")
}

_expression(path) := sprintf("^%s%s$", [replace(regex.replace(trim_suffix(path, "*"), `[^0-9A-Za-z+\x{80}-\x{10FFFF}]`, `\$0`), "+", "[^/]+"), {true: ".*", false: ""}[endswith(path, "*")]])

_counts(id) if not id in _borne

_counts(id) if id[2] == "default"

# everyones are the policies that all who log in bear.
everyones := {address | some id, found in addresses; id[2] == "default"; some address in found}

_holder(principal) := {"principal": principal, "type": object.get(plan.by_address[principal], "type", ""), "vault": server(plan.by_address[principal])}

# at gives the holders that have something to do with a path.
at := {place: keys | some place, keys in _placed}

_placed[[holder.vault, path]] contains key if {
	some key, holder in holders
	some id in holder.ids
	some path in _paths[id]
}

# of gives what a holder has on a path, and by which policies: "deny" in any of them leaves nothing.
of(holder, path) := {"words": set(), "by": set()} if {
	"deny" in _all(holder, path)
} else := {
	"words": _all(holder, path),
	"by": {address | some id in holder.ids; capabilities[[id, path]]; some address in addresses[id]},
}

_all(holder, path) := union({capabilities[[id, path]] | some id in holder.ids})

# hidden says what of the policies of a Vault cannot be told, whichever key is asked for.
hidden := {vault: reasons | some vault, reasons in _hides}

_hides[server(resource)] contains sprintf("%s: %s", [resource.address, reason]) if {
	some resource in _policies
	reason := unread(resource)
}

# unread says why it is not known what a policy says.
unread(resource) := "its name is known only after apply" if {
	not is_string(object.get(values.read(resource, "name"), "value", null))
} else := "in which namespace it is, is known only after apply" if {
	not namespace(resource)
} else := sprintf("its text is not read: %s", [_read[resource.address].problem]) if {
	_read[resource.address].problem
} else := sprintf("its text is not known: %s", [object.get(values.read(resource, "policy"), "unknown", "it is no text")]) if {
	not _read[resource.address]
}

_hides[server(resource)] contains sprintf("which policies %s gives is known only after apply", [resource.address]) if {
	some resource in _bearers
	_unsaid(resource)
}

_unsaid(resource) if {
	some cell in _lists(resource)
	not is_array(object.get(cell, "value", null))
}

_unsaid(resource) if not namespace(resource)

_unsaid(resource) if {
	some cell in _lists(resource)
	some word in cell.value
	not is_string(word)
}

_unsaid(resource) if count(object.get(values.optional(resource, object.get(_types[resource.type], "globs", "-"), []), "value", [0])) > 0

# Vault has two policies of its own. That named default lets its bearers look after their own token, and touches no key.
_hides[server(resource)] contains sprintf("%s gives the policy %s, which is not in the inputs", [resource.address, word]) if {
	some resource in _bearers
	some word in _words(resource)
	not word in {"default", "root"}
	not addresses[[server(resource), namespace(resource), word]]
}

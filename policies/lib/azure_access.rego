# METADATA
# title: Who can do what with a key of Key Vault
# description: |
#   A row for each principal that an access policy or a role gives something on a key (finding.Access). Which of the two counts,
#   the vault says. Roles are inherited from the resource group, the subscription and the management groups; an input never
#   shows that it shows all of them. A condition counts as met. The local roles of a managed HSM are not read. Source: the
#   documentation of the provider hashicorp/azurerm 4, azurerm_key_vault_access_policy and azurerm_role_assignment.
package keywright.lib.azure_access

import data.keywright.lib.administrators
import data.keywright.lib.azure_entries
import data.keywright.lib.azure_keys
import data.keywright.lib.azure_networks
import data.keywright.lib.bindings
import data.keywright.lib.cloud_access
import data.keywright.lib.settings
import data.keywright.lib.values

# rows gives who can do what with a key of a vault.
rows(resource, usage) := [] if {
	resource.type != "azurerm_key_vault_key"
} else := _rows(azure_entries.of_key(resource), {"model": _model(azure_keys.vault(resource)), "usage": usage, "network": azure_networks.of(resource)}) if {
	azure_keys.vault(resource)
} else := _rows(azure_entries.of_key(resource), {"model": "unknown", "usage": usage, "network": azure_networks.of(resource)})

# elsewhere gives it for an access policy, a role assignment or a vault of whose vault the plan has no key.
elsewhere(resource) := _rows({sprintf("at|%s", [resource.address])}, {"model": _model(azure_entries.holder(resource)), "usage": "", "network": azure_networks.vault(azure_entries.holder(resource))}) if {
	azure_entries.holder(resource)
} else := _rows({sprintf("at|%s", [resource.address])}, {"model": "unknown", "usage": "", "network": {"unknown": azure_networks.elsewhere}})

_rows(tokens, context) := [row |
	some principal in sort(union({principals | some token in tokens; principals := _principals[token]}))
	row := _row(principal, union({entries | some token in tokens; entries := _at[[token, principal]]}), context)
	count(row.capabilities) > 0
]

_principals := {token: principals | some token, principals in _named}

_named[token] contains entry.principal if {
	some entry in azure_entries.entries
	some token in entry.tokens
}

_at := {at: entries | some at, entries in _given}

_given[[token, entry.principal]] contains object.union(object.remove(entry, ["tokens"]), {"sure": count({token} & {"any", "wide"}) == 0}) if {
	some entry in azure_entries.entries
	some token in entry.tokens
}

# What a request from elsewhere than a vault's networks can do. Roles on the vault are given at the front door of Azure, which no
# vault closes; who may give them is judged by other rules.
_off_network(capabilities, network) := capabilities if {
	network.open
} else := {} if {
	network.from
} else := {capability: "undecided" | some capability, _ in capabilities}

# Whether roles or access policies decide.
_model(vault) := {true: "role", false: "policy"}[flag] if {
	flag := [value |
		some name in ["rbac_authorization_enabled", "enable_rbac_authorization"]
		value := values.read(vault, name).value
		is_boolean(value)
	][0]
} else := "unknown"

_row(principal, entries, context) := object.union(object.remove(cloud_access.base(principal, capabilities), ["off_network"]), {
	"kind": "Azure",
	"account": "",
	"roles": sort(bindings.roles(sprintf("Azure:%s", [principal])) | bindings.roles_by_address(principal)),
	"person": _person(principal),
	"statements": sort({entry.address | some entry in entries}),
	"by": {capability: sort({entry.address | some entry in entries; _verdicts(entry, context)[capability]}) | some capability, _ in capabilities},
	"witness": {capability: _witness(principal, capability, entries, context) | some capability, _ in capabilities},
	"off_network": _off_network(capabilities, context.network),
	"conditions": array.concat([text | text := "a condition that counts as met"; some entry in entries; entry.conditional], [sprintf("from %s", [concat(", ", context.network.from)]) | context.network.from]),
	"conditional": {entry.conditional | some entry in entries} == {true},
	"open": false,
}) if {
	found := {[capability, verdict] | some entry in entries; some capability, verdict in _verdicts(entry, context)}
	capabilities := object.union({capability: "undecided" | some [capability, _] in found}, {capability: "can" | some [capability, "can"] in found})
}

# What an entry gives on a key: roles count where the vault asks for roles, access policies elsewhere. Who may give roles, or
# write the access policies of a vault that goes by them, may give itself any right.
_verdicts(entry, context) := object.union(
	{capability: _sure(entry, context, entry.form) |
		some capability in entry.capabilities
		context.model in {entry.form, "unknown"}
		_fits(capability, context.usage, entry.known)
	},
	{"policy": verdict | some verdict in _writing(entry, context)},
)

_writing(entry, context) := {_sure(entry, context, context.model)} if {
	entry.assigns
} else := {_sure(entry, context, "policy")} if {
	entry.writes_vaults
	context.model in {"policy", "unknown"}
} else := set()

_sure(entry, context, model) := "can" if {
	entry.sure
	context.model == model
} else := "undecided"

_fits(capability, _, _) if not capability in {"decrypt", "encrypt", "sign"}

_fits(_, "", _)

_fits("decrypt", _, false)

_fits(capability, usage, _) if {
	capability in {"decrypt", "encrypt"}
	contains(usage, "ENCRYPT_DECRYPT")
}

_fits("sign", usage, _) if contains(usage, "SIGN_VERIFY")

_person(principal) := "no" if {
	startswith(principal, "azurerm_user_assigned_identity.")
} else := "no" if {
	some role in bindings.roles(sprintf("Azure:%s", [principal]))
	settings.roles[role].service_account == true
} else := "yes" if {
	some role in bindings.roles(sprintf("Azure:%s", [principal]))
	settings.roles[role].mfa == true
} else := "unknown"

_witness(principal, capability, entries, context) := sprintf("%s may %s: %s", [
	principal,
	administrators.phrase({capability}),
	concat("; ", sort({sprintf("%s gives it %s", [entry.address, entry.what]) | some entry in entries; _verdicts(entry, context)[capability]})),
])

# gaps gives what stands in the way of knowing who can use a key.
gaps(resource) := {"policy": "who may use a key of a managed HSM is said by its local roles, which are not read"} if {
	resource.type != "azurerm_key_vault_key"
} else := {"policy": concat("; ", sort(hidden))} if {
	hidden := {reason | some token in azure_entries.of_key(resource); some reason in azure_entries.hidden[token]}
	count(hidden) > 0
} else := {"policy": "what the resource group, the subscription and the management groups above the vault give is inherited, and the inputs need not show all of it"} if {
	not settings.estate_complete
} else := {"policy": "roles and access policies that other inputs hold are not joined"} if {
	settings.facts.several
} else := {"policy": "the vault of the key is not in the plan, which says whether roles or access policies count"} if {
	not _decided(resource)
} else := {}

_decided(resource) if _model(azure_keys.vault(resource)) != "unknown"

# gaps_elsewhere gives it for what is judged at its own address: the vault may have other rights than the plan shows.
gaps_elsewhere(resource) := {"policy": concat("; ", sort(hidden))} if {
	hidden := azure_entries.hidden[sprintf("at|%s", [resource.address])]
} else := {"policy": "what the resource group, the subscription and the management groups above the vault give is inherited, and the inputs need not show all of it"}

# escalations are the ways from giving rights to use.
escalations(access, uses) := [{
	"principal": row.principal,
	"roles": row.roles,
	"capability": capability,
	"edge": "policy",
	"verdict": row.capabilities.policy,
	"steps": [sprintf("%s may give rights on the vault by %s, and give itself one that may %s.", [row.principal, concat(", ", row.by.policy), administrators.phrase({capability})])],
} |
	some row in access
	row.capabilities.policy
	some capability in sort(uses)
	_stronger(row.capabilities.policy, object.get(row.capabilities, capability, "no"))
]

_stronger("can", held) if held != "can"

_stronger("undecided", "no")

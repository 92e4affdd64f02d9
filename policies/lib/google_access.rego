# METADATA
# title: Who can do what with a key of Cloud KMS
# description: |
#   A row for each member that IAM gives something on a key (finding.Access). IAM of Google Cloud adds up: what the key, its
#   key ring, its project, folders and organisation give. An input never shows that it is all of it, so that what is not
#   found is not known unless the profile says that the inputs are the whole estate. A condition counts as met.
package keywright.lib.google_access

import data.keywright.lib.administrators
import data.keywright.lib.bindings
import data.keywright.lib.cloud_access
import data.keywright.lib.google_iam
import data.keywright.lib.google_keys
import data.keywright.lib.google_roles
import data.keywright.lib.settings

# rows gives who can do what with a key of the plan.
rows(resource, usage) := _rows(google_iam.of_key(resource), usage)

# elsewhere gives it for a resource of IAM whose key is not in the plan.
elsewhere(item) := _rows({sprintf("at|%s", [item.resource.address])}, "")

_rows(tokens, usage) := [row |
	some principal in sort(union({principals | some token in tokens; principals := _principals[token]}))
	row := _row(principal, union({entries | some token in tokens; entries := _at[[token, principal]]}), usage)
	count(row.capabilities) > 0
]

_principals := {token: principals | some token, principals in _named}

_named[token] contains entry.principal if {
	some entry in google_iam.entries
	some token in entry.tokens
}

_at := {at: entries | some at, entries in _given}

_given[[token, entry.principal]] contains object.union(object.remove(entry, ["tokens"]), {"sure": token != "any"}) if {
	some entry in google_iam.entries
	some token in entry.tokens
}

_row(principal, entries, usage) := object.union(cloud_access.base(principal, capabilities), {
	"kind": _kind(principal),
	"account": google_roles.project(principal),
	"roles": sort(bindings.roles(sprintf("Google:%s", [principal])) | bindings.roles_by_address(principal)),
	"person": _person(principal),
	"statements": sort({entry.address | some entry in entries}),
	"by": {capability: sort({entry.address | some entry in entries; capability in _fitting(entry, usage)}) | some capability, _ in capabilities},
	"witness": {capability: _witness(principal, capability, entries, usage) | some capability, _ in capabilities},
	"conditions": sort({entry.condition | some entry in entries; entry.condition != ""}),
	"conditional": {entry.condition | some entry in entries; entry.condition == ""} == set(),
	"open": principal in google_roles.everyone,
}) if {
	capabilities := object.union(
		{capability: "undecided" | some entry in entries; some capability in _fitting(entry, usage)},
		{capability: "can" |
			some entry in entries
			entry.sure
			some capability, verdict in _fitted(entry, usage)
			verdict == "can"
		},
	)
}

_kind(principal) := "Service" if google_roles.is_agent(principal)

_kind(principal) := "Google" if not google_roles.is_agent(principal)

_person(principal) := "no" if {
	some role in bindings.roles(sprintf("Google:%s", [principal]))
	settings.roles[role].service_account == true
} else := said if {
	said := google_roles.person(principal)
	said != "unknown"
} else := "yes" if {
	some role in bindings.roles(sprintf("Google:%s", [principal]))
	settings.roles[role].mfa == true
} else := "unknown"

_fitting(entry, usage) := object.keys(_fitted(entry, usage))

# What a role gives on keys of a usage: one permission signs, and makes codes on keys for these. Of a role that nobody
# knows, decrypting counts on every key.
_fitted(entry, usage) := {_spelled(capability, usage): verdict |
	some capability, verdict in entry.given
	_fits(capability, usage, entry.role)
}

_spelled("sign", "GENERATE_VERIFY_MAC") := "mac"

_spelled(capability, usage) := capability if [capability, usage] != ["sign", "GENERATE_VERIFY_MAC"]

_fits(capability, _, _) if not capability in {"decrypt", "encrypt", "sign"}

_fits(capability, usage, _) if {
	capability in {"decrypt", "encrypt"}
	not usage in {"SIGN_VERIFY", "GENERATE_VERIFY_MAC"}
}

_fits("sign", usage, _) if not usage in {"ENCRYPT_DECRYPT", "ENCAPSULATE_DECAPSULATE"}

_fits("decrypt", usage, role) if {
	usage in {"SIGN_VERIFY", "GENERATE_VERIFY_MAC"}
	not google_roles.known(role)
}

_witness(principal, capability, entries, usage) := sprintf("%s may %s: %s", [
	_called(principal),
	administrators.phrase({capability}),
	concat("; ", sort({_way(entry) | some entry in entries; capability in _fitting(entry, usage)})),
])

_called("allUsers") := "anyone"

_called("allAuthenticatedUsers") := "anyone with an account of Google"

_called(principal) := principal if not principal in google_roles.everyone

_way(entry) := sprintf("%s gives %s on %s%s%s", [entry.address, entry.role, entry.words, _under(entry.condition), _unknown(entry.role)])

_under("") := ""

_under(condition) := sprintf(" under %s, which counts as met", [condition]) if condition != ""

_unknown(role) := "" if {
	google_roles.known(role)
} else := ", a role that is not known here and counts as one that decrypts"

# gaps gives what stands in the way of knowing who can use a key.
gaps(resource) := {"policy": concat("; ", sort(hidden))} if {
	hidden := _hidden(google_iam.of_key(resource))
	count(hidden) > 0
} else := {"policy": inherited(google_keys.project(resource))} if {
	not settings.estate_complete
} else := {"policy": "what other inputs give on its project, its folders and its organisation is not joined"} if {
	settings.facts.several
} else := {}

# gaps_elsewhere gives it for a resource of IAM whose key is not in the plan.
gaps_elsewhere(item) := {"policy": concat("; ", sort(google_iam.hidden[item.resource.address]))} if {
	google_iam.hidden[item.resource.address]
} else := {"policy": inherited({"value": null})}

# inherited is what no input can show by itself.
inherited(project) := sprintf("what the project %s, its folders and its organisation give is inherited, and the inputs need not show all of it", [project.value]) if {
	is_string(project.value)
} else := "what the project, its folders and its organisation give is inherited, and the inputs need not show all of it"

_hidden(tokens) := union({reasons | some token in tokens; some reasons in _hiding[token]})

_hiding := {token: list | some token, list in _hides}

_hides[token] contains reasons if {
	some address, reasons in google_iam.hidden
	some token in google_iam.tokens[address]
}

# escalations are the ways from writing the IAM policy to use: who may write it may give itself any role.
escalations(access, uses) := [{
	"principal": row.principal,
	"roles": row.roles,
	"capability": capability,
	"edge": "policy",
	"verdict": row.capabilities.policy,
	"steps": [sprintf("%s may write the IAM policy by %s, and give itself a role that may %s.", [_called(row.principal), concat(", ", row.by.policy), administrators.phrase({capability})])],
} |
	some row in access
	row.capabilities.policy
	some capability in sort(uses)
	_stronger(row.capabilities.policy, object.get(row.capabilities, capability, "no"))
]

_stronger("can", held) if held != "can"

_stronger("undecided", "no")

# METADATA
# title: Who can do what with a secret of Secret Manager
# description: |
#   A row for each member that IAM gives something on a secret (finding.SecretAccess): by the secret's own IAM, by that of its
#   project, of folders and of an organisation, which add up. A condition counts as met. What a role gives is said by
#   policies/data/google_secret_roles.json, or by its permissions where the plan makes the role.
package keywright.lib.google_secret_access

import data.keywright.lib.bindings
import data.keywright.lib.google_iam
import data.keywright.lib.google_roles
import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.settings

_table := data.keywright.data.google_secret_roles

_own := [{"resource": resource, "thing": {"scope": "secret", "attribute": "secret_id", "words": "the secret"}, "form": form} |
	some form in ["binding", "member", "policy"]
	some resource in plan.resources[sprintf("google_secret_manager_secret_iam_%s", [form])]
	identifiers.alive(resource)
]

_items := array.concat(google_iam.on_all, _own)

# given gives the capabilities of a role.
given(role) := _predefined[role] if {
	_predefined[role]
} else := set() if {
	google_roles.predefined(role)
} else := {capability | some name in google_roles.permissions(role); some capability in _of_permission(name)} if {
	google_roles.permissions(role)
} else := {"read"}

_predefined := {row.name: {capability | some capability in row.capabilities} | some row in _table.roles}

_permissions := {row.name: row.capability | some row in _table.permissions}

_harmless := {row.name | some row in _table.harmless}

_of_permission(name) := {_permissions[name]} if {
	_permissions[name]
} else := {"read"} if {
	startswith(name, "secretmanager.")
	not name in _harmless
} else := set()

# On a secret itself nothing is given on logs.
_given(item, role) := given(role) - {"logs"} if item.thing.scope == "secret"

_given(item, role) := given(role) if item.thing.scope != "secret"

_entries := [entry |
	some item in _items
	some said in google_iam.said(item)
	not google_roles.nobody(said.principal)
	capabilities := _given(item, said.role)
	count(capabilities) > 0
	some token in _tokens(item)
	entry := {
		"token": token,
		"principal": said.principal,
		"address": item.resource.address,
		"scope": item.thing.scope,
		"capabilities": capabilities,
	}
]

_tokens(item) := google_iam.tokens[item.resource.address] - {sprintf("at|%s", [item.resource.address])} if {
	item.thing.scope != "secret"
} else := {sprintf("secret|%s", [name]) | some name in _names(item.resource)} if {
	count(_names(item.resource)) > 0
} else := {"any"}

# A secret is named by its full name, or by its id and the project.
_names(resource) := {_full(resource.values.secret_id, object.get(resource.values, "project", null))} if {
	is_string(resource.values.secret_id)
	_full(resource.values.secret_id, object.get(resource.values, "project", null))
} else := {address | address := references.only(resource, ["secret_id"], _blocks)}

# A project's number is another name for it, which is not told.
_full(id, _) := id if regex.match(`^projects/[^/]*[^/0-9][^/]*/secrets/[^/]+$`, id)

_full(id, project) := sprintf("projects/%s/secrets/%s", [project, id]) if {
	not contains(id, "/")
	is_string(project)
	not regex.match(`^[0-9]+$`, project)
}

_blocks := {secret.block | some secret in plan.resources.google_secret_manager_secret}

# project gives the project of a secret, as far as it is known.
project(resource) := resource.values.project if {
	is_string(resource.values.project)
} else := split(resource.values.id, "/")[1] if {
	is_string(resource.values.id)
	startswith(resource.values.id, "projects/")
}

_of_secret(resource) := ({sprintf("secret|%s", [resource.address]), "any"} | {sprintf("secret|%s", [_full(resource.values.secret_id, project(resource))])}) | {sprintf("project|%s", [project(resource)])} if {
	project(resource)
	is_string(resource.values.secret_id)
} else := {sprintf("secret|%s", [resource.address]), "any"}

_by_token := {token: entries | some token, entries in _grouped}

_grouped[entry.token] contains entry if some entry in _entries

# rows gives the rows of a secret.
rows(resource) := [row |
	entries := {entry | some token in _of_secret(resource); some entry in object.get(_by_token, token, set())}
	some principal in sort({entry.principal | some entry in entries})
	row := _row(principal, {entry | some entry in entries; entry.principal == principal}, resource)
]

_row(principal, entries, resource) := {
	"principal": principal,
	"kind": "Google",
	"account": google_roles.project(principal),
	"roles": roles,
	"person": _person(principal, roles),
	"capabilities": capabilities,
	"by": {capability: sort({entry.address | some entry in entries; capability in entry.capabilities}) | some capability, _ in capabilities},
	"every": count({entry | some entry in entries; entry.scope != "secret"; "read" in entry.capabilities}) > 0,
	"open": _open(principal),
	"identity": principal,
	"unknown": "",
} if {
	roles := sort(bindings.roles(sprintf("Google:%s", [principal])) | bindings.roles_by_address(principal))
	capabilities := object.union(
		{capability: "undecided" | some entry in entries; some capability in entry.capabilities},
		{capability: "can" | some entry in entries; _sure(entry, resource); some capability in entry.capabilities},
	)
}

_sure(entry, _) if entry.token != "any"

# Folders and organisations give to all that is in them; whether the project is in them is not told.
_open(principal) if {
	principal in google_roles.everyone
} else if {
	regex.match(`^(domain|projectOwner|projectEditor|projectViewer|principalSet):`, principal)
} else := false

_person(principal, roles) := "no" if {
	some role in roles
	settings.roles[role].service_account == true
} else := said if {
	said := google_roles.person(principal)
	said != "unknown"
} else := "yes" if {
	some role in roles
	settings.roles[role].mfa == true
} else := "unknown"

# unknown says what stands in the way of knowing who can do what with a secret; undefined where nothing does.
unknown(resource) := concat("; ", sort(reasons)) if {
	reasons := {reason | some token in _of_secret(resource); some reason in object.get(_hidden, token, set())} | {"which project it is of is not known" | not project(resource)}
	count(reasons) > 0
}

_hidden := {token: reasons | some token, reasons in _hiding}

_hiding[token] contains reason if {
	some item in _items
	_may_give(item)
	some reason in google_iam.hides(item)
	some token in _tokens(item)
}

_may_give(item) if not google_roles.named(item.resource)

_may_give(item) if count(given(google_roles.named(item.resource))) > 0

# names gives a principal by its other name as well: a service account of the plan goes by its address and its member.
names(principal) := {principal} | {name |
	some account in plan.resources.google_service_account
	is_string(account.values.member)
	both := {account.address, google_roles.member(account.values.member)}
	principal in both
	some name in both
}

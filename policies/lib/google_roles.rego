# METADATA
# title: Roles and members of Google Cloud
# description: |
#   What a role gives on a key: by the table for predefined roles, by its permissions for a custom role of the plan. Any other
#   role counts as one that decrypts. And who a member is.
package keywright.lib.google_roles

import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

_table := data.keywright.data.google_roles

# given gives capabilities with verdicts: what a role gives, and what it may give through another service.
given(role) := _predefined[role] if {
	_predefined[role]
} else := {} if {
	_harmless[role]
} else := of_permissions(_custom[role]) if {
	_custom[role]
} else := {"decrypt": "can"}

# known says that the tables or the plan say what a role gives.
known(role) if _predefined[role]

known(role) if _harmless[role]

known(role) if _custom[role]

_predefined := {row.name: object.union(
	{capability: "undecided" | some capability in row.perhaps},
	{capability: "can" | some capability in row.capabilities},
) |
	some row in _table.roles
}

_harmless := {name: true |
	some row in _table.others
	some role in row.roles
	name := sprintf("roles/%s", [concat(".", [part | some part in [row.service, role]; part != ""])])
}

# permissions gives those of a role that the plan makes; undefined where it makes none of that name.
permissions(role) := _custom[role]

# predefined says that the tables have a role.
predefined(role) if _predefined[role]

predefined(role) if _harmless[role]

# acts says that a role lets act as a service account.
acts(role) if _acting[role]

acts(role) if count(_custom[role] & _acting_permissions) > 0

_acting := {row.name: true | some row in _table.acting}

_acting_permissions := {row.name | some row in _table.acting_permissions}

# of_permissions gives what permissions give. One of Cloud KMS that the table does not have counts as decrypting.
of_permissions(names) := object.union(
	{_permissions[name].capability: "undecided" | some name in names; not _permissions[name].sure},
	{capability: "can" |
		some name in names
		some capability in _sure(name)
	},
)

_permissions := {row.name: row | some row in _table.permissions}

_nothing := {row.name | some row in _table.harmless}

_sure(name) := {_permissions[name].capability} if {
	_permissions[name].sure
} else := {"decrypt"} if {
	startswith(name, "cloudkms.")
	not _permissions[name]
	not name in _nothing
} else := set()

# custom are the roles of the plan, by name and by address.
_custom := {name: union(lists) | some name, lists in _listed}

_listed[name] contains permissions if {
	some resource in _roles
	not values.unknown(resource, "permissions")
	is_array(resource.values.permissions)
	permissions := {permission | some permission in resource.values.permissions; is_string(permission)}
	some name in _names(resource)
}

_roles := [resource | some resource in plan.resources.google_project_iam_custom_role; identifiers.alive(resource)]

_names(resource) := ({resource.address} | {name |
	some attribute in ["name", "id"]
	name := resource.values[attribute]
	is_string(name)
}) | {sprintf("projects/%s/roles/%s", [resource.values.project, resource.values.role_id]) |
	is_string(resource.values.project)
	is_string(resource.values.role_id)
}

_role_blocks := {resource.block | some resource in _roles}

# named gives the role that an attribute names: its name, or the address of a role of the plan.
named(resource) := resource.values.role if {
	is_string(resource.values.role)
} else := references.only(resource, ["role"], _role_blocks)

# member gives the one name under which a member is known: the letters of an address do not differ by case.
member(text) := text if {
	text in everyone
} else := _lowered(text)

_lowered(text) := sprintf("%s:%s", [kind, lower(substring(text, count(kind) + 1, -1))]) if {
	kind := split(text, ":")[0]
	kind in {"user", "group", "serviceAccount", "domain"}
} else := text

# everyone are the members that are anybody, with an account of Google or without.
everyone := {"allUsers", "allAuthenticatedUsers"}

# nobody says that a member is none any more.
nobody(text) if startswith(text, "deleted:")

# is_agent says that a member is an agent of one of Google's services.
is_agent(text) if {
	regex.match(`^serviceAccount:[a-z0-9-]+@(gcp-sa-[a-z0-9-]+|gs-project-accounts|bigquery-encryption|compute-system|container-engine-robot)\.iam\.gserviceaccount\.com$`, text)
}

# project gives the project that a service account is of, where its address tells.
project(text) := domain if {
	not is_agent(text)
	found := regex.find_all_string_submatch_n(`^serviceAccount:[^@]+@([^@]+)\.iam\.gserviceaccount\.com$`, text, 1)
	parts := split(found[0][1], ".")
	domain := concat(":", array.concat([concat(".", array.slice(parts, 1, count(parts))) | count(parts) > 1], [parts[0]]))
} else := ""

# person says whether a member is a person. A group may have both.
person(text) := "yes" if {
	startswith(text, "user:")
} else := "no" if {
	startswith(text, "serviceAccount:")
} else := "no" if {
	startswith(text, "google_service_account.")
} else := "unknown"

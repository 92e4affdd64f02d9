# METADATA
# title: Whose project a member is of
# description: |
#   Which members of a key of Google Cloud are of a project that is not the key's own nor listed by the profile, and of which
#   that cannot be told.
package keywright.lib.projects

import data.keywright.lib.settings

# strange are the service accounts of other projects, with all that they can do.
strange(key) := [{"row": row, "capabilities": {capability | some capability, _ in row.capabilities}} |
	count(listed(key)) > 0
	some row in key.access
	row.account != ""
	not row.account in listed(key)
]

# listed are the projects and domains that the profile lists among its accounts, else the key's own project. Ids of accounts of
# AWS list none.
listed(key) := _listed | _own(key)

_listed := {account | some account in settings.accounts; not regex.match(`^[0-9]{12}$`, account)}

_own(key) := {key.account | object.get(key, "account", "") != ""} if {
	count(_listed) == 0
} else := set()

# gaps says of which members it cannot be told.
gaps(key) := {sprintf("of which organisation %s is, is not in the plan, and the profile lists no domain for it", [row.principal]) |
	some row in key.access
	row.account == ""
	row.kind == "Google"
	not row.open
	not _domain(row.principal) in listed(key)
} | {"the key's own project is not known, and the profile lists none" |
	count(listed(key)) == 0
	some row in key.access
	row.account != ""
}

_domain(principal) := split(principal, "@")[1] if {
	regex.match(`^(user|group):[^@]+@[^@]+$`, principal)
} else := trim_prefix(principal, "domain:") if {
	startswith(principal, "domain:")
} else := "-"

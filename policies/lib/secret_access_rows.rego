# METADATA
# title: Rows of who reaches secrets
# description: |
#   A row for each secret (finding.SecretReach): who can do what with it, whose it is as far as workloads of the plan tell,
#   whom alone its own policy lets read it, and what is not known of all that.
package keywright.lib.secret_access_rows

import data.keywright.lib.clouds
import data.keywright.lib.google_secret_access
import data.keywright.lib.plan
import data.keywright.lib.secret_access
import data.keywright.lib.secret_names
import data.keywright.lib.secret_users

# rows are the rows.
rows := array.concat(_aws, _google)

_aws := [row |
	some target in secret_names.targets
	row := _row(
		plan.by_address[target.address], {
			"access": secret_access.rows(target),
			"confined": _confined(target),
		},
		{"access": reason | reason := secret_access.unknown(target)},
	)
]

_confined(target) := secret_access.confined(target) if {
	true
} else := null

_google := [row |
	some resource in plan.resources.google_secret_manager_secret
	row := _row(
		resource,
		{"access": google_secret_access.rows(resource), "confined": null},
		{"access": reason | reason := google_secret_access.unknown(resource)},
	)
]

_row(resource, known, unknown) := {
	"address": resource.address,
	"type": resource.type,
	"actions": resource.actions,
	"access": [_with(row, users) | some row in known.access],
	"used_by": [object.remove(user, ["unknown"]) | some user in users],
	"confined": known.confined,
	"unknown": object.union(unknown, {"used_by": reasons | reasons := _open(users)}),
} if {
	users := secret_users.of(resource.address)
}

_open(users) := concat("; ", sort(reasons)) if {
	reasons := {user.unknown | some user in users; user.unknown != ""}
	count(reasons) > 0
}

# A principal serves a secret by the workloads that run as it.
_with(row, users) := object.union(object.remove(row, ["identity"]), {"serves": {how: sort(addresses) |
	some how in ["uses", "rotates"]
	addresses := {user.address |
		some user in users
		user.how == how
		some identity in user.identities
		identity in _names(row, user)
	}
	count(addresses) > 0
}})

_names(row, user) := google_secret_access.names(row.identity) if {
	clouds.of(plan.by_address[user.address]) == "google"
} else := {row.identity}

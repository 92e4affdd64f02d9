# METADATA
# title: Who holds a role
# description: |
#   Rules about a role ask something of its holders. The profile names them, or a key that declares its roles does; where
#   neither says who they are, there is nobody to judge, which is no pass.
package keywright.lib.holders

import data.keywright.lib.finding
import data.keywright.lib.identifiers
import data.keywright.lib.rows
import data.keywright.lib.settings

# told says that it is known who holds one of some roles on a key.
told(_, roles) if _named(roles)

told(key, roles) if count(_held(rows.seen(key)) & roles) > 0

# Whoever such a key gives anything has a role there.
told(key, _) if key.type in identifiers.own

_held(key) := {role | some row in key.access; some role in row.roles}

default _named(_) := false

_named(roles) if {
	some role in roles
	count(settings.principals(role)) > 0
}

# every role that the profile has, but for the account, which is nobody.
every_role := {role | some role, _ in settings.roles; role != "account"}

# untold is what a rule says of a key of whose holders nothing is known.
untold(key, whom) := finding.not_assessed(key.address, "key", sprintf("What is asked of %s is not assessed: the profile names no principal as such.", [whom]))

# METADATA
# title: What identity policies let through
# description: |
#   Whether any request of a principal meets an Allow of its identity policies and no Deny of theirs, in a mode
#   (keywright.lib.reach). Statements are {"means": actions, "conditions"}. What key policies ask beside is another matter:
#   a request that meets both is taken for possible.
package keywright.lib.identity_reach

import data.keywright.lib.candidates
import data.keywright.lib.reach

# allowed gives the actions that Allows let some request do.
allowed(principal, allows, denies, mode) := union({allow.means | some allow in allows}) - union({deny.means | some deny in denies}) if {
	_unconditional(allows)
	_unconditional(denies)
} else := union({reach.actions_of(prepared, who, allow, denies, _touched(mode, prepared)) | some allow in allows}) if {
	prepared := reach.prepare(array.concat(allows, denies))
	who := candidates.who(principal, {"named": {}, "about": {}})
}

# refused gives the actions that every request of a mode is refused.
refused(principal, denies, mode) := union({deny.means | some deny in denies}) if {
	_unconditional(denies)
} else := all - allowed(principal, [{"means": all, "conditions": []}], denies, mode) if {
	all := union({deny.means | some deny in denies})
}

_unconditional(statements) if {
	every statement in statements { count(statement.conditions) == 0 }
}

_touched(mode, prepared) := mode if {
	reach.touches(mode, prepared.keys)
} else := "plain"

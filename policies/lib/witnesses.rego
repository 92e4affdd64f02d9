# METADATA
# title: Requests that succeed
# description: Puts into words, for a capability of a principal, a request that succeeds and what lets it.
package keywright.lib.witnesses

import data.keywright.lib.actions
import data.keywright.lib.administrators
import data.keywright.lib.principals

# of gives the sentence: by a statement of the key policy where one gives the capability, else by a grant or an
# identity policy.
of(principal, capability, names, found, held) := sprintf("%s calls %s%s; statement %s %s", [
	_caller(principal),
	actions.spelled(request.action),
	_with(request["with"]),
	request.statement,
	_lets(request.action, found, held),
]) if {
	request := found.requests[capability]
} else := sprintf("%s may %s by %s", [_caller(principal), administrators.phrase({capability}), concat(", ", names)])

_caller(principal) := "anyone" if {
	principals.is_everyone(principal)
} else := principals.name(principal)

_with([]) := ""

_with(words) := sprintf(" (%s)", [concat(", ", words)]) if count(words) > 0

_lets(action, found, _) := "allows it" if action in found.can

_lets(action, found, held) := "leaves it to identity policies, which allow it" if {
	not action in found.can
	action in held
}

_lets(action, found, held) := "leaves it to what the plan does not show" if {
	not action in found.can
	not action in held
}

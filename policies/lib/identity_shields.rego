# METADATA
# title: What keeps a principal from an identity
# description: |
#   Denies that name a resource, and permissions boundaries that do, take away a right on just that: an Allow of
#   iam:PassRole on every role beside a Deny on one, say. A Deny counts for what it is for certain, a boundary for all that
#   it may allow. Of conditions one is decided: which service a role is passed to (iam:PassedToService).
package keywright.lib.identity_shields

import data.keywright.lib.conditions
import data.keywright.lib.identities
import data.keywright.lib.identity_targets

# withheld says that an action on one ARN is beyond a principal, whatever Allows say. The service is the one to which a role
# is passed, and "" with any other action.
withheld(principal, action, arn, service) if {
	some shield in identities.shields(principal)
	action in shield.actions
	some resource in shield.resources
	identity_targets.surely(resource, arn)
	every condition in shield.conditions { passes(condition, service) == "yes" }
}

withheld(principal, action, arn, service) if {
	limits := identities.limits(principal)
	not _within(limits, action, arn, service)
}

# free says that nothing keeps a principal from an action on one thing that is not kept from it on all.
free(principal, action) if {
	not identities.limits(principal)
	count([shield | some shield in identities.shields(principal); action in shield.actions]) == 0
}

_within(limits, action, arn, service) if {
	some limit in limits
	action in limit.actions
	some resource in limit.resources
	identity_targets.covers(identity_targets.open(resource), arn)
	every condition in limit.conditions { passes(condition, service) != "no" }
}

# passes says whether a condition holds where a role is passed to a service: "yes", "maybe" or "no".
passes(condition, service) := conditions.holds(condition, {"origin": "", "values": [sprintf("%s.amazonaws.com", [service])]}, false) if {
	condition.key == "iam:passedtoservice"
	service != ""
} else := "maybe"

# METADATA
# title: Event buses
# description: |
#   On which bus of EventBridge a rule or a target stands. Services tell the default bus of an account and region what happens to
#   keys; another has of it what a rule of the default bus hands on to it. Source: Amazon EventBridge User Guide, "Event
#   buses in Amazon EventBridge".
package keywright.lib.event_buses

import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

# of gives the bus that something stands on, by its name or ARN: "default" too where the plan does not tell.
of(resource) := name if {
	name := _cell(resource).value
	is_string(name)
	not endswith(name, ":event-bus/default")
} else := "default"

# own says that it stands on a bus of one's own.
own(resource) if of(resource) != "default"

# gaps gives what is not known of the bus that a rule stands on, or of what comes to it.
gaps(rule) := {sprintf("its event bus: %s", [reason]) | reason := _cell(rule).unknown} | {sprintf("what rules hand on to its event bus %s is not read", [of(rule)]) | own(rule); handed_on}

# handed_on says that a rule of the inputs hands events on to a bus.
handed_on if {
	some target in plan.resources.aws_cloudwatch_event_target
	identifiers.alive(target)
	_to_a_bus(target)
}

_to_a_bus(target) if {
	is_string(target.values.arn)
	contains(target.values.arn, ":event-bus/")
}

_to_a_bus(target) if {
	not is_string(object.get(target.values, "arn", null))
	not _elsewhere(target)
}

# What comes of a resource that is no bus goes there.
_elsewhere(target) if {
	refs := references.listed(target, "arn")
	count(refs) > 0
	every ref in refs {
		regex.match(`^(data\.)?aws_`, ref)
		not contains(ref, "aws_cloudwatch_event_bus")
	}
}

_cell(resource) := values.optional(resource, "event_bus_name", "default")

package keywright.lib.event_buses_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_rule(name, more) := planned.change(
	sprintf("aws_cloudwatch_event_rule.%s", [name]), "aws_cloudwatch_event_rule", "managed",
	object.union({"name": name, "region": "eu-north-1", "event_pattern": `{"source":["aws.kms"],"detail":{"eventName":["DisableKey"]}}`}, more),
)

_target(name, more) := planned.change(
	sprintf("aws_cloudwatch_event_target.%s", [name]), "aws_cloudwatch_event_target", "managed",
	object.union({"rule": name, "arn": "arn:aws:sns:eu-north-1:123456789012:alerts"}, more),
)

_alarms(changes) := {alarm.address: alarm | some alarm in inventory.alarms} if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
}

test_the_default_bus_hears_of_keys if {
	every bus in ["default", null, "arn:aws:events:eu-north-1:123456789012:event-bus/default"] {
		alarms := _alarms([_rule("a", {"event_bus_name": bus}), _target("a", {})])
		[alarms["aws_cloudwatch_event_rule.a"].acts, alarms["aws_cloudwatch_event_rule.a"].unknown] == [true, {}]
	}
}

test_another_bus_does_not if {
	every bus in ["apps", "arn:aws:events:eu-north-1:123456789012:event-bus/apps"] {
		_alarms([_rule("a", {"event_bus_name": bus}), _target("a", {"event_bus_name": bus})]) == {}
	}
}

test_another_bus_may_where_a_rule_hands_on if {
	handed := _target("b", {"arn": "arn:aws:events:eu-north-1:123456789012:event-bus/apps"})
	alarms := _alarms([_rule("a", {"event_bus_name": "apps"}), _target("a", {"event_bus_name": "apps"}), _rule("b", {}), handed])
	contains(alarms["aws_cloudwatch_event_rule.a"].unknown.region, "event bus apps")
	alarms["aws_cloudwatch_event_rule.b"].unknown == {}
}

test_undetermined_on_a_bus_that_is_not_known if {
	rule := object.union(_rule("a", {}), {"change": {"after_unknown": {"event_bus_name": true}}})
	alarms := _alarms([rule, _target("a", {})])
	contains(alarms["aws_cloudwatch_event_rule.a"].unknown.region, "its event bus")
}

# A target of a rule of the same name on another bus tells nobody of this one.
test_targets_are_of_one_bus if {
	alarms := _alarms([_rule("a", {}), _target("a", {"event_bus_name": "apps"})])
	alarms["aws_cloudwatch_event_rule.a"].acts == false
}

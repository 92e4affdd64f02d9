# METADATA
# title: Alarms
# description: |
#   Who is told of what happens to keys: a row for each alarm on a metric that a filter makes of a log, and for each rule of
#   the event bus (finding.Alarm), with the events that set it off.
package keywright.lib.alarm_rows

import data.keywright.lib.event_buses
import data.keywright.lib.event_patterns
import data.keywright.lib.google_alarms
import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.pool_alarms
import data.keywright.lib.references
import data.keywright.lib.regions
import data.keywright.lib.trail_rows
import data.keywright.lib.values

# rows are the alarms.
rows := array.concat([object.union(row, {"pool": ""}) | some row in array.concat(array.concat(_metric, _bus), array.concat(array.concat(_overdue, _open), google_alarms.rows))], _of_pools)

# Alarms on what is published of pools of data keys.
_of_pools := [row |
	some due in pool_alarms.due
	row := object.union(_told(due.alarm, due.event, _seconds(due.alarm), _acts(due.alarm)), {"pool": due.pool, "unknown": due.unknown})
]

# What the plan does not tell may set off anything.
_open := [row |
	some type, attribute in {"aws_cloudwatch_event_rule": "event_pattern", "aws_cloudwatch_log_metric_filter": "pattern"}
	some resource in plan.resources[type]
	values.unknown(resource, attribute)
	resource.expressions[attribute]
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"region": "",
		"log_group": "",
		"events": [],
		"denied": false,
		"reads": false,
		"seconds": null,
		"attempts": null,
		"acts": false,
		"unknown": {"events": values.reason(resource, attribute)},
	}
]

# Alarms on metrics of filters. Several filters may feed one metric.
_metric := [row |
	some alarm in plan.resources.aws_cloudwatch_metric_alarm
	some filter in _filters_of(alarm)
	row := {
		"address": alarm.address,
		"type": alarm.type,
		"actions": alarm.actions,
		"region": "",
		"log_group": _log_group(filter),
		"events": sort(_pattern_events(filter.values.pattern)),
		"denied": _pattern_denied(filter.values.pattern),
		"reads": true,
		"seconds": _seconds(alarm),
		"attempts": _attempts(alarm, filter),
		"acts": _acts(alarm),
		"unknown": {"log_group": values.reason(filter, "log_group_name") | _log_group(filter) == ""},
	}
]

_filters_of(alarm) := [filter |
	some address in _by_metric[[alarm.values.namespace, alarm.values.metric_name]]
	filter := plan.by_address[address]
	_one_series(alarm, filter)
]

# An alarm sees the metrics of its own region, with the very dimensions and the unit that it names.
_one_series(alarm, filter) if {
	count({region | some resource in [alarm, filter]; region := regions.of(resource).value}) < 2
	some transformation in filter.values.metric_transformation
	transformation.name == alarm.values.metric_name
	transformation.namespace == alarm.values.namespace
	object.keys(_object(object.get(transformation, "dimensions", {}))) == _dimensions(alarm)
	object.get(alarm.values, "unit", null) in {null, "", _unit(transformation)}
}

_dimensions(alarm) := object.keys(_object(object.get(alarm.values, "dimensions", {}))) | object.keys(_object(object.get(alarm.unknown, "dimensions", {})))

_unit(transformation) := transformation.unit if {
	is_string(transformation.unit)
} else := "None"

_by_metric := {metric: filters | some metric, filters in _metrics}

_metrics[[transformation.namespace, transformation.name]] contains filter.address if {
	some filter in plan.resources.aws_cloudwatch_log_metric_filter
	identifiers.alive(filter)
	is_string(filter.values.pattern)
	some transformation in filter.values.metric_transformation
	is_string(transformation.namespace)
	is_string(transformation.name)
}

_log_group(filter) := trail_rows.group_named(filter, filter.values.log_group_name) if {
	is_string(filter.values.log_group_name)
} else := address if {
	address := references.only(filter, ["log_group_name"], {group.block | some group in plan.resources.aws_cloudwatch_log_group})
} else := ""

# A pattern that names another source than KMS is not about keys.
_pattern_events(pattern) := {found[1] |
	_of_kms(pattern)
	some found in regex.find_all_string_submatch_n(`\$\.eventName\s*=\s*"?([A-Za-z*]+)"?`, pattern, -1)
}

_of_kms(pattern) if not regex.match(`\$\.eventSource\s*=`, pattern)

_of_kms(pattern) if regex.match(`\$\.eventSource\s*=\s*"?kms\.amazonaws\.com`, pattern)

_pattern_denied(pattern) if {
	_of_kms(pattern)
	regex.match(`\$\.errorCode\s*=\s*"?\*?(AccessDenied|UnauthorizedOperation)`, pattern)
} else := false

_seconds(alarm) := alarm.values.period * alarm.values.evaluation_periods if {
	is_number(alarm.values.period)
	is_number(alarm.values.evaluation_periods)
} else := null

# The least number of events that sets an alarm off: what each of them counts for, by how the counts are put together, in each
# of the periods that must pass the threshold; null where no number does.
_attempts(alarm, filter) := max(found) * _periods(alarm) if {
	found := {number |
		some transformation in filter.values.metric_transformation
		value := _counts_for(alarm, transformation)
		number := _least(alarm, value, _gathered(alarm.values.statistic, object.get(transformation, "default_value", null)))
	}
	count(found) > 0
} else := null

# What does not match counts for the default value, where there is one, and draws the average and the least down.
_gathered("Sum", _) := "sum"

_gathered("SampleCount", null) := "number"

_gathered("Maximum", _) := "one"

_gathered("Average", null) := "one"

_gathered("Minimum", null) := "one"

_least(alarm, value, "sum") := max([1, _passing(alarm, value)])

_least(alarm, _, "number") := max([1, _passing(alarm, 1)])

# Events of one value have it for their average, however many there are.
_least(alarm, value, "one") := 1 if _passing(alarm, value) <= 1

# How many times a value makes more than the threshold, or as much.
_passing(alarm, value) := floor(alarm.values.threshold / value) + 1 if {
	alarm.values.comparison_operator == "GreaterThanThreshold"
	is_number(alarm.values.threshold)
} else := ceil(alarm.values.threshold / value) if {
	alarm.values.comparison_operator == "GreaterThanOrEqualToThreshold"
	is_number(alarm.values.threshold)
}

_periods(alarm) := min(_more_than_none(alarm.values.evaluation_periods) | _datapoints(alarm))

_datapoints(alarm) := _more_than_none(alarm.values.datapoints_to_alarm) if {
	alarm.values.datapoints_to_alarm
} else := set()

_more_than_none(number) := {number | is_number(number); number > 0}

_counts_for(alarm, transformation) := value if {
	transformation.name == alarm.values.metric_name
	transformation.namespace == alarm.values.namespace
	is_string(transformation.value)
	regex.match(`^[0-9]+(\.[0-9]+)?$`, transformation.value)
	value := to_number(transformation.value)
	value > 0
}

# An alarm without an action tells nobody.
_acts(alarm) := false if {
	values.optional(alarm, "actions_enabled", true).value == false
} else if {
	values.held(alarm, ["alarm_actions"])
	values.optional(alarm, "actions_enabled", true).value == true
} else := false

# Rules of the event bus, each of which sees the events of its own region. Events of reads come only where the rule asks for them.
_bus := [row |
	some rule in plan.resources.aws_cloudwatch_event_rule
	pattern := _json(rule.values.event_pattern)
	event_patterns.about_kms(pattern)
	_fed(rule)
	region := object.get(regions.of(rule), "value", "")
	row := {
		"address": rule.address,
		"type": rule.type,
		"actions": rule.actions,
		"region": region,
		"log_group": "",
		"events": sort(event_patterns.events(pattern, region)),
		"denied": event_patterns.denied(pattern, region),
		"reads": object.get(rule.values, "state", "") == "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
		"seconds": 0,
		"attempts": 1,
		"acts": _has_target(rule),
		"unknown": object.union(
			{"region": concat("; ", sort(reasons)) | reasons := _place_gaps(rule); count(reasons) > 0},
			{"pattern": concat("; ", sort(reasons)) | reasons := event_patterns.gaps(pattern, region); count(reasons) > 0},
		),
	}
]

# What services tell of comes to the default bus alone, and to others where a rule hands it on.
_fed(rule) if not event_buses.own(rule)

_fed(_) if event_buses.handed_on

_place_gaps(rule) := {reason | reason := regions.of(rule).unknown} | event_buses.gaps(rule)

# Whoever sees to rotation says so by a metric of that name, or by AWS Config, whose rules on rotation stop to hold.
_overdue := array.concat(
	[_told(alarm, "RotationOverdue", _seconds(alarm), _acts(alarm)) |
		some alarm in plan.resources.aws_cloudwatch_metric_alarm
		is_string(alarm.values.metric_name)
		regex.match(`(?i)rotation|overdue`, alarm.values.metric_name)
	],
	[_told(rule, "RotationOverdue", 0, _has_target(rule)) |
		some rule in plan.resources.aws_cloudwatch_event_rule
		pattern := _json(rule.values.event_pattern)
		"aws.config" in _texts(pattern, "source", set())
		some name in _texts(_object(object.get(pattern, "detail", {})), "configRuleName", {"rotation"})
		regex.match(`(?i)rotat`, name)
		_of_breaches(_object(object.get(pattern, "detail", {})))
	],
)

# What keeps the rule tells of nothing that is overdue.
_of_breaches(detail) if "NON_COMPLIANT" in _texts(_object(object.get(detail, "newEvaluationResult", {})), "complianceType", {"NON_COMPLIANT"})

_told(resource, event, seconds, acts) := {
	"address": resource.address,
	"type": resource.type,
	"actions": resource.actions,
	"region": "",
	"log_group": "",
	"events": [event],
	"denied": false,
	"reads": false,
	"seconds": seconds,
	"attempts": 1,
	"acts": acts,
	"unknown": {},
}

_json(text) := pattern if {
	is_string(text)
	json.is_valid(text)
	pattern := json.unmarshal(text)
	is_object(pattern)
}

_texts(object_, name, otherwise) := {item | some item in object_[name]; is_string(item)} if {
	is_array(object_[name])
} else := otherwise

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)

_has_target(rule) := false if {
	object.get(rule.values, "state", "") == "DISABLED"
} else := false if {
	object.get(rule.values, "is_enabled", true) == false
	not rule.values.state
} else := rule.address in _targeted

_targeted contains address if {
	some target in plan.resources.aws_cloudwatch_event_target
	identifiers.alive(target)
	is_string(target.values.rule)
	some address in _rule_names[[event_buses.of(target), target.values.rule]]
}

_rule_names[[event_buses.of(rule), rule.values.name]] contains rule.address if {
	some rule in plan.resources.aws_cloudwatch_event_rule
	is_string(rule.values.name)
}

_targeted contains address if {
	some target in plan.resources.aws_cloudwatch_event_target
	identifiers.alive(target)
	not is_string(object.get(target.values, "rule", null))
	address := references.only(target, ["rule"], {rule.block | some rule in plan.resources.aws_cloudwatch_event_rule})
}

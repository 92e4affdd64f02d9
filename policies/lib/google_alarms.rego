# METADATA
# title: Alarms of Google Cloud
# description: |
#   Alert policies on metrics that count entries of logs, and on the entries themselves: a row each in the form of alarms
#   (finding.Alarm). What the metric's filter or the condition asks for by method and status sets the alarm off.
package keywright.lib.google_alarms

import data.keywright.lib.google_keys
import data.keywright.lib.google_log_filters
import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

rows := array.concat(array.concat(_by_metric, _by_entry), array.concat(_overdue, _open))

_kms := "cloudkms.googleapis.com"

_policies := [resource | some resource in plan.resources.google_monitoring_alert_policy; identifiers.alive(resource)]

_by_metric := [row |
	some policy in _policies
	some i, raw in _conditions(policy)
	threshold := raw.condition_threshold[0]
	is_object(threshold)
	some metric in _metrics_of(policy, i, threshold)
	row := object.union(_row(policy, metric.values.filter), {
		"seconds": _seconds(threshold),
		"attempts": _attempts(threshold),
	})
]

_by_entry := [row |
	some policy in _policies
	some raw in _conditions(policy)
	filter := raw.condition_matched_log[0].filter
	is_string(filter)
	row := object.union(_row(policy, filter), {"seconds": 0, "attempts": 1})
]

# Whoever sees to rotation says what is overdue by a metric of that name.
_overdue := [row |
	some policy in _policies
	some raw in _conditions(policy)
	threshold := raw.condition_threshold[0]
	is_string(threshold.filter)
	some found in regex.find_all_string_submatch_n(`metric\.type\s*=\s*"([^"]+)"`, threshold.filter, -1)
	regex.match(`(?i)rotation|overdue`, found[1])
	row := object.union(_row(policy, ""), {
		"events": ["RotationOverdue"],
		"denied": false,
		"reads": false,
		"seconds": _seconds(threshold),
		"attempts": 1,
	})
]

# Of several conditions that must hold together, none sets the alarm off by itself.
_conditions(policy) := [condition | some condition in policy.values.conditions; is_object(condition)] if {
	is_array(policy.values.conditions)
	_alone(policy)
} else := []

_alone(policy) if count(policy.values.conditions) == 1

_alone(policy) if policy.values.combiner == "OR"

_row(policy, filter) := {
	"address": policy.address,
	"type": policy.type,
	"actions": policy.actions,
	"log_group": "",
	"events": sort(google_log_filters.methods(filter, _kms)),
	"denied": _denied(filter),
	"reads": true,
	"acts": _acts(policy),
	"unknown": {},
}

default _denied(_) := false

_denied(filter) if {
	google_log_filters.methods(filter, _kms)
	google_log_filters.denied(filter)
}

_metrics := [metric |
	some metric in plan.resources.google_logging_metric
	identifiers.alive(metric)
	is_string(metric.values.filter)
	not values.optional(metric, "disabled", false).value == true
]

# A condition names its metric in a text; where that is known only after apply, by a reference.
_metrics_of(policy, i, threshold) := {metric |
	some found in regex.find_all_string_submatch_n(`metric\.type\s*=\s*"logging\.googleapis\.com/user/([^"]+)"`, threshold.filter, -1)
	some metric in _metrics
	metric.values.name == found[1]
} if {
	is_string(threshold.filter)
} else := {metric |
	address := references.only(policy, ["conditions", i, "condition_threshold", 0, "filter"], {metric.block | some metric in _metrics})
	some metric in _metrics
	metric.address == address
}

# From the first entry to the alarm: what is counted together, and how long that has to last.
_seconds(threshold) := google_keys.seconds(threshold.duration) + max({0} | {google_keys.seconds(aggregation.alignment_period) |
	some aggregation in object.get(threshold, "aggregations", [])
	is_string(aggregation.alignment_period)
}) if {
	is_string(threshold.duration)
} else := null

# A rate is no number of entries.
_attempts(threshold) := null if {
	some aggregation in object.get(threshold, "aggregations", [])
	aggregation.per_series_aligner == "ALIGN_RATE"
	object.get(threshold, "threshold_value", 0) != 0
} else := floor(_value(threshold)) + 1 if {
	threshold.comparison == "COMPARISON_GT"
} else := null

_value(threshold) := threshold.threshold_value if {
	is_number(threshold.threshold_value)
} else := 0

# An alert policy without a channel tells nobody.
_acts(policy) := false if {
	values.optional(policy, "enabled", true).value == false
} else if {
	values.held(policy, ["notification_channels"])
} else := false

# What the plan does not tell may set off anything.
_open := [row |
	some resource in array.concat(plan.resources.google_logging_metric, plan.resources.google_monitoring_alert_policy)
	some attribute in ["filter", "conditions"]
	resource.unknown[attribute] == true
	resource.expressions[attribute]
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
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

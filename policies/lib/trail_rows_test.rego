package keywright.lib.trail_rows_test

import data.keywright
import data.keywright.lib.fixture_test as fixture
import data.keywright.lib.inventory_test as planned

_inventory(changes) := inventory if {
	inventory := keywright.inventory with input as planned.of(changes)
		with data.keywright_profile as fixture.profile
}

_managed(address, after) := planned.change(address, split(address, ".")[0], "managed", after)

_trail(after) := _managed("aws_cloudtrail.t", object.union({"name": "t", "s3_bucket_name": "logs"}, after))

# Such a change cannot be applied, and says so there: here it must not end the check.
test_two_buckets_of_one_name if {
	[trail] := _inventory([
		_trail({}),
		_managed("aws_s3_bucket.b", {"bucket": "logs"}),
		_managed("aws_s3_bucket.a", {"bucket": "logs"}),
	]).trails
	trail.store == "aws_s3_bucket.a"
}

test_selectors_of_which_nothing_is_known if {
	trail := _trail({})
	open := object.union(trail, {"change": object.union(trail.change, {"after_unknown": {"event_selector": true, "advanced_event_selector": true}})})
	[row] := _inventory([open]).trails
	row.unknown.records
}

_watched(groups) := {"trail": trail.log_group, "alarm": alarm.log_group} if {
	found := _inventory(array.concat(groups, [
		_trail({"cloud_watch_logs_group_arn": "arn:aws:logs:eu-north-1:123456789012:log-group:kms:*"}),
		_managed("aws_cloudwatch_log_metric_filter.f", {
			"log_group_name": "kms", "pattern": `{ $.eventSource = "kms.amazonaws.com" }`,
			"metric_transformation": [{"namespace": "n", "name": "m"}],
		}),
		_managed("aws_cloudwatch_metric_alarm.a", {"namespace": "n", "metric_name": "m", "alarm_actions": ["arn:aws:sns:eu-north-1:123456789012:t"]}),
	]))
	[trail] := found.trails
	[alarm] := found.alarms
}

# Log groups of one name are in two regions.
test_groups_of_one_name if {
	near := _managed("aws_cloudwatch_log_group.near", {"name": "kms"})
	far := _managed("aws_cloudwatch_log_group.far", {"name": "kms"})
	_watched([]) == {"trail": "kms", "alarm": "kms"}
	_watched([near]) == {"trail": "aws_cloudwatch_log_group.near", "alarm": "aws_cloudwatch_log_group.near"}
	_watched([near, object.union(far, {"provider_name": "elsewhere"})]) == {"trail": "aws_cloudwatch_log_group.near", "alarm": "aws_cloudwatch_log_group.near"}
	both := _watched([near, far])
	both.trail != "aws_cloudwatch_log_group.near"
	both.trail != "kms"
}

_counted(value, alarm) := _counting({"value": value}, alarm)

_counting(counts, alarm) := row.attempts if {
	found := _inventory([
		_managed("aws_cloudwatch_log_metric_filter.f", {
			"log_group_name": "kms", "pattern": `{ $.eventSource = "kms.amazonaws.com" }`,
			"metric_transformation": [object.union({"namespace": "n", "name": "m"}, counts)],
		}),
		_managed("aws_cloudwatch_metric_alarm.a", object.union(
			{"namespace": "n", "metric_name": "m", "statistic": "Sum", "comparison_operator": "GreaterThanThreshold", "threshold": 3, "evaluation_periods": 1},
			alarm,
		)),
	])
	[row] := found.alarms
}

# How many events set an alarm off.
test_events_of_a_metric if {
	every row in [
		["1", {}, 4],
		["1", {"comparison_operator": "GreaterThanOrEqualToThreshold"}, 3],
		["1", {"threshold": 0}, 1],
		["1", {"threshold": 0, "comparison_operator": "GreaterThanOrEqualToThreshold"}, 1],
		["1", {"comparison_operator": "LessThanThreshold"}, null],
		["2", {}, 2],
		["0", {"threshold": 0}, null],
		["$.size", {"threshold": 0}, null],
		["2", {"statistic": "SampleCount"}, 4],
		["1", {"statistic": "Average"}, null],
		["1", {"statistic": "Maximum", "threshold": 0}, 1],
		["5", {"statistic": "Minimum"}, 1],
		["1", {"statistic": null, "extended_statistic": "p99"}, null],
		["1", {"threshold": 0, "evaluation_periods": 5}, 5],
		["1", {"threshold": 0, "evaluation_periods": 5, "datapoints_to_alarm": 2}, 2],
	] {
		_counted(row[0], row[1]) == row[2]
	}
}

# What does not match counts for the default, and an average of these says little.
test_events_beside_a_default if {
	every row in [["Sum", 1], ["Maximum", 1], ["Average", null], ["Minimum", null], ["SampleCount", null]] {
		_counting({"value": "1", "default_value": "0"}, {"statistic": row[0], "threshold": 0}) == row[1]
	}
	_counting({"value": null}, {}) == null
}

# What it writes to lies outside Vault.
test_an_audit_device_of_vault if {
	[row] := _inventory([_managed("vault_audit.file", {"type": "file", "path": null})]).trails
	[row.name, row.records, row.records_secrets, row.lock] == ["file", "all", "all", ""]
	object.keys(row.unknown) == {"key", "log_group", "store"}
	[named] := _inventory([_managed("vault_audit.file", {"type": "file", "path": "audit"})]).trails
	named.name == "audit"
	[odd] := _inventory([_managed("vault_audit.file", {"type": null, "path": 7})]).trails
	odd.name == "vault_audit.file"
}

_series(counts, alarm) := count(found.alarms) if {
	found := _inventory([
		_managed("aws_cloudwatch_log_metric_filter.f", {
			"region": "eu-north-1", "log_group_name": "kms", "pattern": `{ $.eventSource = "kms.amazonaws.com" }`,
			"metric_transformation": [object.union({"namespace": "n", "name": "m", "value": "1"}, counts)],
		}),
		_managed("aws_cloudwatch_metric_alarm.a", object.union({"namespace": "n", "metric_name": "m", "statistic": "Sum"}, alarm)),
	])
}

# Metrics of one name with other dimensions, of another unit or in another region are others.
test_one_series if {
	_series({}, {}) == 1
	_series({}, {"dimensions": {"App": "x"}}) == 0
	_series({"dimensions": {"Event": "$.eventName"}}, {}) == 0
	_series({"dimensions": {"Event": "$.eventName"}}, {"dimensions": {"Event": "Decrypt"}}) == 1
	_series({}, {"unit": "Seconds"}) == 0
	_series({"unit": "Count"}, {"unit": "Count"}) == 1
	_series({"unit": null}, {"unit": "None"}) == 1
	_series({}, {"region": "eu-north-1"}) == 1
	_series({}, {"region": "eu-west-1"}) == 0
}

_overdue(result) := count([alarm | some alarm in found.alarms; "RotationOverdue" in alarm.events]) if {
	found := _inventory([_managed("aws_cloudwatch_event_rule.r", {
		"name": "r",
		"event_pattern": json.marshal({"source": ["aws.config"], "detail": object.union({"configRuleName": ["cmk-backing-key-rotation-enabled"]}, result)}),
	})])
}

# AWS Config tells of rules that are kept too.
test_rules_of_config if {
	_overdue({}) == 1
	_overdue({"newEvaluationResult": {"complianceType": ["NON_COMPLIANT"]}}) == 1
	_overdue({"newEvaluationResult": {"complianceType": ["COMPLIANT"]}}) == 0
}

# METADATA
# title: Someone is told of what happens to keys
# description: |
#   Alarms exist that are set off by the scheduled deletion of a key, by the disabling of one, by more than three refused
#   attempts within five minutes, and by decryption. An alarm counts by the events that its filter or rule names, and only if
#   it does something. Which roles and hours it lets pass is said by its pattern, which is not read that far.
# custom:
#   severity: medium
#   scope: estate
#   rows: all
#   source:
#     - POL-SEC-KM-001 8
#   controls:
#     - DORA 10
#     - CIS AWS Foundations 4.7
#     - ISO 27001:2022 A.8.16
#     - PCI-DSS 4.0.1 10.4.1
#   remediation: Add what is missing as a metric filter with an alarm, or as a rule of the event bus with a target.
#   avoid: |
#     resource "aws_cloudwatch_event_rule" "keys" {
#       event_pattern = jsonencode({ source = ["aws.ec2"] })
#     }
#   prefer: |
#     resource "aws_cloudwatch_event_rule" "keys" {
#       name = "keys"
#       event_pattern = jsonencode({
#         source      = ["aws.kms"]
#         detail-type = ["AWS API Call via CloudTrail"]
#         detail      = { eventName = ["DisableKey", "ScheduleKeyDeletion"] }
#       })
#     }
#     resource "aws_cloudwatch_event_target" "keys" {
#       rule = aws_cloudwatch_event_rule.keys.name
#       arn  = aws_sns_topic.alerts.arn
#     }
package keywright.rules.audit.aud_03

import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.trails

report := [finding.pass("estate", "alarms")] if {
	count(_missing) == 0
} else := [finding.undetermined("estate", "alarms", concat("; ", sort(_open)), {
	"message": sprintf("Whether anyone is told of %s cannot be told.", [concat(", ", sort(_missing))]),
	"expected": _expected,
})] if {
	settings.estate_complete
	count(_open) > 0
} else := [trails.absent("alarms", {
	"message": sprintf("Nobody is told of %s.", [concat(", ", sort(_missing))]),
	"expected": _expected,
	"actual": sprintf("no alarm for %s", [concat(", ", sort(_missing))]),
})] if {
	trails.concerns
} else := [finding.undetermined("estate", "alarms", "alerts of Azure Monitor are not read", {
	"message": sprintf("Whether anyone is told of %s cannot be told.", [concat(", ", sort(_missing))]),
	"expected": _expected,
})] if {
	settings.estate_complete
	count(rows.keys) > 0
} else := [finding.not_assessed("estate", "estate", "Who is told of what happens to keys of Azure is not read.")] if {
	count(rows.keys) > 0
} else := []

_wanted := {"ScheduleKeyDeletion", "DisableKey", "refused attempts", "Decrypt"}

_missing := _wanted - {want | some want in _wanted; some alarm in trails.alarms; _tells(alarm, want)}

_tells(alarm, want) if {
	alarm.acts
	want in {"ScheduleKeyDeletion", "DisableKey"}
	some name in alarm.events
	name in {want, "*"}
}

_tells(alarm, "Decrypt") if {
	alarm.acts
	alarm.reads
	some name in alarm.events
	name in {"Decrypt", "*"}
}

_tells(alarm, "refused attempts") if {
	alarm.acts
	alarm.denied
	is_number(alarm.attempts)
	alarm.attempts <= 4
	is_number(alarm.seconds)
	alarm.seconds <= 300
}

_open := {sprintf("%s: %s", [alarm.address, alarm.unknown.events]) | some alarm in trails.alarms; alarm.unknown.events}

_expected := "alarms for ScheduleKeyDeletion, DisableKey, Decrypt and more than three refused attempts in five minutes"

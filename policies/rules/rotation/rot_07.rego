# METADATA
# title: Someone is told when rotation is overdue
# description: |
#   An alarm exists on a metric of overdue rotation, or a rule of the event bus that hears of AWS Config's rules on rotation,
#   and does something. It is asked of the whole estate. Who is told of keys of Azure is not read.
# custom:
#   severity: medium
#   scope: estate
#   rows: all
#   source:
#     - POL-SEC-KM-001 8
#   controls:
#     - PCI-DSS 4.0.1 3.7.4
#     - DORA 10
#     - ISO 27001:2022 A.8.16
#   remediation: Have AWS Config watch rotation and send what it finds by the event bus to somebody, or put an alarm on a metric of what is overdue.
#   avoid: |
#     resource "aws_cloudwatch_event_rule" "rotation" { # and no target
#       event_pattern = jsonencode({ source = ["aws.config"] })
#     }
#   prefer: |
#     resource "aws_cloudwatch_event_rule" "rotation" {
#       name = "rotation"
#       event_pattern = jsonencode({
#         source = ["aws.config"]
#         detail = { configRuleName = ["kms-key-rotation"] }
#       })
#     }
#     resource "aws_cloudwatch_event_target" "rotation" {
#       rule = aws_cloudwatch_event_rule.rotation.name
#       arn  = aws_sns_topic.alerts.arn
#     }
package keywright.rules.rotation.rot_07

import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.trails
import data.keywright.lib.vault_logs

report := array.concat(_report, _vaults)

_report := [finding.pass(alarm.address, "events") | some alarm in _telling] if {
	count(_telling) > 0
} else := [finding.undetermined("estate", "rotation-alarm", concat("; ", sort(_open)), {
	"message": "Whether anyone is told of overdue rotation cannot be told.",
	"expected": _expected,
})] if {
	settings.estate_complete
	count(_open) > 0
} else := [trails.absent("rotation-alarm", "aws", {
	"message": "Nobody is told when rotation is overdue.",
	"expected": _expected,
	"actual": "no alarm on rotation that does something",
})] if {
	some cloud in trails.clouds_judged
	trails.concerns(cloud)
} else := []

# Of keys of Azure it is not read.
_vaults := [] if {
	count([key | some key in rows.keys; vault_logs.keeps(key)]) == 0
} else := [finding.undetermined("estate", trails.place("rotation-alarm", "azure"), "alerts of Azure Monitor and subscriptions of Event Grid are not read", {
	"message": "Whether anyone is told of overdue rotation of keys of Azure cannot be told.",
	"expected": _expected,
})] if {
	settings.estate_complete
} else := [finding.not_assessed("estate", "estate", "Who is told of overdue rotation of keys of Azure is not read.")]

_telling := [alarm |
	some alarm in trails.alarms
	"RotationOverdue" in alarm.events
	alarm.acts
]

# A metric filter makes metrics of a log, and none of what is overdue.
_open := {sprintf("%s: %s", [alarm.address, alarm.unknown.events]) |
	some alarm in trails.alarms
	alarm.type == "aws_cloudwatch_event_rule"
	alarm.unknown.events
}

_expected := "an alarm or a rule of the event bus on overdue rotation, which does something"

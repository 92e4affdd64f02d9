# METADATA
# title: Someone is told when rotation is overdue
# description: |
#   An alarm exists on a metric of overdue rotation, or a rule of the event bus that hears of AWS Config's rules on rotation,
#   and does something. It is asked of the whole estate. Who is told of keys of Azure and Vault is not read.
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

import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.trails

report := array.concat(_report, _elsewhere)

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
	some cloud in (trails.clouds_judged - object.keys(_unread))
	trails.concerns(cloud)
} else := []

# Of keys of Azure and Vault it is not read.
_elsewhere := [judged | some cloud in sort({clouds.of(key) | some key in rows.keys} & object.keys(_unread)); judged := _not_read(cloud)]

_unread := {
	"azure": ["keys of Azure", "alerts of Azure Monitor and subscriptions of Event Grid are not read"],
	"vault": ["keys of Vault", "what watches Vault is not read"],
}

_not_read(cloud) := finding.undetermined("estate", trails.place("rotation-alarm", cloud), _unread[cloud][1], {
	"message": sprintf("Whether anyone is told of overdue rotation of %s cannot be told.", [_unread[cloud][0]]),
	"expected": _expected,
}) if {
	settings.estate_complete
} else := finding.not_assessed("estate", "estate", sprintf("Who is told of overdue rotation of %s is not read.", [_unread[cloud][0]]))

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

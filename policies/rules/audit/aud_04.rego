# METADATA
# title: What the trail records is acted on within five minutes
# description: |
#   The trail also reaches something that alerts: a log group with an alarm whose period and evaluations come to five minutes
#   at most, or a rule of the event bus on the events of KMS; on Google Cloud an alert policy on logs whose duration and alignment
#   come to as much. A trail that lies in a bucket alone is read when it is too late.
# custom:
#   severity: medium
#   scope: estate
#   rows: all
#   source:
#     - Key-management policy template 3.5
#     - BSI TR-03161 O.Cryp_4
#   controls:
#     - DORA 10
#     - CIS AWS Foundations 3.4
#     - ISO 27001:2022 A.8.16
#     - PCI-DSS 4.0.1 10.4.1
#   remediation: Send the trail to a log group with a metric filter and an alarm of at most five minutes, or add a rule of the event bus; send AuditEvent of each vault to a workspace or an event hub.
#   avoid: |
#     resource "aws_cloudwatch_metric_alarm" "keys" {
#       period             = 3600
#       evaluation_periods = 1
#     }
#   prefer: |
#     resource "aws_cloudwatch_metric_alarm" "keys" {
#       period             = 300
#       evaluation_periods = 1
#       alarm_actions      = [aws_sns_topic.alerts.arn]
#     }
package keywright.rules.audit.aud_04

import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.settings
import data.keywright.lib.trails
import data.keywright.lib.vault_logs

report := array.concat(_trails, _vaults)

_trails := [judged | some cloud in trails.clouds_judged; some judged in _of_cloud(cloud)]

_of_cloud(cloud) := [finding.pass(address, "alerts") | some address in _alerting(cloud)] if {
	count(_alerting(cloud)) > 0
} else := [judged | some trail in trails.of(cloud); judged := _judged(trail)] if {
	settings.estate_complete
	count(trails.of(cloud)) > 0
} else := [trails.absent("alerts", cloud, {
	"message": "Nothing in the inputs alerts by what a trail records of keys.",
	"expected": _expected,
	"actual": "none",
})] if {
	trails.concerns(cloud)
} else := []

# What listens to a workspace or an event hub of Azure is not read.
_vaults := [_of_vault(vault, logs) | some vault, logs in vault_logs.of("keys")]

_of_vault(vault, logs) := vault_logs.unseen(vault, "alerts", sprintf("Nothing that is read here alerts by what is recorded of %s.", [vault])) if {
	not settings.estate_complete
} else := finding.undetermined(vault, "alerts", concat("; ", sort(gaps)), {
	"message": sprintf("Whether anything alerts by what is recorded of %s cannot be told.", [vault]),
	"expected": _wanted,
}) if {
	gaps := vault_logs.gaps(logs, ["records"]) | {sprintf("%s: what listens to its %s is not read", [log.address, concat(" and ", log.alerts)]) |
		some log in logs
		log.records == "all"
		count(log.alerts) > 0
	}
	count(gaps) > 0
} else := finding.fail(vault, "alerts", {
	"message": sprintf("What is recorded of %s reaches nothing that could alert.", [vault]),
	"expected": _wanted,
	"actual": "it goes to no workspace and to no event hub",
})

_wanted := "a diagnostic setting with the category AuditEvent to a workspace or an event hub"

# The trails whose log group has an alarm that is quick, and what sees the events by itself: the rules of the event bus, and
# alert policies on logs, from which sinks take as well.
_alerting(cloud) := {trail.address |
	some trail in trails.recording(cloud)
	not trail.unknown.log_group
	trail.log_group != ""
	trail.log_group in _quick
} | {alarm.address |
	some alarm in trails.alarms_of(cloud)
	alarm.type in {"aws_cloudwatch_event_rule", "google_monitoring_alert_policy"}
	trails.fed(alarm)
	alarm.acts
	count(alarm.events) > 0
	is_number(alarm.seconds)
	alarm.seconds <= 300
}

_quick := {alarm.log_group |
	some alarm in trails.alarms
	alarm.acts
	count(alarm.events) > 0
	is_number(alarm.seconds)
	alarm.seconds <= 300
	alarm.log_group != ""
}

_judged(trail) := finding.undetermined(trail.address, "alerts", concat("; ", sort(gaps)), {
	"message": sprintf("Whether anything alerts by the trail %s cannot be told.", [trails.called(trail)]),
	"expected": _expected,
}) if {
	gaps := {reason | reason := trail.unknown.log_group} | {sprintf("%s: %s", [alarm.address, reason]) |
		some alarm in trails.alarms_of(clouds.of(trail))
		some name in ["events", "pattern"]
		reason := alarm.unknown[name]
	}
	count(gaps) > 0
} else := finding.fail(trail.address, "alerts", {
	"message": sprintf("Nothing alerts within five minutes by what the trail %s records.", [trails.called(trail)]),
	"expected": _expected,
	"actual": _actual(trail),
})

_actual(trail) := "no alert policy on logs sees events of keys within five minutes" if {
	clouds.of(trail) == "google"
} else := "it goes to its bucket alone" if {
	trail.log_group == ""
} else := sprintf("its log group %s has no alarm of at most five minutes that does something", [trail.log_group])

_expected := "an alarm of at most 300 seconds on the trail's log group, or a rule of the event bus; on Google Cloud an alert policy of at most 300 seconds on logs"

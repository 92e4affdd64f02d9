# METADATA
# title: Someone is told of what happens to keys
# description: |
#   Alarms exist that are set off by the scheduled deletion of a key, by the disabling of one, by more than three refused
#   attempts within five minutes, and by decryption. An alarm counts by the events that its filter or rule names, and only if
#   it does something, at the first event: a metric where a trail feeds the log that it is made of, a rule of the event bus for keys of its own region. Which roles and hours it lets pass is said by its pattern, which is not read that far. On Google Cloud
#   these are alert policies on metrics of logs or on their entries, for DestroyCryptoKeyVersion, UpdateCryptoKeyVersion (which
#   disables), Decrypt and calls refused with status code 7.
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
import data.keywright.lib.vault_logs

report := array.concat([judged | some cloud in trails.clouds_judged; some judged in _of_cloud(cloud)], _vaults)

_of_cloud(cloud) := [finding.pass("estate", trails.place("alarms", cloud))] if {
	count(_missing(cloud)) == 0
} else := [finding.undetermined("estate", trails.place("alarms", cloud), concat("; ", sort(_open(cloud))), {
	"message": sprintf("Whether anyone is told of %s cannot be told.", [concat(", ", sort(_missing(cloud)))]),
	"expected": _expected,
})] if {
	settings.estate_complete
	count(_open(cloud)) > 0
} else := [trails.absent("alarms", cloud, {
	"message": sprintf("Nobody is told of %s.", [concat(", ", sort(_missing(cloud)))]),
	"expected": _expected,
	"actual": sprintf("no alarm for %s", [concat(", ", sort(_missing(cloud)))]),
})] if {
	trails.concerns(cloud)
} else := []

# Keys of vaults that record their use themselves.
_vaults := [] if {
	count([key | some key in rows.keys; vault_logs.keeps(key)]) == 0
} else := [finding.undetermined("estate", trails.place("alarms", "azure"), "alerts of Azure Monitor are not read", {
	"message": "Whether anyone is told of what happens to keys of Azure cannot be told.",
	"expected": _expected,
})] if {
	settings.estate_complete
} else := [finding.not_assessed("estate", "estate", "Who is told of what happens to keys of Azure is not read.")]

# What there should be an alarm for, by the names that the events have.
_wanted := {
	"aws": {"ScheduleKeyDeletion", "DisableKey", "refused attempts", "Decrypt"},
	"google": {"DestroyCryptoKeyVersion", "UpdateCryptoKeyVersion", "refused attempts", "Decrypt"},
}

# Where one region's keys are told of and another's are not, the region is said.
_missing(cloud) := {words |
	some want in object.get(_wanted, cloud, _wanted.aws)
	telling := [alarm | some alarm in trails.alarms_of(cloud); _tells(alarm, want)]
	unheard := {region | some region in trails.regions(cloud); count([alarm | some alarm in telling; trails.hears(alarm, region)]) == 0}
	some words in _unheard(want, unheard, trails.regions(cloud))
}

_unheard(want, unheard, regions) := {want} if {
	unheard == regions
} else := {sprintf("%s in %s", [want, region]) | some region in unheard}

# Of what ends a key the first one counts, and so does the first decryption by whom the pattern does not let pass.
_tells(alarm, want) if {
	alarm.acts
	alarm.attempts == 1
	not want in {"Decrypt", "refused attempts"}
	some name in alarm.events
	name in {want, "*"}
}

_tells(alarm, "Decrypt") if {
	alarm.acts
	alarm.attempts == 1
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

_open(cloud) := {reason | some alarm in trails.alarms_of(cloud); some reason in trails.unheard(alarm)} | {"the region of a key is not known" |
	cloud == "aws"
	"" in trails.regions(cloud)
	some alarm in trails.alarms_of(cloud)
	object.get(alarm, "region", "") != ""
}

_expected := "alarms for ScheduleKeyDeletion, DisableKey, Decrypt and more than three refused attempts in five minutes"

# METADATA
# title: What rules ask of trails and alarms
# description: |
#   The trails that record the use of keys, and who is told of what. That something exists is shown by one that does; that
#   it does not, by the whole estate alone.
package keywright.lib.trails

import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.vault_logs

# clouds_judged are those that are judged: those of keys, and those of trails.
clouds_judged := {clouds.of(it) | some it in array.concat(_recorded, alive)}

# What vaults do not record for themselves.
_recorded := [key | some key in rows.keys; not vault_logs.keeps(key)]

# alive are the trails that are there once the plan is applied.
alive := [trail | some trail in object.get(rows.inventory, "trails", []); rows.alive(trail)]

# of gives those of a cloud.
of(cloud) := [trail | some trail in alive; clouds.of(trail) == cloud]

# alarms are those that are there once the plan is applied.
alarms := [alarm | some alarm in object.get(rows.inventory, "alarms", []); rows.alive(alarm)]

# alarms_of gives those of a cloud.
alarms_of(cloud) := [alarm | some alarm in alarms; clouds.of(alarm) == cloud]

# recording gives the trails of a cloud that record every use of keys, as far as that is sure.
recording(cloud) := [trail | some trail in of(cloud); count(faults(trail)) == 0; count(gaps(trail)) == 0]

# faults gives what keeps a trail from recording every use of keys, everywhere, so that nobody can change it unseen.
faults(trail) := union({
	{"it is switched off" | trail.logging == false},
	{"it is of one region" | trail.multi_region == false},
	{"its files are not validated" | trail.validated == false},
	{"it is not encrypted by a key of one's own" | trail.managed == "service"},
	{"it records no events of KMS" | trail.records == "none"},
	{"it records a part of the events of KMS" | trail.records == "some"},
	{sprintf("it takes the logs of %s alone, and there are keys in %s", [trail.account, concat(", ", sort(others))]) |
		object.get(trail, "account", "") != ""
		others := _projects - {trail.account}
		count(others) > 0
	},
})

# A sink of a project takes that project's logs.
_projects := {key.account | some key in rows.keys; clouds.of(key) == "google"} - {""}

# gaps gives what is not known of it.
gaps(trail) := {sprintf("its %s: %s", [name, reason]) |
	some name in ["logging", "multi_region", "validated", "key", "records"]
	reason := trail.unknown[name]
}

# place is where a finding about what is absent stands: one for each cloud.
place(attribute, "aws") := attribute

place(attribute, cloud) := sprintf("%s.%s", [attribute, cloud]) if cloud != "aws"

# absent says of what the estate should have and the inputs do not show: a fault where they are the whole estate. Who is alerted by
# what Vault records is not read.
absent(attribute, cloud, details) := finding.undetermined("estate", place(attribute, cloud), "who is alerted by what Vault records of keys is not read", {
	"message": _of_cloud(details.message, cloud),
	"expected": details.expected,
}) if {
	cloud == "vault"
	attribute in {"alarms", "alerts"}
	settings.estate_complete
} else := finding.fail("estate", place(attribute, cloud), object.union(details, {"message": _of_cloud(details.message, cloud)})) if {
	settings.estate_complete
} else := finding.not_assessed("estate", "estate", _of_cloud(details.message, cloud))

_of_cloud(message, "aws") := message

_of_cloud(message, cloud) := sprintf("%s (%s).", [trim_suffix(message, "."), clouds.name({"type": {"google": "google_", "azure": "azurerm_", "vault": "vault_"}[cloud]})]) if cloud != "aws"

# concerns says that there is anything to record in a cloud that vaults do not record for themselves.
concerns(cloud) if {
	some key in _recorded
	clouds.of(key) == cloud
}

# hears says that an alarm is set off by what happens to keys of a region: a rule of the event bus by the events of its own
# region.
hears(alarm, region) if {
	fed(alarm)
	not alarm.unknown.region
	object.get(alarm, "region", "") in {"", region}
}

# fed says that a trail feeds what sets an alarm off: the log that a metric is made of, or the event bus, which has calls of KMS
# from a trail alone. That a trail elsewhere feeds it is not known.
fed(alarm) if not alarm.type in {"aws_cloudwatch_metric_alarm", "aws_cloudwatch_event_rule"}

fed(alarm) if {
	alarm.type == "aws_cloudwatch_metric_alarm"
	alarm.log_group in {trail.log_group | some trail in _logging; trail.log_group != ""}
}

fed(alarm) if {
	alarm.type == "aws_cloudwatch_event_rule"
	count(_logging) > 0
}

_logging := [trail | some trail in of("aws"); not trail.logging == false]

# unheard gives what is not known of what an alarm is set off by.
unheard(alarm) := {sprintf("%s: %s", [alarm.address, reason]) |
	some name in ["events", "log_group", "pattern", "region"]
	reason := alarm.unknown[name]
} | {sprintf("%s: %s", [trail.address, trail.unknown.log_group]) |
	alarm.type == "aws_cloudwatch_metric_alarm"
	not fed(alarm)
	some trail in alive
	trail.unknown.log_group
}

# called is how a trail is named in findings: by its address where its name is known only after apply.
called(trail) := trail.name if {
	trail.name != ""
} else := trail.address

# regions are those of a cloud's keys: "" where one is not known, and where there are no keys.
regions(cloud) := {_region(key) | some key in rows.keys; clouds.of(key) == cloud} | {"" | count([key | some key in rows.keys; clouds.of(key) == cloud]) == 0}

_region(key) := key.region if {
	is_string(key.region)
} else := ""

# kept_days is how long records are kept: five years, or the longest of what the regulations ask that apply.
kept_days := max({1826} | {_calendar(days) |
	some regulation in object.get(settings.profile.policy, "regulations", [])
	days := object.get(settings.profile.policy, "retention_days", {})[regulation]
	is_number(days)
})

# A profile's years have 366 days, so that nothing goes too early; a lock of as many years has those of the calendar.
_calendar(days) := floor((days / 366) * 365.25) if days % 366 == 0

_calendar(days) := days if days % 366 != 0

# METADATA
# title: What rules ask of trails and alarms
# description: |
#   The trails that record the use of keys, and who is told of what. That something exists is shown by one that does; that
#   it does not, by the whole estate alone.
package keywright.lib.trails

import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.vault_logs

# alive are the trails that are there once the plan is applied.
alive := [trail | some trail in object.get(rows.inventory, "trails", []); rows.alive(trail)]

# alarms are those that are there once the plan is applied.
alarms := [alarm | some alarm in object.get(rows.inventory, "alarms", []); rows.alive(alarm)]

# recording are the trails that record every use of keys, as far as that is sure.
recording := [trail | some trail in alive; count(faults(trail)) == 0; count(gaps(trail)) == 0]

# faults gives what keeps a trail from recording every use of keys, everywhere, so that nobody can change it unseen.
faults(trail) := (({"it is switched off" | trail.logging == false} | {"it is of one region" | trail.multi_region == false}) | ({"its files are not validated" | trail.validated == false} | {"it is not encrypted by a key of one's own" |
	trail.managed == "service"
})) | ({"it records no events of KMS" | trail.records == "none"} | {"it records a part of the events of KMS" | trail.records == "some"})

# gaps gives what is not known of it.
gaps(trail) := {sprintf("its %s: %s", [name, reason]) |
	some name in ["logging", "multi_region", "validated", "key", "records"]
	reason := trail.unknown[name]
}

# absent says of what the estate should have and the inputs do not show: a fault where they are the whole estate.
absent(attribute, details) := finding.fail("estate", attribute, details) if {
	settings.estate_complete
} else := finding.not_assessed("estate", "estate", details.message)

# concerns says that there is anything to record that vaults do not record for themselves.
concerns if {
	some key in rows.keys
	not vault_logs.keeps(key)
}

# kept_days is how long records are kept: five years, or the longest of what the regulations ask that apply.
kept_days := max({1826} | {_calendar(days) |
	some regulation in object.get(settings.profile.policy, "regulations", [])
	days := object.get(settings.profile.policy, "retention_days", {})[regulation]
	is_number(days)
})

# A profile's years have 366 days, so that nothing goes too early; a lock of as many years has those of the calendar.
_calendar(days) := floor((days / 366) * 365.25) if days % 366 == 0

_calendar(days) := days if days % 366 != 0

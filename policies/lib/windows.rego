# METADATA
# title: Windows of time
# description: |
#   Instants from which, and until which, something holds: RFC 3339 in UTC, to the second. A window begins with its first
#   instant and ends before its last. What is no such instant tells nothing.
package keywright.lib.windows

import data.keywright.lib.clock

# is_instant says that a text is an instant of a day that exists.
is_instant(text) if {
	is_string(text)
	regex.match(`^2[01]\d\d-((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|1\d|2[0-8]))T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$`, text)
}

is_instant(text) if {
	is_string(text)
	regex.match(`^(2[01](0[48]|[2468][048]|[13579][26])|2000)-02-29T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$`, text)
}

# is_day says that a text is a day that exists.
is_day(text) if {
	is_string(text)
	is_instant(concat("", [text, "T00:00:00Z"]))
}

# hours gives the hours from one instant to another.
hours(from, until) := (time.parse_rfc3339_ns(until) - time.parse_rfc3339_ns(from)) / _hour

# days gives the days from one instant to another.
days(from, until) := hours(from, until) / 24

# minutes gives the minutes from one instant to another.
minutes(from, until) := hours(from, until) * 60

# age gives the days from an instant to the time of the check.
age(instant) := days(instant, clock.now)

# midnights gives how many days have begun since an instant, in UTC: 0 on its own day.
midnights(instant) := days(concat("", [substring(instant, 0, 10), "T00:00:00Z"]), concat("", [clock.today, "T00:00:00Z"]))

# past says that an instant has come.
past(instant) if {
	instant != ""
	age(instant) >= 0
}

_hour := (60 * 60) * 1000000000

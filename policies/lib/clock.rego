# METADATA
# title: The clock
# description: |
#   The time of the check is an input. Days are days in UTC; a date is past once its day is over. Without a clock nothing is
#   said of time.
package keywright.lib.clock

import data.keywright.lib.settings

# now is the time of the check, as it was given.
now := settings.facts.now if {
	is_string(settings.facts.now)
	is_instant(settings.facts.now)
}

# is_instant says that a text is a time in UTC (RFC 3339).
is_instant(text) if regex.match(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?Z$`, text)

# is_day says that a text is a day.
is_day(text) if {
	is_string(text)
	regex.match(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`, text)
}

# today is the day of the check.
today := substring(now, 0, 10)

# later gives the day that is a number of days after today.
later(days) := time.format([after(now, days), "UTC", "2006-01-02"])

# earlier gives the day that is a number of days before today.
earlier(days) := later(0 - days)

# before gives the time that is a number of days before now, as text: times in UTC are in the order of their texts.
before(days) := time.format([after(now, 0 - days), "UTC", "2006-01-02T15:04:05Z"])

# after gives the time that is a number of days after another, in nanoseconds.
after(instant, days) := time.parse_rfc3339_ns(instant) + (days * _day)

# instant gives the time that a text names, in nanoseconds. Only times that are sure to exist and to fit are parsed: anything
# else would stop the check.
instant(text) := time.parse_rfc3339_ns(text) if {
	is_string(text)
	regex.match(concat("", [_date, "T", _time]), text)
}

_date := `^(19[7-9]|20[0-9]|21[0-9])[0-9]-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)`

_time := `([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$`

_day := ((24 * 60) * 60) * 1000000000

# METADATA
# title: Durations
# description: Durations of ISO 8601 in days. A month and a year have no fixed length; what is asked decides which counts.
package keywright.lib.durations

# days gives the most days that a duration may be.
days(text) := _of(text, {"Y": 366, "M": 31, "W": 7, "D": 1})

# least_days gives the fewest.
least_days(text) := _of(text, {"Y": 365, "M": 28, "W": 7, "D": 1})

_of(text, lengths) := sum([length | some part in parts; length := to_number(part[1]) * lengths[part[2]]]) if {
	is_string(text)
	regex.match(`^P([0-9]+[YMWD])+$`, text)
	parts := regex.find_all_string_submatch_n(`([0-9]+)([YMWD])`, text, -1)
}

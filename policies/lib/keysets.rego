# METADATA
# title: When a keyset rotates
# description: |
#   A keyset rotated last when its current key became so, and is due again a period later. What the plan does not know of it is
#   not said.
package keywright.lib.keysets

import data.keywright.lib.values
import data.keywright.lib.windows

# times gives last and next, as RFC 3339.
times(resource) := {"last": last, "next": time.format([time.add_date(time.parse_rfc3339_ns(last), 0, 0, days), "UTC", "2006-01-02T15:04:05Z"])} if {
	last := resource.values.current.valid_from
	windows.is_instant(last)
	not values.unknown(resource, "current")
	days := values.optional(resource, "period_days", null).value
	is_number(days)
	days == floor(days)
	days > 0
	days < 36501
} else := {}

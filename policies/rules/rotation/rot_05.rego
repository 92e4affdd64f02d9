# METADATA
# title: Old and new are valid beside each other for as long as the policy says
# description: |
#   What signs, and any secret, is rotated with an overlap: the old one stays valid beside the new one for the hours that the
#   profile's rotation block says (24 where it says none), neither shorter nor longer, and is gone once the day, in UTC, is over on
#   which they end. Judged are the hours that a keyset or secret of this provider, or the register of other keys, declares, and the
#   windows that it has recorded. Of a stock secret that rotates nothing tells it: the stages of a version have no end, and the
#   window of a rotation and the delay of a destruction are something else. Of signing keys without a keyset it is not assessed; of
#   the passwords that a database service keeps nothing is asked, since the service changes both sides at once.
# custom:
#   severity: medium
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 3.6
#     - DTA-ENC-001 3
#   controls:
#     - PCI-DSS 4.0.1 3.7.4
#     - NIST SP 800-57 Part 1 Rev. 5
#     - ISO 27001:2022 A.8.24
#   remediation: Set overlap_hours to the hours of the policy, and let the scheduled apply retire what was rotated.
#   avoid: |
#     resource "keywright_keyset" "tokens" {
#       overlap_hours = 1
#     }
#   prefer: |
#     resource "keywright_keyset" "tokens" {
#       overlap_hours = 24
#     }
package keywright.rules.rotation.rot_05

import data.keywright.lib.clock
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.secrets
import data.keywright.lib.settings
import data.keywright.lib.windows

report := array.concat(
	[judged | some row in object.get(rows.inventory, "overlaps", []); rows.alive(row); judged := _judged(row)],
	array.concat(
		[judged | some secret in secrets.alive; _rotates(secret); judged := _untold(secret.address, secrets.name(secret))],
		[judged | some key in rows.keys; _scheduled(key); judged := _unassessed(key)],
	),
)

_judged(row) := finding.fail(row.address, "overlap_hours", {
	"message": sprintf("What %s rotated is not valid for as long as it should be: %s.", [row.address, concat("; ", sort(_faults(row)))]),
	"expected": _expected(row),
	"actual": concat("; ", sort(_faults(row))),
	"basis": "plan",
}) if {
	not row.unknown.purpose
	count(_faults(row)) > 0
} else := finding.undetermined(row.address, "overlap_hours", concat("; ", sort(_gaps(row))), {
	"message": sprintf("For how long what %s rotates stays valid cannot be told.", [row.address]),
	"expected": _expected(row),
}) if {
	count(_gaps(row)) > 0
} else := finding.pass(row.address, "overlap_hours")

_faults(row) := _declared(row) | _recorded(row)

_declared(row) := {sprintf("%v hours are declared", [row.overlap_hours]) |
	is_number(row.overlap_hours)
	row.overlap_hours != _wanted(row)
}

_recorded(row) := {sprintf("the previous one ends %v hours after the current one began", [windows.hours(row.current_from, row.previous_until)]) |
	row.current_from != ""
	row.previous_until != ""
	windows.hours(row.current_from, row.previous_until) != _wanted(row)
} | {sprintf("the previous one is still valid, and was to end %s", [row.previous_until]) |
	row.previous_valid
	row.previous_until != ""
	windows.midnights(row.previous_until) > 0
}

_gaps(row) := ({sprintf("its %s: %s", [name, row.unknown[name]]) | some name in ["overlap_hours", "purpose", "windows"]; row.unknown[name]} | {"it does not say for how many hours" |
	not is_number(row.overlap_hours)
	not row.unknown.overlap_hours
}) | ({sprintf("%s is not recorded", [name]) |
	row.previous
	not row.unknown.windows
	some name in ["current_from", "previous_until"]
	row[name] == ""
} | {"no clock was given" |
	row.previous
	not clock.now
})

# The hours of the rotation type of what it is for, else the policy's own.
_wanted(row) := object.get(object.get(settings.rotations, secrets.type({"purposes": row.purposes}), {}), "overlap_hours", 24)

_expected(row) := sprintf("%v hours", [_wanted(row)]) if {
	not row.unknown.purpose
} else := "the hours that the profile names for its purpose"

# Stock secrets that rotate, or get a new value by the change.
_rotates(secret) if {
	_stock(secret)
	secret.rotation.method == "automatic"
}

_rotates(secret) if {
	_stock(secret)
	secret.unknown.rotation
}

_rotates(secret) if {
	_stock(secret)
	secret.new_value
	secret.actions == ["update"]
}

# A replica rotates with its primary, and says nothing of it.
_stock(secret) if {
	secret.rotation
	secret.kind != "password"
	not secret.address in _own
}

_own := {row.address | some row in object.get(rows.inventory, "overlaps", [])}

_scheduled(key) if {
	key.usage in {"SIGN_VERIFY", "GENERATE_VERIFY_MAC"}
	count(key.rotation.schedules) > 0
	not key.address in _own
}

_unassessed(key) := finding.not_assessed(key.address, "key", "How long an old signing key stays valid is not assessed of keys without a keyset: a schedule does not say it.")

_untold(address, name) := finding.undetermined(address, "overlap_hours", "nothing in the inputs says when the old one ends", {
	"message": sprintf("For how long the old one stays valid when %s rotates cannot be told.", [name]),
	"expected": "the hours that the profile names for its purpose",
})

# METADATA
# title: Nothing restricted has an exception
# description: |
#   No exception is for restricted data, on any rule: neither one that says so itself, nor one whose scope names a key, a store
#   or a secret that is restricted by what it says or by its domain. Such an exception excuses nothing.
# custom:
#   severity: critical
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-ENC-001 9
#     - POL-SEC-KM-001 9
#   controls:
#     - RTS (EU) 2024/1774 Art. 6(5)
#     - DORA 9(4)(d)
#     - GDPR 32(1)(a)
#     - ISO 27001:2022 A.5.36
#   remediation: Mend what the exception was to excuse; take what is restricted out of its scope, and take it out where nothing is left.
#   avoid: |
#     exception "national-id-rotation" {
#       classification = "restricted"
#       rules          = ["ROT-01"]
#       scope          = ["drop-national-id-key"]
#     }
#   prefer: |
#     resource "keywright_rotation" "annual" {
#       method      = "automatic"
#       period_days = 365
#       keys        = { national_id = keywright_key.national_id }
#     }
package keywright.rules.exception.exc_04

import data.keywright.lib.classes
import data.keywright.lib.exceptions
import data.keywright.lib.finding
import data.keywright.lib.listing
import data.keywright.lib.rows
import data.keywright.lib.stores

report := [judged |
	some name, exception in exceptions.all
	judged := _judged(name, exception)
]

_judged(name, exception) := finding.fail(exceptions.address(name), "classification", {
	"message": sprintf("The exception %s is for restricted data: %s. It excuses nothing.", [name, concat("; ", sort(faults))]),
	"expected": _expected,
	"actual": concat("; ", sort(faults)),
	"basis": "profile",
}) if {
	faults := _faults(exception)
	count(faults) > 0
} else := finding.undetermined(exceptions.address(name), "classification", concat("; ", sort(gaps)), {
	"message": sprintf("Whether the exception %s is for restricted data cannot be told.", [name]),
	"expected": _expected,
}) if {
	gaps := _gaps(exception)
	count(gaps) > 0
} else := finding.pass(exceptions.address(name), "classification")

_faults(exception) := {"it says so" | exception.classification == "restricted"} | {sprintf("%s is restricted", [listing.short(named)]) |
	named := {rows.name(key) | some key in exceptions.keys(exception); classes.restricted(key)} | {stores.name(thing) |
		some thing in exceptions.stores(exception)
		stores.class(thing) == "restricted"
	}
	count(named) > 0
}

_gaps(exception) := {sprintf("%s: %s", [rows.name(key), reason]) |
	some key in exceptions.keys(exception)
	not classes.restricted(key)
	some reason in classes.unsure(key)
} | {sprintf("%s: %s", [stores.name(thing), reason]) |
	some thing in exceptions.stores(exception)
	some reason in ({unsaid | unsaid := stores.unsaid(thing)} | {unclear | some unclear in stores.unclear(thing)})
}

_expected := "no exception for restricted data"

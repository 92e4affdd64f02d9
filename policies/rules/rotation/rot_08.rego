# METADATA
# title: What a departed custodian knew has rotated since
# description: |
#   When somebody who knew a secret or the material of a key leaves, it is made anew. Who left and what they knew stands on
#   record (departure, with knew); that something was made anew is shown by its schedule or by a record of the kind
#   deployment. Material that KMS alone holds nobody knew.
# custom:
#   severity: medium
#   scope: evidence
#   rows: all
#   source:
#     - POL-SEC-KM-001 3.7
#     - Key-management policy template 3.7
#   controls:
#     - PCI-DSS 4.0.1 3.7.5
#     - PCI-DSS 4.0.1 8.3.9
#     - ISO 27001:2022 A.5.11
#     - ISO 27001:2022 A.8.24
#   remediation: Rotate what the person knew, and put the deployment of what is new on record.
#   avoid: |
#     # evidence.hcl: a departure with knew = ["drop/jwt"], and no deployment of drop/jwt after it
#   prefer: |
#     # evidence.hcl: the departure, and a deployment of drop/jwt of the same day or later
package keywright.rules.rotation.rot_08

import data.keywright.lib.clock
import data.keywright.lib.domains
import data.keywright.lib.evidence
import data.keywright.lib.finding
import data.keywright.lib.origins

report := [finding.not_assessed("evidence", "evidence", "Whether what departed custodians knew has rotated is not assessed: no records were given.")] if {
	not evidence.given
	not evidence.required
} else := [finding.fail("evidence", "departure", {
	"message": "The profile asks for records, and none were given: whether what departed custodians knew has rotated is not shown.",
	"expected": _expected,
	"actual": "no records",
	"basis": "evidence",
})] if {
	not evidence.given
} else := [evidence.clockless("evidence", "departure", {
	"message": "Whether what departed custodians knew has rotated cannot be told without a clock.",
	"expected": _expected,
})] if {
	not clock.today
} else := [judged |
	some name, departure in _latest
	some address in _addresses(name)
	judged := _judged(name, address, departure)
]

# What departed people knew, each with the last departure of them.
_latest := {name: departures[count(departures) - 1] |
	some name in {name | some departure in evidence.records("departure"); some name in _knew(departure)}
	departures := [departure | some departure in evidence.records("departure"); name in _knew(departure)]
}

_knew(departure) := {name | some name in departure.knew; is_string(name)} if {
	is_array(departure.knew)
} else := set()

_addresses(name) := evidence.subjects(name) if {
	count(evidence.subjects(name)) > 0
} else := {evidence.place(name)}

_judged(name, address, departure) := finding.pass(address, "departure") if {
	some record in evidence.about("deployment", _names(name, address))
	record.date >= departure.date
} else := finding.pass(address, "departure") if {
	domains.by_address[address].rotation.last >= departure.date
} else := finding.pass(address, "departure") if {
	domains.by_address[address].origin in (origins.inside | origins.own_hsm)
} else := finding.undetermined(address, "departure", domains.by_address[address].unknown.origin, {
	"message": sprintf("Whether %s could have been known to whoever left on %s cannot be told.", [name, departure.date]),
	"expected": _expected,
}) if {
	domains.by_address[address].unknown.origin
} else := finding.fail(address, "departure", {
	"message": sprintf("Somebody who knew %s left on %s, and nothing shows that it was made anew since.", [name, departure.date]),
	"expected": _expected,
	"actual": "not rotated since",
	"basis": "evidence",
})

# A deployment may call it otherwise than the departure did.
_names(name, address) := {name, address} | evidence.names(domains.by_address[address]) if {
	domains.by_address[address]
} else := {name, address}

_expected := "a rotation or deployment on the day of the departure or after it"

# METADATA
# title: Material outside KMS is in escrow, and the escrow is checked
# description: |
#   A key whose material exists outside KMS is lost with its last copy, and found by whoever finds one. It is kept in
#   shares, of which several but not all give it back, by more than one holder; and somebody has looked within the last
#   quarter, or as often as the profile says, whether the shares are still there. A key that KMS alone holds needs none:
#   its way back is KEY-16's question.
# custom:
#   severity: medium
#   scope: evidence
#   rows: all
#   source:
#     - POL-SEC-KM-001 7
#     - Key-management policy template 7
#   controls:
#     - PCI-DSS 4.0.1 3.7.6
#     - RTS (EU) 2024/1774 Art. 7(2)
#     - NIST SP 800-57 Part 1 Rev. 5
#     - ISO 27001:2022 A.8.24
#   remediation: Split the material among at least two holders, say so in an escrow block of the profile or in a record of the kind escrow-record, and put each check on record as escrow-check.
#   avoid: |
#     escrow "aws_kms_external_key.partner" { # in keywright.hcl: one share, one holder
#       n       = 1
#       k       = 1
#       holders = ["ciso"]
#       places  = ["safe"]
#     }
#   prefer: |
#     escrow "aws_kms_external_key.partner" { # and a record escrow-check of this quarter
#       n       = 3
#       k       = 2
#       holders = ["ciso", "board"]
#       places  = ["safe", "off-site safe"]
#     }
package keywright.rules.key.key_14

import data.keywright.lib.clock
import data.keywright.lib.evidence
import data.keywright.lib.finding
import data.keywright.lib.origins
import data.keywright.lib.rows
import data.keywright.lib.settings

# A replica has the material of its primary.
report := [judged |
	some key in rows.keys
	key.kind != "replica"
	judged := _judged(key)
]

_judged(key) := evidence.wanted(finding.undetermined(key.address, "escrow", key.unknown.origin, {
	"message": sprintf("Whether the material of %s exists outside KMS cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected,
})) if {
	key.unknown.origin
} else := finding.pass(key.address, "escrow") if {
	not key.origin in origins.outside
} else := evidence.clockless(key.address, "escrow", {
	"message": sprintf("Whether the escrow of %s was checked lately cannot be told without a clock.", [rows.name(key)]),
	"expected": _expected,
}) if {
	not clock.today
} else := evidence.wanted(finding.fail(key.address, "escrow", {
	"message": sprintf("The material of %s exists outside KMS, and its escrow is not in order: %s.", [rows.name(key), concat("; ", sort(faults))]),
	"expected": _expected,
	"actual": concat("; ", sort(faults)),
	"basis": "evidence",
})) if {
	faults := _faults(key)
	count(faults) > 0
} else := finding.pass(key.address, "escrow")

_faults(key) := {"nothing says who holds it"} if {
	count(_escrows(key)) == 0
} else := {fault | some escrow in _escrows(key); some fault in _weak(escrow)} | {sprintf("nobody has checked it within %d days", [_days(key)]) |
	count(evidence.since("escrow-check", evidence.names(key), _days(key))) == 0
}

# What the profile says of its escrow, and what is on record.
_escrows(key) := {escrow | some label in key.escrows; escrow := settings.profile.escrow[label]} | {record | some record in evidence.about("escrow-record", evidence.names(key))}

_weak(escrow) := ({"it does not say how many shares there are and how many give it back" |
	not _counted(escrow)
} | {sprintf("%v of its %v shares give it back, so that one is enough or none may be lost", [escrow.k, escrow.n]) |
	_counted(escrow)
	not _split(escrow)
}) | ({"fewer than two hold it" | count(_listed(escrow, "holders")) < 2} | {"it does not say where" | count(_listed(escrow, "places")) == 0})

_counted(escrow) if {
	is_number(escrow.n)
	is_number(escrow.k)
}

_split(escrow) if {
	escrow.k > 1
	escrow.k < escrow.n
}

_listed(escrow, name) := {entry | some entry in object.get(escrow, name, [])}

# The strictest of what the profile's blocks ask; else a quarter.
_days(key) := min({days | some label in key.escrows; days := settings.profile.escrow[label].verify_days; is_number(days)} | {_quarter})

_quarter := 92

_expected := "shares of which several but not all give the material back, at least two holders, a place, and a check within the last quarter"

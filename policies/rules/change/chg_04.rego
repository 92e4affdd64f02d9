# METADATA
# title: A capability is given with approval
# description: |
#   A change that gives a principal a capability on a key that is there already needs the approval of the people whom the
#   profile names. What counts is what the principal can do afterwards and could not before, by policy, grants and identity
#   policies taken together, not which text has changed. Without approvals this is not assessed; a profile that requires
#   them makes it fail.
# custom:
#   severity: high
#   scope: change
#   rows: all
#   source:
#     - POL-SEC-KM-001 6
#   controls:
#     - PCI-DSS 4.0.1 3.6.1.3
#     - DORA 9(4)(c)
#     - DORA 9(4)(e)
#     - ISO 27001:2022 A.5.18
#     - SOC 2 CC6.1
#   remediation: Have the named people review the change, or leave out what gives the capability.
#   avoid: |
#     access = {
#       application = { principals = [var.app_arn, var.reports_arn] } # var.reports_arn is new, and nobody was asked
#     }
#   prefer: |
#     access = {
#       application = { principals = [var.app_arn] }
#     }
package keywright.rules.change.chg_04

import data.keywright.lib.administrators
import data.keywright.lib.approvals
import data.keywright.lib.finding
import data.keywright.lib.rows

report := array.concat(
	[judged | some key in rows.kept; judged := _judged(key, object.get(_keys, key.address, key))],
	[judged | some row in rows.inventory.outside; rows.alive(row); judged := _judged(row, _outside(row))],
)

# Of a plan that changes nothing there is no row of before: everything is as it was.
_keys := rows.before("keys")

# A new policy or grant for a key that is elsewhere gives all that it gives.
_outside(row) := {"access": [], "unknown": {}} if {
	"create" in row.actions
} else := object.get(rows.before("outside"), row.address, row)

_judged(row, was) := approvals.wanted(finding.fail(row.address, "policy", {
	"message": sprintf("The change gives %s.", [concat("; ", sort(given))]),
	"expected": approvals.phrase("change-access"),
	"actual": approvals.missing,
	"basis": "plan",
})) if {
	given := {sprintf("%s: %s on %s", [principal, administrators.phrase(capabilities), rows.name(row)]) |
		some principal, capabilities in _gained(row, was)
	}
	count(given) > 0
} else := approvals.wanted(finding.undetermined(row.address, "policy", concat("; ", sort(gaps)), {
	"message": sprintf("Whether the change gives anybody a capability on %s cannot be told.", [rows.name(row)]),
	"expected": "no new capability, or approval",
})) if {
	gaps := _gaps(row, was)
	count(gaps) > 0
} else := finding.pass(row.address, "policy")

# Which capabilities each principal has, or may have where it had none.
_gained(row, was) := {principal: capabilities |
	some access in row.access
	principal := access.principal
	before := object.get(_held(was), principal, {})
	capabilities := {capability |
		some capability, verdict in access.capabilities
		_more(verdict, object.get(before, capability, "no"))
	}
	count(capabilities) > 0
}

_more("can", before) if before != "can"

_more("undecided", "no")

_held(was) := {access.principal: access.capabilities | some access in was.access}

# What is not known now, and was or was for another reason.
_gaps(row, was) := {row.unknown.policy |
	row.unknown.policy
	row.unknown.policy != object.get(was.unknown, "policy", "")
} | {reason |
	object.get(row, "kind", "") in {"key", "replica", "external"}
	some reason in rows.hidden_grants(row)
	not reason in {known | known := was.unknown.grants}
}

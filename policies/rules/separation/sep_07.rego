# METADATA
# title: Production shares no key and nobody who decrypts
# description: |
#   No principal that may decrypt with a key of production may decrypt with a key of another environment, and no key of
#   production is open to an account that the profile gives to another environment: who breaks into a test system must
#   not find production open. Who may assume a role of production may decrypt there too. AWS services are nobody's environment.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   every_key: true
#   source:
#     - POL-SEC-KM-001 3.5
#   controls:
#     - PCI-DSS 4.0.1 6.5.3
#     - ISO 27001:2022 A.8.31
#     - DORA 9(4)(c)
#   remediation: Give each environment its own keys and its own roles, best in an account of its own.
#   avoid: |
#     resource "keywright_key" "database" { # of production, and the staging key names the same role
#       access = { application = { principals = [var.app_role_arn] } }
#     }
#   prefer: |
#     resource "keywright_key" "database" {
#       access = { application = { principals = [var.production_app_role_arn] } }
#     }
#     resource "keywright_key" "staging_database" {
#       access = { application = { principals = [var.staging_app_role_arn] } }
#     }
package keywright.rules.separation.sep_07

import data.keywright.lib.administrators
import data.keywright.lib.environments
import data.keywright.lib.finding
import data.keywright.lib.listing
import data.keywright.lib.rows
import data.keywright.lib.verdict

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_judged(key) := verdict.of(key, shown, _gaps(key), {
	"broken": sprintf("%s can decrypt with %s, which is production's, and belongs to another environment: %s.", [
		verdict.names(shown),
		rows.name(key),
		concat("; ", sort({reason | some item in shown; some reason in item.elsewhere})),
	]),
	"open": sprintf("Whether another environment shares in %s depends on what the plan does not show.", [rows.name(key)]),
	"expected": "nobody who decrypts in production and elsewhere",
}) if {
	environments.is_production(key)
	shown := array.concat(_sharing(rows.seen(key)), _arriving(rows.seen(key)))
} else := finding.undetermined(key.address, "policy", key.unknown.environment, {
	"message": sprintf("Whether %s is production's cannot be told from the plan.", [rows.name(key)]),
	"expected": "nobody who decrypts in production and elsewhere",
}) if {
	key.unknown.environment
	count(rows.keys) > 1
} else := finding.undetermined(key.address, "policy", "it declares no environment", {
	"message": sprintf("Whether %s is production's cannot be told: it does not say.", [rows.name(key)]),
	"expected": "nobody who decrypts in production and elsewhere",
}) if {
	key.environment == ""
	count(rows.keys) > 1
} else := finding.undetermined(key.address, "policy", key.unknown.policy, {
	"message": sprintf("Whether another environment shares in %s cannot be told: it does not say which is its own.", [rows.name(key)]),
	"expected": "nobody who decrypts in production and elsewhere",
}) if {
	_homeless(key)
	key.unknown.policy
} else := finding.pass(key.address, "policy")

_homeless(key) if key.unknown.environment

_homeless(key) if key.environment == ""

_sharing(key) := [{"row": row, "capabilities": held, "elsewhere": elsewhere} |
	some row in _principals(key)
	held := verdict.held(row, "can", environments.opening)
	count(held) > 0
	elsewhere := environments.elsewhere(row, "can")
	count(elsewhere) > 0
]

# Who may assume a role of production shares in what it decrypts.
_arriving(key) := [{"row": row, "capabilities": {way.capability}, "elsewhere": elsewhere} |
	some way in _assuming(key)
	way.verdict == "can"
	elsewhere := environments.of_arriving(way, "can")
	count(elsewhere) > 0
	row := {"principal": way.principal, "by": {}, "statements": [], "witness": {way.capability: concat(" ", way.steps)}}
]

_assuming(key) := [way |
	some way in object.get(key, "escalations", [])
	way.edge == "assume"
	way.capability in environments.opening
]

_principals(key) := _principals_of(rows.seen(key))

_principals_of(key) := [row |
	some row in key.access
	row.kind in {"AWS", "Azure", "Google", "Vault"}
	row.principal != "*"
	not administrators.confined(row)
]

_gaps(key) := _gaps_of(rows.seen(key))

_gaps_of(key) := (({sprintf("%s may decrypt with it, and %s", [row.principal, reason]) |
	some row in _principals(key)
	count(verdict.held(row, "can", environments.opening) | verdict.held(row, "undecided", environments.opening)) > 0
	some reason in (environments.elsewhere(row, "undecided") | environments.elsewhere(row, "can"))
} | {sprintf("%s may decrypt with it, and may be among everyone whom conditions let decrypt with %s", [row.principal, listing.short(open)]) |
	some row in _principals(key)
	row.kind == "AWS"
	count(verdict.held(row, "can", environments.opening) | verdict.held(row, "undecided", environments.opening)) > 0
	open := environments.open_to(row)
	count(open) > 0
}) | {sprintf("%s may come to decrypt with it, and %s", [way.principal, reason]) |
	some way in _assuming(key)
	some reason in _doubts(way)
}) | {sprintf("everyone whom conditions let decrypt with it may be %s, which decrypt elsewhere", [listing.short(named)]) |
	some row in key.access
	row.kind == "AWS"
	row.principal == "*"
	not administrators.confined(row)
	count(verdict.held(row, "can", environments.opening) | verdict.held(row, "undecided", environments.opening)) > 0
	named := environments.named_elsewhere(row)
	count(named) > 0
}

_doubts(way) := ((environments.of_arriving(way, "undecided") | {reason |
	way.verdict == "undecided"
	some reason in environments.of_arriving(way, "can")
}) | {sprintf("may be %s, which decrypts in another environment", [principal]) |
	some principal in environments.resembling(way)
}) | {sprintf("may be among everyone whom conditions let decrypt with %s", [listing.short(open)]) |
	open := environments.open_to_arriving(way)
	count(open) > 0
}

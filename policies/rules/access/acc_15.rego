# METADATA
# title: CI encrypts with the keys it is given
# description: |
#   A pipeline (the role ci) uses the keys that the profile names for it (keys of the role) and no others. Where the profile names
#   none, those of the environments that it names; by default none of production.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 5
#   controls:
#     - DORA 9(4)(c)
#     - ISO 27001:2022 A.8.31
#     - PCI-DSS 4.0.1 6.5.3
#   remediation: |
#     Take the pipeline's role out of the key's policy, or name the key in the profile (role "ci" { keys = […] }).
#   avoid: |
#     resource "keywright_key" "production" {
#       environment = "production"
#       access = {
#         ci = { principals = [var.pipeline_arn] }
#       }
#     }
#   prefer: |
#     resource "keywright_key" "staging" {
#       environment = "staging"
#       access = {
#         ci = { principals = [var.pipeline_arn] }
#       }
#     }
package keywright.rules.access.acc_15

import data.keywright.lib.administrators
import data.keywright.lib.finding
import data.keywright.lib.holders
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.verdict

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_judged(key) := holders.untold(key, "CI (role ci)") if {
	not holders.told(key, {"ci"})
} else := finding.pass(key.address, "policy") if {
	_allowed(key) == "yes"
} else := verdict.of(key, shown, _gaps(key), {
	"broken": sprintf("%s is CI's and can use %s, which the profile does not give it.", [verdict.names(shown), rows.name(key)]),
	"open": sprintf("Whether CI may use %s cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected,
	"below": true,
	"basis": "profile",
}) if {
	shown := [{"row": row, "capabilities": held} |
		_allowed(key) == "no"
		some row in _pipelines(key)
		held := verdict.held(row, "can", administrators.using)
		count(held) > 0
	]
}

_expected := "CI with no keys but those that the profile names for it, or of its environments"

_pipelines(key) := [row | some row in key.access; "ci" in row.roles; not administrators.delegated(row)]

_block := object.get(settings.roles, "ci", {})

_keys := {name | some name in object.get(_block, "keys", [])}

_environments := {lower(name) | some name in object.get(_block, "environments", [])}

_names(key) := {key.address, key.arn, key.key_id} | {name | some alias in key.aliases; some name in {alias, sprintf("alias/%s", [alias])}}

_allowed(key) := "yes" if {
	count(_names(key) & _keys) > 0
} else := "no" if {
	count(_keys) > 0
} else := "unknown" if {
	key.unknown.environment
} else := "unknown" if {
	key.environment == ""
} else := "yes" if {
	lower(key.environment) in _environments
} else := "no" if {
	count(_environments) > 0
} else := "no" if {
	lower(key.environment) in settings.production
} else := "yes"

_gaps(key) := {object.get(key.unknown, "environment", "it declares no environment") |
	_allowed(key) == "unknown"
	some row in _pipelines(key)
	count(verdict.held(row, "can", administrators.using) | verdict.held(row, "undecided", administrators.using)) > 0
} | {gap |
	_allowed(key) == "no"
	some gap in verdict.left(key, _pipelines(key), administrators.using)
}

# METADATA
# title: One key, one purpose, one environment
# description: |
#   A key serves one data domain and one environment. Whoever may use it for the one could otherwise read the other, and
#   neither could be rotated, revoked or destroyed by itself. What counts is every purpose and environment that tags,
#   attributes and the profile declare, and the domains whose fields the key protects.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - BSI TR-03161 O.Cryp_4
#     - POL-SEC-KM-001 3.5
#   controls:
#     - BSI TR-03161 O.Cryp_4
#     - PCI-DSS 4.0.1 3.6.1.1
#     - NIST SP 800-57 Part 1 Rev. 5
#     - ISO 27001:2022 A.8.24
#   remediation: Make a key for each purpose and each environment, move the data of one of them to its own, and declare one purpose and one environment on each.
#   avoid: |
#     resource "aws_kms_key" "shared" {
#       tags = {
#         Purpose     = "pii database"
#         Environment = "staging, production"
#       }
#     }
#   prefer: |
#     resource "aws_kms_key" "pii" {
#       tags = {
#         Purpose     = "pii"
#         Environment = "production"
#       }
#     }
package keywright.rules.key.key_05

import data.keywright.lib.domains
import data.keywright.lib.environments
import data.keywright.lib.finding
import data.keywright.lib.rows

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_judged(key) := finding.fail(key.address, "purpose", {
	"message": sprintf("%s serves more than one purpose: %s.", [rows.name(key), concat("; ", sort(faults))]),
	"expected": _expected,
	"actual": concat("; ", sort(faults)),
	"basis": object.get(key.basis, "purpose", "plan"),
}) if {
	faults := _faults(key)
	count(faults) > 0
} else := finding.undetermined(key.address, "purpose", concat("; ", sort(gaps)), {
	"message": sprintf("Whether %s serves one purpose cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	gaps := {key.unknown[name] | some name in ["purpose", "protects", "environment"]; key.unknown[name]}
	count(gaps) > 0
} else := finding.undetermined(key.address, "purpose", _undeclared(key), {
	"message": sprintf("Whether %s serves one purpose cannot be told: it does not say.", [rows.name(key)]),
	"expected": _expected,
}) if {
	_undeclared(key)
} else := finding.pass(key.address, "purpose") if {
	count(_faults(key)) == 0
}

_expected := "one domain and one environment"

_faults(key) := ({sprintf("the domains %s", [concat(" and ", sort(served))]) |
	served := _served(key)
	count(served) > 1
} | {sprintf("the environments %s", [concat(" and ", sort(named))]) |
	named := environments.named(key)
	count(named) > 1
}) | {sprintf("the environment %q, which stands for all of them", [name]) |
	some name in environments.named(key)
	environments.is_every(name)
}

# Of each key by itself: what it says it is for, and whose fields the profile says it protects.
_served(key) := {purpose | some purpose in key.purposes} | {domain |
	some item in key.protects
	some domain in domains.fields[lower(item)]
}

_undeclared(key) := domains.unplaced(key) if {
	true
} else := "it declares no environment" if {
	count(environments.named(key)) == 0
}

# METADATA
# title: Keys live in the jurisdiction
# description: |
#   Every key and every replica lives in a region of the jurisdiction that the policy names, by default the European
#   Economic Area. What counts is the country of the region, not its name: London and Zurich are called eu-west-2 and
#   eu-central-2 and are outside.
# custom:
#   severity: critical
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 5
#   controls:
#     - GDPR 32(1)
#     - DORA 9(4)(d)
#     - Personopplysningsloven § 28
#     - ISO 27001:2022 A.8.24
#   remediation: Create the key in a region of the jurisdiction, and plan the re-encryption of what it protects before this one goes.
#   avoid: |
#     resource "keywright_key" "kyc" {
#       region = "eu-west-2"
#     }
#   prefer: |
#     resource "keywright_residency" "eea" {
#       primary_region = "eu-north-1"
#       jurisdiction   = "EEA"
#     }
package keywright.rules.region.reg_01

import data.keywright.lib.finding
import data.keywright.lib.places
import data.keywright.lib.rows
import data.keywright.lib.settings

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_judged(key) := finding.undetermined(key.address, "region", key.unknown.region, {
	"message": sprintf("Whether %s lives in %s cannot be told from the plan.", [rows.name(key), settings.jurisdiction]),
	"expected": _expected,
}) if {
	key.unknown.region
} else := finding.undetermined(key.address, "region", sprintf("keywright knows no region %q", [key.region]), {
	"message": sprintf("Whether the region of %s is in %s is not known.", [rows.name(key), settings.jurisdiction]),
	"expected": _expected,
}) if {
	not places.of(key)
} else := finding.fail(key.address, "region", {
	"message": sprintf("%s lives in %s (%s), outside %s.", [
		rows.name(key),
		key.region,
		places.described(places.of(key)),
		settings.jurisdiction,
	]),
	"expected": _expected,
	"actual": key.region,
	"basis": object.get(key.basis, "region", "plan"),
}) if {
	not settings.jurisdiction in places.of(key).jurisdictions
} else := finding.pass(key.address, "region") if {
	settings.jurisdiction in places.of(key).jurisdictions
}

_expected := sprintf("a region in %s", [settings.jurisdiction])

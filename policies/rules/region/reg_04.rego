# METADATA
# title: Restricted keys leave their region only where the policy says
# description: |
#   The material of a multi-region key can be copied to any region, under a policy that whoever copies it chooses. A
#   restricted key is of that kind only where the profile lists regions for its domain (multi_region), and its replicas
#   live in these regions alone.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 5
#     - POL-SEC-KM-001 7
#   controls:
#     - GDPR 32(1)
#     - DORA 9(4)(d)
#     - PCI-DSS 4.0.1 3.6.1.4
#     - ISO 27001:2022 A.8.24
#   remediation: Make a key of one region, and move to it what this one protects; or list the regions in the domain's multi_region, if the policy allows copies there.
#   avoid: |
#     resource "aws_kms_key" "national_id" {
#       multi_region = true
#       tags         = { Purpose = "national-id" }
#     }
#   prefer: |
#     resource "aws_kms_key" "national_id" {
#       tags = { Purpose = "national-id" }
#     }
package keywright.rules.region.reg_04

import data.keywright.lib.classes
import data.keywright.lib.clouds
import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

# A vault of Azure is copied to the region that its own is paired with, which is Azure's choice.
_judged(key) := finding.not_assessed(key.address, "key", "Where copies of a key are is not assessed of Azure: Key Vault copies a vault to the paired region, where its region has one.") if {
	clouds.of(key) == "azure"
} else := finding.pass(key.address, "multi_region") if {
	key.multi_region == false
	not key.unknown.multi_region
} else := finding.pass(key.address, "multi_region") if {
	not classes.restricted(key)
	count(classes.unsure(key)) == 0
} else := finding.fail(key.address, "multi_region", {
	"message": concat(" ", sort(faults)),
	"expected": _expected,
	"actual": _actual(key),
	"basis": object.get(key.basis, "multi_region", "plan"),
}) if {
	not key.unknown.multi_region
	classes.restricted(key)
	faults := _faults(key)
	count(faults) > 0
} else := finding.undetermined(key.address, "multi_region", concat("; ", sort(gaps)), {
	"message": sprintf("Whether %s may be copied to other regions cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.pass(key.address, "multi_region") if {
	key.multi_region == true
	count(_faults(key)) == 0
}

_faults(key) := ({sprintf("%s is a multi-region key, and the profile lists no other region for %s.", [rows.name(key), domain]) |
	some domain in _served(key)
	count(_listed(domain)) == 0
} | {sprintf("%s is a replica in %s, which the profile does not list for %s.", [rows.name(key), key.region, domain]) |
	key.kind == "replica"
	not key.unknown.region
	some domain in _served(key)
	count(_listed(domain)) > 0
	not key.region in _listed(domain)
}) | {sprintf("%s is in %s, several regions at once, which the profile does not list for %s.", [rows.name(key), key.region, domain]) |
	clouds.of(key) == "google"
	key.multi_region == true
	some domain in _served(key)
	count(_listed(domain)) > 0
	not key.region in _listed(domain)
}

_served(key) := ({purpose | some purpose in key.purposes} - domains.strange(key)) | {domain |
	some item in key.protects
	some domain in domains.fields[lower(item)]
}

_listed(domain) := {region | some region in object.get(settings.domains[domain], "multi_region", [])}

# One reason at a time, so that what waits for the key's own words stands under the finding about these.
_gaps(key) := {key.unknown[name] | some name in _attributes(key); key.unknown[name]} if {
	count({name | some name in _attributes(key); key.unknown[name]}) > 0
} else := classes.unsure(key) if {
	not classes.restricted(key)
} else := {reason | reason := domains.unplaced(key)}

_attributes(key) := ["multi_region", "purpose", "protects", "region"] if {
	key.kind == "replica"
} else := ["multi_region", "purpose", "protects"]

_actual(key) := sprintf("a key in %s", [key.region]) if {
	clouds.of(key) == "google"
} else := sprintf("a replica in %s", [key.region]) if {
	key.kind == "replica"
} else := "a multi-region key"

_expected := "a key of one region, or copies in the regions that the profile lists for its domain"

# METADATA
# title: Keys live in an HSM of one's own where the policy asks
# description: |
#   A restricted key of a domain for which the profile asks hsm = "dedicated" lives in a key store of an HSM cluster that
#   the organisation alone uses. What an external key manager is made of cannot be told, nor whether a policy takes a cluster
#   in the mode NON_FIPS, in which no certificate covers what its HSMs do. KMS itself is a shared service: its HSMs are
#   certified, and not one's own. Of Google Cloud, Cloud HSM is what such a policy means, of Azure a managed HSM.
# custom:
#   severity: medium
#   scope: key
#   rows: each
#   source:
#     - POL-SEC-KM-001 5
#   controls:
#     - PCI-DSS 4.0.1 3.7.1
#     - PCI-DSS 4.0.1 3.6.1.2
#     - DORA 9(4)(d)
#     - ISO 27001:2022 A.8.24
#   remediation: Make the key in a CloudHSM key store (custom_key_store_id) and re-encrypt what this one protects; or, if the policy does not ask for it, set the domain's hsm to "kms".
#   avoid: |
#     resource "aws_kms_key" "national_id" {
#       tags = { Purpose = "national-id" } # and the profile asks hsm = "dedicated"
#     }
#   prefer: |
#     resource "aws_kms_key" "national_id" {
#       custom_key_store_id = aws_kms_custom_key_store.own.id
#       tags                = { Purpose = "national-id" }
#     }
package keywright.rules.key.key_10

import data.keywright.lib.classes
import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.origins
import data.keywright.lib.rows
import data.keywright.lib.settings

# Where no domain asks for an HSM of one's own there is nothing to judge.
report := [judged |
	count(_asking) > 0
	some key in rows.keys
	judged := _judged(key)
]

_asking := {name | some name, domain in settings.domains; domain.hsm == "dedicated"}

_judged(key) := finding.pass(key.address, "origin") if {
	_asked(key)
	not key.unknown.origin
	key.origin in origins.own_hsm
	count(_uncertified(key)) == 0
} else := finding.fail(key.address, "origin", {
	"message": sprintf("%s is a restricted key for %s, which asks for an HSM of one's own, and lives in %s.", [rows.name(key), concat(", ", sort(_asking & _served(key))), _place(key)]),
	"expected": _expected,
	"actual": key.origin,
	"basis": object.get(key.basis, "origin", "plan"),
}) if {
	_asked(key)
	not key.unknown.origin
	origins.places[key.origin]
	classes.restricted(key)
} else := finding.undetermined(key.address, "origin", concat("; ", sort(gaps)), {
	"message": sprintf("Whether %s needs an HSM of one's own, and lives in one, cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	gaps := _gaps(key)
	count(gaps) > 0
}

_asked(key) if count(_asking & _served(key)) > 0

_served(key) := {purpose | some purpose in key.purposes} | {domain |
	some item in key.protects
	some domain in domains.fields[lower(item)]
}

_place(key) := origins.places[key.origin]

# Of a key that an asking domain may be the domain of: its purpose, its class, its place.
_gaps(key) := set() if {
	not _restricted_perhaps(key)
} else := _unplaced(key) if {
	not _asked(key)
} else := union({
	{reason | not classes.restricted(key); some reason in classes.unsure(key)},
	{reason | reason := key.unknown.origin},
	_uncertified(key),
	{"what its external key manager is made of is in no plan" | key.origin == "EXTERNAL_KEY_STORE"},
})

# An HSM is certified for what it does in the mode FIPS.
_uncertified(key) := {reason | reason := key.unknown.hsm_mode} | {"its HSM cluster is in the mode NON_FIPS, for which its HSMs are not certified, and the profile does not say whether that is enough" | key.hsm_mode == "NON_FIPS"}

_restricted_perhaps(key) if classes.restricted(key)

_restricted_perhaps(key) if count(classes.unsure(key)) > 0

_unplaced(key) := {key.unknown[name] | some name in ["purpose", "protects"]; key.unknown[name]} | {reason | reason := domains.unplaced(key)}

_expected := "a key store of an HSM cluster of one's own"

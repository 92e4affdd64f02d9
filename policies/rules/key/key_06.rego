# METADATA
# title: Restricted key material is made where it stays
# description: |
#   The material of a restricted key is generated in KMS or in an HSM and never leaves it. Imported material has been
#   somewhere else first: whoever made it or carried it may have kept a copy, and no key policy reaches that copy. A key that
#   Terraform makes lies in its state; a key block of the profile with its address says of what class it is.
# custom:
#   severity: critical
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 3.2
#     - POL-SEC-KM-001 7
#   controls:
#     - PCI-DSS 4.0.1 3.6.1.2
#     - PCI-DSS 4.0.1 3.7.1
#     - DORA 9(4)(d)
#     - NIST SP 800-57 Part 1 Rev. 5
#   remediation: |
#     Make a key of the origin AWS_KMS and re-encrypt what this one protects. A recovery from escrow is the one reason to
#     import restricted material; this version cannot be given its record, so switch KEY-06 off with the reason for as long
#     as the recovery takes.
#   avoid: |
#     resource "aws_kms_external_key" "national_id" {
#       tags = { Purpose = "national-id", DataClassification = "restricted" }
#     }
#   prefer: |
#     resource "aws_kms_key" "national_id" {
#       tags = { Purpose = "national-id", DataClassification = "restricted" }
#     }
package keywright.rules.key.key_06

import data.keywright.lib.classes
import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.origins
import data.keywright.lib.rows
import data.keywright.lib.secrets
import data.keywright.lib.settings

report := array.concat(
	[judged |
		some key in rows.keys
		judged := _judged(key)
	],
	[judged |
		some place in secrets.exposures
		_material(place)
		judged := _made(place)
	],
)

# Keys that Terraform makes.
_material(place) if data.keywright.data.exposures.made[place.type].material

_made(place) := finding.fail(place.address, "origin", {
	"message": sprintf("The material of %s is made by Terraform and lies in its state, and the key is restricted.", [place.address]),
	"expected": _expected,
	"actual": "made by Terraform",
}) if {
	_class(place) == "restricted"
} else := finding.pass(place.address, "origin") if {
	_class(place) in settings.classes
} else := finding.undetermined(place.address, "origin", "no key block of the profile says its class", {
	"message": sprintf("Whether %s, which Terraform makes, is a restricted key cannot be told.", [place.address]),
	"expected": _expected,
	"severity": "medium",
})

_class(place) := found if {
	found := [class |
		some label in [place.address, regex.replace(place.address, `\[[^\]]*\]$`, "")]
		class := settings.profile.key[label].classification
	][0]
} else := settings.default_class

_made_inside := (origins.inside | origins.own_hsm) | {"REGISTERED_HSM"}

_judged(key) := finding.pass(key.address, "origin") if {
	key.origin in _made_inside
	not key.unknown.origin
} else := finding.pass(key.address, "origin") if {
	not classes.restricted(key)
	count(classes.unsure(key)) == 0
} else := finding.fail(key.address, "origin", {
	"message": sprintf("The material of %s is imported%s, and the key is restricted.", [rows.name(key), _said[clouds.of(key)]]),
	"expected": _expected,
	"actual": key.origin,
	"basis": object.get(key.basis, "origin", "plan"),
}) if {
	key.origin == "EXTERNAL"
	not key.unknown.origin
	classes.restricted(key)
} else := finding.fail(key.address, "origin", {
	"message": sprintf("The material of %s may leave Vault (exportable or allow_plaintext_backup), and the key is restricted.", [rows.name(key)]),
	"expected": _expected,
	"actual": key.origin,
	"basis": object.get(key.basis, "origin", "plan"),
}) if {
	key.origin == "VAULT_EXPORTABLE"
	not key.unknown.origin
	classes.restricted(key)
} else := finding.fail(key.address, "origin", {
	"message": sprintf("The material of %s was not made in KMS or in an HSM that keeps it, by what the register says, and the key is restricted.", [rows.name(key)]),
	"expected": _expected,
	"actual": key.origin,
	"basis": object.get(key.basis, "origin", "plan"),
}) if {
	key.origin in {"REGISTERED", "REGISTERED_EXPORTABLE"}
	not key.unknown.origin
	classes.restricted(key)
} else := finding.undetermined(key.address, "origin", concat("; ", sort(_gaps(key))), {
	"message": sprintf("Whether the material of %s was made in KMS or in an HSM cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	count(_gaps(key)) > 0
}

_said := {"aws": "", "azure": "", "google": " (import_only)", "vault": "", "elsewhere": ""}

_expected := "material generated in KMS or in an HSM"

_gaps(key) := _origin(key) | {reason |
	not classes.restricted(key)
	some reason in classes.unsure(key)
}

_origin(key) := {key.unknown.origin} if {
	key.unknown.origin
} else := set() if {
	key.origin in {"EXTERNAL", "REGISTERED", "REGISTERED_EXPORTABLE", "VAULT_EXPORTABLE"}
} else := {"its external key store is not in the inputs"} if {
	key.origin == "EXTERNAL_KEY_STORE"
} else := {sprintf("keywright knows no origin %q", [key.origin])}

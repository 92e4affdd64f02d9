# METADATA
# title: Keys have a way back
# description: |
#   Every key that encrypts data and every key that signs tokens has a declared way back, should its material be lost: a
#   replica, an escrow record, KMS's own durability where the profile rests on it and KMS alone holds the material, or,
#   for a signing key that is not restricted, that a new one is made.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 7
#   controls:
#     - RTS (EU) 2024/1774 Art. 7(2)
#     - DORA 9(4)(d)
#     - GDPR 32(1)(c)
#     - PCI-DSS 4.0.1 3.6.1.2
#     - ISO 27001:2022 A.8.24
#   remediation: Put the material in escrow and say so in an escrow block of the profile that names the key, or make a replica, or use a key of the origin AWS_KMS; way_back of a key block says which it is.
#   avoid: |
#     resource "aws_kms_external_key" "partner" {
#       # imported, and the profile has no escrow block for it
#     }
#   prefer: |
#     escrow "aws_kms_external_key.partner" { # in keywright.hcl
#       n       = 3
#       k       = 2
#       holders = ["ciso", "board"]
#       places  = ["safe", "off-site safe"]
#     }
package keywright.rules.key.key_16

import data.keywright.lib.algorithms
import data.keywright.lib.classes
import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.origins
import data.keywright.lib.rows
import data.keywright.lib.settings

# A replica has the material of its primary, and is its way back.
report := [judged |
	some key in rows.keys
	key.kind != "replica"
	judged := _judged(key)
]

_judged(key) := finding.undetermined(key.address, "way_back", key.unknown.usage, {
	"message": sprintf("Whether %s needs a way back cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected,
}) if {
	key.unknown.usage
} else := finding.pass(key.address, "way_back") if {
	_needs(key)
	count(_unmet(key)) == 0
	count(_ways(key)) > 0
} else := finding.fail(key.address, "way_back", {
	"message": sprintf("If the material of %s is lost, %s is lost with it: %s.", [rows.name(key), _lost(key), concat("; ", sort(faults))]),
	"expected": _expected,
	"actual": concat("; ", sort(faults)),
	"basis": "profile",
}) if {
	_needs(key)
	count(_gaps(key)) == 0
	faults := _faults(key)
} else := finding.undetermined(key.address, "way_back", concat("; ", sort(gaps)), {
	"message": sprintf("Whether %s has a way back cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	_needs(key)
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.undetermined(key.address, "way_back", concat("; ", sort(unsure)), {
	"message": sprintf("Whether %s needs a way back depends on its purpose.", [rows.name(key)]),
	"expected": _expected,
}) if {
	key.usage in _signing
	unsure := _unplaced(key)
	count(unsure) > 0
}

_signing := {"SIGN_VERIFY", "GENERATE_VERIFY_MAC"}

# What encrypts is a key-encryption key or holds data itself; of what signs, only tokens are asked about.
_needs(key) if algorithms.encrypts(key.usage)

_needs(key) if "token-signing" in key.purposes

_needs(key) if "backup" in key.purposes

_unplaced(key) := {key.unknown.purpose} if {
	key.unknown.purpose
} else := {reason | reason := domains.unplaced(key)}

# What is declared of a key must hold, each of it.
_declared(key) := {way | some way in key.way_back} | {"escrow" | count(key.escrows) > 0}

# Of a key of which nothing is declared, the profile's word for all counts, and its replica.
_ways(key) := (_declared(key) | {"kms" | _rests_on_kms; _held_by_kms(key)}) | {"replica" | _replicated(key)}

_rests_on_kms if settings.profile.policy.way_back == "kms"

_held_by_kms(key) if {
	key.origin in origins.inside
	not key.unknown.origin
}

# A replica of the inputs names its primary by address or by ARN.
_replicated(key) if key.address in _primaries

_replicated(key) if {
	key.arn != ""
	key.arn in _primaries
}

_primaries := {key.primary | some key in rows.keys; key.kind == "replica"}

_unmet(key) := {way | some way in _declared(key); not _holds(key, way)}

_holds(key, "escrow") if count(key.escrows) > 0

_holds(key, "kms") if _held_by_kms(key)

_holds(key, "replica") if _replicated(key)

_holds(key, "regenerate") if {
	key.usage in _signing
	not classes.restricted(key)
	count(classes.unsure(key)) == 0
}

_faults(key) := {_words[way] | some way in _unmet(key)} if {
	count(_unmet(key)) > 0
} else := {"nothing says how it comes back"}

_words := {
	"escrow": "it is said to be in escrow, and no escrow block names it",
	"kms": "it is said to rest on KMS, and KMS is not all that holds its material",
	"replica": "it is said to be replicated, and no replica is there",
	"regenerate": "it is said to be made anew, which is for signing keys that are not restricted",
}

# What is not known and could be the way back.
_gaps(key) := union({
	{key.unknown.origin | key.unknown.origin; _origin_matters(key)},
	{"the replica is in none of the plans that were given" |
		"replica" in _unmet(key)
		key.multi_region == true
		not settings.estate_complete
	},
	{reason |
		"regenerate" in _unmet(key)
		key.usage in _signing
		not classes.restricted(key)
		some reason in classes.unsure(key)
	},
	{"which key a replica of the inputs is of is known only after apply" |
		count(_ways(key)) == 0
		key.multi_region == true
		"" in _primaries
	},
	{key.unknown.aliases | count(_ways(key)) == 0; key.unknown.aliases},
})

_origin_matters(key) if "kms" in _unmet(key)

_origin_matters(key) if {
	_rests_on_kms
	count(_ways(key)) == 0
}

_lost(key) := "the right to sign as it" if {
	key.usage in _signing
} else := rows.protected(key)

_expected := "a replica, an escrow record, KMS alone where the profile rests on it, or for a signing key a new one"

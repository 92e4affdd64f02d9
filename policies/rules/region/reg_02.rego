# METADATA
# title: The backup key is in another region
# description: |
#   The key that encrypts backups must live in a region other than the primary one. A disaster that takes the primary
#   region would otherwise take the backups with it: they could be read nowhere.
# custom:
#   severity: critical
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 2
#     - POL-SEC-ENC-001 3.3
#   controls:
#     - DORA 9(4)(d)
#     - RTS (EU) 2024/1774 Art. 7
#     - GDPR 32(1)
#     - ISO 27001:2022 A.8.24
#   remediation: Put the backup key in the backup region, for stock keys through the region attribute or a provider for that region.
#   avoid: |
#     resource "keywright_key" "backup" {
#       region = keywright_residency.eea.primary_region
#     }
#   prefer: |
#     resource "keywright_key" "backup" {
#       region = keywright_residency.eea.backup_region
#     }
package keywright.rules.region.reg_02

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

# A replica follows its primary; the key itself is what must be elsewhere.
_backs_up(key) if {
	"backup" in key.purposes
	key.kind != "replica"
}

# A key whose purpose is not one of the profile's may be for backups; where it lives in no primary region, that is well.
_may_back_up(key) if {
	key.kind != "replica"
	_why(key)
	not _elsewhere(key)
}

_why(key) := key.unknown.purpose if {
	key.unknown.purpose
} else := domains.unplaced(key)

_elsewhere(key) if {
	key.region != ""
	not key.unknown.region
	not key.region in _anywhere
	not _primary_unknown
}

_primary_keys := [key |
	some key in rows.keys
	count({purpose | some purpose in key.purposes} - {"backup"}) > 0
	key.kind != "replica"
]

# What the profile or a residency declares to be primary.
_declared := settings.primary_regions | {row.primary_region |
	some row in rows.inventory.residencies
	row.primary_region != ""
}

# Where nothing declares the primary region, any region of a key that is backed up may be it.
_anywhere := _declared | _actual if {
	count(_declared) > 0
} else := _actual | {key.region | some key in _primary_keys; key.region != ""}

_neighbours(key) := concat(", ", sort({sprintf("%s lives there too", [rows.name(other)]) |
	some other in _primary_keys
	other.region == key.region
}))

# Where the keys really are: of the database in any case, of all where no other region is left.
_actual := {key.region | some key in _primary_keys; "database" in key.purposes; key.region != ""} | _only_region

_only_region := regions if {
	regions := {key.region | some key in _primary_keys}
	count(regions) == 1
	not "" in regions
} else := set()

_judged(key) := finding.undetermined(key.address, "region", _why(key), {
	"message": sprintf("Whether %s is a key for backups, which must be outside the primary region, cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	not _backs_up(key)
	_may_back_up(key)
} else := finding.undetermined(key.address, "region", key.unknown.region, {
	"message": sprintf("Whether the backup key %s is outside the primary region cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	_backs_up(key)
	key.unknown.region
} else := finding.fail(key.address, "region", {
	"message": sprintf("The backup key %s is in %s, the primary region: what takes the primary takes the backups with it.", [rows.name(key), key.region]),
	"expected": _expected,
	"actual": key.region,
	"basis": object.get(key.basis, "region", "plan"),
}) if {
	_backs_up(key)
	key.region in (_declared | _actual)
} else := finding.undetermined(key.address, "region", "the region of the keys that it backs up is not known, and the profile names no primary region", {
	"message": sprintf("Whether the backup key %s is outside the primary region cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	_backs_up(key)
	_primary_unknown
} else := finding.undetermined(key.address, "region", sprintf("%s, and the profile names no primary region", [_neighbours(key)]), {
	"message": sprintf("Whether the backup key %s is outside the primary region cannot be told: other keys live in its region.", [rows.name(key)]),
	"expected": _expected,
}) if {
	_backs_up(key)
	key.region in _anywhere
} else := finding.pass(key.address, "region") if {
	_backs_up(key)
	not key.region in _anywhere
}

_primary_unknown if count(_declared | _actual) == 0

_primary_unknown if {
	some key in _primary_keys
	"database" in key.purposes
	key.region == ""
}

_expected := sprintf("a region other than %s", [concat(", ", sort(_declared | _actual))]) if {
	count(_declared | _actual) > 0
} else := "a region other than the primary"

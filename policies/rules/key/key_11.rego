# METADATA
# title: No key is off that something still needs
# description: |
#   A key that is disabled, or goes, encrypts nothing that stays: no store, secret or trail names it any more. Data under it
#   cannot be read from then on. Containment of an incident comes first, and is then on record.
# custom:
#   severity: critical
#   scope: key
#   rows: all
#   every_key: true
#   source:
#     - POL-SEC-KM-001 3.7
#     - POL-SEC-KM-001 6
#   controls:
#     - DORA 9(4)(d)
#     - GDPR 32(1)(b)
#     - ISO 27001:2022 A.8.24
#     - PCI-DSS 4.0.1 3.7.5
#   remediation: Enable the key, or give what names it another key and re-encrypt it first.
#   avoid: |
#     resource "aws_kms_key" "database" {
#       is_enabled = false
#     }
#     resource "aws_db_instance" "drop" {
#       kms_key_id = aws_kms_key.database.arn
#     }
#   prefer: |
#     resource "aws_kms_key" "database" {
#       is_enabled = true
#     }
#     resource "aws_db_instance" "drop" {
#       kms_key_id = aws_kms_key.database.arn
#     }
package keywright.rules.key.key_11

import data.keywright.lib.finding
import data.keywright.lib.listing
import data.keywright.lib.rows
import data.keywright.lib.stores

report := [judged |
	some key in rows.inventory.keys
	_concerns(key)
	judged := _judged(key)
]

# Of a key that goes there is something to say only where something needs it.
_concerns(key) if rows.alive(key)

_concerns(key) if count(_needing(key)) > 0

_judged(key) := finding.fail(key.address, "enabled", {
	"message": sprintf("%s %s, and %s still %s it.", [rows.name(key), _state(key), listing.short(needing), _names(needing)]),
	"expected": "a key that works wherever something names it",
	"actual": _state(key),
	"witness": sort(needing),
}) if {
	_off(key)
	needing := _needing(key)
	count(needing) > 0
} else := finding.undetermined(key.address, "enabled", concat("; ", sort(gaps)), {
	"message": sprintf("Whether something still needs %s, which %s, cannot be told.", [rows.name(key), _state(key)]),
	"expected": "a key that works wherever something names it",
}) if {
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.pass(key.address, "enabled") if {
	count(_gaps(key)) == 0
}

_off(key) if key.enabled == false

_off(key) if not rows.alive(key)

_off_perhaps(key) if _off(key)

_off_perhaps(key) if key.unknown.enabled

_state(key) := "goes" if {
	not rows.alive(key)
} else := "is disabled" if {
	key.enabled == false
} else := "may be disabled"

_needing(key) := {address | some address in stores.named_by[key.address]}

_names(needing) := "names" if count(needing) == 1

_names(needing) := "name" if count(needing) > 1

# Whether a key is on matters where something names it; where a key that is off, or may be, may be named, that is not known.
_gaps(key) := {key.unknown.enabled} if {
	key.unknown.enabled
	count(_needing(key)) > 0
} else := {sprintf("the key of %s is not known", [listing.short(stores.unnamed)])} if {
	_off_perhaps(key)
	count(stores.unnamed) > 0
} else := set()

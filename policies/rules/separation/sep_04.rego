# METADATA
# title: Field-level keys are separate from the database's
# description: |
#   What is encrypted field by field is encrypted by a key other than the one under which the whole database lies. Whoever
#   can open the database's storage must not thereby open the fields.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-ENC-001 3.1
#   controls:
#     - GDPR 32(1)(a)
#     - DORA 9(4)(d)
#     - PCI-DSS 4.0.1 3.5.1
#     - ISO 27001:2022 A.8.24
#   remediation: Encrypt the database with the key for databases, and let the key of the fields protect the fields alone.
#   avoid: |
#     resource "aws_kms_key" "national_id" {
#       tags = {
#         Purpose  = "national-id"
#         Protects = "users.fodselsnummer"
#       }
#     }
#     resource "aws_db_instance" "drop" {
#       storage_encrypted = true
#       kms_key_id        = aws_kms_key.national_id.arn
#     }
#   prefer: |
#     resource "aws_db_instance" "drop" {
#       storage_encrypted = true
#       kms_key_id        = aws_kms_key.database.arn
#     }
package keywright.rules.separation.sep_04

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.stores

report := [judged |
	some store in stores.rows_alive
	stores.is_database(store)
	judged := _judged(store, stores.attribute(store, "key"))
]

_judged(store, attribute) := finding.fail(store.address, attribute, {
	"message": sprintf("%s lies under %s, which protects %s field by field.", [stores.name(store), rows.name(key), concat(", ", sort(fields))]),
	"expected": "a key that protects no fields",
	"actual": sprintf("encrypted by %s", [rows.name(key)]),
	"basis": object.get(key.basis, "purpose", "plan"),
}) if {
	key := stores.key(store)
	fields := _fields(key)
	count(fields) > 0
} else := finding.undetermined(store.address, attribute, concat("; ", sort(gaps)), object.union(stores.weight(store), {
	"message": sprintf("Whether %s lies under a key of fields cannot be told.", [stores.name(store)]),
	"expected": "a key that protects no fields",
	"under": "ENC-01",
})) if {
	gaps := _gaps(store)
	count(gaps) > 0
} else := finding.pass(store.address, attribute) if {
	count(_gaps(store)) == 0
}

# What a key protects field by field: fields that the profile gives to a domain, and domains whose fields have keys.
_fields(key) := {item | some item in key.protects; domains.fields[lower(item)]} | {sprintf("the fields of %s", [domain]) |
	some domain in domains.of(key)
	settings.domains[domain].field_level == true
}

_gaps(store) := ({sprintf("its key: %s", [reason]) | reason := store.unknown.key} | {reason | reason := stores.elsewhere(store)}) | ({reason | reason := stores.strange(stores.key(store))} | {sprintf("what its key %s protects: %s", [rows.name(key), reason]) |
	key := stores.key(store)
	reason := key.unknown.protects
})

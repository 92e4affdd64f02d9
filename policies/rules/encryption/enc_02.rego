# METADATA
# title: Restricted fields have a key besides their store's
# description: |
#   Where a domain asks for keys of its own for its fields, such as national IDs, each field that the profile gives it is
#   protected by a key, and that key is not the one under which the database lies: whoever reads the database does not
#   read the fields. It is asked where restricted data is stored in a database; there is no exception from it.
# custom:
#   severity: critical
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-ENC-001 3.1
#     - POL-SEC-ENC-001 5.1
#     - POL-SEC-KM-001 9
#   controls:
#     - GDPR 32(1)(a)
#     - PCI-DSS 4.0.1 3.5.1
#     - Personopplysningsloven § 12
#     - ISO 27001:2022 A.8.24
#   remediation: Encrypt the field in the application by a key of its domain, and name the field in the key's protects.
#   avoid: |
#     resource "aws_db_instance" "drop" { # users.fodselsnummer lies in it, under the key of the database alone
#       kms_key_id = aws_kms_key.database.arn
#     }
#   prefer: |
#     resource "aws_kms_key" "national_id" {
#       tags = {
#         Purpose  = "national-id"
#         Protects = "users.fodselsnummer"
#       }
#     }
package keywright.rules.encryption.enc_02

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.stores

report := [judged |
	some store in stores.rows_alive
	stores.is_database(store)
	some judged in _judged(store)
]

_judged(store) := [finding.pass(store.address, stores.attribute(store, "fields"))] if {
	count(_fields) == 0
} else := [finding.undetermined(store.address, stores.attribute(store, "fields"), concat("; ", sort(gaps)), object.union(stores.weight(store), {
	"message": sprintf("Whether fields that need keys of their own lie in %s cannot be told.", [stores.name(store)]),
	"expected": _expected,
	"under": "ENC-01",
}))] if {
	gaps := _gaps(store)
	count(gaps) > 0
} else := [finding.pass(store.address, stores.attribute(store, "fields"))] if {
	not _restricted(store)
} else := [_on_fields(store)]

# Every field that needs a key of its own, with its domain.
_fields := {field: domain |
	some domain, setting in settings.domains
	setting.field_level == true
	setting.classification == "restricted"
	some field in object.get(setting, "fields", [])
}

_gaps(store) := ({reason | reason := stores.unsaid(store)} | {reason | reason := store.unknown.classification}) | {reason |
	reason := store.unknown.purpose
	not _restricted(store)
}

# What lies in a store that says less than restricted is not restricted.
_restricted(store) if stores.class(store) == "restricted"

_on_fields(store) := finding.fail(store.address, stores.attribute(store, "fields"), {
	"message": sprintf("%s would lie in %s under the key of the store alone: no key of its own protects it.", [concat(", ", sort(bare)), stores.name(store)]),
	"expected": _expected,
	"actual": sprintf("no key of its own for %s", [concat(", ", sort(bare))]),
	"basis": "profile",
}) if {
	bare := _bare(store) - _elsewhere
	count(bare) > 0
	count(_hidden) == 0
} else := finding.undetermined(store.address, stores.attribute(store, "fields"), concat("; ", sort(_hidden)), {
	"message": sprintf("Whether keys of their own protect %s in %s cannot be told.", [concat(", ", sort(_bare(store))), stores.name(store)]),
	"expected": _expected,
}) if {
	count(_bare(store) - _elsewhere) > 0
} else := finding.not_assessed(store.address, "estate", "Whether fields have keys of their own is not assessed where the inputs hold no key of the field's domain, and are not the whole estate.") if {
	count(_bare(store)) > 0
} else := finding.pass(store.address, stores.attribute(store, "fields"))

# The fields that no key protects, or none but the store's.
_bare(store) := {field |
	some field, domain in _fields
	count({key | some key in _keys(field, domain); key != store.key}) == 0
}

# A key protects a field by naming it.
_keys(field, domain) := {key.address |
	some key in rows.keys
	domain in domains.of(key)
	some item in key.protects
	lower(item) == lower(field)
}

# Fields of domains of which the inputs hold no key: it may be in another plan.
_elsewhere := {field |
	not settings.estate_complete
	some field, domain in _fields
	not _present(domain)
}

_hidden := {sprintf("what %s protects: %s", [rows.name(key), reason]) |
	some key in rows.keys
	reason := key.unknown.protects
}

_present(domain) if {
	some key in rows.keys
	domain in domains.of(key)
}

_expected := "a key of the field's domain that names the field in protects, and is not the store's"

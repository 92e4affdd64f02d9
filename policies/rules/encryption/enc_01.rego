# METADATA
# title: Stores are encrypted, and guarded data by a key of its own domain
# description: |
#   Every store is encrypted unless what it holds is public. Confidential and restricted data is encrypted by a key that
#   the organisation manages and that serves the domain of the data: documents of customers by the key of those documents,
#   a database by the key of databases. The service's own key is enough for what is internal. What backups are encrypted
#   by is REG-03's question.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   every_store: true
#   source:
#     - POL-SEC-ENC-001 1
#     - POL-SEC-ENC-001 3
#   controls:
#     - GDPR 32(1)(a)
#     - DORA 9(4)(d)
#     - RTS (EU) 2024/1774 Art. 6
#     - PCI-DSS 4.0.1 3.5.1
#     - ISO 27001:2022 A.8.24
#   remediation: Encrypt the store with the key of the domain whose data it holds, and say by its tags Purpose and DataClassification what that is.
#   avoid: |
#     resource "aws_db_instance" "drop" {
#       storage_encrypted = false
#     }
#   prefer: |
#     resource "aws_db_instance" "drop" {
#       storage_encrypted = true
#       kms_key_id        = aws_kms_key.database.arn
#       tags = {
#         Purpose            = "database"
#         DataClassification = "restricted"
#       }
#     }
package keywright.rules.encryption.enc_01

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.stores

report := [judged |
	some store in stores.rows_alive
	judged := _judged(store, stores.attribute(store, "encryption"))
]

_judged(store, attribute) := finding.pass(store.address, attribute) if {
	_enough(store)
} else := finding.fail(store.address, attribute, {
	"message": fault,
	"expected": _expected(store),
	"actual": _actual(store),
	"basis": stores.basis(store),
}) if {
	fault := _fault(store)
} else := finding.undetermined(store.address, attribute, concat("; ", sort(_gaps(store))), object.union(stores.weight(store), {
	"message": sprintf("Whether %s is encrypted as what it holds asks cannot be told.", [stores.name(store)]),
	"expected": _expected(store),
}))

_enough(store) if {
	stores.class(store) == "public"
	not stores.unclear(store)
}

_enough(store) if {
	store.encrypted == true
	stores.class(store) == "internal"
	not stores.unclear(store)
}

_enough(store) if {
	store.encrypted == true
	stores.is_backup(store)
}

_enough(store) if {
	store.encrypted == true
	count(_gaps(store)) == 0
	not _fault(store)
}

# The right key is right for whatever class.
_enough(store) if {
	store.encrypted == true
	key := stores.key(store)
	_fits(store, key)
	count(stores.purposes(store)) > 0
	not stores.unclear(store)
	not stores.strange(key)
}

_fault(store) := sprintf("%s is not encrypted.", [stores.name(store)]) if {
	store.encrypted == false
	not store.unknown.classification
} else := sprintf("%s holds %s data and is encrypted by the service's own key%s.", [stores.name(store), stores.class(store), stores.kept_out(store)]) if {
	store.managed == "service"
	stores.guarded(store)
} else := sprintf("%s holds data of %s and is encrypted by %s, a key for %s.", [
	stores.name(store),
	concat(", ", sort(stores.purposes(store))),
	rows.name(key),
	concat(", ", sort(domains.of(key))),
]) if {
	key := stores.key(store)
	not stores.strange(key)
	count(stores.purposes(store)) > 0
	not _fits(store, key)
}

# One domain's data in a store asks for that domain's key, several's for one of theirs.
_fits(store, key) if count(domains.of(key) & (stores.purposes(store) | stores.by_nature(store))) > 0

# Everything in it is a comprehension, so that it is never undefined.
_gaps(store) := ({reason | some name in ["encrypted", "key"]; reason := store.unknown[name]} | _said(store)) | _of_key(store)

_said(store) := {reason | reason := stores.unsaid(store)} | {reason | some reason in stores.unclear(store)}

_of_key(store) := {reason | reason := stores.elsewhere(store)} | ({reason | reason := stores.strange(stores.key(store))} | {"it does not say whose data it holds" |
	key := stores.key(store)
	count(stores.purposes(store)) == 0
	not stores.unsaid(store)
	not _fits(store, key)
})

_expected(store) := sprintf("encrypted by a key of %s", [concat(" or ", sort(stores.purposes(store) | stores.by_nature(store)))]) if {
	stores.guarded(store)
	count(stores.purposes(store) | stores.by_nature(store)) > 0
} else := "encrypted by a key of the domain whose data it holds" if {
	stores.guarded(store)
} else := "encrypted; what is confidential or restricted, by a key of its domain"

_actual(store) := "not encrypted" if {
	store.encrypted == false
} else := "encrypted by the service's own key" if {
	store.managed == "service"
} else := sprintf("encrypted by %s", [store.key])

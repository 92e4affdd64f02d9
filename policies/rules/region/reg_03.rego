# METADATA
# title: Backups are encrypted by the backup key, in its region
# description: |
#   Where backups lie (buckets, vaults, replicated automated backups, copies of snapshots) they are encrypted by a key for
#   backups that is in the same region. Under the key of the primary data, or the service's own, they would be lost or
#   laid open together with it.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-ENC-001 3.2
#     - POL-SEC-ENC-001 3.3
#   controls:
#     - DORA 9(4)(d)
#     - RTS (EU) 2024/1774 Art. 6
#     - GDPR 32(1)
#     - ISO 27001:2022 A.8.24
#   remediation: Encrypt the backups with the key for backups of the region where they lie.
#   avoid: |
#     resource "aws_backup_vault" "drop" {
#       name = "drop"
#     }
#   prefer: |
#     resource "aws_backup_vault" "drop" {
#       name        = "drop"
#       region      = "eu-west-1"
#       kms_key_arn = aws_kms_key.backup.arn
#     }
package keywright.rules.region.reg_03

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.stores

report := array.concat(
	[judged |
		some store in stores.rows_alive
		stores.is_backup(store)
		judged := _judged(store, stores.attribute(store, "encryption"))
	],
	[judged |
		some store in stores.rows_alive
		not stores.is_backup(store)
		some doubt in _doubts(store)
		judged := finding.undetermined(store.address, stores.attribute(store, "encryption"), doubt, object.union(stores.weight(store), {
			"message": sprintf("Whether %s holds backups cannot be told.", [stores.name(store)]),
			"expected": _expected,
			"under": "ENC-01",
		}))
	],
)

# What speaks for a store holding backups although nothing says so.
_doubts(store) := {sprintf("its purpose: %s", [store.unknown.purpose])} if {
	store.unknown.purpose
} else := {"its name speaks of backup, and nothing says what it holds"} if {
	count(stores.purposes(store)) == 0
	"backup" in settings.spoken_of(store.name)
} else := set()

_judged(store, attribute) := finding.fail(store.address, attribute, {
	"message": fault,
	"expected": _expected,
	"actual": _actual(store),
	"basis": stores.basis(store),
}) if {
	fault := _fault(store)
} else := finding.undetermined(store.address, attribute, concat("; ", sort(gaps)), {
	"message": sprintf("Whether the backups in %s are encrypted by the backup key cannot be told.", [stores.name(store)]),
	"expected": _expected,
}) if {
	gaps := _gaps(store)
	count(gaps) > 0
} else := finding.pass(store.address, attribute) if {
	store.encrypted == true
	"backup" in domains.of(stores.key(store))
	stores.key(store).region == store.region
}

_fault(store) := sprintf("The backups in %s are not encrypted.", [stores.name(store)]) if {
	store.encrypted == false
} else := sprintf("The backups in %s are encrypted by the service's own key.", [stores.name(store)]) if {
	store.managed == "service"
} else := sprintf("The backups in %s are encrypted by %s, a key for %s.", [stores.name(store), rows.name(key), concat(", ", sort(domains.of(key)))]) if {
	key := stores.key(store)
	not stores.strange(key)
	not "backup" in domains.of(key)
} else := sprintf("The backups in %s lie in %s, and their key %s is in %s.", [stores.name(store), store.region, rows.name(key), key.region]) if {
	key := stores.key(store)
	not "" in {store.region, key.region}
	store.region != key.region
}

_gaps(store) := ({reason | some name in ["encrypted", "key"]; reason := store.unknown[name]} | {reason | reason := stores.elsewhere(store)}) | ({reason | reason := stores.strange(stores.key(store))} | {reason | some reason in _regions(store, stores.key(store))})

_regions(store, key) := {sprintf("the region: %s", [store.unknown.region]) | store.unknown.region} | {sprintf("the region of its key: %s", [key.unknown.region]) | key.unknown.region}

_expected := "encrypted by a key for backups, in the region where they lie"

_actual(store) := "not encrypted" if {
	store.encrypted == false
} else := "encrypted by the service's own key" if {
	store.managed == "service"
} else := sprintf("encrypted by %s", [store.key])

# METADATA
# title: The backup key is another key
# description: |
#   Backups have a key of their own, separate from the keys of what is backed up: another key with other material,
#   which serves nothing else, and, where the profile asks for it, in another account. Whoever loses or leaks the
#   primary key then still has the backups, or still has them closed.
# custom:
#   severity: critical
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 4
#     - POL-SEC-ENC-001 3.3
#   controls:
#     - DORA 9(4)(d)
#     - RTS (EU) 2024/1774 Art. 7
#     - GDPR 32(1)
#     - ISO 27001:2022 A.8.24
#   remediation: Create a key for backups alone, not a replica, and let no other key protect what it protects.
#   avoid: |
#     resource "aws_kms_replica_key" "backup" {
#       primary_key_arn = aws_kms_key.database.arn
#     }
#   prefer: |
#     resource "keywright_key" "backup" {
#       purpose = "backup"
#       region  = keywright_residency.eea.backup_region
#     }
package keywright.rules.separation.sep_03

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.stores

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_judged(key) := finding.fail(key.address, "purpose", {
	"message": concat(" ", sort(faults)),
	"expected": _expected,
	"actual": sprintf("serves %s; protects %s", [_list(domains.of(key)), _list({item | some item in key.protects})]),
	"basis": object.get(key.basis, "purpose", "plan"),
}) if {
	faults := _faults(key)
	count(faults) > 0
} else := finding.undetermined(key.address, "purpose", concat("; ", sort(gaps)), {
	"message": sprintf("Whether %s keeps the backup key apart from the others cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.pass(key.address, "purpose") if {
	_backs_up(key)
}

_backs_up(key) if "backup" in domains.of(key)

_faults(key) := {fault |
	_backs_up(key)
	some fault in ((((_serves(key) | _shares(key)) | _protected_twice(key)) | _same_account(key)) | _encrypts(key))
}

_serves(key) := {sprintf("The backup key %s also serves %s.", [rows.name(key), _list(domains.of(key) - {"backup"})]) |
	count(domains.of(key)) > 1
}

_shares(key) := {sprintf("The backup key %s has the material of %s.", [rows.name(key), rows.name(other)]) |
	some other in _others(domains.relatives(key))
}

_encrypts(key) := {sprintf("The backup key %s also encrypts %s.", [rows.name(key), _list(others)]) |
	others := stores.beside(key, "backup")
	count(others) > 0
}

_protected_twice(key) := {sprintf("%s, which the backup key %s protects, is protected by %s too.", [item, rows.name(key), rows.name(other)]) |
	some item in key.protects
	some other in _others(domains.protectors[item] - {key.address})
}

# Another backup key may share what it likes with this one.
_others(addresses) := {other |
	some address in addresses
	other := domains.by_address[address]
	not _backs_up(other)
}

_apart_asked if settings.domains.backup.same_account == false

_primary_accounts := {key.account_symbol | some key in rows.keys; not _backs_up(key)}

_same_account(key) := {sprintf("The backup key %s is in the account of the primary keys, and the profile asks for another.", [rows.name(key)]) |
	_apart_asked
	key.account_symbol in _primary_accounts
}

_known_accounts := {key.account | some key in rows.keys; not _backs_up(key)}

_gaps(key) := {sprintf("its %s: %s", [attribute, key.unknown[attribute]]) |
	some attribute in ["purpose", "protects"]
	key.unknown[attribute]
} | (_doubts(key) | {gap | _backs_up(key); some gap in _own_gaps(key)})

# What speaks for a key being one for backups although nothing says so.
_doubts(key) := ({reason |
	"backup" in domains.hinted(key)
	reason := "its alias speaks of backup, and nothing says that it serves backups"
} | {reason |
	"backup" in domains.suspected(key)
	reason := "an alias speaks of backup, and whether it is this key's is known only after apply"
}) | {reason | reason := domains.unplaced(key)} if {
	not _backs_up(key)
} else := set()

_own_gaps(key) := {"which key it is a replica of is not in the plan" |
	key.kind == "replica"
	not domains.by_address[key.primary]
} | {"whether it is in another account is known only after apply" |
	_apart_asked
	"" in (_known_accounts | {key.account})
}

_expected := "a key of its own, with its own material, that serves and protects backups alone"

_list(items) := concat(", ", sort(items))

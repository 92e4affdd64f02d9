# METADATA
# title: Every inventoried key states its six stages
# description: |
#   Of each key it is said where its randomness comes from, where it is kept, where it is used, how it rotates, how it
#   comes back and how it is destroyed. A key that KMS makes and holds says so by what it is; for imported material the
#   source of randomness is said in a key block of the profile, and for a key that lives elsewhere all six are.
# custom:
#   severity: medium
#   scope: key
#   rows: all
#   source:
#     - DTA-ENC-001 3
#     - DTA-ENC-001 8
#   controls:
#     - BSI TR-03161 O.Cryp_3
#     - NIST SP 800-57 Part 1 Rev. 5
#     - RTS (EU) 2024/1774 Art. 7(1)
#     - ISO 27001:2022 A.8.24
#   remediation: State the missing stages in a stages block of the key's block in the profile.
#   avoid: |
#     key "CONSENT_HMAC_KEY" { # in keywright.hcl
#       stages {
#         generation = "openssl rand -base64 32"
#       }
#     }
#   prefer: |
#     key "CONSENT_HMAC_KEY" {
#       stages {
#         generation  = "openssl rand -base64 32"
#         storage     = "Secret Manager"
#         usage       = "ConsentHmacService"
#         rotation    = "yearly, by hand, 24 h with two keys"
#         backup      = "all versions retained"
#         destruction = "version destroyed, seen in the audit log"
#       }
#     }
package keywright.rules.key.key_18

import data.keywright.lib.evidence
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.secrets
import data.keywright.lib.settings
import data.keywright.lib.stores

report := array.concat(
	[judged | some key in rows.keys; key.kind != "replica"; judged := _held(key)],
	[judged | some label, entry in _entries; not label in _named; judged := _elsewhere(label, entry)],
)

_held(key) := _of_register(key, _registered[key.address]) if {
	_registered[key.address]
} else := finding.undetermined(key.address, "stages", key.unknown.origin, {
	"message": sprintf("Whether %s needs its stages stated cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected,
}) if {
	key.unknown.origin
} else := finding.pass(key.address, "stages") if {
	key.origin != "EXTERNAL"
} else := finding.pass(key.address, "stages") if {
	some name in _names(key)
	_stated(_entries[name], "generation")
} else := finding.fail(key.address, "stages", {
	"message": sprintf("The material of %s is imported, and nothing says where its randomness comes from.", [rows.name(key)]),
	"expected": "the stage generation in a key block of the profile that names it",
	"actual": "not stated",
	"basis": "profile",
})

# A key that is registered says all six itself, or a key block does.
_registered := {row.address: row | some row in object.get(rows.inventory, "registered", [])}

_of_register(key, row) := finding.undetermined(key.address, "stages", row.unknown.stages, {
	"message": sprintf("Whether %s states all stages of its life cannot be told from the plan.", [rows.name(key)]),
	"expected": _expected,
}) if {
	row.unknown.stages
} else := finding.fail(key.address, "stages", {
	"message": sprintf("%s does not state all stages of its life: %s.", [rows.name(key), concat(", ", _without(key, row))]),
	"expected": _expected,
	"actual": sprintf("without %s", [concat(", ", _without(key, row))]),
	"basis": "plan",
}) if {
	count(_without(key, row)) > 0
} else := finding.pass(key.address, "stages")

_without(key, row) := [stage |
	some stage in _stages
	not row.stages[stage]
	count([name | some name in _names(key); _stated(_entries[name], stage)]) == 0
]

# A block that names nothing of the inputs may be for a key of other plans, which says most of it by what it is.
_elsewhere(label, entry) := finding.pass(_place(label), "stages") if {
	count(_missing(entry)) == 0
} else := finding.fail(_place(label), "stages", {
	"message": sprintf("The inventory's %q does not state all stages of its life: %s.", [label, concat(", ", _missing(entry))]),
	"expected": _expected,
	"actual": sprintf("without %s", [concat(", ", _missing(entry))]),
	"basis": "profile",
}) if {
	settings.estate_complete
} else := finding.not_assessed(_place(label), "estate", "The stages of what the profile declares and none of the inputs holds are not assessed: it may be a key of other plans.")

_missing(entry) := [stage | some stage in _stages; not _stated(entry, stage)]

_stated(entry, stage) if trim_space(entry.stages[stage]) != ""

_stages := ["generation", "storage", "usage", "rotation", "backup", "destruction"]

_entries := object.get(settings.profile, "key", {})

_names(key) := evidence.names(key) | {regex.replace(key.address, `\[[^\]]*\]$`, "")}

# What is named of the inputs: keys, and what keys encrypt, of which key blocks speak too.
_named := (union({_names(key) | some key in rows.keys}) | union({evidence.names_of_secret(secret) | some secret in secrets.alive})) | {name |
	some store in stores.rows_alive
	some name in [store.address, store.name, store.arn]
}

_place(label) := concat(".", ["key", label])

_expected := "generation, storage, usage, rotation, backup and destruction"

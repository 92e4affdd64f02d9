# METADATA
# title: The inventory and the keys agree
# description: |
#   The profile's key blocks are the declared inventory: every key of the inputs is in it, and every entry that is said to
#   be deployed has its key. It is asked only of inputs that are the whole estate, and of a profile that declares keys.
# custom:
#   severity: medium
#   scope: estate
#   rows: all
#   source:
#     - POL-SEC-KM-001 2
#   controls:
#     - RTS (EU) 2024/1774 Art. 7(1)
#     - DORA 8(4)
#     - PCI-DSS 4.0.1 12.3.3
#     - IKT-forskriften § 5
#     - ISO 27001:2022 A.5.9
#   remediation: Add a key block for the key to the profile, or take the entry out, or say deployed = false of what is not there yet.
#   avoid: |
#     key "alias/drop-kyc-key" { # in keywright.hcl, and no such key in the estate
#       deployed = true
#     }
#   prefer: |
#     key "alias/drop-kyc-key" {
#       deployed = false # comes with phase 2
#     }
package keywright.rules.key.key_13

import data.keywright.lib.evidence
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings

report := [finding.not_assessed("estate", "estate", "Whether keys and the declared inventory agree is not assessed: the profile does not say that the inputs are the whole estate, or declares no keys.")] if {
	not _asked
} else := array.concat(
	[judged | some key in rows.keys; judged := _listed(key)],
	[judged | some label, entry in _entries; entry.deployed == true; judged := _there(label)],
)

_asked if {
	settings.estate_complete
	count(_entries) > 0
}

_entries := object.get(settings.profile, "key", {})

# A replica is in the inventory with its primary.
_listed(key) := finding.pass(key.address, "inventory") if {
	_is_listed(key)
} else := finding.undetermined(key.address, "inventory", key.unknown.aliases, {
	"message": sprintf("Whether %s is in the declared inventory cannot be told.", [rows.name(key)]),
	"expected": _expected,
}) if {
	key.unknown.aliases
} else := finding.fail(key.address, "inventory", {
	"message": sprintf("%s is not in the declared inventory: no key block of the profile names it.", [rows.name(key)]),
	"expected": _expected,
	"actual": "not declared",
	"basis": "profile",
})

_is_listed(key) if key.kind == "replica"

_is_listed(key) if {
	some name in _names(key)
	_entries[name]
}

_names(key) := evidence.names(key) | {regex.replace(key.address, `\[[^\]]*\]$`, "")}

_there(label) := finding.pass(_place(label), "deployed") if {
	label in _known
} else := finding.undetermined(_place(label), "deployed", concat("; ", sort(_nameless)), {
	"message": sprintf("Whether a key of the inputs is %q cannot be told.", [label]),
	"expected": _expected,
}) if {
	count(_nameless) > 0
} else := finding.fail(_place(label), "deployed", {
	"message": sprintf("The inventory says that %q is deployed, and none of the inputs has such a key.", [label]),
	"expected": _expected,
	"actual": "no such key",
	"basis": "profile",
})

_known := union({_names(key) | some key in rows.keys})

_nameless := {sprintf("%s: %s", [key.address, key.unknown.aliases]) | some key in rows.keys; key.unknown.aliases}

_place(label) := concat(".", ["key", label])

_expected := "a key block of the profile for each key, and a key for each block that is deployed"

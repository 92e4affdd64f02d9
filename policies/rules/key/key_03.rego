# METADATA
# title: Keys do what their purpose says
# description: |
#   A key has one use: encryption keys do not sign, signing keys do not encrypt, and keys for message authentication
#   codes do nothing else. The use that the key was created for fits the purpose it is declared for.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 3.5
#   controls:
#     - BSI TR-03161 O.Cryp_4
#     - NIST SP 800-57 Part 1 Rev. 5
#     - PCI-DSS 4.0.1 3.6.1.1
#     - ISO 27001:2022 A.8.24
#   remediation: Create a key of the usage that the purpose needs; the usage of a KMS key cannot be changed.
#   avoid: |
#     resource "keywright_key" "database" {
#       purpose = "database"
#       spec    = "RSA_4096"
#       usage   = "SIGN_VERIFY"
#     }
#   prefer: |
#     resource "keywright_key" "database" {
#       purpose = "database"
#     }
package keywright.rules.key.key_03

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

# What each kind of purpose needs of a key. A domain of one's own holds data, so its keys encrypt, unless they rotate as keys
# that sign do.
_fitting("token-signing") := {"SIGN_VERIFY", "GENERATE_VERIFY_MAC"}

_fitting("webhook") := {"GENERATE_VERIFY_MAC", "SIGN_VERIFY"}

_fitting("transport") := {"SIGN_VERIFY", "KEY_AGREEMENT", "ENCAPSULATE_DECAPSULATE"}

_fitting(purpose) := object.get(_signing, object.get(settings.domains[purpose], "rotation", "kek"), {"ENCRYPT_DECRYPT"}) if {
	settings.domains[purpose]
	not purpose in {"token-signing", "webhook", "transport"}
} else := {"ENCRYPT_DECRYPT"} if not purpose in {"token-signing", "transport", "webhook"}

_signing := {
	"jwt": {"SIGN_VERIFY", "GENERATE_VERIFY_MAC"},
	"webhook": {"GENERATE_VERIFY_MAC", "SIGN_VERIFY"},
	"code-signing": {"SIGN_VERIFY"},
	"ca-root": {"SIGN_VERIFY"},
	"ca-intermediate": {"SIGN_VERIFY"},
	"tls-external": {"SIGN_VERIFY"},
	"tls-internal": {"SIGN_VERIFY"},
}

_judged(key) := finding.fail(key.address, "usage", {
	"message": sprintf("%s is for %s and was made for %s.", [rows.name(key), concat(" and ", sort(wrong)), key.usage]),
	"expected": concat(" or ", sort({usage | some purpose in wrong; some usage in _fitting(purpose)})),
	"actual": key.usage,
	"basis": object.get(key.basis, "usage", "plan"),
}) if {
	not key.unknown.usage
	wrong := _wrong(key)
	count(wrong) > 0
} else := finding.undetermined(key.address, "usage", missing[0], {
	"message": sprintf("Whether %s does what its purpose says cannot be told.", [rows.name(key)]),
	"expected": "a usage that fits the purpose",
}) if {
	missing := array.concat(
		[key.unknown[attribute] | some attribute in ["usage", "purpose"]; key.unknown[attribute]],
		[reason | reason := domains.unplaced(key)],
	)
	count(missing) > 0
} else := finding.pass(key.address, "usage") if {
	count(_wrong(key)) == 0
}

_wrong(key) := {purpose |
	some purpose in ({purpose | some purpose in key.purposes} - domains.strange(key))
	not key.usage in _fitting(purpose)
}

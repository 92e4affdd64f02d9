# METADATA
# title: Symmetric and MAC keys have 256 bits
# description: |
#   Keys for symmetric encryption and for message authentication codes have at least 256 bits. In the regions of China,
#   the symmetric keys of KMS are SM4 keys of 128 bits, whatever the spec says.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   source:
#     - POL-SEC-KM-001 3.2
#   controls:
#     - BSI TR-02102-1
#     - NIST SP 800-57 Part 1 Rev. 5
#     - PCI-DSS 4.0.1 3.6.1.1
#     - ISO 27001:2022 A.8.24
#   remediation: Create the key with a spec of at least 256 bits; the spec of a KMS key cannot be changed, so what it protects moves to a new key.
#   avoid: |
#     resource "keywright_key" "webhook" {
#       purpose = "webhook"
#       spec    = "HMAC_224"
#       usage   = "GENERATE_VERIFY_MAC"
#     }
#   prefer: |
#     resource "keywright_key" "webhook" {
#       purpose = "webhook"
#       spec    = "HMAC_256"
#       usage   = "GENERATE_VERIFY_MAC"
#     }
package keywright.rules.key.key_07

import data.keywright.lib.algorithms
import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.rows

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_least := 256

# Of keys of other families KEY-01 says whether they are long enough.
_judged(key) := finding.undetermined(key.address, "spec", key.unknown.spec, {
	"message": sprintf("How many bits %s has cannot be told from the plan.", [rows.name(key)]),
	"under": "KEY-01",
	"expected": _expected,
}) if {
	key.unknown.spec
} else := finding.undetermined(key.address, "spec", key.unknown.region, {
	"message": sprintf("How many bits %s has depends on its region: in China, KMS makes symmetric keys of 128.", [rows.name(key)]),
	"under": "REG-01",
	"expected": _expected,
}) if {
	_family(key) == "AES"
	clouds.aws(key)
	key.unknown.region
} else := finding.fail(key.address, "spec", {
	"message": sprintf("%s has %d bits.", [rows.name(key), _bits(key)]),
	"expected": _expected,
	"actual": sprintf("%s%s: %d bits", [key.spec, _in(key), _bits(key)]),
	"basis": object.get(key.basis, "spec", "plan"),
}) if {
	_family(key) in {"AES", "HMAC"}
	_bits(key) < _least
} else := finding.pass(key.address, "spec") if {
	_family(key) in {"AES", "HMAC"}
	_bits(key) >= _least
}

_in(key) := sprintf(" in %s", [key.region]) if {
	key.region != ""
} else := ""

_rows := algorithms.of

_family(key) := _rows[key.spec].family

_bits(key) := 128 if {
	_family(key) == "AES"
	startswith(key.region, "cn-")
} else := _rows[key.spec].key_bits

_expected := sprintf("at least %d bits", [_least])

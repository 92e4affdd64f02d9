# METADATA
# title: Keys say what they are
# description: |
#   Every key declares its classification, owner, purpose and environment, and the words are ones that the policy has.
#   Without a classification the rules for restricted keys could be left by dropping a tag: that is a grave fault, and
#   those rules stay undetermined.
# custom:
#   severity: high
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 2
#   controls:
#     - RTS (EU) 2024/1774 Art. 7(4)
#     - DORA 9(4)(d)
#     - PCI-DSS 4.0.1 3.6.1.1
#     - IKT-forskriften § 5
#     - ISO 27001:2022 A.8.24
#   remediation: Declare what is missing in the key's tags, or, for a key that cannot be tagged, in a key block of the profile.
#   avoid: |
#     resource "aws_kms_key" "kyc" {
#       tags = { Purpose = "aml-kyc" }
#     }
#   prefer: |
#     resource "aws_kms_key" "kyc" {
#       tags = {
#         Purpose            = "aml-kyc"
#         DataClassification = "restricted"
#         Owner              = "security-team"
#         Environment        = "production"
#       }
#     }
package keywright.rules.key.key_04

import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_attributes := ["classification", "owner", "purpose", "environment"]

_judged(key) := finding.fail(key.address, "classification", {
	"message": concat(" ", array.concat([_says(key, faults)], _left_open(key, faults))),
	"expected": "classification, owner, purpose and environment, in the policy's words",
	"actual": concat("; ", [sprintf("%s: %s", [attribute, fault]) | some attribute, fault in faults]),
	"severity": _severity(faults),
	"basis": "tags",
}) if {
	faults := _faults(key)
	count(faults) > 0
} else := finding.undetermined(key.address, "classification", concat("; ", gaps), {
	"message": sprintf("What %s is cannot be told from the plan.", [rows.name(key)]),
	"expected": "classification, owner, purpose and environment, in the policy's words",
}) if {
	gaps := [sprintf("%s: %s", [attribute, key.unknown[attribute]]) | some attribute in _attributes; key.unknown[attribute]]
	count(gaps) > 0
} else := finding.pass(key.address, "classification")

_faults(key) := {attribute: fault |
	some attribute in _attributes
	not key.unknown[attribute]
	fault := _fault(attribute, key)
}

_fault(attribute, key) := "missing" if {
	key[attribute] == ""
} else := sprintf("%q is none of %s", [key.classification, concat(", ", sort(settings.classes))]) if {
	attribute == "classification"
	not key.classification in settings.classes
} else := sprintf("%s is no domain of the profile", [concat(", ", sort(strange))]) if {
	attribute == "purpose"
	strange := {purpose | some purpose in key.purposes} - object.keys(settings.domains)
	count(strange) > 0
}

_severity(faults) := "high" if {
	faults.classification
} else := "medium"

_says(key, faults) := sprintf("%s does not say %s.", [rows.name(key), concat(", ", sort(missing))]) if {
	missing := {attribute | some attribute, "missing" in faults}
	count(missing) == count(faults)
} else := sprintf("What %s says of itself is not in the policy's words, or is missing: %s.", [rows.name(key), concat(", ", sort(object.keys(faults)))])

# The rules whose answer depends on the class, for the one finding that names them.
_left_open(key, faults) := [sprintf("Without a class these rules stay undetermined where it matters: %s.", [concat(", ", sort(_class_dependent))])] if {
	faults.classification
	key.kind != "policy"
} else := []

_class_dependent := {"KEY-08"}

# METADATA
# title: Keys say what they are
# description: |
#   Every key declares its classification, owner, purpose and environment, and the words are ones that the policy has.
#   The class is not below that of the domain that the key serves. Without a classification the rules for restricted
#   keys could be left by dropping a tag, and without a purpose those of its domain: that is a grave fault, and those
#   rules stay undetermined.
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
#   remediation: Declare what is missing in the key's tags, or, for a key that cannot be tagged, in a key block of the profile; raise a class that is below its domain's.
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

import data.keywright.lib.classes
import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_attributes := ["classification", "owner", "purpose", "environment"]

_judged(key) := finding.fail(key.address, "classification", {
	"message": _says(key, faults),
	"expected": "classification, owner, purpose and environment, in the policy's words",
	"actual": concat("; ", [sprintf("%s: %s", [attribute, fault]) | some attribute, fault in faults]),
	"severity": _severity(key, faults),
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
} else := finding.pass(key.address, "classification") if {
	count(_faults(key)) == 0
}

_faults(key) := {attribute: fault |
	some attribute in _attributes
	not key.unknown[attribute]
	fault := _fault(attribute, key)
}

_fault(attribute, key) := "missing" if {
	trim_space(key[attribute]) == ""
} else := sprintf("%q is none of %s", [key.classification, concat(", ", sort(settings.classes))]) if {
	attribute == "classification"
	not key.classification in settings.classes
} else := sprintf("%s is below %s", [key.classification, concat(", ", sort(above))]) if {
	attribute == "classification"
	above := {sprintf("%s, the class of %s", [class, domain]) | some domain, class in classes.above(key)}
	count(above) > 0
} else := sprintf("%s is no domain of the profile%s", [concat(", ", sort(domains.strange(key))), _meant(key)]) if {
	attribute == "purpose"
	count(domains.strange(key)) > 0
}

_meant(key) := sprintf("; is %s meant?", [concat(", ", sort(meant))]) if {
	meant := {domain | some purpose in domains.strange(key); some domain in domains.meant(purpose)}
	count(meant) > 0
} else := ""

_severity(key, faults) := "high" if {
	_grave(key, faults)
} else := "medium"

_grave(_, faults) if faults.classification

# Only of a key whose class is known to be lower is a missing purpose the lesser fault.
_grave(key, faults) if {
	faults.purpose
	not key.classification in (settings.classes - {"restricted"})
}

# Another spelling of a domain would otherwise take the key out of it.
_grave(key, faults) if {
	faults.purpose
	some purpose in domains.strange(key)
	count(domains.meant(purpose)) > 0
}

_says(key, faults) := sprintf("%s does not say %s.", [rows.name(key), concat(", ", sort(missing))]) if {
	missing := {attribute | some attribute, "missing" in faults}
	count(missing) == count(faults)
} else := sprintf("What %s says of itself does not fit the policy: %s.", [rows.name(key), concat("; ", [sprintf("%s: %s", [attribute, fault]) | some attribute, fault in faults])])

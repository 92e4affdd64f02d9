# METADATA
# title: Certificates have approved keys and short lives
# description: |
#   The key of a certificate is of an approved algorithm, and where its lifetime is one's own choice, since it is brought in
#   from outside or ordered for so many months, it is within the policy's. What the certificate manager of AWS issues it renews
#   by itself, at a time of its own. So it is of the certificate of an authority, which lives longer: ten years a root's, two an
#   intermediate's, if the profile says nothing else.
# custom:
#   severity: medium
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-ENC-001 4.2
#     - Key-management policy template 3.6
#   controls:
#     - PCI-DSS 4.0.1 4.2.1.1
#     - BSI TR-02102-1
#     - ISO 27001:2022 A.8.24
#     - NIST SP 800-57 part 1 rev. 5, 5.3
#   remediation: Ask for an ECDSA key by key_algorithm, and have certificates issued by the manager of AWS, or for no longer than the policy allows.
#   avoid: |
#     resource "aws_acm_certificate" "www" {
#       domain_name       = "www.example.com"
#       validation_method = "DNS"
#     }
#   prefer: |
#     resource "aws_acm_certificate" "www" {
#       domain_name       = "www.example.com"
#       validation_method = "DNS"
#       key_algorithm     = "EC_prime256v1"
#     }
package keywright.rules.encryption.enc_05

import data.keywright.lib.clock
import data.keywright.lib.finding
import data.keywright.lib.settings
import data.keywright.lib.transports

report := [judged |
	some one in transports.certificates
	judged := _judged(one)
]

_judged(one) := finding.fail(one.address, "certificate", {
	"message": sprintf("The certificate %s %s.", [one.address, concat("; ", sort(faults))]),
	"expected": _expected,
	"actual": concat("; ", sort(faults)),
}) if {
	faults := _faults(one)
	count(faults) > 0
} else := finding.undetermined(one.address, "certificate", concat("; ", sort(gaps)), {
	"message": sprintf("Whether the certificate %s is within the policy cannot be told.", [one.address]),
	"expected": _expected,
}) if {
	gaps := _gaps(one)
	count(gaps) > 0
} else := finding.pass(one.address, "certificate") if {
	_approved(one)
}

_spec(one) := data.keywright.data.tls.certificate_keys[one.algorithm]

_status := {algorithm.spec: row.status |
	some algorithm in data.keywright.data.algorithms.algorithms
	some row in algorithm.usages
	row.usage == "SIGN_VERIFY"
}

# What the profile says of an algorithm goes before the table: what forbids without an end, what allows through its last day,
# in UTC, and for all purposes and classes, since a certificate has none.
_approved(one) if {
	row := settings.algorithms[_spec(one)]
	row.status == "approved"
	clock.today <= row.ends
	every name in ["classifications", "purposes"] { count(object.get(row, name, [])) == 0 }
}

_approved(one) if {
	_status[_spec(one)] == "approved"
	not _forbidden(one)
}

_forbidden(one) if settings.algorithms[_spec(one)].status != "approved"

_faults(one) := {sprintf("has a key of %s, which is not approved", [one.algorithm]) |
	one.algorithm != ""
	not _approved(one)
} | {sprintf("lives %d days, longer than %d", [one.days, _limit(one)]) |
	_chosen(one)
	is_number(one.days)
	one.days > _limit(one)
}

# A certificate whose lifetime somebody chose.
_chosen(one) if one.issued in {"authority", "imported", "ordered", "self-signed"}

# A certificate of which it is not known what for may be an authority's, which lives longest.
_limit(one) := settings.rotations[_kinds[one.use]].period_days

_kinds := {"": "ca-root", "server": "tls-external", "root": "ca-root", "intermediate": "ca-intermediate", "code-signing": "code-signing"}

_gaps(one) := ({sprintf("what it is for: %s", [reason]) | _chosen(one); reason := one.unknown.use} | {sprintf("its algorithm: %s", [reason]) | reason := one.unknown.algorithm}) | ({sprintf("its lifetime: %s", [reason]) |
	_chosen(one)
	not is_number(object.get(one, "days", null))
	reason := object.get(one.unknown, "days", "it is not known")
} | {"the profile names no lifetime of certificates of its kind" | _chosen(one); not _limit(one)})

_expected := "an approved key; a lifetime within the policy's, or renewal by the certificate manager"

# METADATA
# title: A private authority publishes what it revokes
# description: |
#   Whoever checks a certificate of a private authority can learn that it was revoked, by a list (CRL) or by asking (OCSP).
#   An authority whose certificates live a week at most needs neither.
# custom:
#   severity: medium
#   scope: estate
#   rows: all
#   source:
#     - POL-SEC-KM-001 3.7
#     - Key-management policy template 3.7
#   controls:
#     - DORA 9(4)(c)
#     - ISO 27001:2022 A.8.24
#     - PCI-DSS 4.0.1 4.2.1.1
#   remediation: Switch on a CRL or OCSP in the authority's revocation_configuration.
#   avoid: |
#     resource "aws_acmpca_certificate_authority" "internal" {
#       type = "ROOT"
#     }
#   prefer: |
#     resource "aws_acmpca_certificate_authority" "internal" {
#       revocation_configuration {
#         ocsp_configuration {
#           enabled = true
#         }
#       }
#     }
package keywright.rules.encryption.enc_09

import data.keywright.lib.finding
import data.keywright.lib.transports

report := [judged |
	some one in transports.authorities
	judged := _judged(one)
]

_judged(one) := finding.pass(one.address, "revocation_configuration") if {
	one.revocation in {"published", "short-lived"}
} else := finding.fail(one.address, "revocation_configuration", {
	"message": sprintf("The authority %s publishes no revocations.", [one.address]),
	"expected": _expected,
	"actual": "neither a CRL nor OCSP",
}) if {
	one.revocation == "none"
} else := finding.undetermined(one.address, "revocation_configuration", object.get(one.unknown, "revocation", "it is not known"), {
	"message": sprintf("Whether the authority %s publishes revocations cannot be told.", [one.address]),
	"expected": _expected,
})

_expected := "a CRL or OCSP"

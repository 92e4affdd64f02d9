# METADATA
# title: No secret stands in plain in the plan
# description: |
#   No secret and no key material is in plain in what Terraform reads and writes: passwords, values of secrets, plaintexts,
#   imported key material, and what looks like one of them in the environment of functions, containers and services. Marking
#   a value as sensitive hides it on the screen and leaves it in plan and state. A reference into a secrets manager passes,
#   and so does a write-only argument. The finding names the place and never the value.
# custom:
#   severity: critical
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 3.3
#     - POL-SEC-KM-001 3.4
#     - BSI TR-03161 O.Cryp_4
#   controls:
#     - PCI-DSS 4.0.1 8.6.2
#     - GDPR 32(1)
#     - DORA 9(4)(d)
#     - ISO 27001:2022 A.8.24
#   remediation: Let a secrets manager make or hold the value; pass a reference to it, or use the write-only argument.
#   avoid: |
#     resource "aws_lambda_function" "pay" {
#       environment {
#         variables = { DB_PASSWORD = var.db_password }
#       }
#     }
#   prefer: |
#     resource "aws_lambda_function" "pay" {
#       environment {
#         variables = { DB_PASSWORD_SECRET_ARN = aws_secretsmanager_secret.db.arn }
#       }
#     }
package keywright.rules.secret.sec_03

import data.keywright.lib.finding
import data.keywright.lib.secrets

report := [judged |
	some place in secrets.exposures
	judged := _judged(place)
]

_judged(place) := finding.fail(place.address, place.attribute, {
	"message": sprintf("A secret stands in plain in %s of %s.", [place.attribute, place.address]),
	"expected": "a reference into a secrets manager, or a write-only argument",
	"actual": "a value in the plan or state",
}) if {
	place.status == "plain"
}

_judged(place) := finding.undetermined(place.address, place.attribute, place.reason, {
	"message": sprintf("Whether a secret will stand in plain in %s of %s cannot be told.", [place.attribute, place.address]),
	"expected": "a reference into a secrets manager, or a write-only argument",
}) if {
	place.status == "unknown"
}

# Where nothing speaks for a secret, not to know is a question and no obstacle.
_judged(place) := finding.undetermined(place.address, place.attribute, place.reason, {
	"message": sprintf("What stands in %s of %s cannot be told.", [place.attribute, place.address]),
	"expected": "no secret in plain",
	"severity": "medium",
}) if {
	place.status == "open"
}

_judged(place) := finding.pass(place.address, "plain text") if place.status == "none"

# METADATA
# title: Grants are bounded
# description: |
#   A grant names its grantee and its operations, and asks for an encryption context, or is for an AWS service: else
#   whoever holds it opens everything under the key, and the key policy shows nothing of it. An encryption context is
#   asked for where the operations can carry one, on symmetric encryption keys.
# custom:
#   severity: medium
#   scope: key
#   rows: each
#   source:
#     - DTA-ENC-001 3.5
#   controls:
#     - ISO 27001:2022 A.5.15
#     - DORA 9(4)(c)
#     - PCI-DSS 4.0.1 7.2.1
#   remediation: |
#     Name the grantee and the operations that are needed, and add constraints with an encryption context.
#   avoid: |
#     resource "aws_kms_grant" "worker" {
#       key_id            = aws_kms_key.database.key_id
#       grantee_principal = aws_iam_role.worker.arn
#       operations        = ["Decrypt"]
#     }
#   prefer: |
#     resource "aws_kms_grant" "worker" {
#       key_id            = aws_kms_key.database.key_id
#       grantee_principal = aws_iam_role.worker.arn
#       operations        = ["Decrypt"]
#       constraints {
#         encryption_context_equals = { table = "orders" }
#       }
#     }
package keywright.rules.access.acc_12

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.principals
import data.keywright.lib.rows

report := [judged |
	some grant in rows.inventory.grants
	judged := _judged(grant)
]

_judged(grant) := finding.fail(grant.address, "constraints", {
	"message": sprintf("The grant %s is not bounded: %s.", [grant.address, concat("; ", sort(faults))]),
	"expected": _expected,
	"actual": sprintf("%s may %s", [_grantee(grant), concat(", ", grant.operations)]),
	"basis": "plan",
}) if {
	faults := _faults(grant)
	count(faults) > 0
} else := finding.undetermined(grant.address, "constraints", concat("; ", sort(gaps)), {
	"message": sprintf("Whether the grant %s is bounded cannot be told from the plan.", [grant.address]),
	"expected": _expected,
}) if {
	gaps := _gaps(grant)
	count(gaps) > 0
} else := finding.pass(grant.address, "constraints")

_expected := "a named grantee, named operations, and an encryption context or an AWS service"

_grantee(grant) := grant.grantee if {
	grant.grantee != ""
} else := "whoever it is for"

_faults(grant) := {sprintf("it is for the whole account %s", [grant.grantee]) |
	principals.is_account(sprintf("AWS:%s", [grant.grantee]))
} | {"it asks for no encryption context" |
	grant.constrained == false
	not grant.service
	_can_carry(grant)
	_symmetric(grant) == "yes"
	not grant.unknown.operations
	not _waits(grant)
}

# Operations that take an encryption context, and CreateGrant, which hands on what the grant asks for.
_can_carry(grant) if {
	some operation in grant.operations
	operation in {
		"Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo", "CreateGrant",
		"GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext",
	}
}

_symmetric(grant) := "no" if {
	key := domains.by_address[grant.key]
	not key.spec in {"", "SYMMETRIC_DEFAULT"}
} else := "unknown" if {
	domains.by_address[grant.key].spec == ""
} else := "yes"

# Whether it is a service's is not known.
_waits(grant) if grant.unknown.grantee

_gaps(grant) := {sprintf("its %s: %s", [attribute, grant.unknown[attribute]]) |
	some attribute in ["grantee", "operations", "constraints"]
	grant.unknown[attribute]
	not _enough(grant, attribute)
} | {"whether its key is symmetric, and so takes an encryption context, is not known" |
	grant.constrained == false
	not grant.service
	_can_carry(grant)
	_symmetric(grant) == "unknown"
}

_enough(grant, "constraints") if grant.constrained == true

_enough(grant, "constraints") if grant.service

# Who asks for an encryption context is bounded by it, whatever the operations.
_enough(grant, "operations") if grant.constrained == true

# METADATA
# title: The deletion of a secret waits
# description: |
#   A deleted secret can be had back for 7 to 30 days. Deletion at once takes what still depends on it along, and leaves no
#   time to notice. Whether an old version goes when its overlap ends is seen in no plan.
# custom:
#   severity: medium
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 3.8
#     - BSI TR-03161 O.Cryp_4
#   controls:
#     - DORA 9(4)(d)
#     - ISO 27001:2022 A.8.24
#     - IKT-forskriften § 5
#   remediation: Leave recovery_window_in_days out, or set it to 7 to 30; in Azure set soft_delete_retention_days of the vault, and purge_protection_enabled.
#   avoid: |
#     resource "aws_secretsmanager_secret" "jwt" {
#       recovery_window_in_days = 0
#     }
#   prefer: |
#     resource "aws_secretsmanager_secret" "jwt" {
#       recovery_window_in_days = 30
#     }
package keywright.rules.secret.sec_04

import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.secrets
import data.keywright.lib.stores

report := [judged |
	some secret in secrets.alive
	_waits(secret)
	judged := _judged(secret, stores.attribute(secret, _attribute[clouds.of(secret)]))
]

_attribute := {"aws": "recovery_window_in_days", "azure": "soft_delete_retention_days", "google": "version_destroy_ttl"}

# What is gone: a version of a secret of Google Cloud, which waits, unlike the secret itself.
_gone := {
	"aws": "its deletion",
	"azure": "its deletion (soft_delete_retention_days under purge_protection_enabled of its vault)",
	"google": "a version is to be destroyed (version_destroy_ttl)",
}

# A parameter goes at once by its nature, and a database's password with the database.
_waits(secret) if {
	secret.kind == "secret"
	secret.part == ""
}

_judged(secret, attribute) := finding.pass(secret.address, attribute) if {
	secret.deletion_window_days >= 7
	secret.deletion_window_days <= 30
	is_number(secret.deletion_window_days)
} else := finding.fail(secret.address, attribute, {
	"message": sprintf("%s is gone %s after %s.", [secrets.name(secret), _days(secret.deletion_window_days), _gone[clouds.of(secret)]]),
	"expected": "7 to 30 days",
	"actual": sprintf("%d days", [secret.deletion_window_days]),
	"basis": object.get(secret.basis, "deletion_window", "plan"),
}) if {
	is_number(secret.deletion_window_days)
} else := finding.undetermined(secret.address, attribute, object.get(secret.unknown, "deletion_window", "it is not known"), {
	"message": sprintf("How long the deletion of %s waits cannot be told.", [secrets.name(secret)]),
	"expected": "7 to 30 days",
})

_days(0) := "at once"

_days(days) := sprintf("%d days", [days]) if days > 0

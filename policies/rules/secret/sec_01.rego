# METADATA
# title: Secrets are encrypted by a key of their own domain
# description: |
#   A secret is encrypted by a key that the organisation manages and that serves secrets of applications or the secret's
#   own domain. The manager's default key is open to whoever in the account may read secrets, and nobody can revoke it.
#   Azure Key Vault has keys of its own for secrets and lets nobody choose one: whether that will do is not for a rule to say.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   every_secret: true
#   source:
#     - Key-management policy template 3.4
#     - Key-management policy template 4
#   controls:
#     - GDPR 32(1)(a)
#     - DORA 9(4)(d)
#     - PCI-DSS 4.0.1 3.6.1.2
#     - ISO 27001:2022 A.8.24
#   remediation: Name a key of the secret's domain in the secret, and in each of its replicas one of their region.
#   avoid: |
#     resource "aws_secretsmanager_secret" "jwt" {
#       name = "drop/jwt"
#     }
#   prefer: |
#     resource "aws_secretsmanager_secret" "jwt" {
#       name       = "drop/jwt"
#       kms_key_id = aws_kms_key.secrets.arn
#     }
package keywright.rules.secret.sec_01

import data.keywright.lib.clouds
import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.secrets
import data.keywright.lib.stores

report := [judged |
	some secret in secrets.alive
	judged := _judged(secret, stores.attribute(secret, "key"))
]

_judged(secret, attribute) := finding.pass(secret.address, attribute) if {
	key := stores.key(secret)
	not stores.strange(key)
	_fits(secret, key)
} else := finding.fail(secret.address, attribute, {
	"message": fault,
	"expected": _expected(secret),
	"actual": _actual(secret),
	"basis": stores.basis(secret),
}) if {
	fault := _fault(secret)
} else := finding.undetermined(secret.address, attribute, concat("; ", sort(_gaps(secret))), {
	"message": sprintf("Which key encrypts %s cannot be told.", [secrets.name(secret)]),
	"expected": _expected(secret),
})

_fits(secret, key) if count(domains.of(key) & secrets.domains(secret)) > 0

_fault(secret) := sprintf("%s is encrypted by the service's own key.", [secrets.name(secret)]) if {
	secret.managed == "service"
	clouds.of(secret) != "azure"
} else := sprintf("%s is encrypted by %s, a key for %s.", [secrets.name(secret), rows.name(key), concat(", ", sort(domains.of(key)))]) if {
	key := stores.key(secret)
	not stores.strange(key)
	not secret.unknown.purpose
	not _fits(secret, key)
}

_gaps(secret) := {"Azure Key Vault encrypts secrets by keys of its own and lets nobody choose one; where the policy asks for a key of one's own, the value has to be encrypted before it is stored"} if {
	clouds.of(secret) == "azure"
} else := ({reason | reason := secret.unknown.key} | {sprintf("its purpose: %s", [reason]) | reason := secret.unknown.purpose}) | ({reason | reason := stores.elsewhere(secret)} | {reason | reason := stores.strange(stores.key(secret))})

_expected(secret) := sprintf("a key of %s", [concat(" or ", sort(secrets.domains(secret)))])

_actual(secret) := "encrypted by the service's own key" if {
	secret.managed == "service"
} else := sprintf("encrypted by %s", [secret.key])

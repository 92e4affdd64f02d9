# METADATA
# title: Secrets of pipelines belong to an environment
# description: |
#   A secret of a code host's pipelines is given to one environment, whose protection decides which pipelines get it, and
#   not to every pipeline of a repository or of all repositories. Its value is not in the plan or state: it comes encrypted
#   for the host.
# custom:
#   severity: medium
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 3.3
#     - POL-SEC-KM-001 3.4
#   controls:
#     - PCI-DSS 4.0.1 8.6.2
#     - DORA 9(4)(d)
#     - ISO 27001:2022 A.8.4
#   remediation: Make it a secret of an environment with protection, and pass the value encrypted by the host's public key; better still, let the pipeline assume a role by OpenID Connect and keep none.
#   avoid: |
#     resource "github_actions_secret" "deploy" {
#       repository      = "drop"
#       secret_name     = "DEPLOY_TOKEN"
#       plaintext_value = var.token
#     }
#   prefer: |
#     resource "github_actions_environment_secret" "deploy" {
#       repository      = "drop"
#       environment     = "production"
#       secret_name     = "DEPLOY_TOKEN"
#       encrypted_value = var.encrypted_token
#     }
package keywright.rules.secret.sec_06

import data.keywright.lib.finding
import data.keywright.lib.rows

report := [judged |
	some secret in object.get(rows.inventory, "ci_secrets", [])
	rows.alive(secret)
	judged := _judged(secret)
]

_judged(secret) := finding.fail(secret.address, "scope", {
	"message": sprintf("%s is given to every pipeline of the %s%s.", [secret.name, secret.scope, _plain(secret)]),
	"expected": _expected,
	"actual": sprintf("a secret of the %s", [secret.scope]),
}) if {
	secret.scope != "environment"
} else := finding.fail(secret.address, secret.plain[0], {
	"message": sprintf("The value of %s stands in the plan and state.", [secret.name]),
	"expected": _expected,
	"actual": "a value in plain",
}) if {
	count(secret.plain) > 0
} else := finding.undetermined(secret.address, "value", secret.unknown.plain, {
	"message": sprintf("Whether the value of %s will stand in the state cannot be told.", [secret.name]),
	"expected": _expected,
}) if {
	secret.unknown.plain
} else := finding.pass(secret.address, "scope")

_plain(secret) := ", and its value stands in the plan and state" if {
	count(secret.plain) > 0
} else := ""

_expected := "a secret of an environment, whose value comes encrypted"

# METADATA
# title: Applications are confined to their network
# description: |
#   Whoever has the role application reaches the key through a VPC endpoint or from a VPC that a condition names,
#   and no other way. A condition that any endpoint meets, that a request without an endpoint meets, or that a Deny
#   only asks of some requests confines nobody. A key of Azure is reached from where its vault's network rules let in: public access is off, or
#   they deny what they do not name. Where the profile lists the endpoints of a role, it is one of these. An endpoint of the inputs that is another service's than KMS is no way to a key.
# custom:
#   severity: medium
#   scope: key
#   rows: each
#   every_key: true
#   source:
#     - POL-SEC-KM-001 5
#   controls:
#     - DORA 9(4)(c)
#     - ISO 27001:2022 A.5.15
#     - PCI-DSS 4.0.1 3.6.1.3
#   remediation: |
#     Name the endpoints (vpc_endpoint_ids of the role, or StringEquals aws:SourceVpce on every statement that lets
#     the application in); of Azure, set network_acls { default_action = "Deny" } on the vault, or public_network_access_enabled = false.
#   avoid: |
#     statement {
#       principals {
#         type        = "AWS"
#         identifiers = [var.app_role_arn]
#       }
#       actions   = ["kms:Decrypt"]
#       resources = ["*"]
#     }
#   prefer: |
#     access = {
#       application = { principals = [var.app_role_arn], vpc_endpoint_ids = [var.kms_endpoint_id] }
#     }
package keywright.rules.access.acc_07

import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.holders
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.verdict
import data.keywright.lib.vpc_endpoints

report := [judged |
	some key in rows.accessed
	judged := _judged(key)
]

# What bounds a network elsewhere is a perimeter or a firewall, not a condition of who may use a key.
_judged(key) := finding.not_assessed(key.address, "key", sprintf("Whether applications reach keys of %s from their network alone is not assessed: service perimeters and firewalls say so, and they are not in the inventory.", [clouds.name(key)])) if {
	not clouds.of(key) in {"aws", "azure"}
} else := holders.untold(key, "applications (role application)") if {
	not holders.told(key, {"application"})
} else := finding.fail(key.address, "policy", {
	"message": sprintf("The endpoints that are to confine applications on %s are of other services than KMS, and no request to KMS comes through them: %s.", [rows.name(key), concat("; ", sort(lost))]),
	"expected": "an endpoint of KMS, such as com.amazonaws.REGION.kms",
	"actual": concat("; ", sort(lost)),
	"basis": "plan",
}) if {
	count(_shown(key)) + count(_gaps(key)) == 0
	not key.unknown.policy
	lost := {said | some row in _applications(key); said := vpc_endpoints.lost(row)}
	count(lost) > 0
} else := finding.fail(key.address, "policy", {
	"message": sprintf("Applications reach %s from networks that the profile does not list for their role: %s.", [rows.name(key), concat(", ", sort(strange))]),
	"expected": "an endpoint or VPC of the role's network block",
	"actual": concat(", ", sort(strange)),
	"basis": "profile",
}) if {
	count(_shown(key)) == 0
	strange := {id | some row in _applications(key); some id in vpc_endpoints.strange(row)}
	count(strange) > 0
} else := verdict.of(key, _shown(key), _gaps(key), {
	"broken": sprintf("%s reaches %s from any network.", [verdict.names(_shown(key)), rows.name(key)]),
	"open": sprintf("Whether applications reach %s from their network alone depends on what the plan does not show.", [rows.name(key)]),
	"expected": _expected(key),
	"below": true,
})

_shown(key) := [{"row": row, "capabilities": outside} |
	some row in _applications(key)
	outside := {capability | some capability, "can" in row.off_network}
	count(outside) > 0
]

_applications(key) := [row | some row in key.access; "application" in row.roles; not _lifted(row)]

# The profile lifts it by a role's name, with a reason.
_lifted(row) if {
	some role in row.roles
	count(settings.roles[role].network.lifted) > 0
}

_expected(key) := "applications that reach the key through a named VPC endpoint or from a named VPC" if clouds.aws(key)

_expected(key) := "a vault whose network rules deny what they do not name, or that is not reached publicly" if not clouds.aws(key)

_gaps(key) := (rows.hidden_grants(key) | {_perhaps(key, row) | some row in _applications(key); some _, "undecided" in row.off_network}) | {reason | some row in _applications(key); some reason in vpc_endpoints.unsure(row)}

_perhaps(key, row) := sprintf("%s may use it from any network: %s", [row.principal, key.unknown.network]) if {
	key.unknown.network
} else := verdict.perhaps(row)

# METADATA
# title: keywright
# description: |
#   The two entry points of the bundle: the inventory of a plan or state, and what the rules say of it.
package keywright

import data.keywright.lib.access
import data.keywright.lib.alarm_rows
import data.keywright.lib.azure_keys
import data.keywright.lib.azure_outside
import data.keywright.lib.azure_vault_logs
import data.keywright.lib.azure_vaults
import data.keywright.lib.azure_wide
import data.keywright.lib.bindings
import data.keywright.lib.bucket_rows
import data.keywright.lib.certificate_rows
import data.keywright.lib.ci_secret_rows
import data.keywright.lib.endings
import data.keywright.lib.escalation
import data.keywright.lib.exposures
import data.keywright.lib.forms
import data.keywright.lib.google_rows
import data.keywright.lib.grants
import data.keywright.lib.history
import data.keywright.lib.identifiers
import data.keywright.lib.identity_rows
import data.keywright.lib.keys
import data.keywright.lib.lockout
import data.keywright.lib.overlap_rows
import data.keywright.lib.plan
import data.keywright.lib.policies
import data.keywright.lib.pool_rows
import data.keywright.lib.registered_keys
import data.keywright.lib.restore_tests
import data.keywright.lib.retention_rows
import data.keywright.lib.rows
import data.keywright.lib.schedules
import data.keywright.lib.secret_access_rows
import data.keywright.lib.secret_names
import data.keywright.lib.secret_rotations
import data.keywright.lib.secret_rows
import data.keywright.lib.selection
import data.keywright.lib.settings
import data.keywright.lib.store_rows
import data.keywright.lib.trail_rows
import data.keywright.lib.transport_rows
import data.keywright.lib.vault_rows
import data.keywright.lib.vpc_endpoint_rows

# METADATA
# title: Inventory
# description: |
#   Keys and what surrounds them, as the Go type finding.Inventory has it, and beside it what of that was there before the
#   plan's change.
# entrypoint: true
inventory := object.union_n([own, beside, history.own, history.beside])

# METADATA
# title: A share of the keys
# description: The keys of the inventory that the fact part asks for, as they are and as they were, and nothing beside them.
# entrypoint: true
share := object.union(own, history.own)

# METADATA
# title: Everything but history
# description: |
#   The inventory without what was there before, for a host that works that out by itself: it evaluates `own` or this over the
#   plan, and `lib.history.share` or `lib.history.all` over the document that `lib.history.document` gives.
# entrypoint: true
present := object.union(own, beside)

# METADATA
# title: Keys of one time
# description: |
#   The keys that the fact part asks for, as a plan leaves them. A key that could not be read must not be missed: rather no
#   inventory at all.
own := {"keys": keys.rows} if count(keys.rows) == count(identifiers.part)

# METADATA
# title: What surrounds keys at one time
# description: What there is beside the keys, as a plan leaves it.
beside := {
	"outside": _outside,
	"unresolved": bindings.unresolved,
	"unseen": bindings.unseen,
	"grants": grants.rows,
	"identity_policies": array.concat(array.concat(identity_rows.policies, google_rows.identity_policies), array.concat(azure_wide.identity_policies, vault_rows.identity_policies)),
	"identities": identity_rows.identities,
	"rotations": schedules.rotations,
	"separations": schedules.separations,
	"residencies": schedules.residencies,
	"stores": store_rows.rows,
	"secrets": secret_rows.rows,
	"secret_rotations": secret_rotations.rows,
	"secret_reach": secret_access_rows.rows,
	"pools": pool_rows.rows,
	"overlaps": overlap_rows.rows,
	"registered": registered_keys.rows,
	"exposures": exposures.rows,
	"ci_secrets": ci_secret_rows.rows,
	"trails": trail_rows.rows,
	"key_vaults": azure_vaults.rows,
	"vault_logs": azure_vault_logs.rows,
	"alarms": alarm_rows.rows,
	"retentions": retention_rows.rows,
	"restore_tests": restore_tests.rows,
	"bucket_settings": bucket_rows.rows,
	"transports": transport_rows.rows,
	"certificates": certificate_rows.certificates,
	"authorities": certificate_rows.authorities,
	"vpc_endpoints": vpc_endpoint_rows.rows,
	"ended": endings.rows,
	"plans": [{
		"name": "",
		"kind": plan.kind,
		"open": [],
		"errored": plan.errored,
		"complete": plan.complete,
		"keys": count(identifiers.keys),
		"outside": count(_outside),
		"recognised": count(plan.recognised),
	}],
} if {
	count(endings.own) == count(endings.due)
	count(overlap_rows.rows) == count(overlap_rows.due)
	count(store_rows.own) == count(store_rows.due)
	count(secret_rows.own) == count(secret_rows.due)
	count(secret_access_rows.rows) == count(secret_names.targets) + count(plan.resources.google_secret_manager_secret)
	count(pool_rows.rows) == count(pool_rows.due)
	count(ci_secret_rows.rows) == count(ci_secret_rows.due)
	count(trail_rows.rows) == count(trail_rows.due)
	count(azure_vaults.rows) == count(azure_keys.vaults)
	count(restore_tests.rows) == count(plan.resources.aws_backup_restore_testing_plan)
	count(bucket_rows.rows) == count(bucket_rows.due)
	count(transport_rows.rows) == count(transport_rows.due)
	count(certificate_rows.certificates) == count(certificate_rows.due)
	count(vpc_endpoint_rows.rows) == count(plan.resources.aws_vpc_endpoint)
	count(certificate_rows.authorities) == count(plan.resources.aws_acmpca_certificate_authority) + count(plan.resources.google_privateca_ca_pool)
}

_outside := array.concat(array.concat(_policies, _grants), array.concat(google_rows.outside, azure_outside.rows))

# What touches a key that is not in the plan is judged at its own address.
_policies := [row |
	some resource in policies.outside
	known := {
		"address": resource.address,
		"type": resource.type,
		"kind": "policy",
		"key": policies.outside_key(resource),
		"actions": resource.actions,
		"aliases": [],
		"usage": "",
		"policy": policies.outside_row(resource),
		"policy_forms": forms.of(policies.outside_policy(resource)),
		"access": access.outside(resource),
		"bypass_lockout_check": object.get(lockout.by(resource), "value", null),
		"unknown": object.union(
			policies.gaps_of(policies.outside_policy(resource)),
			{name: reason | some name in ["bypass_lockout_check"]; reason := lockout.by(resource).unknown},
		),
	}
	row := object.union(known, {"escalations": escalation.of(object.union(known, {"spec": "", "origin": "", "multi_region": null}))})
]

_grants := [row |
	some grant in grants.outside
	row := {
		"address": grant.row.address,
		"type": grant.type,
		"kind": "grant",
		"actions": plan.by_address[grant.row.address].actions,
		"aliases": [],
		"usage": "",
		"policy": {"status": "known", "address": grant.row.address, "digest": "", "basis": "plan"},
		"policy_forms": [],
		"access": access.granted(grant),
		"unknown": {"policy": reason |
			some attribute in ["grantee", "operations"]
			reason := concat(": ", [attribute, grant.row.unknown[attribute]])
			attribute == [name | some name in ["grantee", "operations"]; grant.row.unknown[name]][0]
		},
	}
]

# METADATA
# title: Findings
# description: |
#   What every rule says of every key it applies to, and the self-test, without which nothing was judged. A finding's
#   rule is the last part of its package. Without a profile there are no findings, rather than some that pass.
# entrypoint: true
findings := array.concat(
	[{"rule": "SELF-TEST", "outcome": "pass", "address": "", "attribute": ""}],
	_told,
) if {
	is_object(settings.profile.policy)
	is_object(rows.inventory)
	count(selection.rules) > 0
}

_told := _said if {
	count(_sourced) == 0
} else := [object.union(finding, _basis(finding)) | some finding in _said]

_said := [object.union(finding, {"rule": id}) |
	some id, family in selection.rules
	some finding in data.keywright.rules[family][selection.package_of(id)].report
]

# What a policy shows that only the source tells is known from there.
_basis(finding) := {"basis": "source"} if {
	finding.basis == "plan"
	finding.attribute == "policy"
	_sourced[finding.address]
} else := {}

_sourced := {row.address: true | some row in rows.accessed; row.policy.basis == "source"}

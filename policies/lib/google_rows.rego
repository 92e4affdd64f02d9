# METADATA
# title: Rows of IAM of Google Cloud
# description: |
#   Resources of IAM whose key is not in the plan, a row each in the form of policies elsewhere, and what gives something on
#   every key of a project, a folder or an organisation, in the form of identity policies (finding.IdentityPolicy).
package keywright.lib.google_rows

import data.keywright.lib.actions
import data.keywright.lib.google_access
import data.keywright.lib.google_iam

# outside are the resources of IAM whose key or key ring is not in the plan.
outside := [row |
	some item in google_iam.elsewhere
	access := google_access.elsewhere(item)
	unknown := google_access.gaps_elsewhere(item)
	row := {
		"address": item.resource.address,
		"type": item.resource.type,
		"kind": "policy",
		"key": _key(item),
		"actions": item.resource.actions,
		"aliases": [],
		"usage": "",
		"policy": {"status": "unknown", "address": item.resource.address, "digest": "", "basis": "plan"},
		"policy_forms": [],
		"access": access,
		"bypass_lockout_check": null,
		"unknown": unknown,
		"escalations": google_access.escalations(access, {"decrypt", "sign", "mac"}),
	}
]

_key(item) := text if {
	text := item.resource.values[item.thing.attribute]
	is_string(text)
} else := ""

# identity_policies give something on every key that there is or will be.
identity_policies := [row |
	some item in google_iam.on_all
	given := object.get(_given, item.resource.address, set())
	hidden := object.get(google_iam.hidden, item.resource.address, set())
	count(given) + count(hidden) > 0
	row := {
		"address": item.resource.address,
		"type": item.resource.type,
		"actions": item.resource.actions,
		"bearers": sort({entry.principal | some entry in given; _opens(entry)}),
		"status": _status(hidden),
		"reason": concat("; ", sort(hidden)),
		"boundary_alone": false,
		"every_key": {
			"can": sort({capability | some entry in given; some capability, "can" in entry.given}),
			"perhaps": sort({capability | some entry in given; some capability, "undecided" in entry.given}),
			"open": [capability | count(hidden) > 0; some capability in actions.capabilities],
			"statements": sort({entry.role | some entry in given}),
		},
		"unknown": {},
	}
]

_opens(entry) if entry.given.decrypt == "can"

_status(hidden) := "unknown" if count(hidden) > 0

_status(hidden) := "known" if count(hidden) == 0

_given := {address: entries | some address, entries in _entries}

_entries[entry.address] contains object.remove(entry, ["tokens"]) if some entry in google_iam.entries

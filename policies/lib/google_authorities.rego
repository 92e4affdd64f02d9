# METADATA
# title: Private authorities of Google Cloud
# description: |
#   A row for each pool of authorities of Certificate Authority Service (finding.Authority): what a pool publishes holds for every
#   authority in it. Source: the documentation of the provider hashicorp/google 7, google_privateca_ca_pool.
package keywright.lib.google_authorities

import data.keywright.lib.plan
import data.keywright.lib.values

# rows are the pools.
rows := [row |
	some resource in plan.resources.google_privateca_ca_pool
	told := _revocation(values.at(resource, ["publishing_options", 0, "publish_crl"]))
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"algorithm": "",
		"revocation": told.value,
		"unknown": {"revocation": told.unknown | told.unknown},
	}
]

_revocation(cell) := {"value": "published"} if {
	cell.value == true
} else := {"value": "none"} if {
	cell.value == false
} else := {"value": "", "unknown": object.get(cell, "unknown", "it has no publishing_options, and what holds then is not known here")}

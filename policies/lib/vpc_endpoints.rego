# METADATA
# title: What rules ask of endpoints
# description: |
#   Which endpoints a principal's conditions name, and whether a request to KMS comes through any of them. One that the inputs do not hold
#   may be of KMS.
package keywright.lib.vpc_endpoints

import data.keywright.lib.rows
import data.keywright.lib.settings

# lost says of a row of access that all the endpoints by which conditions let it in are of other services; undefined elsewhere.
lost(row) := concat(", ", sort({sprintf("%s (%s)", [_others[name].address, _others[name].name]) | some name in names})) if {
	names := _named(row)
	count(names) > 0
	every name in names { _others[name] }
	not _otherwise(row)
}

# strange gives the endpoints and VPCs by which conditions let a row in, and which the profile does not list where it lists any for
# the row's roles; unsure those whose id is known only after apply.
strange(row) := {name | some name in _named(row); regex.match(_id, name); not name in _listed(row)} if {
	count(_listed(row)) > 0
} else := set()

unsure(row) := {sprintf("whether %s is an endpoint that the profile lists", [name]) | some name in _named(row); not regex.match(_id, name)} | {sprintf("whether only endpoints that the profile lists meet %s", [condition]) | some condition in _others_ways(row)} if {
	count(_listed(row)) > 0
} else := set()

_id := `^vpce?-[0-9a-f]+$`

# What the profile lists are endpoints and VPCs of AWS, and says nothing of networks elsewhere.
_listed(row) := {id | row.kind != "Azure"; some role in row.roles; some id in settings.roles[role].network.endpoint_ids}

# What conditions on endpoints and VPCs name, in the words of the inventory.
_named(row) := {name |
	some condition in row.conditions
	startswith(condition, "from ")
	some name in split(substring(condition, 5, -1), ", ")
}

# Conditions on networks that are told in full may let it in by other ways.
_otherwise(row) if count(_others_ways(row)) > 0

_others_ways(row) := {condition | some condition in row.conditions; regex.match(`(?i)^aws:(sourcevpc|vpce|vpcsourceip)`, condition)}

# Endpoints of others alone, by their ids. One that is not there yet goes by where its id comes from.
_others := {name: min(endpoints) |
	some name, endpoints in _by_name
	every endpoint in endpoints { endpoint.service == "other" }
}

_by_name[name] contains endpoint if {
	some endpoint in object.get(rows.inventory, "vpc_endpoints", [])
	rows.alive(endpoint)
	some name in ({endpoint.id, sprintf("known after apply: %s.id", [endpoint.address])} - {""})
}

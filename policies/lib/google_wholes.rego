# METADATA
# title: What a store of Google Cloud is part of
# description: |
#   The dataset of a table of BigQuery, and the instance of a database of Spanner: by name within a project, or by reference.
#   Source: the documentation of the provider hashicorp/google 7, google_bigquery_table, google_spanner_database.
package keywright.lib.google_wholes

import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references

_kinds := {
	"google_bigquery_table": {"type": "google_bigquery_dataset", "called": "dataset", "by": "dataset_id", "name": "dataset_id"},
	"google_spanner_database": {"type": "google_spanner_instance", "called": "instance", "by": "instance", "name": "name"},
}

# is_part says that a store is part of something.
is_part(resource) if _kinds[resource.type]

# elsewhere says that what a store is part of cannot be told.
elsewhere(resource) := sprintf("its %s is not in the inputs", [_kinds[resource.type].called])

# of gives what a store is part of, where that can be only one thing.
of(resource) := plan.by_address[address] if {
	wholes := _named(resource) | _referred(resource)
	count(wholes) == 1
	some address in wholes
}

_named(resource) := {whole.address |
	kind := _kinds[resource.type]
	name := resource.values[kind.by]
	is_string(name)
	some whole in plan.resources[kind.type]
	identifiers.alive(whole)
	whole.values[kind.name] == regex.replace(name, `^.*/`, "")
	not _apart(resource.values, whole.values)
}

# What is known to be of different projects has the same name by chance.
_apart(one, other) if {
	is_string(one.project)
	is_string(other.project)
	one.project != other.project
}

_referred(resource) := {address |
	kind := _kinds[resource.type]
	not is_string(object.get(resource.values, kind.by, null))
	address := references.only(resource, [kind.by], {whole.block | some whole in plan.resources[kind.type]})
}

# METADATA
# title: Where regions are
# description: |
#   What the tables say of a region, by the cloud that it is of: the same name may be a region of two clouds. A prefix says
#   nothing of where a region is.
package keywright.lib.places

import data.keywright.lib.clouds

# of gives the table's row of the region of a key, a store or a secret.
of(it) := _tables[clouds.of(it)][it.region]

# A key that is registered is where the register says, by the names of AWS.
_tables := {
	"elsewhere": {row.code: row | some row in data.keywright.data.regions.regions},
	"aws": {row.code: row | some row in data.keywright.data.regions.regions},
	"azure": {row.code: row | some row in data.keywright.data.azure_regions.regions},
	"google": {row.code: row | some row in data.keywright.data.google_regions.regions},
}

# described is a region with where it is, in words.
described(row) := sprintf("%s, %s", [row.name, row.country]) if {
	row.country != ""
} else := row.name

# METADATA
# title: What rules ask of backups
# description: How long backups are kept, and whether somebody sees that they can be read again.
package keywright.lib.retentions

import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.stores

# alive are the places that say how long backups are kept, of what is there once the plan is applied.
alive := [place | some place in object.get(rows.inventory, "retentions", []); rows.alive(place)]

# tests are the plans of restore tests that are there once the plan is applied.
tests := [test | some test in object.get(rows.inventory, "restore_tests", []); rows.alive(test)]

# buckets are the stores of backups that keep what they hold until something ends it.
buckets := [store | some store in stores.rows_alive; store.kind == "bucket"; store.part == ""; stores.is_backup(store)]

# stated are the stores of which some place says how long backups are kept.
stated := {name | some place in alive; name := place.store; name != ""}

# concerns says that the inputs hold backups.
concerns if count(alive) > 0

concerns if {
	some store in stores.rows_alive
	stores.is_backup(store)
}

# days is how long backups of a store are kept by the profile: as its domains say, else as that of backups does.
days(store) := max(own) if {
	own := {number |
		some purpose in stores.purposes(store)
		number := settings.domains[purpose].backup_retention_days
		is_number(number)
	}
	count(own) > 0
} else := usual

# usual is how long backups are kept of what has no store in the inputs.
usual := settings.domains.backup.backup_retention_days if is_number(settings.domains.backup.backup_retention_days)

# store finds a store by its address or name.
store(name) := found[0] if {
	found := [row | some row in stores.rows_alive; row.part == ""; name in {row.address, row.name}]
	count(found) > 0
}

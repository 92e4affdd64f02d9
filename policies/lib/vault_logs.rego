# METADATA
# title: What rules ask of the records of vaults
# description: |
#   Which vaults of Azure hold keys or secrets, and what records their use. Each vault has records of its own, so that each
#   is judged for itself; that none is there can be said of the whole estate alone.
package keywright.lib.vault_logs

import data.keywright.lib.clouds
import data.keywright.lib.finding
import data.keywright.lib.rows

# logs are the records that are there once the plan is applied.
logs := [log | some log in object.get(rows.inventory, "vault_logs", []); rows.alive(log)]

# of gives the records of the vaults that hold something, by vault.
of(what) := {vault: them | some vault, them in _by_vault; some log in them; what in log.holds}

_by_vault := {vault: them | some vault, them in _grouped}

_grouped[log.vault] contains log if some log in logs

# keeps says that the vaults of a key's cloud say for themselves what records it.
keeps(key) if {
	clouds.of(key) == "azure"
	count(logs) > 0
}

# unseen says of a vault that the inputs do not show what a rule asks for, where they are not the whole estate.
unseen(vault, attribute, message) := object.union(finding.not_assessed(vault, "estate", message), {"attribute": attribute})

# gaps gives what is not known of records.
gaps(them, names) := {sprintf("%s: %s", [log.address, reason]) |
	some log in them
	some name in names
	reason := log.unknown[name]
}

# locked says that nobody can change what is recorded for a number of days.
locked(log, days) if {
	log.records == "all"
	log.lock == "Locked"
	is_number(log.lock_days)
	log.lock_days >= days
}

# METADATA
# title: Keys and what their loss would be mended by
# description: |
#   Who manages every key of a domain and a backup key as well, and could end both. Key administrators may, unless the
#   profile gives the role domains of its own; nor does the policy administrator count, whom the lockout check demands, an
#   account's own entry, or a service.
package keywright.lib.custody

import data.keywright.lib.administrators
import data.keywright.lib.rows
import data.keywright.lib.settings

# of gives the principals that manage a backup key and every key of a domain: {"principal", "domain", "verdict"}.
of(key) := {{"principal": principal, "domain": domain, "verdict": verdict} |
	some domain, each in _domains
	some principal in (managers[key.address].may & each.may)
	verdict := _verdict(principal, key, each)
}

_verdict(principal, key, each) := "can" if {
	principal in managers[key.address].can
	principal in each.can
} else := "undecided"

# is_backup says that a key is for backups.
is_backup(key) if "backup" in key.purposes

# managers gives, for each key, who manages its life or its policy, and who may.
managers := {key.address: {"can": _managing(key, {"can"}), "may": _managing(key, {"can", "undecided"})} | some key in rows.keys}

_managing(key, verdicts) := {row.principal |
	some row in key.access
	_counts(row)
	not _administers(key, row)
	some capability in {"lifecycle", "policy"}
	row.capabilities[capability] in verdicts
}

_administers(key, row) if {
	count(object.get(object.get(settings.roles, "key-admin", {}), "domains", [])) == 0
	some other in administrators.of(key).rows
	other.principal == row.principal
}

_counts(row) if {
	row.kind in {"AWS", "Azure", "Google", "Vault"}
	not "policy-admin" in row.roles
	not administrators.delegated(row)
	not administrators.confined(row)
	not administrators.residual(row)
}

# Who manages every key of a domain; a key whose policy is not known may be managed by anyone.
_domains := {domain: {"can": can, "may": may} |
	some domain, keys in _keys
	can := intersection({managers[key.address].can | some key in keys})
	known := {managers[key.address].may | some key in keys; not key.unknown.policy}
	count(known) > 0
	may := intersection(known)
}

_keys := {at: {pair.of | some pair in _grouped; pair.at == at} |
	some at in {pair.at | some pair in _grouped}
}

_grouped := [{"at": domain, "of": key} |
	some key in rows.keys
	some domain in key.purposes
	domain != "backup"
]

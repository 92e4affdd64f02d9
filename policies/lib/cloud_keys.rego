# METADATA
# title: Keys of other clouds
# description: |
#   The rows of keys that are not AWS's (finding.Key): the same fields, from what each cloud says of its keys and of who may
#   use them.
package keywright.lib.cloud_keys

import data.keywright.lib.cells
import data.keywright.lib.declared
import data.keywright.lib.google_access
import data.keywright.lib.google_acting
import data.keywright.lib.schedules

# more gives what a row has beside the attributes of its key, known.
more(resource, known) := {
	"address": resource.address,
	"type": resource.type,
	"kind": cells.kind(resource),
	"actions": resource.actions,
	"aliases": [],
	"suspected": [],
	"account_symbol": _account(resource, known.account),
	"primary": "",
	"way_back": sort(declared.texts(resource, "way_back")),
	"escrows": sort(declared.escrows(resource)),
	"rotation": schedules.rotation(resource),
	"policy": {"status": _status(gaps), "address": resource.address, "digest": "", "basis": "plan"},
	"policy_forms": [],
	"access": access,
	"escalations": array.concat(google_access.escalations(access, uses), google_acting.ways(access, uses)),
	"unknown": object.union_n([{name: cell.unknown | some name, cell in known}, gaps, schedules.gaps(resource)]),
	"basis": {name: cell.basis | some name, cell in known; cell.basis != ""},
} if {
	access := google_access.rows(resource, object.get(known.usage, "value", ""))
	gaps := google_access.gaps(resource)
	uses := _uses(object.get(known.usage, "value", ""))
}

_account(_, cell) := cell.value if {
	is_string(cell.value)
} else := ""

_status(gaps) := "unknown" if count(gaps) > 0

_status(gaps) := "known" if count(gaps) == 0

# Use of a key, by its usage. No cloud but AWS hands out plaintext data keys.
_uses("SIGN_VERIFY") := {"sign"}

_uses("GENERATE_VERIFY_MAC") := {"mac"}

_uses(usage) := {"decrypt"} if not usage in {"SIGN_VERIFY", "GENERATE_VERIFY_MAC"}

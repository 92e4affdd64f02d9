# METADATA
# title: Keys of other clouds
# description: |
#   The rows of keys that are not AWS's (finding.Key): the same fields, from what each cloud says of its keys and of who may
#   use them.
package keywright.lib.cloud_keys

import data.keywright.lib.azure_access
import data.keywright.lib.azure_networks
import data.keywright.lib.cells
import data.keywright.lib.clouds
import data.keywright.lib.declared
import data.keywright.lib.google_access
import data.keywright.lib.google_acting
import data.keywright.lib.registered_keys
import data.keywright.lib.schedules
import data.keywright.lib.vault_access

# more gives what a row has beside the attributes of its key, known.
more(resource, known) := {
	"address": resource.address,
	"type": resource.type,
	"kind": cells.kind(resource),
	"actions": resource.actions,
	"aliases": _names(resource),
	"suspected": [],
	"account_symbol": _account(resource, known.account),
	"primary": "",
	"way_back": sort(declared.texts(resource, "way_back")),
	"escrows": sort(declared.escrows(resource)),
	"rotation": schedules.rotation(resource),
	"policy": {"status": _status(gaps), "address": resource.address, "digest": "", "basis": "plan"},
	"policy_forms": [],
	"access": access,
	"escalations": _escalations(resource, access, uses),
	"unknown": object.union_n([{name: cell.unknown | some name, cell in known}, gaps, schedules.gaps(resource), azure_networks.gaps(resource)]),
	"basis": {name: cell.basis | some name, cell in known; cell.basis != ""},
} if {
	access := _access(resource, object.get(known.usage, "value", ""))
	gaps := _gaps(resource)
	uses := _uses(object.get(known.usage, "value", ""))
}

_escalations(resource, access, uses) := array.concat(google_access.escalations(access, uses), google_acting.ways(access, uses)) if {
	clouds.of(resource) == "google"
} else := vault_access.escalations(access, uses) if {
	clouds.of(resource) == "vault"
} else := azure_access.escalations(access, uses)

_access(resource, usage) := google_access.rows(resource, usage) if {
	clouds.of(resource) == "google"
} else := azure_access.rows(resource, usage) if {
	clouds.of(resource) == "azure"
} else := vault_access.rows(resource, usage) if {
	clouds.of(resource) == "vault"
} else := []

# Of who may use keys that are registered nothing is read.
_gaps(resource) := google_access.gaps(resource) if {
	clouds.of(resource) == "google"
} else := azure_access.gaps(resource) if {
	clouds.of(resource) == "azure"
} else := vault_access.gaps(resource) if {
	clouds.of(resource) == "vault"
} else := {"policy": sprintf("who may do what with keys of %s is not read by this version", [clouds.name(resource)])}

_names(resource) := registered_keys.names(resource) if {
	resource.type == registered_keys.type
} else := []

_account(_, cell) := cell.value if {
	is_string(cell.value)
} else := ""

_status(gaps) := "unknown" if count(gaps) > 0

_status(gaps) := "known" if count(gaps) == 0

# Use of a key, by its usage. Whoever comes to decrypt may make plaintext data keys where there are such.
_uses("SIGN_VERIFY") := {"sign"}

_uses("GENERATE_VERIFY_MAC") := {"mac"}

_uses("ENCRYPT_DECRYPT and SIGN_VERIFY") := {"decrypt", "sign"}

_uses(usage) := {"decrypt"} if not usage in {"SIGN_VERIFY", "GENERATE_VERIFY_MAC", "ENCRYPT_DECRYPT and SIGN_VERIFY"}

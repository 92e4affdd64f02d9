# METADATA
# title: Members of a separation
# description: The keys that a keywright_separation names, each with what is known of it, from its row or from the entry itself.
package keywright.lib.members

import data.keywright.lib.administrators
import data.keywright.lib.domains

# of gives the members of a separation by name.
of(separation) := {name: member |
	some name, entry in separation.members
	member := _member(entry)
}

_member(entry) := {
	"tokens": domains.tokens(key),
	"region": key.region,
	"account": key.account,
	"account_symbol": key.account_symbol,
	"key": key,
} if {
	key := domains.by_address[entry.address]
} else := {
	"tokens": {token | some name in ["arn", "key_id"]; some token in _tokens(_text(entry[name]))},
	"region": _first(_text(entry.region), _part(entry, 3)),
	"account": _part(entry, 4),
	"account_symbol": _part(entry, 4),
	"key": null,
}

# An ARN or id of a key says which key it is; that of an alias does not, nor does any other text. Replicas share an id.
_tokens(name) := {name, split(name, "/")[1]} if {
	regex.match(`^arn:[^:]+:kms:[^:]+:[0-9]{12}:key/[A-Za-z0-9-]+$`, name)
} else := {name} if {
	regex.match(`^[A-Za-z0-9-]+$`, name)
} else := set()

_text(value) := value if is_string(value)

_text(value) := "" if not is_string(value)

_first(one, _) := one if one != ""

_first(one, other) := other if one == ""

_part(entry, i) := split(entry.arn, ":")[i] if {
	is_string(entry.arn)
	startswith(entry.arn, "arn:")
} else := ""

# principals gives who holds any of some capabilities on a member's key for certain, and who may.
principals(member, what) := {"sure": sure, "perhaps": (perhaps | gaps)} if {
	key := member.key
	not key.unknown.policy
	sure := {row.principal |
		some row in key.access
		not administrators.delegated(row)
		some capability in _capabilities(what, key)
		row.capabilities[capability] == "can"
	}
	perhaps := {row.principal |
		some row in key.access
		some capability in _capabilities(what, key)
		row.capabilities[capability] == "undecided"
	}
	gaps := {sprintf("whom the identity policies of %s name", [row.principal]) |
		some row in key.access
		administrators.delegated(row)
		some capability in _capabilities(what, key)
		row.capabilities[capability]
	}
} else := {"sure": set(), "perhaps": {"its policy is not known"}}

_capabilities("users", key) := _uses(key)

# The right to write the policy alone is the residue that KMS's lockout check demands; it makes nobody administrator.
_capabilities("administrators", _) := {"lifecycle", "grant", "replicate", "import"}

# A key of a usage that is not known is used in every way there is.
_uses(key) := administrators.forbidden(key.usage) if {
	administrators.forbidden(key.usage)
} else := administrators.forbidden("")

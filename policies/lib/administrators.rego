# METADATA
# title: Who administers a key
# description: |
#   The key-admin role of the key or of the profile; where neither binds it, whoever holds a managing capability.
#   The policy administrator is another role: the one holder of PutKeyPolicy that KMS's lockout check demands.
package keywright.lib.administrators

import data.keywright.lib.settings

# of gives the access rows of a key's administrators, with where that is known from.
of(key) := {"rows": bound, "basis": "profile"} if {
	bound := [row | some row in key.access; "key-admin" in row.roles]
	_bound(key)
} else := {"rows": inferred, "basis": "inferred"} if {
	inferred := [row |
		some row in key.access
		_manages(row)
		not _residual(row)
		not _owner(row)
		not _delegate(row)
	]
}

_bound(_) if count(settings.principals("key-admin")) > 0

_bound(key) if {
	some row in key.access
	"key-admin" in row.roles
}

managing := {"policy", "grant", "replicate", "attribute", "lifecycle"}

using := {"decrypt", "data-key", "encrypt", "sign", "mac"}

_manages(row) if {
	some capability in managing
	row.capabilities[capability]
}

# Who can rewrite the policy and use nothing is the holder that the lockout check demands.
_residual(row) if {
	row.capabilities.policy
	count({capability | some capability in using; row.capabilities[capability]}) == 0
}

# Who can do everything owns the key: that is another rule's business (ACC-09).
_owner(row) if {
	every capability in managing | {"decrypt", "data-key", "encrypt"} { row.capabilities[capability] == "can" }
}

# The account's entry hands the decision to identity policies.
_delegate(row) if delegated(row)

# delegated says that an access row stands for a whole account.
delegated(row) if regex.match(`^arn:[^:]+:iam::[0-9]{12}:root$`, row.principal)

delegated(row) if row.principal == "the key's own account"

# forbidden are the capabilities that an administrator must not have on a key of a usage.
forbidden("SIGN_VERIFY") := {"sign"}

forbidden("GENERATE_VERIFY_MAC") := {"mac"}

forbidden(usage) := {"decrypt", "data-key"} if usage in {"ENCRYPT_DECRYPT", "KEY_AGREEMENT", "ENCAPSULATE_DECAPSULATE"}

forbidden("") := {"decrypt", "data-key", "sign", "mac"}

# phrase puts capabilities into words that follow "can".
phrase(capabilities) := concat(" and ", sort({_words[capability] | some capability in capabilities}))

_words := {
	"decrypt": "decrypt",
	"data-key": "make plaintext data keys",
	"sign": "sign",
	"mac": "make authentication codes",
}

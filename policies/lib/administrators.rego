# METADATA
# title: Who administers a key
# description: |
#   The key-admin role of the key or of the profile; where neither binds it, whoever holds a managing capability.
#   The policy administrator is another role: the one holder of PutKeyPolicy that KMS's lockout check demands.
package keywright.lib.administrators

import data.keywright.lib.principals
import data.keywright.lib.rows
import data.keywright.lib.settings

# of gives the access rows of a key's administrators, with where that is known from. Somebody manages every key: where
# nobody of those that profile or key name is there, those who do manage it count.
of(key) := _of(rows.seen(key))

_of(key) := {"rows": bound, "basis": "profile"} if {
	bound := [row | some row in key.access; "key-admin" in row.roles]
	count(bound) > 0
} else := {"rows": inferred, "basis": "inferred"} if {
	inferred := [row |
		some row in key.access
		_manages(row)
		not residual(row)
		not _owner(key, row)
		not delegated(row)
		not confined(row)
	]
}

# bound says that profile or key name an administrator of the key who is there.
bound(key) if of(key).basis == "profile"

# perhaps gives the rows of those who may turn out to manage a key, where nobody is named who does.
perhaps(key) := _perhaps(rows.seen(key))

_perhaps(key) := [row |
	not bound(key)
	some row in key.access
	count(manages(row, "undecided")) > 0
	not _manages(row)
	not delegated(row)
	not _owner(key, row)
]

managing := {"policy", "grant", "replicate", "attribute", "lifecycle"}

using := {"decrypt", "data-key", "encrypt", "sign", "mac"}

_manages(row) if {
	count(manages(row, "can")) > 0
}

# manages gives the managing capabilities of a row that are can or undecided. Grants that only AWS's own resources are
# given are use of the key.
manages(row, verdict) := {capability |
	some capability in managing
	row.capabilities[capability] == verdict
	not _by_services(row, capability)
} | {"grant" |
	verdict == "undecided"
	_by_services(row, "grant")
	row.grants_perhaps
}

_by_services(row, "grant") if row.for_services

# confined says that a row for everyone is for those only whom conditions name by ARN, and who have rows of their own.
default confined(_) := false

confined(row) if {
	row.principal == "*"
	row.confined
}

# residual says that a row can rewrite the policy and use nothing: the holder that the lockout check demands.
residual(row) if {
	row.capabilities.policy == "can"
	count({capability | some capability in using; row.capabilities[capability]}) == 0
}

# Whom IAM knows and who can do everything owns the key: that is another rule's business (ACC-09).
_owner(key, row) if {
	row.kind == "AWS"
	every capability in {"policy", "grant", "attribute", "lifecycle"} | _whole_use(object.get(key, "usage", "")) {
		row.capabilities[capability] == "can"
	}
}

# Whom another cloud gives everything, as the owner of a project.
_owner(key, row) if {
	row.kind in {"Azure", "Google", "Vault"}
	every capability in {"policy", "lifecycle"} | (_whole_use(object.get(key, "usage", "")) - {"data-key"}) {
		row.capabilities[capability] == "can"
	}
}

_whole_use("SIGN_VERIFY") := {"sign"}

_whole_use("GENERATE_VERIFY_MAC") := {"mac"}

_whole_use(usage) := {"decrypt", "data-key", "encrypt"} if not usage in {"SIGN_VERIFY", "GENERATE_VERIFY_MAC"}

# delegated says that an access row stands for a whole account, whose identity policies decide.
default delegated(_) := false

delegated(row) if regex.match(`^arn:[^:]+:iam::[0-9]{12}:root$`, row.principal)

delegated(row) if row.principal == "the key's own account"

# named says that the profile names every administrator by ARN: each has a row of its own, whatever is left to the account.
named if {
	patterns := settings.principals("key-admin")
	count(patterns) > 0
	every pattern in patterns {
		startswith(pattern, "arn:")
		not regex.match(`[*?]`, pattern)
	}
}

# elsewhere says that a row is of an account of which no administrator is: the profile names each by ARN, and has others.
elsewhere(row) if {
	named
	every pattern in settings.principals("key-admin") { split(pattern, ":")[4] != split(row.principal, ":")[4] }
}

# in_view says that the identity policies of every administrator that the profile names are in view: what a key leaves to
# its account is then decided for them.
in_view(key) if {
	count(settings.principals("key-admin")) > 0
	count(rows.unseen("key-admin")) == 0
	every row in key.access { _is_seen(row) }
}

_is_seen(row) if not "key-admin" in row.roles

_is_seen(row) if row.in_view

# unresolved says which administrators the profile names by an address that no resource of the plan bears.
unresolved := {sprintf("the profile names %s as key-admin, and no resource of the plan says who that is", [pattern]) |
	some pattern in (settings.principals("key-admin") & rows.unresolved)
}

# nameless says that it cannot be seen whom an access row means.
default nameless(_) := false

nameless(row) if principals.is_nameless(sprintf("%s:%s", [row.kind, row.principal]))

# forbidden are the capabilities that an administrator must not have on a key of a usage.
# What an action gives that nobody knows counts as decrypt there too.
forbidden("SIGN_VERIFY") := {"sign", "decrypt"}

forbidden("GENERATE_VERIFY_MAC") := {"mac", "decrypt"}

forbidden(usage) := {"decrypt", "data-key"} if usage in {"ENCRYPT_DECRYPT", "KEY_AGREEMENT", "ENCAPSULATE_DECAPSULATE"}

forbidden(usage) := {"decrypt", "data-key", "sign", "mac"} if {
	not usage in {"SIGN_VERIFY", "GENERATE_VERIFY_MAC", "ENCRYPT_DECRYPT", "KEY_AGREEMENT", "ENCAPSULATE_DECAPSULATE"}
}

# given is how the plan leaves open what a principal can do.
given(row) := "through another service of Google Cloud, or by the IAM policy of what its project may belong to" if {
	row.kind in {"Google", "Service"}
	not regex.match(`\.amazonaws\.com(\.cn)?$`, row.principal)
} else := "by roles of what its vault may belong to" if {
	row.kind == "Azure"
} else := "by other policies of Vault, or by what Vault puts in for a template" if {
	row.kind == "Vault"
} else := "by identity policies, as a session or by a grant" if {
	regex.match(`^arn:[^:]+:(iam::[0-9]{12}:role|sts::[0-9]{12}:assumed-role)/`, row.principal)
} else := "by identity policies or by a grant"

# phrase puts capabilities into words that follow "can" or "may".
phrase(capabilities) := concat(" and ", sort({object.get(_words, capability, capability) | some capability in capabilities}))

_words := {
	"decrypt": "decrypt",
	"data-key": "make plaintext data keys",
	"encrypt": "encrypt",
	"sign": "sign",
	"mac": "make authentication codes",
	"policy": "write the key policy",
	"grant": "make grants",
	"replicate": "replicate the key",
	"import": "import key material",
	"attribute": "change tags and aliases",
	"lifecycle": "manage the life of the key",
	"read": "read about the key",
}

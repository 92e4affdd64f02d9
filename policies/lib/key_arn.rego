# METADATA
# title: Keys as the resources of statements
# description: |
#   Which keys the resource of a statement may mean: an ARN, with wildcards and variables. Source: IAM User Guide, IAM JSON
#   policy elements, Resource.
package keywright.lib.key_arn

import data.keywright.lib.principals

# may_be_key says that a resource may be a key, whichever.
may_be_key(resource) if count(parts(resource)) < 6

may_be_key(resource) if {
	split_up := parts(resource)
	count(split_up) >= 6
	_may_be_kms(split_up[2])
	fixed := regex.find_n(`^[^*?$]*`, split_up[5], 1)[0]
	_begins_alike(fixed, "key/", split_up[5])
}

# parts gives the parts of a resource, with $ for each variable: the name of one may have colons of its own. What is
# left of a variable that does not end may be anything, and is no whole ARN.
parts(resource) := [] if {
	contains(_bare(resource), "${")
} else := split(_bare(resource), ":")

_bare(resource) := regex.replace(resource, `\$\{[^}]*\}`, "$$")

_may_be_kms(service) if contains(service, "$")

_may_be_kms(service) if regex.match(sprintf("^%s$", [principals.wildcard(service, ".")]), "kms")

# Whether what stands before the first wildcard leaves room for a key.
_begins_alike(fixed, prefix, _) if startswith(fixed, prefix)

_begins_alike(fixed, prefix, whole) if {
	startswith(prefix, fixed)
	fixed != whole
}

# sign stands for the ARN of a key that apply makes, in a text that the source tells: the key at an address.
sign(address) := concat("", [_signs, crypto.sha256(address)])

_signs := "arn:aws:kms:known:after:key/"

# names says whether the resource of a statement is a key, of which the region, account and key_id are known or "", and the
# sign where it is one of the plan: "yes", "no", or "maybe" where that cannot be told. A wildcard does not cross a colon.
names(resource, facts) := _signed(resource, object.get(facts, "sign", "")) if {
	startswith(resource, _signs)
	resource != concat("", [_signs, "apply"])
} else := "no" if {
	not may_be_key(resource)
} else := "maybe" if {
	count(parts(resource)) != 6
} else := "no" if {
	"no" in _each(resource, facts)
} else := "yes" if {
	_each(resource, facts) == {"yes"}
} else := "maybe"

_each(resource, facts) := {_part(parts(resource)[i], value) | some i, value in _arn(facts)}

# The parts of the key's ARN, "" where one is not known.
_arn(facts) := ["arn", _partition(facts), "kms", object.get(facts, "region", ""), object.get(facts, "account", ""), _id(facts)]

_partition(facts) := object.get(_partitions, object.get(facts, "region", ""), "")

_partitions := {row.code: row.partition | some row in data.keywright.data.regions.regions}

_id(facts) := sprintf("key/%s", [object.get(facts, "key_id", "")])

_part(pattern, value) := "maybe" if {
	contains(pattern, "$")
} else := "yes" if {
	regex.match(`^(key/)?[*]+$`, pattern)
} else := "maybe" if {
	value in {"", "key/"}
} else := "yes" if {
	regex.match(sprintf("^%s$", [principals.wildcard(pattern, ".")]), value)
} else := "no"

_signed(_, "") := "maybe"

_signed(resource, own) := "yes" if resource == own

_signed(resource, own) := "no" if {
	own != ""
	resource != own
}

# METADATA
# title: Which policy is in force
# description: |
#   A key's policy is its own attribute or a separate resource; with neither, the service's default, which hands the
#   decision to the account's identity policies.
package keywright.lib.policies

import data.keywright.lib.drafts
import data.keywright.lib.iam_document
import data.keywright.lib.identifiers
import data.keywright.lib.listing
import data.keywright.lib.on_key
import data.keywright.lib.plan
import data.keywright.lib.values

# of gives the policy of a key: {"status": known | unknown | default, "address", "text", "reason"}.
of(resource) := _chosen(resource, _own(resource), object.get(_separate, resource.address, [])) if {
	true
} else := {"status": "unknown", "address": resource.address, "reason": "no policy was found"}

_own(resource) := _unwritten(resource, cell.unknown) if {
	cell := _attribute(resource)
	cell.unknown
}

_own(resource) := {"status": "known", "address": resource.address, "text": cell.value, "basis": cell.basis} if {
	cell := _attribute(resource)
	is_string(cell.value)
	cell.value != ""
	not _removed(resource)
}

_own(resource) := {"status": "default", "address": resource.address} if {
	cell := _attribute(resource)
	object.get(cell, "value", "x") in {null, ""}
}

_own(resource) := {"status": "default", "address": resource.address} if _removed(resource)

# Where the configuration does not set the policy, the key shows what was read: the text that a separate resource wrote.
_echoed(resource) if {
	not resource.type in identifiers.own
	resource.configured
	not resource.expressions.policy
}

# With the separate resource goes its text, and the service's default comes back.
_removed(resource) if {
	_echoed(resource)
	resource.address in _bereft
}

_bereft := {key |
	some separate in plan.resources.aws_kms_key_policy
	not identifiers.alive(separate)
	key := identifiers.key_of(separate, "key_id")
}

# A keywright key always writes a policy of its own.
_attribute(resource) := values.read(resource, "policy") if resource.type in identifiers.own

_attribute(resource) := values.optional(resource, "policy", null) if not resource.type in identifiers.own

# separate gives the aws_kms_key_policy resources of each key.
_separate := {key: [policy |
	some address in addresses
	policy := _carried(plan.by_address[address])
] |
	some key, addresses in _by_key
}

_by_key := {at: {pair.of | some pair in _linked; pair.at == at} |
	some at in {pair.at | some pair in _linked}
}

_linked := [{"at": key, "of": resource.address} |
	some resource in plan.resources.aws_kms_key_policy
	identifiers.alive(resource)
	key := identifiers.key_of(resource, "key_id")
]

_carried(resource) := _unwritten(resource, cell.unknown) if {
	cell := values.read(resource, "policy")
	cell.unknown
}

# A text that is not known yet may have a draft, which shows all of it but some names.
_unwritten(resource, reason) := {
	"status": "unknown",
	"address": resource.address,
	"reason": reason,
	"text": draft,
	"basis": "source",
} if {
	draft := values.resolved(resource, "policy").draft
} else := {
	"status": "unknown",
	"address": resource.address,
	"reason": reason,
	"text": draft.text,
} if {
	draft := drafts.of(resource, "policy")
} else := {"status": "unknown", "address": resource.address, "reason": reason}

_carried(resource) := {"status": "known", "address": resource.address, "text": cell.value, "basis": cell.basis} if {
	cell := values.read(resource, "policy")
	is_string(cell.value)
}

# loose are the separate policies whose key cannot be told, and which may therefore be any key's.
_loose := {resource.address |
	some resource in plan.resources.aws_kms_key_policy
	identifiers.alive(resource)
	not identifiers.key_of(resource, "key_id")
	values.unknown(resource, "key_id")
}

_chosen(_, own, []) := own if count(_loose) == 0

# What the key shows of its own may be replaced, and still counts against it.
_chosen(_, own, []) := object.union(own, {
	"status": "unknown",
	"reason": sprintf("%s may carry its policy; which key that is for is known only after apply", [listing.short(_loose)]),
}) if {
	count(_loose) > 0
}

# A separate policy replaces the key's. Where the key has one of its own as well, they overwrite each other.
_chosen(resource, own, [separate]) := separate if {
	_one_text(resource, own, separate)
} else := _contested([own, separate], [own, separate])

_chosen(resource, own, separate) := _contested(array.concat([own], separate), array.concat([own | not _echoed(resource)], separate)) if {
	count(separate) > 1
}

_one_text(_, own, _) if own.status == "default"

_one_text(resource, _, _) if _echoed(resource)

_one_text(_, own, separate) if _alike(own.text, separate.text)

# Two texts that say the same in the same order, however the service writes them.
_alike(one, other) if one == other

_alike(one, other) if {
	one != other
	parsed := iam_document.parse(one)
	parsed.readable
	parsed == iam_document.parse(other)
}

# texts are those that are known; where none is, what grants give counts all the same.
_contested(list, of_their_own) := object.union_n([
	{
		"status": "unknown",
		"address": concat(", ", addresses),
		"reason": sprintf("%s overwrite each other's policy", [concat(" and ", addresses)]),
	},
	{"texts": texts | some texts in [[policy.text | some policy in of_their_own; policy.text]]; count(texts) > 0},
]) if {
	addresses := sort({policy.address | some policy in list})
}

# outside are the policies whose key is not in the plan: each is judged at its own address.
outside := [resource |
	some resource in plan.resources.aws_kms_key_policy
	identifiers.alive(resource)
	not identifiers.key_of(resource, "key_id")
]

# outside_policy is such a policy in the form of the others.
outside_policy(resource) := _carried(resource)

# texts are the policies that rows are asked of, each once.
texts := ({policy.text | some policy in _asked} | {text | some policy in _asked; some text in policy.texts}) | {text |
	identifiers.first
	some resource in outside
	text := outside_policy(resource).text
}

_asked := [of(resource) | some resource in identifiers.part]

# outside_key is what such a policy says of its key: an ARN or an id, by which another input may know it.
outside_key(resource) := resource.values.key_id if {
	is_string(resource.values.key_id)
} else := ""

# row is a key's policy in the inventory (finding.KeyPolicy).
row(resource) := {
	"status": _status(policy),
	"address": policy.address,
	"digest": _digest(policy),
	"basis": object.get(policy, "basis", ""),
} if {
	policy := of(resource)
}

# outside_row is the same for a policy whose key is not in the plan.
outside_row(resource) := {
	"status": _status(policy),
	"address": policy.address,
	"digest": _digest(policy),
	"basis": object.get(policy, "basis", ""),
} if {
	policy := outside_policy(resource)
}

_status(policy) := "unreadable" if {
	policy.status == "known"
	unreadable[policy.text]
} else := policy.status

# digest_of names a text as facts do.
digest_of(text) := digests[text]

digests := {text: crypto.sha256(text) | some text in texts}

_digest(policy) := crypto.sha256(policy.text) if {
	policy.status == "known"
} else := ""

# documents gives the parsed form of each text, and how it reads on keys where it asks for something of them.
documents := object.union(_parsed, {reading.name: on_key.read(_parsed[reading.text], reading.facts) | some _, reading in _readings})

_parsed := {text: iam_document.parse(text) | some text in texts}

# on gives the name under which documents has a text as it reads on a key.
on(resource, text) := _readings[[resource.address, text]].name if {
	true
} else := text

_readings := {[resource.address, text]: {"name": name, "text": text, "facts": facts} |
	some resource in identifiers.part
	some text in _texts_of(of(resource))
	facts := on_key.reading(resource, _parsed[text])
	name := concat("\n", [text, json.marshal(facts)])
}

_texts_of(policy) := {policy.text | policy.text} | {text | some text in policy.texts}

# unreadable gives the reason of each text that cannot be read.
unreadable := {text: document.reason |
	some text, document in documents
	not document.readable
}

# gaps gives what stands in the way of knowing a key's policy.
gaps(resource) := gaps_of(of(resource))

# gaps_of gives it for a policy.
gaps_of(policy) := {"policy": sprintf("the policy cannot be read: %s", [unreadable[policy.text]])} if {
	policy.status == "known"
	unreadable[policy.text]
} else := {"policy": concat("; ", sort(documents[policy.text].doubts))} if {
	policy.status == "known"
	count(documents[policy.text].doubts) > 0
} else := {"policy": policy.reason} if {
	policy.status == "unknown"
} else := {}

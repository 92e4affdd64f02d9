# METADATA
# title: Policies of secrets
# description: |
#   The policies that secrets of Secrets Manager carry themselves: by a resource of its own, or by an attribute of the secret.
package keywright.lib.secret_policies

import data.keywright.lib.identifiers
import data.keywright.lib.listing
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.secret_names
import data.keywright.lib.values

_live := [resource | some resource in plan.resources.aws_secretsmanager_secret_policy; identifiers.alive(resource)]

# of gives the policies of a secret: {"address", "text", "reason"}.
of(address) := array.concat(
	[_source(resource) | some other in sort(object.get(_named, address, set())); resource := plan.by_address[other]],
	[source | source := _own(plan.by_address[address])],
)

_source(resource) := {"address": resource.address, "text": cell.value, "reason": ""} if {
	cell := values.optional(resource, "policy", null)
	is_string(cell.value)
} else := {"address": resource.address, "text": "", "reason": values.reason(resource, "policy")}

# A secret that says nothing of a policy has none, unless it was read with one. One that a resource writes shows there.
_own(secret) := source if {
	secret.type == "aws_secretsmanager_secret"
	not _named[secret.address]
	not object.get(values.optional(secret, "policy", null), "value", "unknown") in {null, "", "{}"}
	source := _source(secret)
}

# texts are those of all of them.
texts := {text |
	some resource in array.concat(_live, plan.resources.aws_secretsmanager_secret)
	text := object.get(values.optional(resource, "policy", null), "value", null)
	is_string(text)
	not text in {"", "{}"}
}

_named := {secret: addresses | some secret, addresses in _names}

_names[secret] contains resource.address if {
	some resource in _live
	some secret in _secrets_of(resource)
}

_secrets_of(resource) := secret_names.of_name(resource.values.secret_arn) if {
	is_string(resource.values.secret_arn)
} else := {secret | secret := references.only(resource, ["secret_arn"], secret_names.blocks)}

# loose says of policies whose secret cannot be told that each secret may have them; undefined where there are none.
loose := sprintf("%s may be its policy; which secret that is for is known only after apply", [listing.short(addresses)]) if {
	addresses := {resource.address |
		some resource in _live
		not is_string(object.get(resource.values, "secret_arn", null))
		count(_secrets_of(resource)) == 0
	}
	count(addresses) > 0
}

# METADATA
# title: Texts of identity policies
# description: |
#   Where the text of an identity policy is: in the resource itself, in a managed policy of the plan that an ARN or a
#   reference names, in the table of AWS's own policies. A source is {"status": known | draft | unknown, "address",
#   "text", "reason"}, and a draft of the source is "named": each resource that is not known in it is one key. An ARN whose policy is nowhere in view gives one that is unknown, never none.
package keywright.lib.identity_texts

import data.keywright.lib.identity_drafts
import data.keywright.lib.identity_resources
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

# own gives the source of a text that is an attribute of a resource.
own(resource, attribute) := {"status": "known", "address": resource.address, "text": cell.value, "reason": ""} if {
	cell := values.read(resource, attribute)
	is_string(cell.value)
} else := {"status": "draft", "address": resource.address, "text": draft, "reason": values.reason(resource, attribute), "named": true} if {
	draft := values.resolved(resource, attribute).draft
} else := {"status": "draft", "address": resource.address, "text": draft, "reason": values.reason(resource, attribute)} if {
	draft := identity_drafts.of(resource, attribute)
} else := _unknown(resource.address, values.reason(resource, attribute))

_unknown(address, reason) := {"status": "unknown", "address": address, "text": "", "reason": reason}

# by_arn gives the sources that an ARN, or each of a list of them, names.
by_arn(resource, attribute) := {_source(resource, arn) | some arn in arns(resource, attribute)} | (_pending(resource, attribute) | hidden(resource, attribute))

# arns are those that an attribute names in writing.
arns(resource, attribute) := {cell.value} if {
	cell := values.optional(resource, attribute, null)
	is_string(cell.value)
	cell.value != ""
} else := {arn | some arn in resource.values[attribute]; is_string(arn)} if {
	is_array(resource.values[attribute])
	not resource.sensitive[attribute] == true
} else := set()

_source(resource, arn) := own(policy, "policy") if {
	policy := plan.by_address[_by_arn[arn]]
} else := {"status": "known", "address": resource.address, "text": aws[_end(arn)], "reason": ""} if {
	aws[_end(arn)]
} else := _unknown(resource.address, sprintf("the text of %s is not in the plan", [arn]))

# An ARN that two inputs give to two policies names neither.
_by_arn := {arn: address |
	some arn, addresses in _policies
	count(addresses) == 1
	some address in addresses
}

_policies[policy.values.arn] contains policy.address if {
	some policy in object.get(plan.resources, "aws_iam_policy", [])
	is_string(policy.values.arn)
}

# aws gives the texts of AWS's own policies by the end of their ARN.
aws := {row.name: json.marshal({"Version": "2012-10-17", "Statement": row.statements}) |
	some row in data.keywright.data.managed_policies.managed_policies
}

_end(arn) := regex.replace(arn, `^arn:[a-z-]+:iam::aws:policy/`, "")

# What is known only after apply is the policies that the expression refers to.
_pending(resource, attribute) := {own(plan.by_address[address], "policy") | some address in _referred(resource, attribute)} if {
	_open(resource, attribute)
} else := set()

_referred(resource, attribute) := {address} if {
	address := references.one(resource, attribute, _blocks)
} else := union({plan.instances[block] | some block in (references.of_block(resource, attribute) & _blocks)})

# hidden gives the source that stands for policies of which nothing is known.
hidden(resource, attribute) := {_unknown(resource.address, values.reason(resource, attribute))} if {
	_open(resource, attribute)
	not identity_resources.resolved(resource, attribute, _blocks)
} else := set()

# An attribute that the provider fills in by itself is none that the configuration sets.
_open(resource, attribute) if values.optional(resource, attribute, null).unknown

_blocks := {resource.block | some resource in object.get(plan.resources, "aws_iam_policy", [])}

# inline gives the sources of a role's inline_policy blocks.
inline(role) := {{"status": "known", "address": role.address, "text": block.policy, "reason": ""} |
	some block in role.values.inline_policy
	is_string(block.policy)
} | {_unknown(role.address, values.reason(role, "inline_policy")) | _open(role, "inline_policy")}

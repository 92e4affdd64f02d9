# METADATA
# title: Secrets that a policy mentions
# description: |
#   Which secrets the expression of a policy leads to, through variables, outputs and policy documents. Where the plan does not
#   tell a resource of a statement, it is one of these; or, if something else is mentioned that is not read, it may be any.
package keywright.lib.secret_mentions

import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.secret_names

# of gives {"secrets": addresses, "whole": whether these are all that the policy of a resource can mean}.
of(address) := object.get(_mentions, address, _nothing)

_nothing := {"secrets": set(), "whole": false}

_mentions := {resource.address: {"secrets": secrets, "whole": _whole(resource, attribute)} |
	some type, attribute in _attributes
	some resource in plan.resources[type]
	resource.unknown[attribute]
	secrets := _secrets(resource, attribute) | union({_secrets(document, "statement") | some document in _documents(resource, attribute)})
}

_attributes := {
	"aws_iam_group_policy": "policy",
	"aws_iam_policy": "policy",
	"aws_iam_role": "inline_policy",
	"aws_iam_role_policy": "policy",
	"aws_iam_user_policy": "policy",
}

_secrets(resource, attribute) := {secret |
	some block in (references.of_block(resource, attribute) & secret_names.blocks)
	some secret in _instances(resource, attribute, block)
}

_instances(resource, attribute, block) := {secret} if {
	secret := references.one(resource, attribute, {block})
} else := plan.instances[block]

_documents(resource, attribute) := [plan.by_address[address] |
	some block in references.of_block(resource, attribute)
	some address in plan.instances[block]
	plan.by_address[address].type == "aws_iam_policy_document"
]

_whole(resource, attribute) if {
	_told(resource, attribute)
	every document in _documents(resource, attribute) { _told(document, "statement") }
} else := false

_told(resource, attribute) if {
	every ref in references.listed(resource, attribute) { _leads(resource, ref) }
}

_leads(resource, ref) if count(references.blocks_of(resource.module, ref)) > 0

# What is always known while planning.
_leads(_, ref) if regex.match(`^(each|count|path|terraform)\.`, ref)

_leads(resource, ref) if {
	resource.module == ""
	startswith(ref, "var.")
}

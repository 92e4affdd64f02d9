# METADATA
# title: Identity policies in view
# description: |
#   What the identity policies of the plan let their bearers do with keys. They matter where a key policy leaves the
#   decision to its account: there, an identity policy in view decides.
package keywright.lib.identities

import data.keywright.lib.actions
import data.keywright.lib.iam_document
import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.principals
import data.keywright.lib.references

# bearers are the roles and users that bear a policy, as the end of an ARN: role/NAME.
bearers := {borne.bearer | some borne in _borne}

# allowed gives the actions that a principal's identity policies in view allow on keys.
allowed(principal) := union({_meaning[borne.text] | some borne in _of(principal)})

# carriers gives the addresses of these policies.
carriers(principal) := sort({borne.address | some borne in _of(principal); count(_meaning[borne.text]) > 0})

_of(principal) := object.get(_by_bearer, _short(principal), set())

# A role is known by its name; its path stands between and does not tell two apart.
_short(principal) := sprintf("%s/%s", [parts[0], parts[count(parts) - 1]]) if {
	arn := split(principals.name(principal), ":")
	count(arn) == 6
	parts := split(arn[5], "/")
	count(parts) > 1
} else := ""

_by_bearer := {bearer: set_of_borne | some bearer, set_of_borne in _grouped}

_grouped[borne.bearer] contains borne if some borne in _borne

_borne := {borne |
	some type, kind in {"aws_iam_role_policy": "role", "aws_iam_user_policy": "user"}
	some resource in object.get(plan.resources, type, [])
	identifiers.alive(resource)
	is_string(resource.values.policy)
	borne := {"address": resource.address, "bearer": _bearer(resource, kind), "text": resource.values.policy}
} | {borne |
	some type, kind in {"aws_iam_role_policy_attachment": "role", "aws_iam_user_policy_attachment": "user"}
	some resource in object.get(plan.resources, type, [])
	identifiers.alive(resource)
	borne := {"address": resource.address, "bearer": _bearer(resource, kind), "text": _attached(resource)}
}

_bearer(resource, kind) := sprintf("%s/%s", [kind, resource.values[kind]]) if {
	is_string(resource.values[kind])
} else := sprintf("%s/%s", [kind, name]) if {
	address := references.one(resource, kind, _blocks[sprintf("aws_iam_%s", [kind])])
	name := plan.by_address[address].values.name
}

_blocks := {type: {resource.block | some resource in object.get(plan.resources, type, [])} |
	some type in ["aws_iam_role", "aws_iam_user", "aws_iam_policy"]
}

_attached(resource) := policy.values.policy if {
	policy := plan.by_address[_policy_address(resource)]
	is_string(policy.values.policy)
} else := _managed[trim_prefix(resource.values.policy_arn, "arn:aws:iam::aws:policy/")]

_policy_address(resource) := _by_arn[resource.values.policy_arn] if {
	_by_arn[resource.values.policy_arn]
} else := references.one(resource, "policy_arn", _blocks.aws_iam_policy)

# An ARN that two inputs give to two policies names neither.
_by_arn := {arn: address |
	some arn, addresses in _policies
	count(addresses) == 1
	some address in addresses
}

_policies[policy.values.arn] contains policy.address if some policy in object.get(plan.resources, "aws_iam_policy", [])

# Two of AWS's own policies let their bearers use every key that is left to the account.
_managed := {name: json.marshal({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}) |
	some name in {"AdministratorAccess", "PowerUserAccess"}
}

_documents := {borne.text: iam_document.parse_identity(borne.text) | some borne in _borne}

_patterns := {pattern |
	some document in _documents
	some statement in document.statements
	some pattern in (statement.actions | statement.not_actions)
}

_sure := actions.expansions(_patterns)

_maybe := actions.perhaps(_patterns)

_meaning := {text: meaning |
	some text, document in _documents
	list := object.get(document, "statements", [])
	meaning := union({actions.meaning(statement, _sure, _maybe) | some statement in list; _gives(statement)}) - union({actions.meaning(statement, _sure, _maybe) |
		some statement in list
		statement.effect == "Deny"
		statement.whole
		statement.conditions == []
	})
}

_gives(statement) if {
	statement.effect == "Allow"
	some resource in statement.resources
	_may_be_key(resource)
}

# A resource may be a key unless it is of another service, or an alias.
_may_be_key(resource) if regex.match(`^\*|^arn:[^:]*:(kms|.*[*?].*):`, resource)

# METADATA
# title: Identities of the plan
# description: |
#   The roles, users and groups that are there once the plan is applied, and which of them an attribute names: by a name
#   that is known, or by a reference. A role is known by the end of its ARN (role/NAME): its path does not tell two
#   roles of one account apart. Whose name is known only after apply is known by its address.
package keywright.lib.identity_resources

import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.regions
import data.keywright.lib.values

kinds := {"aws_iam_role": "role", "aws_iam_user": "user", "aws_iam_group": "group"}

# all are the roles, users and groups.
all := [resource |
	some type, _ in kinds
	some resource in object.get(plan.resources, type, [])
	identifiers.alive(resource)
]

# by_node gives the resources of each identity; two accounts may each have one of the same name.
by_node := {at: {pair.of | some pair in _grouped; pair.at == at} |
	some at in {pair.at | some pair in _grouped}
}

_grouped := [{"at": node(resource), "of": resource} |
	some resource in all
]

# node is how an identity is known here: role/NAME, or its address.
node(resource) := sprintf("%s/%s", [kinds[resource.type], named_as(resource)]) if {
	true
} else := resource.address

# named_as is the name of an identity, or what stands for one that the provider makes.
named_as(resource) := cell.value if {
	cell := values.read(resource, "name")
	is_string(cell.value)
}

# shown_whole says that whatever is attached to an identity shows in the plan: it is new, or a role that was read with its
# policies. What other plans attach to a user that is there, and to its groups, does not show.
shown_whole(resource) if "create" in resource.actions

shown_whole(resource) if {
	resource.type == "aws_iam_role"
	every shown in ["managed_policy_arns", "inline_policy"] { is_array(resource.values[shown]) }
}

# arns are the ARNs of roles and users, as far as they are known or follow from account, path and name.
arns := {arn | some resource in all; arn := _arn_of(resource)}

_arn_of(resource) := resource.values.arn if {
	is_string(resource.values.arn)
} else := sprintf("arn:aws:iam::%s:%s%s%s", [account(resource), kinds[resource.type], _path(resource), name]) if {
	resource.type != "aws_iam_group"
	account(resource) != ""
	name := named_as(resource)
}

_path(resource) := resource.values.path if {
	is_string(resource.values.path)
} else := "/"

# of_principal is how the principal of a policy is known here. A session is its role's. A group is no principal, and is asked
# about all the same: what it has, whoever joins it has.
of_principal(principal) := sprintf("%s/%s", [parts[0], parts[count(parts) - 1]]) if {
	arn := _arn(principal)
	arn[2] == "iam"
	parts := split(arn[5], "/")
	parts[0] in {"role", "user", "group"}
	count(parts) > 1
} else := sprintf("role/%s", [parts[1]]) if {
	arn := _arn(principal)
	arn[2] == "sts"
	parts := split(arn[5], "/")
	parts[0] == "assumed-role"
	count(parts) > 1
} else := ""

# account_of is the account of a principal, or "" where it has none.
account_of(principal) := _arn(principal)[4] if {
	regex.match(`^[0-9]{12}$`, _arn(principal)[4])
} else := ""

_arn(principal) := parts if {
	parts := split(trim_prefix(principal, "AWS:"), ":")
	count(parts) == 6
	parts[0] == "arn"
}

# account is that of a resource as far as it is certain, else "". A state does not tell two configurations of one
# provider apart, so that there only an ARN counts.
account(resource) := parts[4] if {
	is_string(resource.values.arn)
	parts := split(resource.values.arn, ":")
	regex.match(`^[0-9]{12}$`, parts[4])
} else := cell.value if {
	plan.kind == "plan"
	cell := regions.account(resource)
	is_string(cell.value)
} else := ""

# accounts gives the accounts in which an identity of a name is in view, "" where that is not known.
accounts(identity) := {account(resource) | some resource in object.get(by_node, identity, set())}

# may_be says that two accounts may be one: one that is not known may be any.
may_be(one, other) if one == other

may_be("", other) if other != ""

may_be(one, "") if one != ""

# named gives whom an attribute names, of a type of identity: the nodes, each with whether that is sure, and why there
# may be more. What is not known and refers to several identities may be each of them; what refers to none may be
# anyone.
named(resource, attribute, type) := {"nodes": {sprintf("%s/%s", [kinds[type], cell.value]): true}, "loose": set()} if {
	cell := values.read(resource, attribute)
	is_string(cell.value)
} else := {"nodes": {node(plan.by_address[address]): true}, "loose": set()} if {
	values.unknown(resource, attribute)
	address := references.one(resource, attribute, _blocks[type])
} else := {"nodes": _several(resource, attribute, type), "loose": _loose(resource, attribute, type)}

_several(resource, attribute, type) := {identity: sure |
	spelled := {sprintf("%s/%s", [kinds[type], name]) | some name in _names(resource, attribute)}
	some identity in (_candidates(resource, attribute, type) | spelled)
	sure := identity in spelled
}

_candidates(resource, attribute, type) := {node(plan.by_address[address]) |
	some block in (references.of_block(resource, attribute) & _blocks[type])
	some address in plan.instances[block]
} if {
	values.unknown(resource, attribute)
} else := set()

_names(resource, attribute) := {name | some name in resource.values[attribute]; is_string(name)} if {
	not resource.sensitive[attribute] == true
	is_array(resource.values[attribute])
} else := set()

_loose(resource, attribute, type) := {values.reason(resource, attribute)} if {
	values.unknown(resource, attribute)
	not resolved(resource, attribute, _blocks[type])
} else := set()

# resolved says that everything that an attribute refers to is an instance of the wanted blocks.
resolved(resource, attribute, wanted) if {
	refs := references.listed(resource, attribute)
	leaves := {ref | some ref in refs; not _part(ref, refs); not startswith(ref, "each.")}
	count(leaves) > 0
	every ref in leaves { count(references.blocks_of(resource.module, ref) & wanted) > 0 }
}

_part(ref, refs) if {
	some other in refs
	other != ref
	startswith(other, concat("", [ref, "."]))
}

_blocks := {type: {resource.block | some resource in object.get(plan.resources, type, [])} | some type, _ in kinds}

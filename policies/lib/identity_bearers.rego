# METADATA
# title: Who bears which identity policy
# description: |
#   Inline policies, attachments, a role's own blocks and lists, boundaries and membership of groups, each with the
#   identity that bears it. What a text means is another matter.
package keywright.lib.identity_bearers

import data.keywright.lib.identifiers
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_texts
import data.keywright.lib.plan

# of gives what an identity bears: a set of {"node", "sure", "account", "source"}. Where it cannot be told for certain
# that it is the bearer, sure is false.
of(node) := object.get(_by_node, node, set())

# nodes are the identities that bear something.
nodes := object.keys(_by_node)

# boundaries gives the permissions boundaries of an identity, in the same form.
boundaries(node) := object.get(_bounds, node, set())

# borne is all that is borne directly, by groups too.
borne := (_inline | _attached) | _own

# groups gives the groups that a user is in: a set of {"node", "sure"}; members the same the other way.
groups(user) := object.get(_groups_of, user, set())

members(group) := object.get(_members_of, group, set())

_groups_of := {user: groups | some user, groups in _joined}

_joined[member.user] contains {"node": member.group, "sure": member.sure} if some member in _members

_members_of := {group: users | some group, users in _holding}

_holding[member.group] contains {"node": member.user, "sure": member.sure} if some member in _members

_by_node := {node: entries | some node, entries in _entries}

_entries[entry.node] contains entry if some entry in borne

# A member of a group bears what the group does, and perhaps what a group does that cannot be told.
_entries[member.user] contains object.union(inherited, {"node": member.user, "sure": _both(inherited.sure, member.sure)}) if {
	some member in _members
	some inherited in object.get(_of_groups, member.group, set())
}

_entries[member.user] contains _entry(member.resource, member.user, false, source) if {
	some member in _members
	member.group == any_of("aws_iam_group")
	source := {
		"status": "unknown",
		"address": member.resource.address,
		"text": "",
		"reason": sprintf("%s puts it into a group that is known only after apply", [member.resource.address]),
	}
}

_of_groups := {group: entries | some group, entries in _of_group}

_of_group[entry.node] contains entry if {
	some entry in borne
	regex.match(`^(group/|.*aws_iam_group\.)`, entry.node)
}

_both(one, other) if {
	one
	other
} else := false

_members := {member |
	some type, by in {"aws_iam_user_group_membership": ["user", "groups"], "aws_iam_group_membership": ["users", "group"]}
	some resource in _alive(type)
	some user in _bearers(resource, by[0], "aws_iam_user")
	some group in _bearers(resource, by[1], "aws_iam_group")
	member := {"user": user.node, "group": group.node, "sure": _both(user.sure, group.sure), "resource": resource}
}

_bounds := {node: entries | some node, entries in _bounding}

_bounding[entry.node] contains entry if {
	some resource in identity_resources.all
	resource.type != "aws_iam_group"
	some source in identity_texts.by_arn(resource, "permissions_boundary")
	entry := _entry(resource, identity_resources.node(resource), true, source)
}

_entry(resource, node, sure, source) := {
	"node": node,
	"sure": sure,
	"account": _account(resource, node),
	"source": source,
}

# Where the resource that attaches does not tell its account, the only identity of that name may.
_account(resource, node) := account if {
	account := identity_resources.account(resource)
	account != ""
} else := account if {
	accounts := identity_resources.accounts(node)
	count(accounts) == 1
	some account in accounts
} else := ""

_inline := {_entry(resource, bearer.node, bearer.sure, identity_texts.own(resource, "policy")) |
	some type, kind in identity_resources.kinds
	some resource in _alive(sprintf("%s_policy", [type]))
	some bearer in _bearers(resource, kind, type)
}

_attached := {_entry(resource, bearer.node, bearer.sure, source) |
	some link in links
	some resource in _alive(link.type)
	some bearer in _bearers(resource, link.bearer, link.of)
	some source in identity_texts.by_arn(resource, link.policy)
}

# links are the resources that attach managed policies, to whom, and by which attributes.
links := {link |
	some of_type, kind in identity_resources.kinds
	some link in [
		{"type": sprintf("%s_policy_attachment", [of_type]), "of": of_type, "bearer": kind, "policy": "policy_arn"},
		{"type": sprintf("%s_policy_attachments_exclusive", [of_type]), "of": of_type, "bearer": sprintf("%s_name", [kind]), "policy": "policy_arns"},
		{"type": "aws_iam_policy_attachment", "of": of_type, "bearer": sprintf("%ss", [kind]), "policy": "policy_arn"},
	]
}

_alive(type) := [resource |
	some resource in object.get(plan.resources, type, [])
	identifiers.alive(resource)
]

_bearers(resource, attribute, type) := {{"node": node, "sure": sure} | some node, sure in found.nodes} | {{"node": any_of(type), "sure": false} |
	count(found.loose) > 0
} if {
	found := identity_resources.named(resource, attribute, type)
}

# any_of is the node that stands for an identity of a type that cannot be told.
any_of(type) := sprintf("any %s", [identity_resources.kinds[type]])

# A role's own inline_policy blocks and managed_policy_arns. Where the configuration sets neither, they show what was
# read: what an attachment has written that now goes, goes with it.
_own := {_entry(role, identity_resources.node(role), true, source) |
	some role in identity_resources.all
	role.type == "aws_iam_role"
	some source in (identity_texts.inline(role) | identity_texts.by_arn(role, "managed_policy_arns"))
	not _gone(role, source)
}

_gone(role, source) if {
	role.configured
	not role.expressions.managed_policy_arns
	not role.expressions.inline_policy
	source.text != ""
	source.text in object.get(_ended, identity_resources.node(role), set())
}

_ended := {node: texts | some node, texts in _ends}

_ends[sprintf("role/%s", [resource.before.role])] contains text if {
	some type in ["aws_iam_role_policy_attachment", "aws_iam_role_policy"]
	some resource in object.get(plan.resources, type, [])
	not identifiers.alive(resource)
	some text in _ended_texts(type, resource)
}

_ended_texts("aws_iam_role_policy", resource) := {resource.before.policy}

_ended_texts("aws_iam_role_policy_attachment", resource) := {source.text | some source in identity_texts.by_arn(resource, "policy_arn")}

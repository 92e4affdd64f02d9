# METADATA
# title: Managed policies that are boundaries alone
# description: |
#   A permissions boundary gives nothing: it says what the other policies of its bearer can give at most. So a managed policy that is
#   a boundary, and that nobody bears, opens no key. A policy that is there already is borne by as many as the provider read of it
#   (attachment_count, which does not count whom it bounds), but for those who lose it by the plan. Source: IAM User Guide,
#   permissions boundaries for IAM entities; API reference, Policy.
package keywright.lib.boundary_policies

import data.keywright.lib.identifiers
import data.keywright.lib.identity_bearers
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_texts
import data.keywright.lib.listing
import data.keywright.lib.plan

# alone says that a managed policy of the plan bounds somebody, and that nobody who can be seen bears it.
default alone(_) := false

alone(policy) if {
	_bounding[policy.address]
	not _borne[policy.address]
	not _borne_elsewhere(policy)
}

# gap says why somebody may bear it all the same; undefined where nobody can.
gap(policy) := sprintf("which policies %s attaches is known only after apply", [listing.short(_open)]) if {
	count(_open) > 0
} else := sprintf("%s attaches a policy of its name", [listing.short(_by_name[policy.values.name])]) if {
	_by_name[policy.values.name]
} else := "who bears it is not known: a state tells of those of its last refresh alone" if {
	policy.actions == ["state"]
} else := "how many bear it (attachment_count) is not known" if {
	not "create" in policy.actions
	not is_number(policy.values.attachment_count)
}

_bounding contains source.address if {
	some resource in identity_resources.all
	resource.type != "aws_iam_group"
	sources := identity_texts.by_arn(resource, "permissions_boundary")
	count(sources) == 1
	some source in sources
	source.address != resource.address
}

_borne contains entry.source.address if some entry in identity_bearers.borne

# What is made by the plan nobody has borne yet.
_borne_elsewhere(policy) if {
	not "create" in policy.actions
	is_number(policy.values.attachment_count)
	policy.values.attachment_count > count(object.get(_losing, object.get(policy.values, "arn", ""), set()))
}

_losing[resource.values.policy_arn] contains resource.address if {
	some type, _ in identity_resources.kinds
	some resource in object.get(plan.resources, sprintf("%s_policy_attachment", [type]), [])
	"delete" in resource.actions
	not identifiers.alive(resource)
}

# Whatever attaches managed policies, and by which attribute.
_attaching := array.concat(
	[{"resource": resource, "attribute": link.policy} |
		some link in identity_bearers.links
		some resource in object.get(plan.resources, link.type, [])
		identifiers.alive(resource)
	],
	[{"resource": role, "attribute": "managed_policy_arns"} |
		some role in identity_resources.all
		role.type == "aws_iam_role"
	],
)

_open contains one.resource.address if {
	some one in _attaching
	count(identity_texts.hidden(one.resource, one.attribute)) > 0
}

# An ARN in writing may be that of a policy whose own is not known yet.
_by_name[name] contains one.resource.address if {
	some one in _attaching
	some arn in identity_texts.arns(one.resource, one.attribute)
	not contains(arn, ":iam::aws:policy/")
	parts := split(arn, "/")
	name := parts[count(parts) - 1]
}

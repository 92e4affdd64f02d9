# METADATA
# title: Principals that policies give something on secrets
# description: |
#   The roles, users and groups that bear identity policies in view, and the principals that the policies of secrets name.
#   One is {"node", "account", "principal"}: the principal is the ARN as a policy writes it, with its kind before it, or the
#   node where its account or its path is not known.
package keywright.lib.secret_subjects

import data.keywright.lib.identities
import data.keywright.lib.identity_bearers
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_trust
import data.keywright.lib.secret_actions
import data.keywright.lib.secret_meaning
import data.keywright.lib.settings

# bearers are the principals of identity policies.
bearers := {subject |
	some node in identity_bearers.nodes
	not startswith(node, "any ")
	some account in {entry.account | some entry in identity_bearers.of(node)}
	subject := {"node": node, "account": account, "principal": _principal(node, account)}
}

_principal(node, account) := arn if {
	arns := {arn | some resource in _resources(node, account); arn := resource.values.arn; is_string(arn)}
	count(arns) == 1
	some bare in arns
	arn := sprintf("AWS:%s", [bare])
} else := sprintf("AWS:arn:aws:iam::%s:%s%s%s", [account, split(node, "/")[0], _path(resource), split(node, "/")[1]]) if {
	account != ""
	some resource in _resources(node, account)
	regex.match(`^(role|user)/`, node)
} else := node

_path(resource) := resource.values.path if {
	is_string(resource.values.path)
} else := "/"

_resources(node, account) := {resource |
	some resource in object.get(identity_resources.by_node, node, set())
	identity_resources.may_be(identity_resources.account(resource), account)
}

# named gives the subject that a policy of a secret names; what is no role or user in view is known by its name alone.
named(principal) := subject if {
	node := identity_resources.of_principal(principal)
	node != ""
	found := {one | some one in object.get(_by_node, node, set()); identity_resources.may_be(one.account, identity_resources.account_of(principal))}
	count(found) == 1
	some subject in found
} else := {"node": identity_resources.of_principal(principal), "account": identity_resources.account_of(principal), "principal": principal}

_by_node := {node: subjects | some node, subjects in _grouped}

_grouped[subject.node] contains subject if some subject in bearers

# entries are the identity policies that a subject bears.
entries(subject) := {entry |
	subject.node != ""
	some entry in identity_bearers.of(subject.node)
	entry.account == subject.account
}

# bounds are its permissions boundaries.
bounds(subject) := {entry |
	subject.node != ""
	some entry in identity_bearers.boundaries(subject.node)
	identity_resources.may_be(entry.account, subject.account)
}

# called is how a subject is named in rows.
called(subject) := substring(subject.principal, indexof(subject.principal, ":") + 1, -1) if {
	regex.match(`^(AWS|Service|Federated|CanonicalUser):`, subject.principal)
} else := subject.principal

# kind is what wrote its name: AWS where that is not said.
kind(subject) := split(subject.principal, ":")[0] if {
	regex.match(`^(Service|Federated|CanonicalUser):`, subject.principal)
} else := "AWS"

# unknown says why a subject's policies may give more than is read; "" where nothing does.
unknown(subject) := concat("; ", sort({reason |
	some entry in entries(subject)
	reason := _reason(entry)
}))

_reason(entry) := sprintf("%s: %s", [entry.source.address, reason]) if {
	reason := secret_meaning.of(entry.source).reason
	reason != ""
	entry.source.status != "draft"
} else := sprintf("%s: whose it is is known only after apply", [entry.source.address]) if {
	not entry.sure
}

# person says whether a subject is a person, by its roles in the profile, by what it is, and by who may assume it.
person(subject, roles) := "no" if {
	some role in roles
	settings.roles[role].service_account == true
} else := "yes" if {
	some role in roles
	settings.roles[role].mfa == true
} else := "no" if {
	kind(subject) == "Service"
} else := "yes" if {
	regex.match(`^(user|group)/`, subject.node)
} else := "yes" if {
	some resource in _resources(subject.node, subject.account)
	resource.type in {"aws_iam_user", "aws_iam_group"}
} else := "yes" if {
	some resource in _resources(subject.node, subject.account)
	some other in identity_trust.of(resource).others
	not contains(other, ":oidc-provider/")
} else := "no" if {
	identities.trusted_by_services_alone(subject.principal)
} else := "unknown"

# loose are the policies whose bearer cannot be told and that may give something: anybody may bear them.
loose := {sprintf("%s: whose it is is known only after apply", [entry.source.address]) |
	some node in identity_bearers.nodes
	startswith(node, "any ")
	some entry in identity_bearers.of(node)
	_gives(entry.source)
}

_gives(source) if {
	secret_meaning.of(source).reason != ""
	source.status != "draft"
}

_gives(source) if {
	some gift in secret_meaning.of(source).gives
	some action in gift.means
	secret_actions.capability(action) != "list"
}

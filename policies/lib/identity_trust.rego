# METADATA
# title: Trust policies
# description: |
#   Who may assume the roles of the plan, by their trust policies. A condition on an Allow may hold; a Deny counts where
#   nothing stands before it.
package keywright.lib.identity_trust

import data.keywright.lib.candidates
import data.keywright.lib.drafts
import data.keywright.lib.iam_document
import data.keywright.lib.identity_resources
import data.keywright.lib.principals
import data.keywright.lib.reach
import data.keywright.lib.values

# of gives a role's trust: {"status": known | unknown | none, "services", "others": names, "reason"}.
of(resource) := {"status": "none", "services": [], "others": [], "reason": ""} if {
	resource.type != "aws_iam_role"
} else := _trust(resource, _texts[resource.address])

# hides says that the plan does not show all whom a role's trust policy lets in. Who is federated, or a service, is none
# that it may hide.
hides(resource) if {
	_texts[resource.address].status == "unknown"
	not _shows_principals(_texts[resource.address].text)
}

_shows_principals(text) if {
	list := _documents[text].statements
	every statement in list { count({name | some name in _principals(statement); startswith(name, "AWS:a principal of ")}) == 0 }
}

_trust(_, text) := {
	"status": text.status,
	"services": sort({_name(principal) | some principal in named; startswith(principal, "Service:")}),
	"others": sort({_name(principal) | some principal in named; not startswith(principal, "Service:")}),
	"reason": text.reason,
} if {
	named := {principal | some entry in entries(text.text); some principal in entry.principals}
}

_name(principal) := substring(principal, indexof(principal, ":") + 1, -1)

# entries gives the statements of a trust policy that let principals in: {"principals", "conditional"}.
entries(text) := object.get(_entries, text, [])

# text_of is the text of a role's trust policy, or "".
text_of(resource) := object.get(_texts, resource.address, {"text": ""}).text

_texts := {resource.address: _text(resource) |
	some resource in identity_resources.all
	resource.type == "aws_iam_role"
}

_text(resource) := {"status": "known", "text": cell.value, "reason": ""} if {
	cell := values.read(resource, "assume_role_policy")
	is_string(cell.value)
	_documents[cell.value].readable
} else := {"status": "unknown", "text": "", "reason": sprintf("the trust policy cannot be read: %s", [_documents[cell.value].reason])} if {
	cell := values.read(resource, "assume_role_policy")
	is_string(cell.value)
} else := {"status": "unknown", "text": draft.text, "reason": values.reason(resource, "assume_role_policy")} if {
	draft := drafts.of(resource, "assume_role_policy")
} else := {"status": "unknown", "text": "", "reason": values.reason(resource, "assume_role_policy")}

# What the plan or the source tells, drafts, and what a plan has of a text that it does not know whole.
_written := {text |
	some resource in identity_resources.all
	resource.type == "aws_iam_role"
	some text in (_texts_of(resource) | {resource.values.assume_role_policy | true})
	is_string(text)
}

_texts_of(resource) := {cell.value | cell := values.read(resource, "assume_role_policy")} | {draft.text | draft := drafts.of(resource, "assume_role_policy")}

# A trust policy names no resource: it is its role's.
_documents := {text: _parsed(text) | some text in _written}

_parsed(text) := document if {
	json.is_valid(text)
	value := json.unmarshal(text)
	statements := [object.union(raw, {"Resource": "*"}) | some raw in _list(value.Statement); is_object(raw); not raw.Resource]
	count(statements) == count(_list(value.Statement))
	_single(text)
	document := iam_document.parse(json.marshal(object.union(value, {"Statement": statements})))
} else := {"readable": false, "reason": "it is malformed"}

# Read as an identity policy, a text with a member that stands twice is refused.
_single(text) if not contains(iam_document.parse_identity(text).reason, "twice")

_single(text) if iam_document.parse_identity(text).readable

_list(value) := value if is_array(value)

_list(value) := [value] if not is_array(value)

_entries := {text: list |
	some text, document in _documents
	document.readable
	shut := union({statement.principals |
		some statement in document.statements
		statement.effect == "Deny"
		statement.conditions == []
		_shuts(statement)
	})
	list := [{"principals": open, "conditional": count(statement.conditions) > 0, "conditions": statement.conditions} |
		some statement in document.statements
		statement.effect == "Allow"
		_assumes(statement)
		open := {principal | some principal in _principals(statement); not _shut_out(principal, shut)}
		count(open) > 0
	]
}

# asks says that a trust policy tells principals of its account apart: it denies somebody, or asks who calls.
asks(text) if {
	some statement in _documents[text].statements
	statement.effect == "Deny"
}

asks(text) if {
	some statement in _documents[text].statements
	some condition in statement.conditions
	condition.key in {"aws:principalarn", "aws:principalaccount"}
}

# lets says that a trust policy lets some request of a principal through, as the statements of a key policy would.
lets(text, principal) if {
	list := [object.union(statement, {"means": {"sts:assumerole"}}) | some statement in _documents[text].statements]
	prepared := reach.prepare(list)
	who := candidates.who(principal, {"named": {}, "about": {}})
	denies := [statement | some statement in list; statement.effect == "Deny"; _shuts(statement); _surely_about(statement, principal)]
	some allow in list
	allow.effect == "Allow"
	_assumes(allow)
	_about(allow, principal)
	count(reach.actions_of(prepared, who, allow, denies, "plain")) > 0
}

_about(statement, principal) if _surely_about(statement, principal)

_about(statement, principal) if {
	statement.inverted
	not principal in statement.not_principals
}

_surely_about(statement, principal) if {
	not statement.inverted
	count((principals.names(principal) | principals.accounts(principal)) & statement.principals) > 0
}

_surely_about(statement, principal) if {
	not statement.inverted
	some other in statement.principals
	principals.is_role(other)
	principals.role(other) == principals.role(principal)
}

_shut_out(principal, shut) if {
	startswith(principal, "AWS:")
	count({principal, "AWS:*"} & shut) > 0
}

_principals(statement) := statement.principals if not statement.inverted

_principals(statement) := {"AWS:*"} if statement.inverted

_assumes(statement) if {
	not statement.but
	some pattern in statement.actions
	some action in _actions
	_matches(pattern, action)
}

# By exclusion, unless each is excluded.
_assumes(statement) if {
	statement.but
	count({action | some action in _actions; some pattern in statement.not_actions; _matches(pattern, action)}) < count(_actions)
}

# Of users and roles: nobody else calls AssumeRole itself.
_shuts(statement) if {
	not statement.inverted
	not statement.but
	some pattern in statement.actions
	_matches(pattern, "sts:assumerole")
}

_actions := {"sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"}

_matches(pattern, action) if {
	regex.match(`^[a-z0-9*?:]+$`, pattern)
	regex.match(sprintf("^%s$", [replace(replace(pattern, "*", ".*"), "?", ".")]), action)
}

# METADATA
# title: What identity policies mean
# description: |
#   For each text: what its Allows give on keys, what its Denies surely take away, the power over identity policies that
#   it gives and over services that act as a role, the roles that it lets its bearer assume. An Allow counts for all that
#   it may be, a Deny for what it is for certain.
package keywright.lib.identity_meaning

import data.keywright.lib.actions
import data.keywright.lib.iam_document
import data.keywright.lib.identifiers
import data.keywright.lib.identity_bearers
import data.keywright.lib.identity_drafts
import data.keywright.lib.identity_resources
import data.keywright.lib.identity_texts
import data.keywright.lib.key_arn
import data.keywright.lib.plan
import data.keywright.lib.principals

# of gives the meaning of a source. One that is unknown or cannot be read gives nothing and says why.
of(source) := object.union(_nothing, {"reason": source.reason}) if {
	source.status == "unknown"
} else := object.union(_nothing, {"reason": sprintf("%s cannot be read: %s", [source.address, object.get(documents, [source.text, "reason"], "nobody asked for it")])}) if {
	not documents[source.text].readable
} else := _meanings[source.text]

_nothing := {"gives": [], "denies": set(), "confines": set(), "refuses": [], "powers": [], "denied_powers": set(), "shields": [], "assumes": [], "speaks": set(), "reason": ""}

_texts := {source.text | some source in _sources; source.text != ""}

_sources := ({entry.source | some entry in identity_bearers.borne} | {entry.source |
	some resource in identity_resources.all
	some entry in identity_bearers.boundaries(identity_resources.node(resource))
}) | {identity_texts.own(resource, "policy") |
	some resource in object.get(plan.resources, "aws_iam_policy", []) # what nobody of the plan bears somebody else may
	identifiers.alive(resource)
}

# documents are the texts, parsed.
documents := {text: iam_document.parse_identity(text) | some text in _texts}

_meanings := {text: meaning |
	some text, document in documents
	document.readable
	allows := [statement | some statement in document.statements; statement.effect == "Allow"]
	sure := [statement |
		some statement in document.statements
		statement.effect == "Deny"
		count(document.doubts) == 0
		surely_holds(statement)
	]
	meaning := {
		"gives": [_gift(statement) | some statement in allows; _about(statement, "kms")],
		"denies": union({actions.meaning(statement, _expanded, _perhaps) | some statement in sure; statement.whole}),
		"confines": union({actions.meaning(statement, _expanded, _perhaps) |
			some statement in document.statements
			statement.effect == "Deny"
			count(document.doubts) == 0
			_confining(statement)
		}),
		"refuses": [{
			"means": actions.meaning(statement, _expanded, _perhaps),
			"conditions": statement.conditions,
			"whole": statement.whole,
			"resources": statement.resources,
		} |
			some statement in document.statements
			statement.effect == "Deny"
			count(document.doubts) == 0
			not _excepting(statement)
			_about(statement, "kms")
		],
		"powers": [{
			"actions": over,
			"conditional": not_sure(statement),
			"conditions": statement.conditions,
			"resources": statement.resources,
			"excepting": _excepting(statement),
		} |
			some statement in allows
			over := _over(statement)
			count(over) > 0
		],
		"denied_powers": union({_powers(statement) | some statement in sure; statement.whole}),
		"shields": [{"actions": _powers(statement), "resources": statement.resources, "conditions": statement.conditions} |
			some statement in document.statements
			statement.effect == "Deny"
			count(document.doubts) == 0
			not _excepting(statement)
			count(_powers(statement)) > 0
		],
		"assumes": [{"resources": statement.resources, "conditional": not_sure(statement)} |
			some statement in allows
			_about(statement, "iam")
			assuming in _powers(statement)
		],
		"speaks": union({_speaks(statement) | some statement in allows}),
		"reason": "",
	}
}

# surely_holds says that the conditions of a statement hold for every request of its bearer.
surely_holds(statement) if count(statement.conditions) == 0

# Whether a statement is for all but what it names, which the text does not keep.
_excepting(statement) if {
	statement.resources == {"*"}
	not statement.whole
} else := false

# not_sure says that conditions stand between a statement and its bearer; they may hold.
not_sure(statement) := count(statement.conditions) > 0

_gift(statement) := {
	"name": statement.name,
	"actions": actions.meaning(statement, _expanded, _perhaps),
	"resources": {resource | some resource in statement.resources; _may_be(resource, "kms")},
	"every_key": _every(statement),
	"conditional": not_sure(statement),
	"keys": {condition.key | some condition in statement.conditions},
	"conditions": statement.conditions,
	"pending": _pending(statement),
}

# Whether only a resource that is known after apply may be a key.
_pending(statement) if {
	statement.resources & {identity_drafts.marker} != set()
	count({resource | some resource in statement.resources; _may_be(resource, "kms")} - {identity_drafts.marker}) == 0
} else := false

_about(statement, service) if {
	some resource in statement.resources
	_may_be(resource, service)
}

# A resource may be of a service unless it names another. A wildcard before the service's place may stand for anything,
# and so may a variable.
_may_be(resource, _) if regex.match(`^[^:]*[*?$]|^[^:]*:[^:]*[*?$]|^[^:]*:[^:]*:[^:]*\$`, resource)

_may_be(resource, service) if {
	parts := key_arn.parts(resource)
	regex.match(sprintf("^%s$", [principals.wildcard(parts[2], ".")]), service)
	not _alias(parts, service)
}

# An alias is no key: a right on it gives none on the key.
_alias(parts, "kms") if startswith(parts[5], "alias/")

_every(statement) if {
	some resource in statement.resources
	_any_key(resource)
	statement.whole
} else if {
	some resource in statement.resources
	_any_key(resource)
	resource != "*"
} else if {
	_excepting(statement)
	count({resource | some resource in statement.left_out; _all_keys(resource)}) == 0
} else := false

# What is left out of a statement for everything else leaves no key if it is every key of every region and account.
_all_keys("*")

_all_keys(resource) if {
	resource != "*"
	_any_key(resource)
	parts := array.concat(key_arn.parts(resource), ["*", "*", "*", "*", "*"])
	every i, some_part in {1: "aws", 3: "ÿ", 4: "ÿ", 5: "key/mrk-ÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿÿ"} {
		regex.match(sprintf("^%s$", [principals.wildcard(parts[i], ".")]), some_part)
	}
}

# Whether a Deny leaves its bearer no keys but those that it names, or that bear a tag.
_confining(statement) if {
	_excepting(statement)
	count(statement.conditions) == 0
	every resource in statement.left_out { _one_at_most(resource) }
}

_confining(statement) if {
	statement.whole
	count(statement.conditions) == 1
	every condition in statement.conditions {
		startswith(condition.key, "aws:resourcetag/")
		condition.negative
		condition.set == ""
		condition.base in {"stringequals", "stringlike", "stringequalsignorecase"}
		every value in condition.values { _telling(value) }
	}
}

# A resource that is one key, or none: of a wildcard in an id nobody knows how many keys it leaves.
_one_at_most(resource) if {
	parts := key_arn.parts(resource)
	count(parts) == 6
	parts[2] == "kms"
	regex.match(`^(key/(mrk-)?[0-9a-f-]{32,64}|alias/.*)$`, parts[5])
}

_one_at_most(resource) if {
	parts := key_arn.parts(resource)
	count(parts) >= 6
	regex.match(`^[a-z0-9-]+$`, parts[2])
	parts[2] != "kms"
}

# A tag's value that tells keys apart. Who does not have the tag that a variable names has no value to compare with.
_telling(value) if {
	not contains(value, "$")
	not regex.match(`^[*?]*$`, value)
}

_telling(value) if regex.match(`^(?i)\$\{aws:PrincipalTag/[^,}]+\}$`, value)

_any_key("*")

# Whatever letters an id has, the id of a key has this form.
_any_key(resource) if {
	parts := key_arn.parts(resource)
	count(parts) >= 6
	_may_be(resource, "kms")
	rest := principals.wildcard(concat(":", array.slice(parts, 5, count(parts))), ".")
	regex.match(sprintf("^%s$", [rest]), "key/ÿÿÿÿÿÿÿÿ-ÿÿÿÿ-ÿÿÿÿ-ÿÿÿÿ-ÿÿÿÿÿÿÿÿÿÿÿÿ")
}

_any_key(resource) if {
	resource != "*"
	count(key_arn.parts(resource)) < 6
	regex.match(sprintf("^%s$", [principals.wildcard(resource, ".")]), "arn:aws:kms:ÿ:ÿ:key/ÿ")
}

# A wildcard that ends an ARN stands for the parts behind it too.
_any_key(resource) if {
	parts := key_arn.parts(resource)
	count(parts) in {3, 4, 5}
	endswith(resource, "*")
	_may_be(resource, "kms")
}

_patterns := {pattern |
	some document in documents
	some statement in document.statements
	some pattern in (statement.actions | statement.not_actions)
}

_expanded := actions.expansions(_patterns)

_perhaps := actions.perhaps(_patterns)

# writing are the actions that give identities more rights or other bearers.
writing := {
	"iam:addusertogroup",
	"iam:attachgrouppolicy",
	"iam:attachrolepolicy",
	"iam:attachuserpolicy",
	"iam:createaccesskey",
	"iam:createloginprofile",
	"iam:createpolicyversion",
	"iam:putgrouppolicy",
	"iam:putrolepolicy",
	"iam:putuserpolicy",
	"iam:setdefaultpolicyversion",
	"iam:updateassumerolepolicy",
	"iam:updateloginprofile",
}

assuming := "sts:assumerole"

# passing is to give a service a role that it then acts as.
passing := "iam:passrole"

# unbinding are the actions that take a permissions boundary off, or put another one in its place.
unbinding := {
	"role": {"iam:deleterolepermissionsboundary", "iam:putrolepermissionsboundary"},
	"user": {"iam:deleteuserpermissionsboundary", "iam:putuserpermissionsboundary"},
}

# all_powers are the actions by which one comes to more than one's policies give on keys.
all_powers := writing | ({assuming, passing} | (union({actions_of | some _, actions_of in unbinding}) | _commanding))

# What has a service act as a role.
_commanding := {lower(action) |
	some row in data.keywright.data.role_commands.role_commands
	some action in array.concat(row.actions, row.starts)
}

# The services, as their actions begin, that an Allow lets its bearer do more with than read.
_speaks(statement) := {"*"} if {
	statement.but
} else := {service |
	some pattern in statement.actions
	not regex.match(`^[a-z0-9-]+:(batchget|describe|get|list|lookup|view)`, pattern)
	service := regex.replace(split(pattern, ":")[0], `^.*[*?].*$`, "*")
}

# The powers of an Allow that its resources may be about.
_over(statement) := {power |
	found := _powers(statement)
	services := {service |
		some service in {service | some power in found; some service in _homes(power)}
		_about(statement, service)
	}
	some power in found
	count(_homes(power) & services) > 0
}

# Whose resources an action is about: mostly its own service's.
_homes(power) := object.get(
	{
		"sts:assumerole": {"iam"},
		"ssm:sendcommand": {"ec2"},
		"ssm:startsession": {"ec2"},
		"ec2-instance-connect:sendsshpublickey": {"ec2"},
	},
	power, {split(power, ":")[0]},
)

_powers(statement) := union({_matching[pattern].may | some pattern in statement.actions}) if {
	statement.effect == "Allow"
	not statement.but
} else := all_powers - union({_matching[pattern].sure | some pattern in statement.not_actions}) if {
	statement.effect == "Allow"
} else := union({_matching[pattern].sure | some pattern in statement.actions}) if {
	not statement.but
} else := all_powers - union({_matching[pattern].may | some pattern in statement.not_actions})

# Whether IAM takes a wildcard for the service's name is not documented: such a pattern may give and never takes.
_matching := {pattern: {"may": may, "sure": {power | some power in may; regex.match(`^(\*|[a-z0-9-]+:.*)$`, pattern)}} |
	some pattern in _patterns
	may := _named(pattern)
}

_named(pattern) := {pattern} & all_powers if {
	not regex.match(`[*?]`, pattern)
} else := {power |
	regex.match(`^[a-z0-9*?:-]+$`, pattern)
	expression := sprintf("^%s$", [replace(replace(pattern, "*", ".*"), "?", ".")])
	some power in _candidates(split(pattern, ":")[0])
	regex.match(expression, power)
}

_candidates(service) := all_powers if {
	regex.match(`[*?]`, service)
} else := object.get(_by_service, service, set())

_by_service := {service: powers | some service, powers in _grouped}

_grouped[split(power, ":")[0]] contains power if some power in all_powers

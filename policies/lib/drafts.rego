# METADATA
# title: Policies that are not written yet
# description: |
#   A policy whose text is unknown because one ARN in it is: where it is the document of an aws_iam_policy_document, the
#   plan still knows every other leaf. The draft has the statements with a name in place of each unknown principal: what
#   it refers to, or its statement. Two of which nothing says that they are one are not taken for one.
#   What it proves against a key holds; what it leaves open stays open.
package keywright.lib.drafts

import data.keywright.lib.plan
import data.keywright.lib.planned_documents

# of gives the draft of an attribute's text: {"text": …, "strangers": principals that are not known}.
of(resource, attribute) := _drafts[planned_documents.of(resource, attribute)]

_drafts := {document.address: draft |
	some document in object.get(plan.resources, "aws_iam_policy_document", [])
	document.unknown.json == true
	_plain(document)
	draft := {
		"text": json.marshal({"Version": "2012-10-17", "Statement": [_statement(document, i, raw) |
			some i, raw in document.values.statement
		]}),
		"strangers": {_stranger(document) | _hides(document)},
	}
}

_hides(document) if walk(document.unknown.statement, [_, true])

_hides(document) if walk(document.sensitive.statement, [_, true])

_stranger(document) := sprintf("a principal of %s", [document.address])

# Nothing merged in, and nothing unknown but names of principals.
_plain(document) if {
	planned_documents.unmerged(document)
	every marks in [object.get(document.unknown, "statement", []), object.get(document.sensitive, "statement", [])] {
		is_array(marks)
		every path in {path | walk(marks, [path, true])} {
			count(path) == 5
			path[1] in {"principals", "not_principals"}
			path[3] == "identifiers"
		}
	}
}

_statement(document, i, raw) := object.union_n([
	{"Sid": _sid(i, raw), "Effect": _effect(raw)},
	{key: value |
		some key, name in {"Action": "actions", "NotAction": "not_actions", "Resource": "resources", "NotResource": "not_resources"}
		value := raw[name]
		is_array(value)
		count(value) > 0
	},
	{key: value |
		some key, name in {"Principal": "principals", "NotPrincipal": "not_principals"}
		blocks := object.get(raw, name, [])
		is_array(blocks)
		count(blocks) > 0
		value := _principals(document, [i, name], blocks)
	},
	{"Condition": planned_documents.conditions(raw.condition) | is_array(raw.condition); count(raw.condition) > 0},
])

_sid(_, raw) := raw.sid if raw.sid != null

_sid(i, raw) := sprintf("#%d", [i + 1]) if object.get(raw, "sid", null) == null

_effect(raw) := raw.effect if raw.effect != null

_effect(raw) := "Allow" if object.get(raw, "effect", null) == null

_principals(_, _, blocks) := "*" if {
	some block in blocks
	block.type == "*"
}

_principals(document, place, blocks) := {kind: names |
	some kind in {block.type | some block in blocks}
	names := [name |
		some block in blocks
		block.type == kind
		some name in _names(document, place, block.identifiers)
	]
} if {
	not "*" in {block.type | some block in blocks}
}

_names(document, place, identifiers) := array.concat([name | some name in identifiers; is_string(name)], unknown) if {
	unknown := [sprintf("%s (%s)", [_stranger(document), reference]) | some reference in _references(document, place)]
	count(unknown) == count([null | some name in identifiers; is_null(name)])
} else := [_or_stranger(name, sprintf("%s, in statement %d", [_stranger(document), place[0] + 1])) | some name in identifiers]

_or_stranger(name, _) := name if is_string(name)

_or_stranger(null, stranger) := stranger

# The ARNs that the unknown principals of a statement are, where they are nothing else. Where statements are dynamic, the
# configuration does not list them, and it has several blocks of principals in another order than the plan.
_references(document, [i, member]) := {reference | some reference in references; endswith(reference, "arn")} if {
	count(document.expressions.statement) == count(document.values.statement)
	[_] = document.values.statement[i][member]
	[block] = document.expressions.statement[i][member]
	references := block.identifiers.references
	every reference in references {
		some longest in references
		endswith(longest, "arn")
		startswith(longest, reference)
	}
}

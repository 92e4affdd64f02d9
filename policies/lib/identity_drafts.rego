# METADATA
# title: Identity policies that are not written yet
# description: |
#   An identity policy whose text is unknown because the ARN of a new resource is in it: where it is the document of an
#   aws_iam_policy_document, the plan still knows every other leaf. The draft has a resource that may be any key in the
#   place of each that is unknown; what it denies on such a resource, it denies on none for certain.
package keywright.lib.identity_drafts

import data.keywright.lib.plan
import data.keywright.lib.planned_documents

# marker stands for a resource that is known only after apply.
marker := "arn:aws:kms:known:after:apply"

# of gives the draft of an attribute's text.
of(resource, attribute) := _drafts[planned_documents.of(resource, attribute)]

_drafts := {document.address: text |
	some document in object.get(plan.resources, "aws_iam_policy_document", [])
	document.unknown.json == true
	_plain(document)
	text := json.marshal({"Version": "2012-10-17", "Statement": [_statement(i, raw) |
		some i, raw in document.values.statement
	]})
}

# Nothing merged in, no principals, and nothing unknown but resources.
_plain(document) if {
	planned_documents.unmerged(document)
	every raw in document.values.statement {
		is_object(raw)
		object.get(raw, "principals", null) in {null, []}
		object.get(raw, "not_principals", null) in {null, []}
	}
	every marks in [object.get(document.unknown, "statement", []), object.get(document.sensitive, "statement", [])] {
		is_array(marks)
		every path in {path | walk(marks, [path, true])} {
			path[1] in {"resources", "not_resources"}
		}
	}
}

_statement(i, raw) := object.union_n([
	{"Sid": _or(raw, "sid", sprintf("#%d", [i + 1])), "Effect": _or(raw, "effect", "Allow")},
	{key: value |
		some key, name in {"Action": "actions", "NotAction": "not_actions"}
		value := raw[name]
		is_array(value)
		count(value) > 0
	},
	_resources(raw),
	{"Condition": planned_documents.conditions(raw.condition) | is_array(raw.condition); count(raw.condition) > 0},
])

_or(raw, name, _) := raw[name] if is_string(raw[name])

_or(raw, name, absent) := absent if not is_string(object.get(raw, name, null))

_resources(raw) := {"Resource": [marker]} if {
	object.get(raw, "not_resources", null) != null
	some resource in raw.not_resources
	is_null(resource)
} else := {key: [_resource(resource) | some resource in value] |
	some key, name in {"Resource": "resources", "NotResource": "not_resources"}
	value := raw[name]
	is_array(value)
	count(value) > 0
}

_resource(resource) := resource if is_string(resource)

_resource(null) := marker

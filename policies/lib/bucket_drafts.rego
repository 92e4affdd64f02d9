# METADATA
# title: Bucket policies that are not written yet
# description: |
#   A bucket policy whose text is unknown because the ARN of a new bucket is in it: where it is the document of an
#   aws_iam_policy_document, the plan still knows every other leaf. The draft has its Denies, with a marker for whatever a
#   resource, a principal or a value of a condition may come to. A plan tells which bucket a resource refers to, not whether the
#   bucket itself or its objects: that no Deny of the draft can refuse something is certain, that one does never is.
package keywright.lib.bucket_drafts

import data.keywright.lib.plan
import data.keywright.lib.planned_documents
import data.keywright.lib.references

# of gives the draft of a resource's policy.
of(resource) := _drafts[planned_documents.of(resource, "policy")]

# texts are all of them.
texts := {text | some _, text in _drafts}

# anyone stands for a principal that is not known.
anyone := "known only after apply"

# may_mean says that a resource of a draft may mean the bucket of a block, which is "" for one that is not in the plan.
may_mean(resource, _) if resource == _anything

may_mean(resource, "") if startswith(resource, _anything)

may_mean(resource, block) if resource == _of_bucket(block)

_anything := "known only after apply"

_of_bucket(block) := sprintf("%s: of %s", [_anything, block])

# A variable of a policy may come to anything.
_value := "${known only after apply}"

_drafts := {document.address: text |
	some document in object.get(plan.resources, "aws_iam_policy_document", [])
	document.address in _policies
	document.unknown.json == true
	planned_documents.unmerged(document)
	every marks in _marks(document) { is_array(marks) }
	_of_today(document)
	denies := [i | some i, raw in document.values.statement; not _allows(document, i, raw)]
	statements := [statement | some i in denies; statement := _statement(document, i, document.values.statement[i])]

	# A Deny that cannot be put into the draft must not vanish.
	count(statements) == count(denies)
	text := json.marshal({"Version": "2012-10-17", "Statement": statements})
}

_policies := {address |
	some type in ["aws_s3_bucket", "aws_s3_bucket_policy"]
	some resource in plan.resources[type]
	address := planned_documents.of(resource, "policy")
}

# Before that version a variable was a text.
_of_today(document) if {
	object.get(document.values, "version", null) in {null, "2012-10-17"}
	not document.unknown.version
	not document.sensitive.version
}

_allows(document, i, raw) if {
	is_object(raw)
	object.get(raw, "effect", null) in {null, "Allow"}
	not ["effect"] in _paths(document, i)
	not [] in _paths(document, i)
}

# The places in a statement that the plan does not tell.
_paths(document, i) := {path |
	some marks in _marks(document)
	walk(marks[i], [path, true])
}

_marks(document) := [object.get(document.unknown, "statement", []), object.get(document.sensitive, "statement", [])]

_statement(document, i, raw) := object.union_n([
	{"Effect": "Deny"},
	{key: raw[name] | some key, name in {"Action": "actions", "NotAction": "not_actions"}; _some(raw[name])},
	_resources(document, i),
	{key: _principals(raw[name], name, paths) | some key, name in {"Principal": "principals", "NotPrincipal": "not_principals"}; _some(raw[name])},
	{"Condition": planned_documents.conditions(conditions) | count(conditions) > 0},
]) if {
	raw.effect == "Deny"
	paths := _paths(document, i)
	every path in paths { _left_open(path) }
	conditions := _conditions(raw, paths)
}

_some(list) if {
	is_array(list)
	count(list) > 0
}

_left_open(["sid"])

_left_open(path) if path[0] in {"resources", "not_resources"}

_left_open(path) if {
	path[0] in {"principals", "not_principals"}
	path[2] == "identifiers"
}

_left_open(path) if {
	path[0] == "condition"
	path[2] == "values"
}

# What leaves out something that is not known may be about anything.
_resources(document, i) := {"Resource": [_anything]} if {
	some path in _paths(document, i)
	path[0] == "not_resources"
} else := {"Resource": array.concat(_known(raw.resources, paths), [marker | some marker in _markers(document, i)])} if {
	paths := _paths(document, i)
	some path in paths
	path[0] == "resources"
	raw := object.union({"resources": []}, document.values.statement[i])
} else := {key: raw[name] | some key, name in {"Resource": "resources", "NotResource": "not_resources"}; _some(raw[name])} if {
	raw := document.values.statement[i]
}

_known(_, paths) := [] if ["resources"] in paths

_known(list, paths) := [resource |
	some i, resource in list
	is_string(resource)
	not ["resources", i] in paths
] if {
	not ["resources"] in paths
}

# What refers to buckets alone means one of them; whether the bucket or its objects, the references do not tell.
_markers(document, i) := {_of_bucket(block) | some block in _referred(document, i)} if {
	count(_referred(document, i)) > 0
} else := {_anything}

# The statements of the configuration are those of the plan where there are as many: a dynamic block would make more.
_referred(document, i) := {block | some ref in refs; block := _bucket_block(document, ref)} if {
	count(document.expressions.statement) == count(document.values.statement)
	narrowed := object.union(document, {"expressions": {"it": document.expressions.statement[i].resources}})
	refs := references.listed(narrowed, "it")
	every ref in refs { _bucket_block(document, ref) }
}

_bucket_block(document, ref) := plan.within(plan.block_of(document.module), concat(".", array.slice(split(bare, "."), 0, 2))) if {
	bare := plan.block_of(ref)
	regex.match(`^aws_s3_bucket\.[^.]+(\.(arn|bucket|id))?$`, bare)
}

_principals(blocks, name, paths) := "*" if {
	count(blocks) == 1
	blocks[0].type == "*"
	_texts(object.get(blocks[0], "identifiers", null), paths, [name, 0, "identifiers"], anyone) == ["*"]
} else := {kind: [identifier |
	some i, block in blocks
	block.type == kind
	some identifier in _texts(object.get(block, "identifiers", null), paths, [name, i, "identifiers"], anyone)
] |
	some kind in {block.type | some block in blocks}
}

_conditions(raw, _) := [] if not _some(object.get(raw, "condition", []))

_conditions(raw, paths) := conditions if {
	_some(raw.condition)
	conditions := [object.union(block, {"values": _texts(object.get(block, "values", null), paths, ["condition", i, "values"], _value)}) |
		some i, block in raw.condition
		is_string(block.test)
		is_string(block.variable)
	]
	count(conditions) == count(raw.condition)
}

# A list of texts with a marker for what is not known of it.
_texts(_, paths, at, marker) := [marker] if at in paths

_texts(list, paths, at, marker) := [_text(raw, paths, array.concat(at, [i]), marker) | some i, raw in list] if not at in paths

_text(raw, paths, at, _) := raw if not at in paths

_text(_, paths, at, marker) := marker if at in paths

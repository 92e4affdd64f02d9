# METADATA
# title: Which policies are documents of the plan
# description: |
#   A policy whose text is known only after apply may be the document of an aws_iam_policy_document, of which the plan still
#   knows every other leaf: what drafts of key policies, identity policies and bucket policies have in common.
package keywright.lib.planned_documents

import data.keywright.lib.plan
import data.keywright.lib.references

# of gives the address of the document that an attribute is, where it is the document itself and nothing made of it.
of(resource, attribute) := references.one(resource, attribute, _blocks) if {
	refs := references.listed(resource, attribute)
	count(refs) == 2
	some ref in refs
	endswith(ref, ".json")
	trim_suffix(ref, ".json") in refs
}

_blocks := {document.block | some document in object.get(plan.resources, "aws_iam_policy_document", [])}

# unmerged says that a document has its own statements and no others, and that the plan lists them.
unmerged(document) if {
	every attribute in ["override_json", "override_policy_documents", "source_json", "source_policy_documents"] {
		object.get(document.values, attribute, null) in {null, [], ""}
		object.get(document.unknown, attribute, false) in {false, []}
		object.get(document.sensitive, attribute, false) in {false, []}
	}
	is_array(document.values.statement)
}

# conditions gives the blocks of a statement as a policy has them.
conditions(blocks) := {test: keys |
	some test in {condition.test | some condition in blocks}
	keys := {variable: [value |
		some condition in blocks
		condition.test == test
		condition.variable == variable
		some value in condition.values
	] |
		some variable in {condition.variable | some condition in blocks; condition.test == test}
	}
}

# METADATA
# title: Grants
# description: The grants of the plan, a row each (finding.Grant), and what they give on which key.
package keywright.lib.grants

import data.keywright.lib.actions
import data.keywright.lib.identifiers
import data.keywright.lib.listing
import data.keywright.lib.plan
import data.keywright.lib.values

_resources := [resource |
	some type, entry in data.keywright.read_set
	entry.notion == "grant"
	some resource in plan.resources[type]
	identifiers.alive(resource)
]

# rows are the grants.
rows := [row |
	some resource in _resources
	cells := {
		"grantee": values.read(resource, "grantee_principal"),
		"operations": values.read(resource, "operations"),
		"retiring": values.optional(resource, "retiring_principal", null),
		"constraints": values.optional(resource, "constraints", []),
		"name": values.optional(resource, "name", null),
	}
	row := {
		"address": resource.address,
		"key": _key(resource),
		"grantee": _text(cells.grantee),
		"operations": sort(_operations(cells.operations)),
		"retiring": _text(cells.retiring),
		"constraints": {
			"equals": _pairs(resource, "encryption_context_equals"),
			"subset": _pairs(resource, "encryption_context_subset"),
			"source_arn": _source_arn(resource),
		},
		"constrained": _constrained(resource, cells.constraints),
		"name": _text(cells.name),
		"service": _is_service(_text(cells.grantee)),
		"unknown": object.union({name: cell.unknown | some name, cell in cells}, _gap(resource)),
	}
]

# The pairs of an encryption context that the grant asks for, as far as they are known.
_pairs(resource, kind) := {name: value |
	not resource.sensitive.constraints == true
	some block in _blocks(resource)
	some name, value in block.given[kind]
	is_string(value)
	not block.sensitive == true
	not block.sensitive[kind] == true
	not block.sensitive[kind][name] == true
}

# The stock resource has a list of blocks, keywright's own one object.
_blocks(resource) := [{"given": block, "sensitive": object.get(resource, ["sensitive", "constraints", i], false)} |
	some i, block in resource.values.constraints
] if {
	is_array(resource.values.constraints)
} else := [{"given": resource.values.constraints, "sensitive": object.get(resource, ["sensitive", "constraints"], false)}] if {
	is_object(resource.values.constraints)
} else := []

_source_arn(resource) := arn if {
	not resource.sensitive.constraints == true
	arns := {block.given.source_arn |
		some block in _blocks(resource)
		is_string(block.given.source_arn)
		not block.sensitive == true
		not block.sensitive.source_arn == true
	}
	count(arns) == 1
	some arn in arns
} else := ""

# Whether the grant asks for an encryption context; null where that is not known.
_constrained(resource, _) if _asks(resource)

_constrained(resource, cell) := null if {
	cell.unknown
	not _asks(resource)
}

_constrained(resource, cell) := false if {
	not cell.unknown
	not _asks(resource)
}

_asks(resource) if {
	some block in _blocks(resource)
	some kind in ["encryption_context_equals", "encryption_context_subset"]
	is_object(block.given[kind])
	count(block.given[kind]) > 0
}

_is_service(grantee) := regex.match(`^[a-z0-9.-]+\.amazonaws\.(com|com\.cn|eu)$`, grantee)

_key(resource) := identifiers.key_of(resource, "key_id") if {
	true
} else := resource.values.key_id if {
	is_string(resource.values.key_id)
} else := ""

_gap(resource) := {"key": values.reason(resource, "key_id")} if {
	_key(resource) == ""
} else := {}

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""

_operations(cell) := {operation | some operation in cell.value; is_string(operation)} if {
	cell.value != null
} else := set()

# of_key gives what grants give on each key.
of_key := {at: {pair.of | some pair in _of_key; pair.at == at} |
	some at in {pair.at | some pair in _of_key}
}

_of_key := [{"at": row.key, "of": _given(row)} |
	some row in rows
	row.grantee != ""
]

_given(row) := {
	"address": row.address,
	"principal": _principal(row.grantee),
	"actions": _meaning(row.operations),
	"loose": false,
}

# loose gives what grants give whose key cannot be told: each may be for any key.
loose := {object.union(_given(row), {"loose": true}) |
	some row in rows
	row.unknown.key
	row.grantee != ""
}

# gaps gives what such grants leave open at every key.
gaps := {"grants": sprintf("%s gives a grant whose key, grantee or operations are known only after apply", [listing.short(_hidden)])} if {
	count(_hidden) > 0
} else := {}

_hidden := {row.address |
	some row in rows
	row.unknown.key
	count(object.keys(row.unknown) & {"grantee", "operations"}) > 0
}

# outside are the grants whose key is not in the plan, each with what it gives.
outside := [{"row": row, "type": _type(row), "given": {_given(row) | row.grantee != ""}} |
	some row in rows
	not row.key in _keys
]

_type(row) := "keywright_grant" if {
	row.address in _own
} else := "aws_kms_grant"

_own := {resource.address | some resource in plan.resources.keywright_grant}

_keys := {key.address | some key in identifiers.keys}

_principal(grantee) := sprintf("AWS:%s", [grantee]) if not endswith(grantee, ".amazonaws.com")

_principal(grantee) := sprintf("Service:%s", [grantee]) if endswith(grantee, ".amazonaws.com")

_meaning(operations) := {actions.folded(concat("", ["kms:", operation])) | some operation in operations}

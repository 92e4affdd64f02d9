# METADATA
# title: Values of three kinds
# description: |
#   An attribute is known, known to be absent, or unknown with a reason. A cell is one of {"value": …, "basis": …} and
#   {"unknown": reason}; a value of null is an attribute known to be absent.
package keywright.lib.values

import data.keywright.lib.references
import data.keywright.lib.settings

# read gives an attribute as the plan or state has it.
read(resource, attribute) := _plain(resource, attribute) if {
	true
} else := {"value": value, "basis": "source"} if {
	value := resolved(resource, attribute).value
} else := {"unknown": reason(resource, attribute)} if {
	unknown(resource, attribute)
} else := {"value": object.get(resource.values, attribute, null), "basis": basis(resource)}

# optional gives an attribute that has the provider's default where the configuration does not mention it, whatever
# the plan says of it: Terraform calls unknown what the provider has not computed yet.
optional(resource, attribute, default_value) := _plain(resource, attribute) if {
	true
} else := {"value": default_value, "basis": "default"} if {
	_unmentioned(resource, attribute)
} else := {"value": value, "basis": "source"} if {
	value := resolved(resource, attribute).value
} else := {"unknown": reason(resource, attribute)} if {
	unknown(resource, attribute)
} else := {"value": value, "basis": basis(resource)} if {
	value := object.get(resource.values, attribute, null)
	not is_null(value)
} else := {"value": default_value, "basis": "default"}

# Most attributes have a value and no mark.
_plain(resource, attribute) := {"value": value, "basis": resource.basis} if {
	value := resource.plain[attribute]
	value != null
}

_unmentioned(resource, attribute) if {
	resource.unknown[attribute] == true
	resource.configured
	not resource.expressions[attribute]
}

# resolved gives what the source tells of an attribute that the plan does not tell: a value, a draft, or the reason why
# there is neither. What is marked as sensitive stays so.
resolved(resource, attribute) := settings.facts.resolved[resource.address][attribute] if {
	resource.unknown[attribute] == true
	not resource.sensitive[attribute]
}

# whole gives an attribute of which the plan tells no more than parts, as the source has it.
whole(resource, attribute) := settings.facts.resolved[resource.address][attribute].value if {
	unknown(resource, attribute)
	not _some_true(resource.sensitive[attribute])
}

# unknown says that the plan does not tell the attribute, or not all of it.
unknown(resource, attribute) if _some_true(resource.unknown[attribute])

unknown(resource, attribute) if _some_true(resource.sensitive[attribute])

_some_true(true)

_some_true(marks) if {
	is_object(marks)
	walk(marks, [_, true])
}

_some_true(marks) if {
	is_array(marks)
	walk(marks, [_, true])
}

# at gives what stands at a path through nested blocks, such as ["rule", 0, "kms_master_key_id"]. What the configuration
# does not mention is absent, whatever the plan says of it: the provider or the service fills it in.
at(resource, path) := {"unknown": "it is marked as sensitive"} if {
	_marked(resource.sensitive, path)
} else := _shown(resource, path) if {
	_marked(resource.unknown, path)
} else := {"unknown": reason(resource, path[0])} if {
	_marked(resource.unknown, path)
	_mentioned(resource, path)
} else := {"unknown": _hidden(resource, path)} if {
	_perhaps(resource, path)
} else := {"value": null, "basis": "default"} if {
	_marked(resource.unknown, path)
} else := {"value": value, "basis": basis(resource)} if {
	value := object.get(resource.values, path, null)
	not is_null(value)
} else := {"value": null, "basis": "default"}

# What the source tells of nested blocks: an attribute, or that no block is made.
_shown(resource, path) := {"value": value, "basis": "source"} if {
	value := settings.facts.shown[resource.address][_path(path)]
	not is_array(value)
} else := {"value": null, "basis": "default"} if {
	some i in numbers.range(1, count(path))
	settings.facts.shown[resource.address][_path(array.slice(path, 0, i))] == []
}

_path(path) := concat("/", [_step(step) | some step in path])

_step(step) := replace(replace(sprintf("%v", [step]), "~", "~0"), "/", "~1")

# held says that a value stands in the plan or state itself ("plain"), whether its reader left it there or took it out; or
# that it will, and is known only after apply ("unknown").
held(resource, path) := "plain" if {
	_some_value(object.get(resource.values, path, null))
} else := "plain" if {
	some i in numbers.range(1, count(path))
	pointer(array.slice(path, 0, i)) in resource.hidden
} else := "unknown" if {
	_marked(resource.unknown, path)
	_mentioned(resource, path)
}

_some_value(value) if not value in {null, "", [], {}}

# pointer is a path as a JSON pointer.
pointer(path) := concat("", [sprintf("/%s", [replace(replace(sprintf("%v", [step]), "~", "~0"), "/", "~1")]) | some step in path])

# hides says that what stands at a path, or something around it, is marked as sensitive.
hides(resource, path) if _marked(resource.sensitive, path)

# untold says that the plan does not tell what stands at a path, or something around it.
untold(resource, path) if _marked(resource.unknown, path)

# The configuration of a plan does not mention a dynamic block. A block that is unknown is one, unless the provider fills
# in blocks of its name by itself: then the source says which it is. Without its word such a block is taken for the
# provider's, but for one that says what a key is.
_perhaps(resource, path) if {
	count(path) > 1
	some i in numbers.range(1, count(path) - 1)
	object.get(resource.unknown, array.slice(path, 0, i), false) == true
	_may_stand(resource, path[i - 1])
}

_may_stand(_, name) if not name in _filled_in

_may_stand(resource, name) if name in _dynamic(resource)

_may_stand(resource, "version_template") if not _dynamic(resource)

_dynamic(resource) := settings.facts.dynamic[resource.address]

_hidden(resource, path) := "whether a dynamic block makes it stands in the source, and no source tells of this resource" if {
	path[0] == "version_template"
	not _dynamic(resource)
} else := reason(resource, path[0])

_filled_in := {"automated_backup_policy", "continuous_backup_config", "domain_endpoint_options", "ebs_block_device", "encrypt_at_rest", "encryption_specification", "message_storage_policy", "network_acls", "object_lock_configuration", "root_block_device", "security_header", "server_side_encryption", "server_side_encryption_configuration", "version_template", "versioning"}

# A mark of something holds for all within it.
_marked(marks, path) if {
	some i in numbers.range(1, count(path))
	object.get(marks, array.slice(path, 0, i), false) == true
}

_mentioned(resource, _) if not resource.configured

_mentioned(resource, path) if not is_null(object.get(resource.expressions, path, null))

# An expression gives all of what stands below it.
_mentioned(resource, path) if {
	some i in numbers.range(1, count(path))
	expression := object.get(resource.expressions, array.slice(path, 0, i), null)
	is_object(expression)
	count(object.keys(expression) & {"references", "constant_value"}) > 0
}

# basis says where a resource's own values come from.
basis(resource) := resource.basis

# reason says why an attribute is unknown, naming what it depends on where the configuration does.
reason(resource, attribute) := "it is marked as sensitive" if {
	_some_true(resource.sensitive[attribute])
} else := text if {
	refs := {ref | some ref in references.listed(resource, attribute); not _part(ref, references.listed(resource, attribute))}
	count(refs) > 0
	text := sprintf("it depends on %s, known only after apply%s", [concat(", ", sort(refs)), _of_source(resource, attribute)])
} else := "it is known only after apply"

# Where the source was asked and does not tell, it says why.
_of_source(resource, attribute) := sprintf(" (source: %s)", [resolved(resource, attribute).reason]) if {
	true
} else := ""

# Terraform lists aws_kms_key.a.arn and aws_kms_key.a: the longer one says it all.
_part(ref, refs) if {
	some other in refs
	other != ref
	startswith(other, concat("", [ref, "."]))
}

# known says that a cell holds a value.
known(cell) if cell.value != null

# first gives the first cell that is not known to be absent; of none, the last.
first(cells) := found[0] if {
	found := [cell | some cell in cells; not _absent(cell)]
	count(found) > 0
} else := {"value": null, "basis": ""}

_absent(cell) if is_null(cell.value)

# tells says that a cell is not known to be absent.
tells(cell) if not _absent(cell)

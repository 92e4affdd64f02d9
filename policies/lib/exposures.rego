# METADATA
# title: Secrets in plain
# description: |
#   The places of the plan or state where a secret or key material stands in plain, or will after apply: a row each
#   (finding.Exposure). A row holds the place and never the value.
package keywright.lib.exposures

import data.keywright.lib.plan
import data.keywright.lib.values

# rows are the places, and one row without a place for each resource that was looked at and has none.
rows := array.concat(_places, [_row(resource, "", "none") | some resource in _looked_at; not _exposed[resource.address]])

_table := data.keywright.data.exposures

_looked_at := [resource |
	some kind in ["attributes", "variables", "listed", "made", "marked", "nested", "containers"]
	some type, _ in _table[kind]
	some resource in plan.resources[type]
]

_exposed := {row.address | some row in _places}

_places := [row |
	some rows in [_attributes, _variables, _commands, _listed, _made, _nested, _marked, _containers]
	some row in rows
]

_row(resource, attribute, status) := {
	"address": resource.address,
	"type": resource.type,
	"actions": resource.actions,
	"attribute": attribute,
	"status": status,
	"reason": "",
}

_attributes := [row |
	some type, names in _table.attributes
	some resource in plan.resources[type]
	_is_secret(resource)
	some name in names
	not _harmless(resource, name)
	row := object.union(_row(resource, name, ""), _weighed(resource, name, values.held(resource, [name])))
]

# A value that the provider does not hide is seen, and so is a reference in it.
_harmless(resource, "insecure_value") if {
	value := resource.values.insecure_value
	is_string(value)
	_reads(resource)
	not _secret(resource.values.name, value)
}

_reads(resource) if resource.values.type in {"String", "StringList"}

# A parameter whose type is not known may be no secret.
_weighed(resource, name, held) := {"status": "open", "reason": values.reason(resource, "type")} if {
	resource.type == "aws_ssm_parameter"
	not is_string(object.get(resource.values, "type", null))
	not _by_name(object.get(resource.values, "name", ""))
} else := {"status": held, "reason": _reason(resource, name, held)}

# A parameter that is no secret by its type may be one by its name.
_is_secret(resource) if resource.type != "aws_ssm_parameter"

_is_secret(resource) if {
	resource.type == "aws_ssm_parameter"
	not object.get(resource.values, "type", null) in {"String", "StringList"}
}

_is_secret(resource) if {
	resource.type == "aws_ssm_parameter"
	resource.values.type in {"String", "StringList"}
	_by_name(resource.values.name)
}

_is_secret(resource) if {
	resource.type == "aws_ssm_parameter"
	_secret(resource.values.name, object.get(resource.values, "insecure_value", null))
}

_reason(resource, name, "unknown") := values.reason(resource, name)

_reason(_, _, status) := "" if status != "unknown"

# The environment of functions and services.
_variables := [row |
	some type, paths in _table.variables
	some resource in plan.resources[type]
	some path in paths
	some row in _of_variables(resource, path)
]

_of_variables(resource, path) := [_row(resource, _dotted(path), "plain")] if {
	values.hides(resource, path)
	values.held(resource, path) == "plain"
} else := [object.union(_row(resource, _dotted(path), "open"), {"reason": values.reason(resource, path[0])})] if {
	values.held(resource, path) == "unknown"
} else := [object.union(_row(resource, _dotted(array.concat(path, [name])), status), {"reason": _reason(resource, path[0], status)}) |
	some name in _names(resource, path)
	status := _status(resource, path, name)
]

_names(resource, path) := ({name | some name, _ in _object(object.get(resource.values, path, null))} | {name |
	some name, _ in _object(object.get(resource.unknown, path, null))
}) | {name |
	some place in resource.hidden
	startswith(place, concat("", [values.pointer(path), "/"]))
	name := replace(replace(substring(place, count(values.pointer(path)) + 1, -1), "~1", "/"), "~0", "~")
}

# What is marked as sensitive is a secret by its author's word.
_status(resource, path, name) := "plain" if {
	values.hides(resource, array.concat(path, [name]))
	values.held(resource, array.concat(path, [name])) == "plain"
} else := "plain" if {
	_secret(name, object.get(resource.values, array.concat(path, [name]), null))
} else := "unknown" if {
	_by_name(name)
	values.held(resource, array.concat(path, [name])) == "unknown"
}

_secret(_, value) if _in_plain(value)

_secret(name, value) if {
	is_string(value)
	value != ""
	_by_name(name)
	not regex.match(_table.reference_values, value)
}

_by_name(name) if {
	is_string(name)
	regex.match(_table.secret_names, name)
	not regex.match(_table.reference_names, name)
}

# What services are started by.
_commands := [_row(resource, _dotted(path), "plain") |
	some type, paths in _table.commands
	some resource in plan.resources[type]
	some path in paths
	_in_plain(object.get(resource.values, path, null))
]

_in_plain(value) if {
	is_string(value)
	regex.match(_table.secret_values, value)
}

# The environment of containers, each variable a block with name and value.
_listed := [row |
	some type, path in _table.listed
	some resource in plan.resources[type]
	some row in _of_blocks(resource, path)
]

_of_blocks(resource, path) := [object.union(_row(resource, _dotted(path), "open"), {"reason": values.reason(resource, path[0])})] if {
	values.held(resource, path) == "unknown"
	count(_list(object.get(resource.values, path, null))) == 0
} else := [row |
	some i, container in _list(object.get(resource.values, path, null))
	at := array.concat(path, [i])
	some row in array.concat(
		_of_env(resource, array.concat(at, ["env"]), _list(object.get(_object(container), "env", []))),
		[_row(resource, _dotted(array.concat(at, within)), "plain") | some within in _texts(container, "env")],
	)
]

# Where a container has a secret elsewhere than in its environment: in what it is started by, in labels, in options of its log.
_texts(container, environment) := {within |
	walk(container, [within, value])
	within[0] != environment
	_tells(within, value)
}

_tells(_, value) if _in_plain(value)

_tells(within, value) if {
	some block in ["dockerLabels", "options"]
	within[count(within) - 2] == block
	_secret(within[count(within) - 1], value)
}

_of_env(resource, path, env) := [_row(resource, _dotted(path), "plain")] if {
	values.hides(resource, path)
	values.held(resource, path) == "plain"
} else := [object.union(_row(resource, _dotted(path), "open"), {"reason": values.reason(resource, path[0])})] if {
	values.held(resource, path) == "unknown"
} else := [object.union(_row(resource, sprintf("%s.%s", [_dotted(path), name]), status), {"reason": _reason(resource, path[0], status)}) |
	some j, variable in env
	name := object.get(_object(variable), "name", "")
	is_string(name)
	status := _value_status(resource, array.concat(path, [j, "value"]), name)
]

_value_status(resource, path, name) := "plain" if {
	values.hides(resource, path)
	values.held(resource, path) == "plain"
} else := "plain" if {
	_secret(name, object.get(resource.values, path, null))
} else := "unknown" if {
	_by_name(name)
	object.get(resource.unknown, path, false) == true
}

# What a provider or a service makes, and Terraform keeps in its state from then on.
_made := [row |
	some type, setting in _table.made
	some resource in plan.resources[type]
	_kept(resource, setting)
	row := object.union(_row(resource, setting.attribute, "plain"), _unless(resource, setting))
]

_kept(resource, _) if "create" in resource.actions

_kept(resource, setting) if values.held(resource, [setting.attribute]) == "plain"

_unless(resource, setting) := {"status": "none"} if {
	values.held(resource, [setting.unless]) == "plain"
} else := {"status": "unknown", "reason": values.reason(resource, setting.unless)} if {
	values.held(resource, [setting.unless]) == "unknown"
} else := {}

# Secrets in blocks.
_nested := [row |
	some type, paths in _table.nested
	some resource in plan.resources[type]
	some path in paths
	held := values.held(resource, path)
	row := object.union(_row(resource, _dotted(path), held), {"reason": _reason(resource, path[0], held)})
]

# Blocks whose values the provider marks as sensitive, whatever they are: a reference into a secrets manager looks there like
# the secret itself.
_marked := [row |
	some type, setting in _table.marked
	some resource in plan.resources[type]
	values.held(resource, [setting.block])
	row := object.union(_row(resource, setting.block, "unknown"), {"reason": "its values are marked as sensitive, so that a reference into a secrets manager cannot be told from a secret"})
]

# The environment of containers, which is a JSON text.
_containers := [row |
	some type, attribute in _table.containers
	some resource in plan.resources[type]
	some row in _of_containers(resource, attribute)
]

_of_containers(resource, attribute) := [_row(resource, attribute, "plain")] if {
	values.hides(resource, [attribute])
	values.held(resource, [attribute]) == "plain"
} else := [object.union(_row(resource, attribute, "open"), {"reason": values.reason(resource, attribute)})] if {
	values.held(resource, [attribute]) == "unknown"
} else := [object.union(_row(resource, attribute, "open"), {"reason": "it is no JSON that can be read"})] if {
	not json.is_valid(object.get(resource.values, attribute, ""))
} else := [_row(resource, sprintf("%s[%d].%s", [attribute, i, place]), "plain") |
	some i, container in _list(json.unmarshal(resource.values[attribute]))
	some place in (_variables_of(container) | {_dotted(within) | some within in _texts(container, "environment")})
]

_variables_of(container) := {sprintf("environment.%s", [name]) |
	some variable in _list(object.get(_object(container), "environment", []))
	name := object.get(_object(variable), "name", "")
	is_string(name)
	_secret(name, object.get(_object(variable), "value", null))
}

_dotted(path) := concat(".", [sprintf("%v", [step]) | some step in path])

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)

_list(value) := value if is_array(value)

_list(value) := [] if not is_array(value)

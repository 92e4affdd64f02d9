# METADATA
# title: What Terraform says
# description: |
#   Reads a plan or a state as Terraform writes it and gives every resource of the read set one shape, whatever part
#   of the document it came from. Nothing outside this package and keywright.lib.references names input.
package keywright.lib.plan

# HCP Terraform wraps the plan.
document := input.plan if {
	is_object(input.plan)
	not input.format_version
} else := input

kind := "state" if {
	is_object(document.values)
	not document.resource_changes
} else := "plan"

default errored := false

errored if document.errored == true

# Older Terraform writes no "complete"; deferred changes make a plan incomplete whatever it says.
default complete := true

complete := false if document.complete == false

complete := false if count(document.deferred_changes) > 0

# resources gives, for each type of the read set, its resources: one object an instance.
resources := object.union({type: [] | some type, _ in data.keywright.read_set}, {type: list |
	some type in {resource.type | some resource in recognised}
	list := [resource | some resource in recognised; resource.type == type]
})

# by_address finds an instance.
by_address := {resource.address: resource | some resource in recognised}

# instances gives the addresses that one block of the configuration stands for.
instances := {block: {resource.address | some resource in recognised; resource.block == block} |
	some block in {resource.block | some resource in recognised}
}

recognised := array.concat(_managed, _data)

_managed := [resource |
	kind == "plan"
	some raw in document.resource_changes
	_read(raw)
	_counts(raw)
	resource := _changed(raw)
]

_data := [resource |
	some raw in _recorded
	_read(raw)
	_wanted(raw)
	_counts(raw)
	resource := _stored(raw)
]

# A deposed object is the remains of a replacement that was not finished, and its address belongs to the object that
# took its place. A deposed key still holds what it encrypted, and counts under an address of its own.
_counts(raw) if not _deposed(raw)

_counts(raw) if data.keywright.read_set[raw.type].notion == "key"

# Plans and states call it by different names.
_deposed(raw) := raw.deposed if is_string(raw.deposed)

_deposed(raw) := raw.deposed_key if is_string(raw.deposed_key)

_address(raw) := sprintf("%s (deposed %s)", [raw.address, _deposed(raw)]) if {
	_deposed(raw)
} else := raw.address

# A data source that looks up a key is no key: of each type one mode is read.
_read(raw) if {
	entry := data.keywright.read_set[raw.type]
	object.get(raw, "mode", "managed") == object.get(entry, "mode", "managed")
}

# Of a plan's prior state only data sources count: what is managed stands among the changes.
_wanted(_) if kind == "state"

_wanted(raw) if raw.mode == "data"

_state_root := document.values.root_module if kind == "state"

_state_root := document.prior_state.values.root_module if kind == "plan"

# Modules of a state nest in child_modules; a path through anything else is some resource's own value.
_recorded := array.concat(
	object.get(_state_root, "resources", []),
	[raw |
		some child in object.get(_state_root, "child_modules", [])
		walk(child, [path, list])
		path[count(path) - 1] == "resources"
		{step | some step in path; is_string(step)} - {"child_modules", "resources"} == set()
		some raw in list
	],
)

_changed(raw) := _shaped(raw, object.union(_configured(raw), {
	"actions": object.get(change, "actions", []),
	"values": _either(after, before),
	"before": _object(before),
	"unknown": _marks(object.get(change, "after_unknown", {}), after),
	"sensitive": _sensitive(change),
	"before_sensitive": _marks(object.get(change, "before_sensitive", {}), before),
	"hidden": {trim_prefix(place, "/after") | some place in change.keywright_sensitive; startswith(place, "/after/")},
})) if {
	change := raw.change
	after := object.get(change, "after", null)
	before := object.get(change, "before", null)
}

# plain gives the values without any mark: most are.
plain(values, unknown, sensitive) := object.remove(values, object.keys(unknown) | object.keys(sensitive))

# What goes has the values it had, and their marks.
_sensitive(change) := _marks(object.get(change, "after_sensitive", {}), change.after) if {
	is_object(change.after)
} else := _marks(object.get(change, "before_sensitive", {}), object.get(change, "before", null))

_stored(raw) := _shaped(raw, object.union(_configured(raw), {
	"actions": ["state"],
	"values": _object(object.get(raw, "values", null)),
	"before": {},
	"unknown": {},
	"sensitive": _marks(object.get(raw, "sensitive_values", {}), object.get(raw, "values", null)),
	"before_sensitive": {},
	"hidden": {trim_prefix(place, "/values") | some place in raw.keywright_sensitive; startswith(place, "/values/")},
}))

# hidden are the places of values that were in the document and that its reader took out, as JSON pointers.
_shaped(raw, more) := object.union(more, {
	"plain": plain(more.values, more.unknown, more.sensitive),
	"basis": {true: "state", false: "plan"}[more.actions == ["state"]],
	"address": _address(raw),
	"type": raw.type,
	"module": _module(raw),
	"index": object.get(raw, "index", null),
	"block": block_of(_address(raw)),
})

_module(raw) := raw.module_address if {
	true
} else := "" if {
	not startswith(raw.address, "module.")
} else := _module_of(raw)

# A state names the module only as part of the address.
_module_of(raw) := module if {
	suffix := sprintf("%s%s.%s", [{"data": "data.", "managed": ""}[raw.mode], raw.type, raw.name])
	bare := regex.replace(raw.address, `\[(?:"(?:[^"\\]|\\.)*"|[0-9]+)\]$`, "")
	module := trim_suffix(trim_suffix(bare, suffix), ".")
} else := ""

# block_of takes the instance keys out of an address, which leaves the block of the configuration. Keys are quoted
# and may hold anything, brackets and dots among it.
block_of(address) := regex.replace(address, `\[(?:"(?:[^"\\]|\\.)*"|[0-9]+)\]`, "")

_configured(raw) := {
	"configured": true,
	"expressions": object.get(block, "expressions", {}),
	"provider": object.get(block, "provider_config_key", ""),
	"each": object.get(block, "for_each_expression", {}),
} if {
	block := blocks[block_of(raw.address)]
} else := {"configured": false, "expressions": {}, "provider": object.get(raw, "provider_name", ""), "each": {}}

# modules gives every module of the configuration by its path, such as module.a.module.b; the root is "".
modules := object.union({"": _config_root}, {path: module |
	some [path, module] in _below
})

_config_root := object.get(object.get(document, "configuration", {}), "root_module", {})

# A path through the configuration to a module is module_calls, NAME, module, and so on.
_below := [[name, module] |
	calls := object.get(_config_root, "module_calls", {})
	walk(calls, [path, module])
	is_object(module)
	count(path) % 3 == 2
	every i, step in path { _module_step(i, step) }
	name := concat(".", [sprintf("module.%s", [step]) | some i, step in path; i % 3 == 0])
]

_module_step(i, _) if i % 3 == 0

_module_step(i, "module") if i % 3 == 1

_module_step(i, "module_calls") if i % 3 == 2

# blocks gives the resource blocks of the configuration by address.
blocks := {address: block |
	some path, module in modules
	some block in object.get(module, "resources", [])
	data.keywright.read_set[block.type]
	address := within(path, block.address)
}

# within puts an address into a module.
within("", address) := address

within(module, address) := sprintf("%s.%s", [module, address]) if module != ""

_object(value) := value if {
	is_object(value)
} else := {}

_either(first, second) := first if {
	is_object(first)
} else := _object(second)

# Terraform abbreviates: true for a whole object, false for none of it.
_marks(marks, values) := marks if {
	is_object(marks)
} else := {name: true | some name, _ in values} if {
	marks == true
} else := {}

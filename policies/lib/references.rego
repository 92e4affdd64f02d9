# METADATA
# title: What an expression refers to
# description: |
#   Follows references of the configuration through variables and outputs of modules, so that a policy, an alias or a
#   grant finds its key although the key's identifier is known only after apply. A reference that could mean two
#   keys means none: what stays unlinked is judged by itself or undetermined, never guessed.
package keywright.lib.references

import data.keywright.lib.plan
import data.keywright.lib.settings

# of_block gives the blocks that the references of a resource's attribute lead to.
of_block(resource, attribute) := _led_to(plan.block_of(resource.module), listed(resource, attribute)) if {
	true
} else := set()

_led_to(module, refs) := {block |
	some ref in refs
	start := _node(module, ref)
	some node in _reached(start)
	block := _block(node)
	plan.instances[block]
}

# blocks_of gives the blocks that one reference leads to, in a module.
blocks_of(module, ref) := {block |
	some node in _reached(_node(plan.block_of(module), ref))
	block := _block(node)
	plan.instances[block]
}

# target gives the instance that the source says an attribute identifies, through locals and whatever else the references of a
# plan do not show.
target(resource, path, wanted) := address if {
	targets := settings.facts.targets[resource.address]
	address := targets[concat("/", [_step(step) | some step in path])]
	plan.by_address[address].block in wanted
}

_step(step) := replace(replace(sprintf("%v", [step]), "~", "~0"), "/", "~1")

# one gives the address of the only instance among the wanted ones that an attribute can mean.
one(resource, attribute, wanted) := target(resource, [attribute], wanted) if {
	true
} else := address if {
	blocks := of_block(resource, attribute) & wanted
	count(blocks) == 1
	some block in blocks
	address := _instance(resource, attribute, block)
}

# only gives the instance that the expression at a path means, if it can mean nothing else: every reference in it ends at
# one wanted block. A condition refers to something beside it, and may leave out what it mentions.
only(resource, path, wanted) := only_beside(resource, path, wanted, set())

# only_beside does so where the expression is of more than that, whose blocks are known: a whole block that is written as an
# attribute has one expression.
only_beside(resource, path, wanted, beside) := target(resource, path, wanted) if {
	true
} else := address if {
	narrowed := object.union(resource, {"expressions": {"it": object.get(resource.expressions, path, {})}})
	refs := _longest(_refs(narrowed.expressions.it))
	ends := {end |
		some ref in (refs - {"each.key"})
		some end in _ends(_node(plan.block_of(resource.module), ref))
		not _of_blocks(end, beside)
	}
	blocks := {_block(end) | some end in ends}
	count(blocks) == 1
	every end in ends { _block(end) in wanted }
	some block in blocks
	address := _instance(narrowed, "it", block)
	_picked(refs, address)
}

_of_blocks(node, blocks) if _block(node) in blocks

# The key of for_each picks one of several; beside something single it is a condition.
_picked(refs, _) if not "each.key" in refs

_picked(_, address) if not is_null(plan.by_address[address].index)

# Terraform lists a.b.c, and a.b and a beside it.
_longest(refs) := refs - {shorter |
	some ref in refs
	parts := split(ref, ".")
	some i in numbers.range(1, count(parts))
	some shorter in {concat(".", array.slice(parts, 0, i)), plan.block_of(concat(".", array.slice(parts, 0, i)))}
	shorter != ref
}

# Where a reference ends: what it reaches that leads nowhere further. A module that is named on the way to one of its
# outputs is no end.
_ends(start) := {node |
	reached := _reached(start)
	ways := {concat(".", array.slice(parts, 0, count(parts) - 1)) | some other in reached; parts := split(other, ".")}
	some node in reached
	not _edges[node]
	not _way(node, ways)
}

_way(node, ways) if {
	node in ways
	not _block(node)
}

# variables gives the root variables that an attribute's references lead to.
variables(module, refs) := {name |
	some ref in refs
	some node in _reached(_node(module, ref))
	startswith(node, "|var.")
	name := substring(node, 5, -1)
}

# listed gives an expression's references as they are written, those of for_each among them where the
# expression goes through each.value.
listed(resource, attribute) := _listed(object.get(resource.expressions, attribute, {}), object.get(resource, "each", {}))

# Instances of one block have one expression.
_listed(expression, for_each) := refs | of_each if {
	refs := _refs(expression)
	of_each := {ref |
		some each in refs
		startswith(each, "each.value")
		some ref in _refs(for_each)
	}
}

_refs(expression) := {ref | walk(expression, [path, list]); path[count(path) - 1] == "references"; some ref in list}

# A node is a module and a name in it. Instance keys are left out; _instance takes them up again.
_node(module, ref) := sprintf("%s|%s", [module, plan.block_of(ref)])

_block(node) := plan.within(module, concat(".", array.slice(parts, 0, _width(parts)))) if {
	[module, ref] := split(node, "|")
	parts := split(ref, ".")
	not parts[0] in {"var", "local", "module", "each", "count", "path", "terraform", "self"}
}

_width(parts) := 3 if parts[0] == "data"

_width(parts) := 2 if parts[0] != "data"

# What stands at the end of a path leads nowhere and is no node of the graph.
_reached(start) := ({start} | inner) | {target | some node in inner; some target in _edges[node]} if {
	inner := graph.reachable(_edges, {start})
}

# Edges go from a variable to what its caller passes, and from a module's output to what the output is made of.
_edges := {node: targets | some node, targets in _targets}

_targets[node] contains target if {
	some path, module in plan.modules
	some name, call in object.get(module, "module_calls", {})
	child := plan.within(path, sprintf("module.%s", [name]))
	some variable, expression in object.get(call, "expressions", {})
	node := _node(child, sprintf("var.%s", [variable]))
	some ref in _refs(expression)
	target := _node(path, ref)
}

_targets[node] contains target if {
	some path, module in plan.modules
	some name, call in object.get(module, "module_calls", {})
	child := plan.within(path, sprintf("module.%s", [name]))
	some output, declared in object.get(object.get(call, "module", {}), "outputs", {})
	node := _node(path, sprintf("module.%s.%s", [name, output]))
	some ref in _refs(object.get(declared, "expression", {}))
	target := _node(child, ref)
}

# Of several instances, one counts if it is the only one, if it is named, or if it bears the same key as what refers
# to it and the expression goes through that key.
_instance(resource, attribute, block) := address if {
	candidates := _near(resource, attribute, block)
	count(candidates) == 1
	some address in candidates
} else := address if {
	candidates := _near(resource, attribute, block)
	named := {candidate |
		some candidate in _written(resource.module, listed(resource, attribute), block)
		candidate in candidates
	}
	count(named) == 1
	some address in named
} else := address if {
	some ref in listed(resource, attribute)
	_by_own_key(ref)
	not _reckoned(ref, resource)
	not is_null(resource.index)
	near := _near(resource, attribute, block)
	same := {candidate | some candidate in _peers(resource, block); candidate in near}
	count(same) == 1
	some address in same
}

# The instances of a block that references spell out: for all instances of what refers to them the same.
_written(module, refs, block) := {candidate |
	some ref in refs
	candidate := plan.within(module, ref)
	plan.by_address[candidate].block == block
}

# Instances of the same key, of the same module if it has any: looked up, since a block may have thousands.
_peers(resource, block) := _indexed[[block, resource.module, resource.index]] if {
	_housed[[block, resource.module]]
} else := _keyed[[block, resource.index]]

_indexed := {at: {pair.of | some pair in _by_module_and_index; pair.at == at} |
	some at in {pair.at | some pair in _by_module_and_index}
}

_by_module_and_index := [{"at": [resource.block, resource.module, resource.index], "of": resource.address} |
	some resource in plan.recognised
]

_keyed := {at: {pair.of | some pair in _by_index; pair.at == at} |
	some at in {pair.at | some pair in _by_index}
}

_by_index := [{"at": [resource.block, resource.index], "of": resource.address} |
	some resource in plan.recognised
]

_housed := {at: {pair.of | some pair in _by_module; pair.at == at} |
	some at in {pair.at | some pair in _by_module}
}

_by_module := [{"at": [resource.block, resource.module], "of": resource.address} |
	some resource in plan.recognised
]

# An index can be reckoned with, k[1 - count.index], and the references do not show it. Among instances that all give
# the same it makes no difference.
_reckoned("count.index", resource) if resource.block in _uneven

_uneven := {block | some block, given in _by_block; count(given) > 1}

_by_block := {at: {pair.of | some pair in _given; pair.at == at} |
	some at in {pair.at | some pair in _given}
}

_given := [{"at": resource.block, "of": given} |
	some type in ["aws_kms_key_policy", "aws_kms_grant", "aws_kms_alias", "keywright_grant"]
	some resource in plan.resources[type]
	given := [object.get(resource.values, attribute, null) | some attribute in ["policy", "grantee_principal", "operations", "name"]]
]

_by_own_key("each.key")

_by_own_key("count.index")

_by_own_key(ref) if startswith(ref, "each.value")

# In the resource's own module only that module's instance counts; elsewhere, the instance that a reference names.
_near(resource, attribute, block) := near if {
	near := _housed[[block, resource.module]]
} else := named if {
	prefixes := {prefix |
		some ref in listed(resource, attribute)
		startswith(ref, "module.")
		prefix := concat("", [plan.within(resource.module, ref), "."])
		contains(prefix, "[")
	}
	count(prefixes) > 0
	named := {address |
		some address in plan.instances[block]
		some prefix in prefixes
		startswith(address, prefix)
	}
	count(named) > 0
} else := plan.instances[block]

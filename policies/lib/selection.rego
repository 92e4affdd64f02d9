# METADATA
# title: Which rules judge
# description: |
#   All rules, unless the host asks for some: the engine asks for the rules that look at one key at a time on each
#   shard of keys, and for the others once, on all keys.
package keywright.lib.selection

import data.keywright.lib.settings

# rules gives the family of each rule that judges. A host that brings facts may name them.
rules := {id: family |
	some id, metadata in data.keywright.metadata
	_asked(id)
	family := metadata.family
}

_asked(_) if not settings.facts.rules

_asked(id) if id in settings.facts.rules

# package_of gives the last segment of a rule's package: ACC-01 is acc_01.
package_of(id) := replace(lower(id), "-", "_")

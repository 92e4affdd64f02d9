# METADATA
# title: What encrypts a resource
# description: |
#   Whether a store or a secret is encrypted, and by which key: a key of the inputs, one that is elsewhere, or the
#   service's own. Which attributes say so stands in data/stores.json, a setting for each type.
package keywright.lib.encryption

import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.regions
import data.keywright.lib.settings
import data.keywright.lib.values

# of gives what the setting of a resource comes to: encrypted (null where it is not known), managed (customer, service,
# none; "" where it is not known), the key (an address, or the identifier of one that is elsewhere) and what is unknown.
of(resource, setting) := _as(resource, setting.part_of, whole) if {
	whole := values.optional(resource, setting.part_of.attribute, null)
	not object.get(whole, "value", "x") in {null, ""}
} else := _by_word(resource, setting, values.at(resource, setting.word.at)) if {
	setting.word
} else := _of(resource, _settled(resource, setting))

# What is a part of something is encrypted as that is. A whole is no part itself, and has no word.
_as(resource, part_of, cell) := _of(whole, _settled(whole, setting)) if {
	whole := _whole(resource, part_of, cell)
	setting := data.keywright.data.stores.stores[part_of.type]
} else := unsure(cell.unknown) if {
	cell.unknown
} else := unsure(sprintf("it is as what it is a part of, which its %s names and the inputs do not hold", [part_of.attribute]))

_whole(resource, part_of, cell) := plan.by_address[address] if {
	address := references.only(resource, [part_of.attribute], {whole.block | some whole in plan.resources[part_of.type]})
} else := named[0] if {
	named := [whole |
		some whole in plan.resources[part_of.type]
		identifiers.alive(whole)
		whole.values[part_of.name] == cell.value
	]
	count(named) == 1
}

# A word says whether the service's own key encrypts or the one that is named, and with some that nothing does.
_by_word(resource, setting, cell) := unsure(cell.unknown) if {
	cell.unknown
	"none" in {meaning | some meaning in setting.word.means}
} else := _either(_by_service(resource, setting), cell.unknown) if {
	cell.unknown
} else := _states.none if {
	_meaning(setting.word, cell.value) == "none"
} else := _by_service(resource, setting) if {
	_meaning(setting.word, cell.value) == "service"
} else := _of(resource, _settled(resource, setting)) if {
	_meaning(setting.word, cell.value) == "key"
} else := unsure(sprintf("%s has a value that is not known here", [setting.word.at[0]]))

_meaning(word, value) := word.unset if {
	value in {null, ""}
} else := word.means[sprintf("%v", [value])]

_by_service(resource, setting) := _of(resource, _settled(resource, object.union(setting, {"key": []})))

_either(found, reason) := by_key({"unknown": reason}, "service") if {
	found.encrypted == true
} else := found

# What holds where nothing is set may depend on something else of the resource.
_settled(resource, setting) := setting if {
	not setting.unset_by
} else := object.union(setting, {"unset": object.get(setting.unset_by.unset, lower(cell.value), setting.unset)}) if {
	cell := _decisive(resource, setting)
	is_string(cell.value)
} else := object.union(setting, {"unset": sprintf("what holds where nothing is said depends on its %s: %s", [
	setting.unset_by.attribute,
	object.get(_decisive(resource, setting), "unknown", "not known"),
])})

_decisive(resource, setting) := values.optional(resource, setting.unset_by.attribute, setting.unset_by["default"])

_of(resource, setting) := _copied(sources, key(resource, setting.key), setting.keyless) if {
	sources := _sources(resource, setting)
	count(sources) > 0
} else := by_key(cell, setting.keyless) if {
	# Beside a key the provider reads the switch as off: the service's own encryption, which it switches, gives way.
	setting.key_alone
	cell := key(resource, setting.key)
	is_string(cell.value)
} else := unsure(switch.unknown) if {
	switch := _switch(resource, setting)
	switch.unknown
} else := unsure(cell.unknown) if {
	setting.key_alone
	_switch(resource, setting).value == false
	cell := key(resource, setting.key)
	cell.unknown
} else := _off(resource, setting) if {
	_switch(resource, setting).value == false
} else := by_key(key(resource, setting.key), setting.keyless) if {
	_switch(resource, setting).value == true
} else := _unset(setting, key(resource, setting.key))

# What is made from something else is encrypted as that is, whatever the switch says, unless a key is named.
_sources(resource, setting) := {name |
	"create" in resource.actions
	some name in setting.sources
	_given(resource, name)
}

_given(resource, name) if not object.get(resource.values, name, null) in {null, "", []}

_given(resource, name) if resource.expressions[name]

_copied(sources, cell, keyless) := by_key(cell, keyless) if {
	is_string(cell.value)
} else := unsure(cell.unknown) if {
	cell.unknown
} else := unsure(sprintf("it is as what it is made from has it, which its %s names", [concat(" and ", sort(sources))]))

# A setting without a switch is turned on by its key, or is always on.
_switch(resource, setting) := {"value": null} if {
	not setting.switch
} else := cell if {
	cell := _flag(values.at(resource, setting.switch))
	_sound(cell)
} else := {"unknown": sprintf("%s has a value that is neither true nor false", [setting.switch[0]])}

# Some switches are texts.
_flag(cell) := object.union(cell, {"value": {"": null, "false": false, "true": true}[cell.value]}) if {
	cell.value in {"", "false", "true"}
} else := cell

_sound(cell) if cell.unknown

_sound(cell) if cell.value in {true, false, null}

_unset(setting, cell) := unsure(cell.unknown) if {
	setting.key_alone
	cell.unknown
	setting.unset != "service"
} else := by_key(cell, setting.keyless) if {
	setting.key_alone
	cell.unknown
} else := _held(setting.unset)

# Of what is there the switch says what is so, of what is to come no more than what is asked for.
_off(resource, setting) := _held(setting.off) if {
	"create" in resource.actions
} else := _states[setting.off] if {
	true
} else := _states.none

_held(what) := _states[what] if {
	_states[what]
} else := unsure(what)

# by_key gives what a resource that is encrypted is encrypted by; keyless says by what where no key is named.
by_key(cell, keyless) := {"encrypted": true, "managed": "", "key": "", "unknown": {"key": cell.unknown}} if {
	cell.unknown
} else := {"encrypted": true, "managed": "customer", "key": cell.value, "unknown": {}} if {
	is_string(cell.value)
	not _of_service(cell.value)
} else := _states.service if {
	is_string(cell.value)
} else := _states[keyless] if {
	_states[keyless]
} else := {"encrypted": true, "managed": "", "key": "", "unknown": {"key": keyless}}

# unsure is what is said where it is not known whether something is encrypted.
unsure(reason) := {"encrypted": null, "managed": "", "key": "", "unknown": {"encrypted": reason, "key": reason}}

_states := {
	"none": {"encrypted": false, "managed": "none", "key": "", "unknown": {}},
	"service": {"encrypted": true, "managed": "service", "key": "", "unknown": {}},
}

_of_service(name) if startswith(name, "alias/aws/")

_of_service(name) if contains(name, ":alias/aws/")

# What Redshift Serverless says of a namespace without a key.
_of_service("AWS_OWNED_KMS_KEY")

# key gives the key that stands at a path: the address of one of the plan, the identifier of another, or null.
key(resource, path) := key_in(resource, path, regions.of(resource))

# listed gives the key at a place of a list of them. Of an expression it can be told only where the list has no more than one.
listed(resource, path, i) := key(resource, array.concat(path, [i])) if {
	is_string(object.get(resource.values, array.concat(path, [i]), null))
} else := {"unknown": "which of several keys it is is known only after apply"} if {
	is_array(object.get(resource.values, path, null))
	count(object.get(resource.values, path, [])) > 1
} else := key(resource, path)

# key_in does so for what lies in another region than the resource.
key_in(resource, path, region) := {"value": null} if {
	count(path) == 0
} else := {"value": named(cell.value, region)} if {
	cell := values.at(resource, path)
	is_string(cell.value)
	cell.value != ""
} else := {"value": null} if {
	cell := values.at(resource, path)
	object.get(cell, "value", "x") in {null, ""}
} else := {"value": address} if {
	address := _referred(resource, path)
} else := {"unknown": reason} if {
	reason := values.at(resource, path).unknown
} else := {"unknown": sprintf("%s holds something that names no key", [path[0]])}

_referred(resource, path) := references.only(resource, path, identifiers.key_blocks) if {
	true
} else := identifiers.key_of(plan.by_address[alias], "target_key_id") if {
	alias := references.only(resource, path, _alias_blocks)
}

_alias_blocks := {alias.block | some alias in plan.resources.aws_kms_alias}

# named gives the address of the key of the plan that an ARN, an id or an alias names, in the region of who names it;
# else the name itself.
named(name, region) := identifiers.by_identifier[name] if {
	identifiers.by_identifier[name]
} else := identifiers.by_identifier[sprintf("%s|%s", [name, region.value])] if {
	startswith(name, "mrk-")
} else := found if {
	some place in _alias_places(name, region)
	found := _alias_at(place)
	not _of_another_account(name, plan.by_address[found])
} else := name

# An alias of another account is none of a key of this one, be it called the same.
_of_another_account(name, key) if {
	contains(name, ":alias/")
	known := {account | account := regions.account(key).value; is_string(account)}
	accounts := {account | count(known) == 0; some account in object.get(settings.profile, ["policy", "accounts"], [])} | known
	count(accounts) > 0
	not split(name, ":")[4] in accounts
}

_alias_places(name, region) := {sprintf("%s|%s", [identifiers.bare_alias(name), region.value])} if {
	startswith(name, "alias/")
} else := {sprintf("%s|%s", [substring(name, indexof(name, ":alias/") + 7, -1), split(name, ":")[3]])} if {
	startswith(name, "arn:")
	contains(name, ":alias/")
} else := set()

_alias_at(place) := identifiers.by_alias[place] if {
	identifiers.by_alias[place]
} else := found if {
	count(identifiers.by_stock_alias[place]) == 1
	some found in identifiers.by_stock_alias[place]
}

# METADATA
# title: What a stock resource is for
# description: |
#   Purpose, classification, owner, environment and what is protected, from the tags of a stock resource, else from the
#   profile's key block that names it.
package keywright.lib.labels

import data.keywright.lib.clouds
import data.keywright.lib.declared
import data.keywright.lib.google_labels
import data.keywright.lib.settings
import data.keywright.lib.values

# of gives the cells. What this provider keeps or registers says it in attributes.
of(resource) := object.union({name: values.read(resource, name) | some name in ["purpose", "classification", "owner", "environment"]}, {
	"purposes": single(values.read(resource, "purpose")),
	"environments": single(values.read(resource, "environment")),
	"protects": _listed(values.optional(resource, "protects", [])),
}) if {
	resource.type in _saying
}

of(resource) := {
	"purpose": _purpose(labels.purpose),
	"purposes": _with(_words(labels.purpose), declared.texts(resource, "purpose")),
	"classification": _classified(labels.classification),
	"owner": labels.owner,
	"environment": labels.environment,
	"environments": _with(single(labels.environment), declared.texts(resource, "environment")),
	"protects": _words(labels.protects),
} if {
	not resource.type in _saying
	plain := _plain(resource)
	labels := {name: _label(resource, plain, name, tag) | some name, tag in settings.tags}
}

# within gives them for what is part of something else: where it says nothing of something, it is as that says.
within(resource, whole) := {name: _first(resource, name, own[name], theirs[name]) | some name, _ in own} if {
	own := of(resource)
	theirs := of(whole)
}

# A default of the profile is not its own word.
_first(resource, name, own, theirs) := own if {
	_own_word(resource, name, own)
} else := theirs

_own_word(_, _, cell) if cell.unknown

_own_word(_, _, cell) if {
	cell.basis in {"labels", "tags"}
	not cell.value in {null, []}
}

_own_word(resource, name, _) if count(declared.by(resource)[object.get({"purposes": "purpose", "environments": "environment"}, name, name)]) > 0

_label(resource, plain, name, tag) := {"value": plain[tag], "basis": "tags"} if {
	is_string(plain[tag])
	trim_space(plain[tag]) != ""
} else := values.first([_tag(resource, tag), _block(resource, name)])

# Mostly all tags are there to be read at once, and those of the resource are among them.
_plain(resource) := tags if {
	clouds.aws(resource)
	tags := resource.values.tags_all
	own := object.get(resource.values, "tags", {})
	is_object(tags)
	is_object(own)
	object.union(tags, own) == tags
	object.get(resource.sensitive, "tags_all", {}) == {}
	object.get(resource.sensitive, "tags", {}) == {}
} else := {}

_saying := {"keywright_keyset", "keywright_registered_key", "keywright_secret"}

_listed(cell) := object.union(cell, {"value": [item | some item in cell.value; is_string(item)]}) if {
	is_array(cell.value)
} else := cell

_tag(resource, tag) := _tagged(resource, tag) if clouds.aws(resource)

_tag(resource, tag) := _tagged(resource, tag) if clouds.of(resource) == "azure"

# Keys of Vault have no tags.
_tag(resource, _) := {"value": null, "basis": ""} if clouds.of(resource) == "vault"

_tag(resource, tag) := google_labels.cell(resource, tag) if clouds.of(resource) == "google"

_tagged(resource, tag) := {"value": value, "basis": "tags"} if {
	some attribute in ["tags_all", "tags"]
	value := resource.values[attribute][tag]
	is_string(value)
	trim_space(value) != ""
	not _secret(resource, attribute, tag)
} else := {"unknown": sprintf("its tags are known only after apply, the tag %s among them", [tag])} if {
	_tags_unknown(resource, tag)
} else := {"value": null, "basis": ""}

# A value that is marked as sensitive is nobody's to print, and counts as unknown.
_secret(resource, attribute, _) if resource.sensitive[attribute] == true

_secret(resource, attribute, tag) if resource.sensitive[attribute][tag] == true

_tags_unknown(resource, tag) if {
	some attribute in ["tags_all", "tags"]
	_secret(resource, attribute, tag)
}

_tags_unknown(resource, tag) if {
	some attribute in ["tags_all", "tags"]
	resource.unknown[attribute][tag] == true
}

_tags_unknown(resource, _) if {
	resource.unknown.tags == true
	resource.expressions.tags
}

# All tags together are unknown where some are: then only the known ones are sure to be absent elsewhere.
_tags_unknown(resource, _) if {
	resource.unknown.tags_all == true
	resource.expressions.tags
	values.unknown(resource, "tags")
}

_block(resource, name) := {"value": value, "basis": "profile"} if {
	value := declared.by(resource)[name][0]
} else := {"value": null, "basis": ""}

_purpose(cell) := object.union(cell, {"value": words[0]}) if {
	words := _words(cell).value
	count(words) > 0
} else := cell

# A tag may hold several words, and the profile may know one alias of the key for another: all of them count.
_with(cell, more) := object.union(cell, {"value": sort({word | some word in cell.value} | more)}) if {
	cell.value
} else := cell

# single makes a list of one word.
single(cell) := object.union(cell, {"value": [cell.value]}) if {
	is_string(cell.value)
} else := object.union(cell, {"value": []}) if {
	is_null(cell.value)
} else := cell

# A tag holds a list as words.
_words(cell) := object.union(cell, {"value": [word | some word in regex.split(`[\s,]+`, cell.value); word != ""]}) if {
	is_string(cell.value)
} else := object.union(cell, {"value": []}) if {
	is_null(cell.value)
} else := cell

_classified(cell) := {"value": settings.default_class, "basis": "profile"} if {
	is_null(cell.value)
	settings.default_class
} else := cell

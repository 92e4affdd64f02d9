# METADATA
# title: Labels of Google Cloud
# description: |
#   The names of labels are in lower case and have no capital letters, so that a tag's name is looked for without regard to
#   case, hyphens and underscores: DataClassification is data_classification as well.
package keywright.lib.google_labels

import data.keywright.lib.values

# cell gives what the label that stands for a tag says.
cell(resource, tag) := {"unknown": sprintf("the labels %s both say it", [concat(" and ", sort(names))])} if {
	names := _names(resource, tag)
	count(_said(resource, names)) > 1
} else := {"value": value, "basis": "labels"} if {
	some value in _said(resource, _names(resource, tag))
	not _open(resource, _names(resource, tag))
} else := {"unknown": sprintf("its labels are known only after apply, or marked as sensitive, the label for %s among them", [tag])} if {
	_open(resource, _names(resource, tag))
} else := {"unknown": sprintf("its labels are known only after apply, the label for %s among them", [tag])} if {
	_hidden(resource)
} else := {"value": null, "basis": ""}

_attributes := ["terraform_labels", "labels"]

_names(resource, tag) := {name |
	some attribute in _attributes
	some part in ["values", "unknown"]
	is_object(resource[part][attribute])
	some name, _ in resource[part][attribute]
	_folded(name) == _folded(tag)
}

_folded(name) := regex.replace(lower(name), `[-_]`, "")

_said(resource, names) := {trim_space(value) |
	some attribute in _attributes
	some name in names
	value := resource.values[attribute][name]
	is_string(value)
	trim_space(value) != ""
}

_open(resource, names) if {
	some attribute in _attributes
	some name in names
	some marks in [resource.unknown[attribute], resource.sensitive[attribute]]
	_marked(marks, name)
}

_marked(true, _)

_marked(marks, name) if marks[name] == true

# What defaults the provider adds is not known where something of the labels is not.
_hidden(resource) if {
	resource.expressions.labels
	some attribute in _attributes
	values.unknown(resource, attribute)
}

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

# Where labels stand: those of a database are among its settings.
_places(resource) := [["settings", 0, "user_labels"]] if {
	resource.type == "google_sql_database_instance"
} else := [["terraform_labels"], ["labels"]]

_names(resource, tag) := {name |
	some place in _places(resource)
	some part in ["values", "unknown"]
	some name, _ in _object(object.get(resource[part], place, {}))
	_folded(name) == _folded(tag)
}

_folded(name) := regex.replace(lower(name), `[-_]`, "")

_said(resource, names) := {trim_space(value) |
	some place in _places(resource)
	some name in names
	value := object.get(resource.values, array.concat(place, [name]), null)
	is_string(value)
	trim_space(value) != ""
}

_open(resource, names) if {
	some place in _places(resource)
	some name in names
	some marks in [resource.unknown, resource.sensitive]
	some path in [place, array.concat(place, [name])]
	object.get(marks, path, false) == true
}

_object(value) := value if is_object(value)

_object(value) := {} if not is_object(value)

# What defaults the provider adds is not known where something of the labels is not.
_hidden(resource) if {
	object.get(resource.expressions, "labels", object.get(resource.expressions, ["settings", 0, "user_labels"], null)) != null
	some place in _places(resource)
	values.unknown(resource, place[0])
	object.get(resource.unknown, place, object.get(resource.sensitive, place, false)) != false
}

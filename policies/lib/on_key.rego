# METADATA
# title: What a policy asks of its own key
# description: |
#   A policy may name keys in Resource, or ask for a key's spec, usage, origin, region or account. What is known of the key
#   that carries it then decides: a statement about other keys is none, and one about every key is about this one. It may
#   ask for the time, too, which the check is given. Such a text stands for as many readings as there are kinds of keys
#   that carry it. Source: IAM User Guide, Resource; AWS KMS
#   Developer Guide, condition keys.
package keywright.lib.on_key

import data.keywright.lib.cells
import data.keywright.lib.key_arn
import data.keywright.lib.settings

# reading gives what a text of a key is to be read with: the part of the key's attributes that it asks about, as a text. It is
# undefined where it asks about none.
reading(resource, document) := facts if {
	asked := _asked(document)
	count(asked) > 0
	known := object.union(cells.of(resource), {"now": {"value": _now}})
	facts := {name: value | some name in asked; value := _fact(known, name)}
	count(facts) > 0
}

default _now := null

_now := settings.facts.now

_asked(document) := {name | some statement in document.statements; some name in _asks(statement)}

# Most statements are about "*" and ask for nothing.
_asks(statement) := set() if {
	statement.conditions == []
	statement.resources == {"*"}
	count(_left_out(statement)) == 0
} else := ({name |
	some condition in statement.conditions
	name := _conditions[condition.key]
} | {"usage" |
	some condition in statement.conditions
	condition.key == "kms:grantoperations"
}) | {name |
	_names_keys(statement)
	some name in ["region", "account", "key_id"]
}

_names_keys(statement) if not "*" in statement.resources

_names_keys(statement) if count(_left_out(statement) - {"*"}) > 0

_left_out(statement) := object.get(statement, "left_out", set())

# Condition keys that tell a fixed thing of the key that a request is for. A primary may become a replica, and tags and
# aliases change.
_conditions := {
	"kms:keyspec": "spec",
	"kms:keyusage": "usage",
	"kms:keyorigin": "origin",
	"kms:multiregion": "multi_region",
	"aws:resourceaccount": "account",
	"aws:requestedregion": "region",
	"aws:currenttime": "now",
}

_fact(known, name) := value if {
	value := object.get(known[name], "value", null)
	value != null
	value != ""
}

# read gives a document as it reads on a key: which statements are about it, and which values conditions on it meet.
read(document, facts) := object.union(object.remove(document, ["statements"]), {
	"statements": [on |
		some statement in document.statements
		on := _on(statement, facts)
	],
	"about": {key: sprintf("%v", [facts[name]]) | some key, name in _conditions; facts[name] != null},
})

_on(statement, facts) := statement if {
	"*" in statement.resources
	count(_left_out(statement)) == 0
} else := object.union(statement, {"near": count(answers & {"yes"}) == 0, "whole": answers == {"no"}}) if {
	"*" in statement.resources
	answers := {_left(resource, facts) | some resource in _left_out(statement)}
} else := object.union(statement, {"near": (answers & {"yes", "maybe"}) != set(), "whole": "yes" in answers}) if {
	answers := {key_arn.names(resource, facts) | some resource in statement.resources}
}

_left("*", _) := "yes"

_left(resource, facts) := key_arn.names(resource, facts) if resource != "*"

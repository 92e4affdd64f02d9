# METADATA
# title: How closely a key is guarded
# description: |
#   The class that a key declares, beside the classes of the domains that it names or whose fields it protects. A class
#   that is said too low must not open what the domain's own would close: the stricter of the two counts.
package keywright.lib.classes

import data.keywright.lib.domains
import data.keywright.lib.settings

# rank orders the classes, the strictest highest.
rank := {"public": 1, "internal": 2, "confidential": 3, "restricted": 4}

# above gives the domains of a key whose class is stricter than the one that it declares, with that class.
above(key) := {domain: class |
	some domain in _asking(key)
	class := settings.domains[domain].classification
	rank[class] > _declared(key)
}

_declared(key) := object.get(rank, key.classification, 0)

# of gives the stricter of what a key declares and what its domains ask; nothing where neither says a class.
of(key) := class if {
	strictest := max({_declared(key)} | {rank[asked] | some asked in above(key)})
	some class, place in rank
	place == strictest
}

# Only what the profile says of a thing, so that a key is judged alike beside whatever other keys.
_asking(key) := {purpose | some purpose in key.purposes} | {domain |
	some item in key.protects
	some domain in domains.fields[lower(item)]
}

# restricted says that a key is, by what it or its domains say.
restricted(key) if of(key) == "restricted"

# unsure says why a key may be of a stricter class than what is known of it.
unsure(key) := {key.unknown[name] | some name in ["classification", "purpose", "protects"]; key.unknown[name]} | {"it declares no class" |
	not of(key)
	not key.unknown.classification
}

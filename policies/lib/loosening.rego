# METADATA
# title: What a change does to the profile
# description: |
#   Compares the profile in force with the one that the base branch has. What differs is a loosening, unless it is known
#   to be stricter or to be mere document control: of a setting that nobody thought of here, too, somebody must be told.
package keywright.lib.loosening

import data.keywright.lib.classes
import data.keywright.lib.settings

# given says that there is a profile to compare with.
given if is_object(settings.facts.base_profile)

# blocks gives what is looser, by the block that it stands in: {"exception.hs256-jwt": {"ends is 2027-02-22, was 2026-12-31"}}.
blocks := {block: words |
	some block in {_block(path) | some path in _loosened}
	words := {_words(path) | some path in _loosened; _block(path) == block}
}

_was := settings.facts.base_profile

_now := settings.profile

_loosened := [path |
	some path in (_leaves(_was) | _leaves(_now))
	_at(_was, path) != _at(_now, path)
	not _neutral(path)
	not _stricter(path, _at(_was, path), _at(_now, path))
]

# Every setting, each with the way to it. A list is one setting; what is made of another setting is none.
_leaves(profile) := {path |
	walk(profile, [path, value])
	count(path) > 1
	not is_object(value)
	every step in path { is_string(step) }
	not regex.match(`^retention_days$`, path[count(path) - 1])
	not path[count(path) - 2] == "retention_days"
}

_at(profile, path) := object.get(profile, path, null)

_neutral(["policy", name]) if name in {"organization", "document", "version", "status", "owner", "reviewers"}

_neutral(path) if array.slice(path, 0, 2) == ["policy", "sign_off"]

# An exception that goes excuses nothing any more; one that was reviewed is the same.
_neutral(["exception", name, _]) if not _now.exception[name]

_neutral(["exception", _, "reviewed"])

# Numbers of which less, or more, is stricter.
_stricter(path, was, now) if {
	path[count(path) - 1] in {"period_days", "alert_after_days", "verify_days", "cache_hours"}
	is_number(was)
	is_number(now)
	now < was
}

_stricter(path, was, now) if {
	path[count(path) - 1] in {"distinct", "notice_days"}
	is_number(was)
	is_number(now)
	now > was
}

_stricter(path, null, now) if {
	path[count(path) - 1] in {"verify_days", "notice_days", "distinct", "cache_hours"}
	is_number(now)
}

# Lists of which fewer, or more, is stricter. Fewer primary regions let backups lie where data is, and fewer accounts of an
# environment take keys out of it.
_stricter(["policy", "accounts"], was, now) if {
	count(_set(now)) > 0
	count(_set(now) - _set(was)) == 0
}

_stricter(path, was, now) if {
	path[count(path) - 1] in {"backup", "additional", "multi_region", "capabilities", "accepts", "environments", "keys", "scope", "rules", "endpoint_ids"}
	count(_set(now)) > 0
	count(_set(now) - _set(was)) == 0
}

# Regions and exceptions may come to nothing; where a list of none means all, it is not stricter.
_stricter(path, was, now) if {
	path[count(path) - 1] in {"additional", "multi_region", "scope", "rules"}
	is_array(now)
	count(_set(now) - _set(was)) == 0
}

_stricter(path, was, now) if {
	path[count(path) - 1] in {"require", "regulations", "never", "separate_from", "compensating_controls"}
	is_array(now)
	count(_set(was) - _set(now)) == 0
}

_stricter(["domain", _, "fields"], was, now) if {
	is_array(now)
	count(_set(was) - _set(now)) == 0
}

# The exception ends earlier.
_stricter(["exception", _, "ends"], was, now) if {
	is_string(was)
	is_string(now)
	now < was
}

_stricter(["exception", _, "starts"], was, now) if {
	is_string(was)
	is_string(now)
	now > was
}

# Words in an order.
_stricter(["policy", "fail_on"], was, now) if _severities[now] < _severities[was]

_stricter(["rule", _, "severity"], was, now) if _severities[now] > _severities[was]

_stricter(["policy", "default_classification"], was, now) if {
	was != null
	classes.rank[now] > classes.rank[was]
}

_stricter(["domain", _, "classification"], was, now) if object.get(classes.rank, now, 0) > object.get(classes.rank, was, 0)

# A class that the profile gives a key may be lower than the one that its tags did.
_stricter(["key", _, "classification"], was, now) if {
	was != null
	object.get(classes.rank, now, 0) > object.get(classes.rank, was, 0)
}

_stricter(["policy", "way_back"], _, "declared")

_stricter(["domain", _, "hsm"], _, "dedicated")

_stricter(["rule", _, "enabled"], _, true)

_stricter(["rule", name, "reason"], _, _) if object.get(_now.rule, [name, "enabled"], true) == true

_stricter(path, _, true) if path[count(path) - 1] in {"mfa", "field_level"}

_stricter(["policy", "estate", "complete"], _, true)

# A new key block takes nothing from those that are there, unless it says of keys what they did not say themselves. A new
# escrow block is taken at its word as a way back, so that it counts.
_stricter(["key", name, setting], _, _) if {
	not _was.key[name]
	setting in {"deployed", "stages", "owner"}
}

_stricter(["key", _, "stages", _], null, _)

_stricter(["policy", "review_by"], was, now) if {
	is_string(was)
	is_string(now)
	now < was
}

_severities := {"low": 1, "medium": 2, "high": 3, "critical": 4}

_set(list) := {entry | some entry in list} if is_array(list)

_set(list) := set() if not is_array(list)

# Blocks have a label, but for a few.
_block(path) := path[0] if {
	path[0] in {"policy", "regions", "tags"}
} else := concat(".", [path[0], path[1]])

_words(path) := sprintf("%s is %s, was %s", [_name(path), _said(_at(_now, path)), _said(_at(_was, path))])

_name(path) := concat(".", array.slice(path, 1, count(path))) if {
	path[0] in {"policy", "regions", "tags"}
} else := concat(".", array.slice(path, 2, count(path)))

_said(value) := "not set" if {
	value == null
} else := "empty" if {
	value in [[], ""]
} else := value if {
	is_string(value)
} else := concat(", ", [sprintf("%v", [entry]) | some entry in value]) if {
	is_array(value)
} else := sprintf("%v", [value])

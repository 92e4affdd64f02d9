# METADATA
# title: Which path of its policies Vault goes by
# description: |
#   Of all paths of its policies that fit a request, Vault goes by one: that which is the request itself, else by the place of the
#   first + or *, then one that does not end in *, with fewer +, the longer, and the last in order. + is one segment; * is the rest,
#   and only at the end. Rules of other paths count for nothing then, not even those that deny. Source: the documentation of
#   Vault, Policies, priority matching.
package keywright.lib.vault_paths

import data.keywright.lib.vault_policies

# fitting gives [rank, path] of each path that fits a request; the highest rank is the one that counts.
fitting(vault, request) := ({[[1000000000, 1, 0, 0, ""], request] | request in _plain[vault]} | _globbed(vault, request)) | _wild(vault, request)

_globbed(vault, request) := {[[n, 0, 0, n, prefix], path] |
	some n in _lengths[vault]
	n <= count(request)
	prefix := substring(request, 0, n)
	path := concat("", [prefix, "*"])
	path in _globs[vault]
}

# Paths with a + are looked up, not gone through: what a request is like in each of the few shapes that they have.
_wild(vault, request) := {[[indexof(path, "+"), open, 0 - count(shape.wild), count(path), path], path] |
	parts := split(request, "/")
	some shape in object.get(_shapes, vault, set())
	path := _in_shape(parts, shape)
	path in _wilds[vault]
	open := {true: 0, false: 1}[shape.open]
}

# A shape is how many segments a path has, which of them are +, and of a path that ends in * how long its last word is.
_shape(path) := {
	"count": count(parts),
	"wild": {i | some i, part in parts; part == "+"},
	"open": endswith(path, "*"),
	"last": _last(path, parts),
} if {
	parts := split(trim_suffix(path, "*"), "/")
}

_last(path, parts) := count(parts[count(parts) - 1]) if {
	endswith(path, "*")
} else := 0

_in_shape(parts, shape) := concat("/", [_like(part, i, shape) | some i, part in parts]) if {
	not shape.open
	count(parts) == shape.count
} else := sprintf("%s*", [concat("/", [_like(part, i, shape) | some i, part in array.slice(parts, 0, shape.count)])]) if {
	shape.open
	count(parts) >= shape.count
	count(parts[shape.count - 1]) >= shape.last
}

_like(part, i, shape) := "+" if {
	i in shape.wild
} else := substring(part, 0, shape.last) if {
	shape.open
	i == shape.count - 1
} else := part

_long_enough(path, n, there) if {
	endswith(path, "*")
	n <= there
}

_long_enough(path, n, n) if not endswith(path, "*")

_meets(_, "+", _, _)

_meets(_, part, part, _)

_meets(path, part, given, true) if {
	endswith(path, "*")
	startswith(given, part)
}

# perhaps gives the paths with a template in them that may fit a request: what Vault puts there, the plan does not tell.
perhaps(vault, request) := {path |
	some path in _templates[vault]
	regex.match(_expressions[path], request)
}

_expressions := {path: sprintf("^%s$", [concat(".+", [_quoted(part) | some part in regex.split(`\{\{[^{}]*\}\}`, path)])]) |
	some _, paths in _templates
	some path in paths
}

_quoted(part) := replace(replace(regex.replace(part, `[^0-9A-Za-z*+\x{80}-\x{10FFFF}]`, `\$0`), "+", "[^/]*"), "*", ".*")

_is_template(path) if contains(path, "{{")

_is_wild("+")

_is_wild(path) if startswith(path, "+/")

_is_wild(path) if contains(path, "/+")

_templates := {vault: {path | some path in paths; _is_template(path)} | some vault, paths in vault_policies.paths}

_known := {vault: {path | some path in paths; not _is_template(path)} | some vault, paths in vault_policies.paths}

_plain := {vault: {path | some path in paths; not _is_wild(path); not endswith(path, "*")} | some vault, paths in _known}

_globs := {vault: {path | some path in paths; not _is_wild(path); endswith(path, "*")} | some vault, paths in _known}

_lengths := {vault: {n | some path in paths; n := count(path) - 1} | some vault, paths in _globs}

_wilds := {vault: {path | some path in paths; _is_wild(path)} | some vault, paths in _known}

_shapes := {vault: {_shape(path) | some path in paths} | some vault, paths in _wilds}

# The word that stands for any name that no policy says.
_any := "NAME"

# expanded gives requests for a path in which one segment may be any: one for each word that a policy has in that place, and one
# for all others.
expanded(vault, path) := {path} if {
	not "+" in split(path, "/")
} else := {concat("/", [part | some part in list; part != ""]) |
	[before, after] := regex.split(`(?:^|/)\+(?:/|$)`, path)
	some word in (({_any} | object.get(_words, [[vault, before]], set())) | _loose(vault, split(path, "/"), count(split(before, "/"))))
	list := [before, word, after]
}

# What stands behind a path in those of policies.
_words := {at: words | some at, words in _following}

_following[[vault, concat("/", array.slice(parts, 0, i))]] contains _named(part) if {
	some vault, paths in vault_policies.paths
	some path in paths
	parts := split(path, "/")
	some i, part in parts
	part != "+"
}

# And what stands in its place in those with a + that are like it elsewhere.
_loose(vault, parts, at) := {word |
	some shape in object.get(_shapes, vault, set())
	at < shape.count
	not at in shape.wild
	like := _in_shape(_blank(parts, at), _blanked(shape, at))
	some word in _gapped[[vault, at, like]]
}

_blank(parts, at) := array.concat(array.concat(array.slice(parts, 0, at), ["?"]), array.slice(parts, at + 1, count(parts)))

# The word itself may be any, however long.
_blanked(shape, at) := object.union(shape, {"last": 1}) if {
	shape.open
	at == shape.count - 1
} else := shape

_gapped := {at: words | some at, words in _gaps}

_gaps[[vault, i, _in_shape(_blank(parts, i), _blanked(_shape(path), i))]] contains _named(_tail(path, parts, i)) if {
	some vault, paths in _wilds
	some path in paths
	parts := split(trim_suffix(path, "*"), "/")
	some i, part in parts
	part != "+"
}

_tail(path, parts, i) := sprintf("%s*", [parts[i]]) if {
	endswith(path, "*")
	i == count(parts) - 1
} else := parts[i]

_named(part) := regex.replace(replace(part, "*", _any), `\{\{[^{}]*\}\}`, _any)

# reached gives the requests of a form that paths of policies speak of: the form's + stands for any segment, and what neither
# says has some name.
reached(vault, form) := {request |
	parts := split(form, "/")
	some first in {parts[0], "+", "*"}
	some path in _plainly[[vault, first]]
	request := _common(parts, path)
}

# Paths by their first word, those that end in * within it by themselves.
_plainly := {at: paths | some at, paths in _by_first}

_by_first[[vault, _first(plain)]] contains plain if {
	some vault, paths in vault_policies.paths
	some path in paths
	plain := regex.replace(regex.replace(path, `(^|/)\{\{[^{}]*\}\}`, "${1}+"), `\{\{[^{}]*\}\}`, _any)
}

_first(path) := "*" if {
	not contains(path, "/")
	endswith(path, "*")
} else := "+" if {
	startswith(path, "+")
} else := split(path, "/")[0]

_common(form, path) := concat("/", [_part(wanted, i, pattern, endswith(path, "*")) | some i, wanted in form]) if {
	pattern := split(trim_suffix(path, "*"), "/")
	_long_enough(path, count(pattern), count(form))
	every i, part in pattern { _agree(form[i], part, path, i == (count(pattern) - 1)) }
}

_agree("+", _, _, _)

_agree(wanted, part, path, last) if _meets(path, part, wanted, last)

_part(wanted, i, pattern, open) := wanted if {
	wanted != "+"
} else := concat("", [pattern[i], _any]) if {
	open
	i == count(pattern) - 1
	pattern[i] != "+"
} else := pattern[i] if {
	i < count(pattern)
	pattern[i] != "+"
} else := _any

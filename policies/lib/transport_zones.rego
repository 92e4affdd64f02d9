# METADATA
# title: Zones of Cloudflare
# description: |
#   How a zone is reached and how it reaches its origin, put together from all resources that set something of it: a row for each
#   zone (finding.Transport), under the address of the resource that says most. What no resource sets is not known: other hands
#   or another plan may set it.
package keywright.lib.transport_zones

import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.rows
import data.keywright.lib.values

# found are the zones, and the names in them that have an oldest version of their own: {"resource": …, "known": …}.
found := array.concat(
	[{"resource": lead, "known": _known(members, _cell(members, "min_tls_version"), [_origin(members)])} |
		some members in _members
		lead := plan.by_address[sort([[_rank(plan.by_address[member]), member] | some member in members])[0][1]]
	],
	[{"resource": resource, "known": _known(object.get(_grouped, _zone(resource), set()), _host_cell(resource), [])} |
		some resource in _hosts
	],
)

# due are the addresses of what each of them is made of.
due := array.concat(_members, [{resource.address} | some resource in _hosts])

_members := [members | some members in _grouped]

_hosts := [resource |
	some resource in plan.resources.cloudflare_hostname_tls_setting
	rows.alive(resource)
	_of_versions(resource)
]

_of_versions(resource) if _setting(resource) == "min_tls_version"

_of_versions(resource) if _unnamed(resource)

_host_cell(resource) := {"unknown": "which setting it is is not known"} if {
	_unnamed(resource)
} else := values.read(resource, "value")

# The settings that say how traffic goes, in the order of what they say of a zone.
_wanted := ["min_tls_version", "ssl", "always_use_https", "tls_1_3", "security_header"]

_rank(resource) := 0 if {
	resource.type == "cloudflare_zone_settings_override"
} else := [i | some i, name in _wanted; _setting(resource) == name][0] if {
	_setting(resource) in _wanted
} else := count(_wanted)

_grouped[_zone(resource)] contains resource.address if {
	some type in ["cloudflare_zone_setting", "cloudflare_zone_settings_override"]
	some resource in plan.resources[type]
	rows.alive(resource)
	_matters(resource)
}

_matters(resource) if resource.type == "cloudflare_zone_settings_override"

_matters(resource) if _setting(resource) in _wanted

_matters(resource) if _unnamed(resource)

# Resources whose zone cannot be told are taken to be of zones of their own.
_zone(resource) := sprintf("zone %s", [id]) if {
	id := values.read(resource, "zone_id").value
	is_string(id)
	id != ""
} else := address if {
	address := references.only(resource, ["zone_id"], _blocks)
} else := address if {
	every ref in resource.expressions.zone_id.references { startswith(ref, "each.value") }
	address := references.one(resource, "zone_id", _blocks)
} else := resource.address

_blocks := {resource.block | some resource in plan.resources.cloudflare_zone}

# Version 4 of the provider calls it otherwise on names.
_setting(resource) := lower([name |
	some attribute in ["setting_id", "setting"]
	name := values.read(resource, attribute).value
	is_string(name)
][0])

_unnamed(resource) if {
	resource.type != "cloudflare_zone_settings_override"
	not _setting(resource)
}

# What all of a zone's resources say of a setting, in small letters.
_cell(members, name) := {"unknown": reasons[0]} if {
	reasons := sort([cell.unknown | some cell in _cells(members, name); cell.unknown])
	count(reasons) > 0
} else := {"value": value} if {
	said := _values(members, name)
	count(said) == 1
	some value in said
} else := {"unknown": sprintf("resources set %s to several values", [name])} if {
	count(_values(members, name)) > 1
} else := {"unknown": sprintf("nothing in the plan sets %s, and other hands may", [name]), "unset": true}

_values(members, name) := {value |
	some cell in _cells(members, name)
	not is_null(cell.value)
	value := _plain(cell.value)
}

_plain(value) := lower(value) if is_string(value)

_plain(value) := value if not is_string(value)

_cells(members, name) := [cell | some member in members; cell := _said(plan.by_address[member], name)]

# What one resource says of a setting.
_said(resource, name) := {"unknown": sprintf("which setting %s sets is not known", [resource.address])} if {
	_unnamed(resource)
} else := values.read(resource, "value") if {
	_setting(resource) == name
} else := {"value": null} if {
	resource.type == "cloudflare_zone_setting"
} else := _header(resource) if {
	name == "security_header"
} else := values.at(resource, ["settings", 0, name])

# The block says by itself what stands one level deeper in the value of a setting.
_header(resource) := {"unknown": reasons[0]} if {
	reasons := sort([cell.unknown | some cell in _parts(resource); cell.unknown])
	count(reasons) > 0
} else := {"value": null} if {
	every cell in _parts(resource) { is_null(cell.value) }
} else := {"value": {"strict_transport_security": {part: cell.value | some part, cell in _parts(resource)}}}

_parts(resource) := {part: cell |
	some part in ["enabled", "include_subdomains", "max_age", "preload"]
	cell := values.at(resource, ["settings", 0, "security_header", 0, part])
}

_known(members, oldest, origins) := {
	"protocol": _protocol(ssl),
	"minimum": object.get(minimum, "value", ""),
	"plain": object.get(plain, "value", ""),
	"origins": origins,
	"hsts": _asked(hsts),
	"unknown": object.union(_gaps({"minimum": minimum, "plain": plain}), {"hsts": reason | reason := _unseen(hsts)}),
} if {
	ssl := _cell(members, "ssl")
	hsts := _cell(members, "security_header")
	plain := _answer(ssl, _cell(members, "always_use_https"))
	minimum := _minimum(ssl, oldest, _cell(members, "tls_1_3"))
}

_gaps(cells) := {name: cell.unknown | some name, cell in cells; cell.unknown}

# Without TLS there is no HTTPS to be sent on to.
_protocol(ssl) := "http" if {
	ssl.value == "off"
} else := "https"

_minimum(ssl, oldest, newest) := {"value": ""} if {
	ssl.value == "off"
} else := {"unknown": "it asks for TLS 1.3, and tls_1_3 turns TLS 1.3 off"} if {
	oldest.value == "1.3"
	newest.value == "off"
} else := {"value": oldest.value} if {
	oldest.value in {"1.0", "1.1", "1.2", "1.3"}
} else := {"unknown": object.get(oldest, "unknown", "keywright does not know the version that it asks for")}

_answer(ssl, redirect) := {"value": "served"} if {
	ssl.value == "off"
} else := {"value": "served"} if {
	redirect.value == "off"
} else := {"unknown": _reason(redirect)} if {
	object.get(redirect, "value", "") != "on"
} else := {"unknown": _reason(ssl)} if {
	not _mode(ssl)
} else := {"value": "redirected"}

_reason(cell) := object.get(cell, "unknown", "keywright does not know its value")

# How the edge reaches the origin, and whether it checks the certificate there, by the mode of the zone.
_modes := {
	"off": {"protocol": "http-only", "certificate": "unchecked"},
	"flexible": {"protocol": "http-only", "certificate": "unchecked"},
	"full": {"protocol": "match-viewer", "certificate": "unchecked"},
	"strict": {"protocol": "match-viewer", "certificate": "checked"},
	"origin_pull": {"protocol": "https-only", "certificate": "checked"},
}

_mode(ssl) := _modes[ssl.value]

# The versions that the edge speaks with an origin are no setting.
_origin(members) := {
	"name": "",
	"protocol": object.get(protocol, "value", ""),
	"versions": [],
	"certificate": _checking(ssl),
	"unknown": object.union({"versions": "no setting of Cloudflare names the versions, and whether 1.3 is negotiated is in no plan"}, _gaps({"protocol": protocol})),
} if {
	ssl := _cell(members, "ssl")
	protocol := _reached(ssl, _cell(members, "always_use_https"))
}

_checking(ssl) := _mode(ssl).certificate if {
	true
} else := ""

# As the viewer comes is by HTTPS alone where nobody else is let in.
_reached(ssl, redirect) := {"value": _mode(ssl).protocol} if {
	_mode(ssl).protocol != "match-viewer"
} else := {"unknown": _reason(ssl)} if {
	not _mode(ssl)
} else := {"value": "https-only"} if {
	redirect.value == "on"
} else := {"value": "match-viewer"} if {
	redirect.value == "off"
} else := {"unknown": sprintf("it is reached as the viewer comes, and %s", [_reason(redirect)])}

# What the zone asks browsers to remember; null where it is not seen.
_asked(cell) := {
	"enabled": object.get(header, "enabled", false) == true,
	"subdomains": object.get(header, "include_subdomains", false) == true,
	"preload": object.get(header, "preload", false) == true,
	"seconds": _number(object.get(header, "max_age", 0)),
} if {
	header := cell.value.strict_transport_security
	is_object(header)
} else := null

_number(value) := value if {
	is_number(value)
} else := 0

# A setting that nothing sets is not seen, which is no gap.
_unseen(cell) := "keywright does not know its value" if {
	cell.value
	is_null(_asked(cell))
} else := cell.unknown if {
	not cell.unset
}

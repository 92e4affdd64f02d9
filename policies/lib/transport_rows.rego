# METADATA
# title: Transport
# description: |
#   Where traffic comes in and how it is encrypted on its way: a row for each listener, distribution, domain and zone
#   (finding.Transport). Which TLS versions a security policy lets in stands in data/tls.json.
package keywright.lib.transport_rows

import data.keywright.lib.labels
import data.keywright.lib.plan
import data.keywright.lib.transport_zones
import data.keywright.lib.values

# due are the resources where traffic comes in, and the zones.
due := array.concat(_places, transport_zones.due)

_places := [resource |
	some type in ["aws_alb_listener", "aws_api_gateway_domain_name", "aws_cloudfront_distribution", "aws_elasticsearch_domain", "aws_lb_listener", "aws_opensearch_domain", "azurerm_linux_web_app", "azurerm_mssql_server", "azurerm_storage_account", "google_compute_ssl_policy"]
	some resource in plan.resources[type]
]

# rows are those places, and the zones of Cloudflare.
rows := array.concat(
	[_row(resource, _known(resource)) | some resource in _places],
	[_row(zone.resource, zone.known) | some zone in transport_zones.found],
)

_row(resource, known) := object.union(object.union({"hsts": null}, known), {
	"address": resource.address,
	"type": resource.type,
	"actions": resource.actions,
	"highest": _highest(resource),
	"purposes": [purpose | some purpose in said.purposes.value],
	"classification": _text(said.classification),
	"unknown": object.union(known.unknown, {name: said[name].unknown | some name in ["classification", "purpose"]}),
}) if {
	said := labels.of(resource)
}

# The newest version that may be asked for as the oldest, where that is not 1.3.
_highest(resource) := highest if {
	some row in data.keywright.data.tls.highest
	row.type == resource.type
	highest := row.minimum
} else := ""

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""

# A listener has two names.
_listeners := {"aws_alb_listener", "aws_lb_listener"}

# A listener that speaks no TLS may send to one that does.
_known(resource) := {"protocol": "", "minimum": "", "plain": "", "origins": [], "unknown": {"protocol": protocol.unknown}} if {
	resource.type in _listeners
	protocol := values.at(resource, ["protocol"])
	protocol.unknown
} else := object.union({"protocol": lower(protocol), "plain": "refused", "origins": []}, _minimum(resource, ["ssl_policy"])) if {
	resource.type in _listeners
	protocol := values.at(resource, ["protocol"]).value
	protocol in {"HTTPS", "TLS"}
} else := {"protocol": lower(_protocol(resource)), "minimum": "", "plain": _answer(resource), "origins": [], "unknown": {}} if {
	resource.type in _listeners
}

_known(resource) := object.union({"protocol": "https", "plain": "refused", "origins": []}, _minimum(resource, ["security_policy"])) if {
	resource.type == "aws_api_gateway_domain_name"
}

# A policy of a load balancer of Google Cloud is for TLS alone.
_known(resource) := object.union({"protocol": "https", "plain": "refused", "origins": []}, _oldest(values.optional(resource, "min_tls_version", "TLS_1_0"))) if {
	resource.type == "google_compute_ssl_policy"
}

_known(resource) := object.union({"protocol": "https", "plain": _enforced(values.at(resource, ["domain_endpoint_options", 0, "enforce_https"])), "origins": []}, _minimum(resource, ["domain_endpoint_options", 0, "tls_security_policy"])) if {
	resource.type in {"aws_elasticsearch_domain", "aws_opensearch_domain"}
}

# Without the block a domain answers HTTP as well.
_enforced(cell) := "" if {
	cell.unknown
} else := "refused" if {
	cell.value == true
} else := "served"

# A server of SQL takes no unencrypted connection; where nothing is asked for, it takes any version.
_known(resource) := object.union({"protocol": "tls", "plain": "refused", "origins": []}, _oldest(values.optional(resource, "minimum_tls_version", "1.2"))) if {
	resource.type == "azurerm_mssql_server"
}

_known(resource) := object.union({"protocol": "https", "plain": _plain(resource, _https_only(resource), true, "refused"), "origins": []}, _oldest(values.optional(resource, "min_tls_version", "TLS1_2"))) if {
	resource.type == "azurerm_storage_account"
}

_known(resource) := object.union({"protocol": "https", "plain": _plain(resource, "https_only", false, "redirected"), "origins": []}, _oldest(_of_site(values.at(resource, ["site_config", 0, "minimum_tls_version"])))) if {
	resource.type == "azurerm_linux_web_app"
}

# Before version 4 it had another name.
_https_only(resource) := "enable_https_traffic_only" if {
	is_boolean(resource.values.enable_https_traffic_only)
} else := "https_traffic_only_enabled"

# A web app whose configuration leaves it out has the provider's default.
_of_site(cell) := {"value": "1.2"} if {
	object.get(cell, "value", "unknown") == null
} else := cell

# What becomes of HTTP where HTTPS alone is asked for; served where it is not, and "" where that is not known.
_plain(resource, attribute, default_value, where) := {true: where, false: "served"}[values.optional(resource, attribute, default_value).value] if {
	true
} else := ""

_oldest(cell) := {"minimum": found, "unknown": {}} if {
	found := _versions[cell.value]
} else := {"minimum": "", "unknown": {"minimum": object.get(cell, "unknown", "keywright does not know the version that it asks for")}}

_versions := {
	"": "1.0", "Disabled": "1.0",
	"1.0": "1.0", "1.1": "1.1", "1.2": "1.2", "1.3": "1.3",
	"TLS1_0": "1.0", "TLS1_1": "1.1", "TLS1_2": "1.2", "TLS1_3": "1.3",
	"TLS_1_0": "1.0", "TLS_1_1": "1.1", "TLS_1_2": "1.2", "TLS_1_3": "1.3",
}

_known(resource) := object.union({"protocol": "https", "plain": _viewers(resource), "origins": _origins(resource)}, {
	"minimum": seen.minimum,
	"unknown": object.union(seen.unknown, {"origins": reason | reason := _hidden(resource, "origin")}),
}) if {
	resource.type == "aws_cloudfront_distribution"
	seen := _of_viewers(resource)
}

# A load balancer of applications speaks HTTP where nothing is said; a gateway's listener has neither protocol nor port.
_protocol(resource) := protocol if {
	protocol := values.at(resource, ["protocol"]).value
	is_string(protocol)
} else := "geneve" if {
	cell := values.at(resource, ["port"])
	is_null(cell.value)
} else := "http"

# What a listener does with HTTP, unless a rule of it says otherwise.
_answer(resource) := "redirected" if {
	_action(resource, ["type"]) == "redirect"
	_action(resource, ["redirect", 0, "protocol"]) == "HTTPS"
	_action(resource, ["redirect", 0, "status_code"]) == "HTTP_301"
} else := "refused" if {
	_action(resource, ["type"]) == "fixed-response"
	regex.match(`^[45][0-9][0-9]$`, _action(resource, ["fixed_response", 0, "status_code"]))
} else := "" if {
	_unsaid(resource)
} else := "served"

_action(resource, path) := value if {
	value := values.at(resource, array.concat(["default_action", 0], path)).value
	is_string(value)
}

_unsaid(resource) if _hidden(resource, "default_action")

_unsaid(resource) if {
	some path in [["type"], ["redirect", 0, "protocol"], ["redirect", 0, "status_code"], ["fixed_response", 0, "status_code"]]
	values.at(resource, array.concat(["default_action", 0], path)).unknown
}

# The reason why none of a resource's blocks of a name is seen, though each resource has one.
_hidden(resource, name) := values.reason(resource, name) if count(_blocks(resource, name)) == 0

_minimum(resource, path) := {"minimum": "", "unknown": {"minimum": cell.unknown}} if {
	cell := values.at(resource, path)
	cell.unknown
} else := _of_policy(cell.value) if {
	cell := values.at(resource, path)
	is_string(cell.value)
	cell.value != ""
} else := _of_policy(data.keywright.data.tls.left_out[resource.type]) if {
	data.keywright.data.tls.left_out[resource.type]
} else := {"minimum": "", "unknown": {"minimum": "no security policy is named, and the service chooses one"}}

_of_policy(name) := {"minimum": minimum, "unknown": {}} if {
	minimum := [policy.minimum | some policy in data.keywright.data.tls.policies; regex.match(policy.pattern, name)][0]
} else := {"minimum": "", "unknown": {"minimum": sprintf("the security policy %q is not known here", [name])}}

# The service's own certificate comes with the oldest policy.
_of_viewers(resource) := _of_policy("TLSv1") if {
	values.at(resource, ["viewer_certificate", 0, "cloudfront_default_certificate"]).value == true
} else := _minimum(resource, ["viewer_certificate", 0, "minimum_protocol_version"])

_viewers(resource) := "served" if {
	some policy in _viewer_policies(resource)
	policy == "allow-all"
} else := "redirected" if {
	every policy in _viewer_policies(resource) {
		policy in {"https-only", "redirect-to-https"}
	}
	not _hidden(resource, "default_cache_behavior")
	not values.at(resource, ["ordered_cache_behavior"]).unknown
} else := ""

_viewer_policies(resource) := [_string(object.get(block, "viewer_protocol_policy", "")) |
	some name in ["default_cache_behavior", "ordered_cache_behavior"]
	some block in _blocks(resource, name)
]

# The origins that are reached by a protocol of one's choice; a bucket is reached as the service likes.
_origins(resource) := [origin |
	some block in _blocks(resource, "origin")
	some setting in _settings(block)
	origin := {
		"name": _string(object.get(block, "origin_id", "")),
		"protocol": _string(object.get(setting, "origin_protocol_policy", "")),
		"versions": sort([version | some version in _list(object.get(setting, "origin_ssl_protocols", [])); is_string(version)]),
		"certificate": "checked",
		"unknown": {},
	}
]

# Where it is not known whether an origin has such a setting, nothing is known of it.
_settings(block) := _objects(block.custom_origin_config) if {
	is_array(block.custom_origin_config)
} else := [{}]

_blocks(resource, name) := _objects(object.get(resource.values, name, []))

_objects(value) := [block | some block in _list(value); is_object(block)]

_list(value) := value if is_array(value)

_list(value) := [] if not is_array(value)

_string(value) := value if is_string(value)

_string(value) := "" if not is_string(value)

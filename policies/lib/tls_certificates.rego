# METADATA
# title: Certificates that Terraform makes
# description: |
#   A row for each certificate that the provider tls signs (finding.Certificate): for what, for how long, and of which algorithm
#   its key is, where that is a tls_private_key of the plan. Source: the documentation of the provider hashicorp/tls 4.
package keywright.lib.tls_certificates

import data.keywright.lib.clock
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

# due are the certificates.
due := array.concat(plan.resources.tls_self_signed_cert, plan.resources.tls_locally_signed_cert)

# rows are their rows.
rows := [row |
	some resource in due
	key := _algorithm(resource)
	days := _days(resource)
	use := _use(resource)
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"name": "",
		"issued": {true: "self-signed", false: "ordered"}[resource.type == "tls_self_signed_cert"],
		"use": use.value,
		"algorithm": key.value,
		"days": days.value,
		"unknown": object.union_n([{"algorithm": key.unknown | key.unknown}, {"days": days.unknown | days.unknown}, {"use": use.unknown | use.unknown}]),
	}
]

# Of what it is not known what it is for, the shortest life is asked.
_use(resource) := {"value": "", "unknown": reason} if {
	reason := [cell.unknown | some name, default_value in {"is_ca_certificate": false, "allowed_uses": null}; cell := values.optional(resource, name, default_value); cell.unknown][0]
} else := {"value": {true: "root", false: "intermediate"}[resource.type == "tls_self_signed_cert"]} if {
	values.optional(resource, "is_ca_certificate", false).value == true
} else := {"value": "code-signing"} if {
	values.optional(resource, "allowed_uses", null).value == ["code_signing"]
} else := {"value": "server"}

_days(resource) := {"value": round((until - since) / 86400000000000)} if {
	since := clock.instant(object.get(resource.values, "validity_start_time", null))
	until := clock.instant(object.get(resource.values, "validity_end_time", null))
	count({"create", "update"} & {action | some action in resource.actions}) == 0
} else := {"value": ceil(hours / 24)} if {
	hours := values.read(resource, "validity_period_hours").value
	is_number(hours)
} else := {"value": null, "unknown": object.get(values.read(resource, "validity_period_hours"), "unknown", "it says no validity_period_hours")}

_algorithm(resource) := _of_key(plan.by_address[address]) if {
	address := _key(resource)
} else := {"value": "", "unknown": "its key is none of those that tls_private_key makes in the plan"}

_key(resource) := references.only(resource, ["private_key_pem"], _keys) if {
	resource.type == "tls_self_signed_cert"
} else := _requested(request) if {
	request := references.only(resource, ["cert_request_pem"], requests)
}

_requested(request) := references.only(plan.by_address[request], ["private_key_pem"], _keys)

# of_request gives of which algorithm the key of a request is.
of_request(request) := _of_key(plan.by_address[address]) if {
	address := _requested(request)
} else := {"value": "", "unknown": "its key is none of those that tls_private_key makes in the plan"}

_keys := {resource.block | some resource in plan.resources.tls_private_key}

# requests are the blocks of requests for certificates.
requests := {resource.block | some resource in plan.resources.tls_cert_request}

_of_key(key) := {"value": "", "unknown": reason} if {
	reason := [cell.unknown | some name in ["algorithm", "ecdsa_curve", "rsa_bits"]; cell := values.optional(key, name, null); cell.unknown][0]
} else := {"value": sprintf("RSA_%d", [values.optional(key, "rsa_bits", 2048).value])} if {
	key.values.algorithm == "RSA"
} else := {"value": object.get(_curves, values.optional(key, "ecdsa_curve", "P224").value, "EC of an unknown curve")} if {
	key.values.algorithm == "ECDSA"
} else := {"value": key.values.algorithm} if {
	is_string(key.values.algorithm)
} else := {"value": "", "unknown": "the algorithm of its key is not known"}

_curves := {"P224": "EC_secp224r1", "P256": "EC_prime256v1", "P384": "EC_secp384r1", "P521": "EC_secp521r1"}

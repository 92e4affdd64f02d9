# METADATA
# title: Certificates of private authorities of Google Cloud
# description: |
#   A row for the own certificate of each authority of Certificate Authority Service (finding.Certificate): a root's, or an
#   intermediate's of an authority of the service. How long an authority lives that somebody else signs, says whoever signs it. The key is one
#   that the service makes, always in an HSM, or a version of a key of Cloud KMS, which is a key of its own to every rule. Source: the
#   documentation of the provider hashicorp/google 7, google_privateca_certificate_authority; Certificate Authority Service,
#   REST reference of CertificateAuthority.
package keywright.lib.google_authority_certificates

import data.keywright.lib.google_keys
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.values

# rows are the certificates.
rows := [row |
	some resource in plan.resources.google_privateca_certificate_authority
	use := _use(resource)
	key := _algorithm(resource)
	days := _days(resource)
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"name": _text(values.read(resource, "certificate_authority_id")),
		"issued": _issuance(use.value),
		"use": use.value,
		"algorithm": key.value,
		"days": days.value,
		"unknown": object.union_n([{"algorithm": key.unknown | key.unknown}, {"days": days.unknown | days.unknown}, {"use": use.unknown | use.unknown}]),
	}
]

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""

_use(resource) := {"value": _uses[cell.value]} if {
	cell := _type(resource)
	_uses[cell.value]
} else := {"value": "", "unknown": object.get(_type(resource), "unknown", "keywright does not know its type")}

_type(resource) := values.optional(resource, "type", "SELF_SIGNED")

_uses := {"SELF_SIGNED": "root", "SUBORDINATE": "intermediate"}

_issuance("intermediate") := "ordered"

_issuance(use) := "self-signed" if use != "intermediate"

# Ten years, where nothing is said.
_days(resource) := {"value": null, "unknown": "who signs it says how long it lives: it names no authority of the service (subordinate_config), or has a certificate of another (pem_ca_certificate)"} if {
	_type(resource).value != "SELF_SIGNED"
	_signed_elsewhere(resource)
} else := {"value": ceil(google_keys.seconds(cell.value) / 86400)} if {
	cell := values.optional(resource, "lifetime", "315360000s")
	is_string(cell.value)
	google_keys.seconds(cell.value)
} else := {"value": null, "unknown": object.get(values.optional(resource, "lifetime", "315360000s"), "unknown", "its lifetime is no number of seconds")}

_signed_elsewhere(resource) if not values.held(resource, ["subordinate_config", 0, "certificate_authority"])

_signed_elsewhere(resource) if values.held(resource, ["pem_ca_certificate"])

_algorithm(resource) := _named(_spec(resource, "algorithm").value) if {
	is_string(_spec(resource, "algorithm").value)
	not values.held(resource, ["key_spec", 0, "cloud_kms_key_version"])
} else := _named(cell.value) if {
	key := plan.by_address[_key(resource)]
	not "update" in key.actions
	cell := google_keys.cells(key).spec
	is_string(cell.value)
} else := {"value": "", "unknown": sprintf("of its key %s: %s", [key.address, object.get(google_keys.cells(key).spec, "unknown", "a change of its algorithm leaves older versions as they are")])} if {
	key := plan.by_address[_key(resource)]
} else := {"value": "", "unknown": reason} if {
	reason := [cell.unknown | some name in ["algorithm", "cloud_kms_key_version"]; cell := _spec(resource, name); cell.unknown][0]
} else := {"value": "", "unknown": "its key is none of the plan"}

_spec(resource, name) := values.at(resource, ["key_spec", 0, name])

_key(resource) := address if {
	version := _spec(resource, "cloud_kms_key_version").value
	is_string(version)
	addresses := _by_id[split(version, "/cryptoKeyVersions/")[0]]
	count(addresses) == 1
	some address in addresses
} else := references.only(resource, ["key_spec", 0, "cloud_kms_key_version"], _blocks) if {
	_spec(resource, "cloud_kms_key_version").unknown
}

_by_id[key.values.id] contains key.address if {
	some key in plan.resources.google_kms_crypto_key
	is_string(key.values.id)
}

_blocks := {key.block | some key in plan.resources.google_kms_crypto_key}

# Whether a signature is padded by PSS or by PKCS #1 does not make another key.
_named(text) := {"value": sprintf("RSA_%s", [found[0][1]])} if {
	found := regex.find_all_string_submatch_n(`^RSA_(?:SIGN_)?(?:PSS|PKCS1)_([0-9]+)_SHA(?:256|512)$`, text, 1)
	count(found) > 0
} else := {"value": _curves[found[0][1]]} if {
	found := regex.find_all_string_submatch_n(`^EC_(?:SIGN_)?(P256|P384)_SHA(?:256|384)$`, text, 1)
	_curves[found[0][1]]
} else := {"value": "", "unknown": sprintf("keywright does not know the algorithm %s of an authority", [text])}

_curves := {"P256": "EC_prime256v1", "P384": "EC_secp384r1"}

# METADATA
# title: Certificates and their authorities
# description: A row for each certificate and for each private authority of the plan (finding.Certificate, finding.Authority).
package keywright.lib.certificate_rows

import data.keywright.lib.acmpca_certificates
import data.keywright.lib.azure_certificates
import data.keywright.lib.clock
import data.keywright.lib.google_authorities
import data.keywright.lib.google_authority_certificates
import data.keywright.lib.plan
import data.keywright.lib.tls_certificates
import data.keywright.lib.values

# due are the resources that are certificates or have one.
due := [resource | some type in _types; some resource in plan.resources[type]]

_types := [
	"aws_acm_certificate", "aws_acmpca_certificate", "aws_acmpca_certificate_authority", "azurerm_key_vault_certificate",
	"google_privateca_certificate_authority", "tls_locally_signed_cert", "tls_self_signed_cert",
]

# certificates are those that a certificate manager issues or holds.
certificates := [row |
	some rows in [_managed, _of_authorities, acmpca_certificates.rows, azure_certificates.rows, tls_certificates.rows, google_authority_certificates.rows]
	some row in rows
]

_managed := [row |
	some resource in plan.resources.aws_acm_certificate
	key := _key(resource)
	days := _days(resource)
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"name": _text(values.at(resource, ["domain_name"])),
		"issued": _issuance(resource),
		"use": "server",
		"algorithm": key.value,
		"days": days.value,
		"unknown": object.union({"algorithm": key.unknown | key.unknown}, {"days": days.unknown | days.unknown}),
	}
]

# An authority's own certificate: its key is chosen with the authority, its lifetime where it is signed. One that the plan has signed is
# a certificate of its own, whose lifetime is judged there.
_of_authorities := [row |
	some resource in plan.resources.aws_acmpca_certificate_authority
	key := values.at(resource, ["certificate_authority_configuration", 0, "key_algorithm"])
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"name": _text(values.at(resource, ["certificate_authority_configuration", 0, "subject", 0, "common_name"])),
		"issued": {true: "private", false: "authority"}[_signed(resource)],
		"use": object.get({"ROOT": "root", "SUBORDINATE": "intermediate"}, _text(values.at(resource, ["type"])), ""),
		"algorithm": _text(key),
		"days": null,
		"unknown": object.union(
			{"days": "its certificate says it, which is signed elsewhere and not read"},
			{"algorithm": object.get(key, "unknown", "the configuration does not say it") | _text(key) == ""},
		),
	}
]

_signed(authority) if acmpca_certificates.signed(authority)

_signed(authority) := false if not acmpca_certificates.signed(authority)

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""

# What is brought in is renewed by whoever brought it; the rest by the manager.
_issuance(resource) := "imported" if {
	values.at(resource, ["type"]).value == "IMPORTED"
} else := "imported" if {
	some attribute in ["certificate_body", "private_key"]
	values.held(resource, [attribute])
} else := "private" if {
	values.held(resource, ["certificate_authority_arn"])
} else := "public"

# The manager makes an RSA key of 2048 bits where nothing else is asked.
_key(resource) := {"value": value} if {
	value := values.at(resource, ["key_algorithm"]).value
	is_string(value)
} else := {"value": "", "unknown": "it is in the certificate, which is not read"} if {
	_issuance(resource) == "imported"
} else := {"value": "", "unknown": reason} if {
	reason := values.at(resource, ["key_algorithm"]).unknown
} else := {"value": "RSA_2048"}

_days(resource) := {"value": round((until - since) / 86400000000000)} if {
	since := clock.instant(resource.values.not_before)
	until := clock.instant(resource.values.not_after)
} else := {"value": null, "unknown": "its dates are known only when it is issued"}

# authorities are the private ones, with how they tell of revocations.
authorities := array.concat(_private, google_authorities.rows)

_private := [row |
	some resource in plan.resources.aws_acmpca_certificate_authority
	told := _revocation(resource)
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"algorithm": _text(values.at(resource, ["certificate_authority_configuration", 0, "key_algorithm"])),
		"revocation": told.value,
		"unknown": {"revocation": told.unknown | told.unknown},
	}
]

# Certificates of at most a week need no revocation.
_revocation(resource) := {"value": "short-lived"} if {
	values.at(resource, ["usage_mode"]).value == "SHORT_LIVED_CERTIFICATE"
} else := {"value": "published"} if {
	some kind in ["crl_configuration", "ocsp_configuration"]
	values.at(resource, ["revocation_configuration", 0, kind, 0, "enabled"]).value == true
} else := {"value": "", "unknown": concat("; ", sort(reasons))} if {
	reasons := {cell.unknown |
		some path in [
			["usage_mode"],
			["revocation_configuration", 0, "crl_configuration", 0, "enabled"],
			["revocation_configuration", 0, "ocsp_configuration", 0, "enabled"],
		]
		cell := values.at(resource, path)
	}
	count(reasons) > 0
} else := {"value": "none"}

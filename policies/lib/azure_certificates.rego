# METADATA
# title: Certificates of Azure Key Vault
# description: |
#   A row for each azurerm_key_vault_certificate (finding.Certificate): how it came, of what algorithm its key is, and how long it
#   lives, which is the choice of whoever asks for it. Source: the documentation of the provider hashicorp/azurerm 5,
#   azurerm_key_vault_certificate.
package keywright.lib.azure_certificates

import data.keywright.lib.clock
import data.keywright.lib.durations
import data.keywright.lib.plan
import data.keywright.lib.values

# rows are the certificates.
rows := [row |
	some resource in plan.resources.azurerm_key_vault_certificate
	key := _key(resource)
	days := _days(resource)
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"name": _text(values.at(resource, ["name"])),
		"issued": _issuance(resource),
		"use": "server",
		"algorithm": key.value,
		"days": days.value,
		"unknown": object.union({"algorithm": key.unknown | key.unknown}, {"days": days.unknown | days.unknown}),
	}
]

_text(cell) := cell.value if {
	is_string(cell.value)
} else := ""

_of_policy(resource, path) := values.at(resource, array.concat(["certificate_policy", 0], path))

# What is brought in stands in the configuration; the rest the vault makes, and signs itself or has signed.
_issuance(resource) := "imported" if {
	values.held(resource, ["certificate"])
} else := "self-signed" if {
	_of_policy(resource, ["issuer_parameters", 0, "name"]).value == "Self"
} else := "ordered"

# A change may make another certificate than the one that was read, and what is brought in says its key itself.
_made(resource) if count({"create", "update"} & {action | some action in resource.actions}) > 0

_properties(resource, name) := _of_policy(resource, ["key_properties", 0, name])

_key(resource) := {"value": "", "unknown": "it is in the certificate, which is not read"} if {
	_issuance(resource) == "imported"
	_made(resource)
} else := {"value": sprintf("RSA_%d", [size])} if {
	_properties(resource, "key_type").value in {"RSA", "RSA-HSM"}
	size := _properties(resource, "key_size").value
	is_number(size)
} else := {"value": object.get(_curves, curve, curve)} if {
	_properties(resource, "key_type").value in {"EC", "EC-HSM"}
	curve := _properties(resource, "curve").value
	is_string(curve)
	curve != ""
} else := {"value": "", "unknown": reason} if {
	reason := [cell.unknown | some name in ["key_type", "key_size", "curve"]; cell := _properties(resource, name); cell.unknown][0]
} else := {"value": "", "unknown": "its policy says neither the length nor the curve of its key"}

_curves := {"P-256": "EC_prime256v1", "P-256K": "EC_secp256k1", "P-384": "EC_secp384r1", "P-521": "EC_secp521r1"}

# What is there already says its own dates. What is asked for is asked for in months, which count at their longest.
_days(resource) := {"value": round((until - since) / 86400000000000)} if {
	since := clock.instant(object.get(resource.values, ["certificate_attribute", 0, "not_before"], null))
	until := clock.instant(object.get(resource.values, ["certificate_attribute", 0, "expires"], null))
	not _made(resource)
} else := {"value": null, "unknown": "its dates are in the certificate, which is not read"} if {
	_issuance(resource) == "imported"
} else := {"value": durations.days(sprintf("P%dY%dM", [floor(months / 12), months % 12]))} if {
	months := _of_policy(resource, ["x509_certificate_properties", 0, "validity_in_months"]).value
	is_number(months)
	months == floor(months)
	months > 0
} else := {"value": null, "unknown": object.get(
	_of_policy(resource, ["x509_certificate_properties", 0, "validity_in_months"]),
	"unknown",
	"its policy says no validity_in_months",
)}

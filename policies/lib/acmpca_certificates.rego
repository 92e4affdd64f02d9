# METADATA
# title: Certificates of private authorities of AWS
# description: |
#   A row for each certificate that AWS Private CA signs on order (finding.Certificate), those of authorities among it: what for, by its
#   template; how long, by its validity; its key is the authority's whose request is signed, or the one that the provider tls made a request
#   for. Sources: the documentation of the provider hashicorp/aws 6, aws_acmpca_certificate; AWS Private CA User Guide, "Definitions of
#   AWS Private CA certificate templates".
package keywright.lib.acmpca_certificates

import data.keywright.lib.clock
import data.keywright.lib.identifiers
import data.keywright.lib.plan
import data.keywright.lib.references
import data.keywright.lib.tls_certificates
import data.keywright.lib.values

# rows are the certificates.
rows := [row |
	some resource in plan.resources.aws_acmpca_certificate
	use := _use(resource)
	key := _algorithm(resource)
	days := _days(resource)
	row := {
		"address": resource.address,
		"type": resource.type,
		"actions": resource.actions,
		"name": "",
		"issued": "ordered",
		"use": use.value,
		"algorithm": key.value,
		"days": days.value,
		"unknown": object.union_n([{"algorithm": key.unknown | key.unknown}, {"days": days.unknown | days.unknown}, {"use": use.unknown | use.unknown}]),
	}
]

# signed says of an authority that its certificate is one of these.
signed(authority) if authority.address in _signed

_signed := {authority |
	some resource in plan.resources.aws_acmpca_certificate
	identifiers.alive(resource)
	authority := _authority(resource)
}

_authority(resource) := address if {
	is_string(resource.values.certificate_signing_request)
	some address in _by_request[resource.values.certificate_signing_request]
	count(_by_request[resource.values.certificate_signing_request]) == 1
} else := references.only(resource, ["certificate_signing_request"], {authority.block | some authority in plan.resources.aws_acmpca_certificate_authority}) if {
	not is_string(object.get(resource.values, "certificate_signing_request", null))
}

_by_request := {request: addresses | some request, addresses in _requests}

_requests[authority.values.certificate_signing_request] contains authority.address if {
	some authority in plan.resources.aws_acmpca_certificate_authority
	is_string(authority.values.certificate_signing_request)
}

# Without a template it is one for a server or client.
_use(resource) := {"value": "", "unknown": _template(resource).unknown} if {
	_template(resource).unknown
} else := {"value": "server"} if {
	_template(resource).value in {null, ""}
} else := {"value": _uses[kind]} if {
	is_string(_template(resource).value)
	kind := regex.find_all_string_submatch_n(`:template/(?:Blank)?([A-Za-z]*Certificate)(?:_[A-Za-z0-9_]+)?/V[0-9]+$`, _template(resource).value, 1)[0][1]
	_uses[kind]
} else := {"value": "", "unknown": "its template is none that keywright knows"}

_template(resource) := values.optional(resource, "template_arn", null)

_uses := {
	"RootCACertificate": "root",
	"SubordinateCACertificate": "intermediate",
	"CodeSigningCertificate": "code-signing",
	"EndEntityCertificate": "server",
	"EndEntityClientAuthCertificate": "server",
	"EndEntityServerAuthCertificate": "server",
	"OCSPSigningCertificate": "server",
}

# A year that is ordered is one that a policy allows, of 365 days; months count at their longest, but for those that make years.
_days(resource) := {"value": counted[_validity(resource, "type").value]} if {
	number := _number(resource)
	counted := {"DAYS": number, "MONTHS": _months(number), "YEARS": number * 365}
	counted[_validity(resource, "type").value]
} else := {"value": ceil((until - clock.instant(data.keywright_facts.now)) / 86400000000000)} if {
	until := _until(resource)
	clock.today
} else := {"value": null, "unknown": concat("; ", sort(reasons))} if {
	reasons := {reason | some name in ["type", "value"]; reason := _validity(resource, name).unknown}
	count(reasons) > 0
} else := {"value": null, "unknown": "its validity is none that keywright reads"}

_validity(resource, name) := values.at(resource, ["validity", 0, name])

_months(number) := (number / 12) * 365 if number % 12 == 0

_months(number) := ceil(number * 30.5) if number % 12 != 0

_number(resource) := to_number(text) if {
	text := _validity(resource, "value").value
	is_string(text)
	regex.match(`^[0-9]{1,11}$`, text)
}

# A day of its own is counted from the day of the check: what is there already began earlier.
_until(resource) := time.parse_rfc3339_ns(sprintf("%s-%s-%sT%s:%s:%sZ", array.slice(found, 1, 7))) if {
	_new(resource)
	_validity(resource, "type").value == "END_DATE"
	text := _validity(resource, "value").value
	is_string(text)
	found := regex.find_all_string_submatch_n(`^([0-9]{4})(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])([01][0-9]|2[0-3])([0-5][0-9])([0-5][0-9])Z?$`, text, 1)[0]
} else := number * 1000000000 if {
	_new(resource)
	_validity(resource, "type").value == "ABSOLUTE"
	number := _number(resource)
}

_new(resource) if "create" in resource.actions

_algorithm(resource) := {"value": cell.value} if {
	cell := values.at(plan.by_address[_authority(resource)], ["certificate_authority_configuration", 0, "key_algorithm"])
	is_string(cell.value)
} else := tls_certificates.of_request(request) if {
	request := references.only(resource, ["certificate_signing_request"], tls_certificates.requests)
} else := {"value": "", "unknown": "it is that of the request, which is not read"}

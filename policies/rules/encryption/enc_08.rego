# METADATA
# title: The edge encrypts anew on the way to the origin
# description: |
#   What the edge passes on to an origin goes over HTTPS, and by no version older than TLS 1.3. Where the setting of the edge
#   can name TLS 1.2 at most, or no version at all (zones of Cloudflare), what is negotiated is seen in no plan.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-ENC-001 4.3
#   controls:
#     - GDPR 32(1)(a)
#     - DORA 9(4)(c)
#     - PCI-DSS 4.0.1 4.2.1
#     - ISO 27001:2022 A.8.24
#   remediation: Set origin_protocol_policy to https-only, and origin_ssl_protocols to the newest version that it knows alone; on Cloudflare, ssl to strict or origin_pull and always_use_https to on.
#   avoid: |
#     resource "aws_cloudfront_distribution" "www" {
#       origin {
#         custom_origin_config {
#           origin_protocol_policy = "http-only"
#         }
#       }
#     }
#   prefer: |
#     resource "aws_cloudfront_distribution" "www" {
#       origin {
#         custom_origin_config {
#           origin_protocol_policy = "https-only"
#           origin_ssl_protocols   = ["TLSv1.2"]
#         }
#       }
#     }
package keywright.rules.encryption.enc_08

import data.keywright.lib.finding
import data.keywright.lib.transports

report := array.concat(
	[judged |
		some place in transports.alive
		some i, raw in place.origins
		origin := _reached(place, raw)
		judged := _judged(place, origin, _attribute(origin, i))
	],
	[finding.undetermined(place.address, "origin", reason, {
		"message": sprintf("Which origins %s has cannot be told.", [place.address]),
		"expected": _expected,
	}) |
		some place in transports.alive
		reason := place.unknown.origins
	],
)

# As the viewer comes is by HTTPS alone where no viewer may come otherwise.
_reached(place, origin) := object.union(origin, {"protocol": "https-only"}) if {
	place.type == "aws_cloudfront_distribution"
	origin.protocol == "match-viewer"
	place.plain in {"refused", "redirected"}
} else := origin

_name(origin) := "" if {
	origin.name == ""
} else := sprintf(" %s", [origin.name])

# An origin has a name, but a plan need not know it.
_attribute(origin, i) := sprintf("origin[%d]", [i]) if {
	origin.name == ""
} else := sprintf("origin[%s]", [origin.name])

_judged(place, origin, attribute) := finding.fail(place.address, attribute, {
	"message": sprintf("%s reaches its origin%s %s.", [place.address, _name(origin), fault]),
	"expected": _expected,
	"actual": fault,
}) if {
	fault := _fault(origin)
} else := finding.pass(place.address, attribute) if {
	origin.protocol == "https-only"
	origin.certificate == "checked"
	{version | some version in origin.versions} == {"TLSv1.3"}
} else := finding.undetermined(place.address, attribute, _gap(origin), object.union(_weight(origin), {
	"message": sprintf("Whether %s reaches its origin%s by TLS 1.3 cannot be told.", [place.address, _name(origin)]),
	"expected": _expected,
}))

_fault(origin) := "over HTTP" if {
	origin.protocol == "http-only"
} else := "as the viewer comes, over HTTP too" if {
	origin.protocol == "match-viewer"
} else := sprintf("by versions down to %s", [sort(old)[0]]) if {
	old := {version | some version in origin.versions} & {"SSLv3", "TLSv1", "TLSv1.1"}
	count(old) > 0
}

_gap(origin) := sprintf("how it reaches the origin: %s", [origin.unknown.protocol]) if {
	true
} else := concat("; ", ["it takes any certificate for the origin's", _versions(origin)]) if {
	origin.protocol == "https-only"
	origin.certificate == "unchecked"
} else := _versions(origin)

_versions(origin) := origin.unknown.versions if {
	origin.protocol == "https-only"
} else := "which versions it may use is not known" if {
	count(origin.versions) == 0
} else := "how it reaches the origin is not known" if {
	origin.protocol != "https-only"
} else := "its setting names TLS 1.2, and whether 1.3 is negotiated is in no plan"

# As far as the setting goes, nothing is wrong.
_weight(origin) := {"severity": "medium"} if {
	origin.protocol == "https-only"
	origin.certificate == "checked"
	_as_far(origin)
} else := {}

_as_far(origin) if count(origin.versions) > 0

_as_far(origin) if origin.unknown.versions

_expected := "HTTPS alone, by TLS 1.3"

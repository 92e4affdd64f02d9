# METADATA
# title: Traffic is TLS 1.3
# description: |
#   What comes in from outside speaks TLS 1.3 and nothing older, and HTTP is sent on to HTTPS for good (301). TLS 1.2 needs an
#   exception. A security policy is known by its name; what is left out is the service's default. Of a service that can be asked
#   for TLS 1.2 and for no newer it cannot be told what it speaks. Where HSTS is seen, in settings of zones of Cloudflare, it is on for
#   two years, for subdomains too, and may be preloaded. A bucket of S3 with confidential or restricted data has a policy that
#   refuses HTTP: a Deny for everyone, of all that is done to the bucket and its objects, where aws:SecureTransport is false.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-ENC-001 4.1
#   controls:
#     - GDPR 32(1)(a)
#     - DORA 9(4)(c)
#     - PCI-DSS 4.0.1 4.2.1
#     - BSI TR-02102-1
#     - ISO 27001:2022 A.8.24
#   remediation: Name a security policy that lets in TLS 1.3 alone, and redirect HTTP to HTTPS by 301; on Cloudflare, min_tls_version 1.3, and always_use_https and ssl in the same plan; deny s3:* on a bucket and its objects where aws:SecureTransport is false or s3:TlsVersion is below 1.3.
#   avoid: |
#     resource "aws_lb_listener" "https" {
#       protocol   = "HTTPS"
#       ssl_policy = "ELBSecurityPolicy-2016-08"
#     }
#   prefer: |
#     resource "aws_lb_listener" "https" {
#       protocol   = "HTTPS"
#       ssl_policy = "ELBSecurityPolicy-TLS13-1-3-2021-06"
#     }
package keywright.rules.encryption.enc_04

import data.keywright.lib.bucket_settings
import data.keywright.lib.finding
import data.keywright.lib.stores
import data.keywright.lib.transports

report := array.concat(
	[judged |
		some place in transports.alive
		judged := _judged(place)
	],
	[judged |
		some store in stores.rows_alive
		store.type == "aws_s3_bucket"
		_guarded(store)
		judged := _of_bucket(store, bucket_settings.transport(store))
	],
)

_guarded(store) if stores.guarded(store)

_guarded(store) if stores.unclear(store)

# A bucket answers HTTP unless its policy refuses that.
_of_bucket(store, said) := finding.pass(store.address, "tls") if {
	said.plain == "refused"
	said.minimum == "1.3"
} else := finding.fail(store.address, "tls", {
	"message": sprintf("%s holds %s data and lets in plain HTTP%s.", [stores.name(store), stores.class(store), _reached(said)]),
	"expected": _refusal,
	"actual": "HTTP is served",
}) if {
	said.plain == "served"
	stores.guarded(store)
} else := finding.undetermined(store.address, "tls", sprintf("it takes TLS %s and later; a Deny where s3:TlsVersion is below 1.3 asks for more", [said.minimum]), {
	"severity": "medium",
	"message": sprintf("Which TLS %s speaks cannot be told.", [stores.name(store)]),
	"expected": _expected,
}) if {
	said.plain == "refused"
} else := finding.undetermined(store.address, "tls", concat("; ", sort(_open(store, said))), {
	"message": sprintf("Whether %s refuses plain HTTP, as what it holds may ask, cannot be told.", [stores.name(store)]),
	"expected": _refusal,
})

_open(store, said) := {reason | some reason in stores.unclear(store)} | {reason | reason := said.unknown}

_reached(said) := ": nothing in the inputs denies requests without TLS" if {
	count(said.lets_in) == 0
} else := sprintf(": its policy does not deny %s to everyone without TLS", [concat(", ", said.lets_in)])

_refusal := "a bucket policy that denies s3:* to everyone, on the bucket and its objects, where aws:SecureTransport is false"

_judged(place) := finding.fail(place.address, "tls", {
	"message": sprintf("%s %s.", [place.address, concat("; ", sort(faults))]),
	"expected": _expected,
	"actual": _actual(place),
}) if {
	faults := _faults(place)
	count(faults) > 0
} else := finding.pass(place.address, "tls") if {
	place.minimum == "1.3"
	place.plain in {"refused", "redirected"}
	not place.unknown.hsts
} else := finding.pass(place.address, "tls") if {
	place.protocol == "http"
	place.plain in {"refused", "redirected"}
} else := finding.undetermined(place.address, "tls", concat("; ", sort(_gaps(place))), object.union(_weight(place), {
	"message": sprintf("Which TLS %s speaks cannot be told.", [place.address]),
	"expected": _expected,
}))

_faults(place) := ({sprintf("lets in TLS %s", [place.minimum]) | place.minimum in {"1.0", "1.1", "1.2"}; not _at_most(place)} | {"serves over HTTP without a redirect to HTTPS by 301" |
	place.plain == "served"
	place.protocol in {"http", "https"}
}) | {sprintf("tells browsers too little by HSTS: %s", [concat(", ", sort(lacks))]) |
	lacks := _lacks(place.hsts)
	count(lacks) > 0
}

_lacks(hsts) := {"it is off"} if {
	hsts.enabled == false
} else := {sprintf("max-age is %v, below %d", [hsts.seconds, _two_years]) | hsts.seconds < _two_years} | ({"subdomains are left out" | hsts.subdomains == false} | {"preload is left out" | hsts.preload == false})

_two_years := 63072000

# What asks for the newest version that it can be told to ask for does what can be done, and is no TLS 1.3 alone.
_at_most(place) if {
	place.minimum == place.highest
	place.highest != ""
}

# A listener that passes packets on leaves encryption to what is behind it.
_gaps(place) := {sprintf("its %s: %s", [what, reason]) | some name, what in {"hsts": "HSTS", "protocol": "protocol", "minimum": "oldest version", "plain": "answer to HTTP"}; reason := place.unknown[name]} | (({sprintf("it passes %s on", [upper(place.protocol)]) |
	not place.protocol in {"http", "https", "tls", ""}
} | {sprintf("it takes TLS %s and later, and the service can be asked for no newer", [place.minimum]) | _at_most(place)}) | {"how it answers HTTP is not known" | place.plain == ""; not place.unknown.plain})

_weight(place) := {"severity": "medium"} if {
	_at_most(place)
} else := {"severity": "medium"} if {
	not place.protocol in {"http", "https", "tls", ""}
} else := {}

_actual(place) := "HTTP" if {
	place.protocol == "http"
} else := sprintf("%s; %s", [_oldest(place), _plain(place)])

_oldest(place) := "an oldest version that is not known" if {
	place.minimum == ""
} else := sprintf("TLS %s and later", [place.minimum])

_plain(place) := "what becomes of HTTP is not known" if {
	place.plain == ""
} else := sprintf("HTTP is %s", [place.plain])

_expected := "TLS 1.3 alone; HTTP redirected to HTTPS by 301"

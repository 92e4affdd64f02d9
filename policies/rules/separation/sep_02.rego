# METADATA
# title: No key serves two domains
# description: |
#   No key serves two domains that the profile keeps apart: personal data, national identity numbers, AML and KYC, the
#   database, backups, application secrets. A key serves the domains that its purpose names, those whose fields it
#   protects, and those whose key protects the same thing. Where the inputs are the whole estate, each of these
#   domains has a key, unless the profile says that there is no data of it.
# custom:
#   severity: high
#   scope: key
#   rows: all
#   every_key: true
#   source:
#     - POL-SEC-KM-001 2
#     - POL-SEC-KM-001 4
#   controls:
#     - GDPR 25
#     - DORA 9(4)(d)
#     - BSI TR-03161 O.Cryp_4
#     - ISO 27001:2022 A.8.24
#   remediation: Give each domain a key of its own, and re-encrypt what the shared key protects under them.
#   avoid: |
#     resource "aws_kms_key" "shared" {
#       tags = { Purpose = "pii database" }
#     }
#   prefer: |
#     resource "keywright_key" "pii" {
#       purpose = "pii"
#     }
package keywright.rules.separation.sep_02

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.secrets
import data.keywright.lib.settings
import data.keywright.lib.stores

report := array.concat(
	[judged |
		some key in rows.keys
		judged := _judged(key)
	],
	_estate,
)

_judged(key) := finding.fail(key.address, "purpose", {
	"message": concat(" ", sort(faults)),
	"expected": "one domain",
	"actual": concat(", ", sort(domains.of(key) | {domain | some domain, _ in _shared(key)})),
	"basis": object.get(key.basis, "purpose", "plan"),
}) if {
	faults := _faults(key)
	count(faults) > 0
} else := finding.undetermined(key.address, "purpose", concat("; ", gaps), {
	"message": sprintf("Which domains %s serves cannot be told from the plan.", [rows.name(key)]),
	"expected": "one domain",
}) if {
	gaps := array.concat(
		[sprintf("its %s: %s", [attribute, key.unknown[attribute]]) |
			some attribute in ["purpose", "protects"]
			key.unknown[attribute]
		],
		[reason | reason := domains.unplaced(key)],
	)
	count(gaps) > 0
} else := finding.pass(key.address, "purpose") if {
	count(_faults(key)) == 0
}

_faults(key) := {sprintf("%s serves %s, which have a key each.", [rows.name(key), concat(" and ", sort(mixed))]) |
	mixed := _mixed(domains.of(key))
	count(mixed) > 0
} | {sprintf("%s serves %s and protects %s, which a key for %s protects too.", [rows.name(key), _list(domains.of(key)), _list(items), domain]) |
	some domain, items in _shared(key)
}

# shared gives what this key protects together with a key of another domain that is kept apart from its own.
_shared(key) := {domain: items |
	some domain in _claimants(key)
	items := {item | some item in key.protects; domain in _strangers(key, item)}
}

_claimants(key) := {domain |
	some item in key.protects
	some domain in _strangers(key, item)
	some served in domains.of(key)
	domains.apart(served, domain)
}

# A key that serves this one's domain among others is itself at fault, not this one.
_strangers(key, item) := union({purposes |
	some purposes in domains.claimed(item)
	count(purposes & domains.of(key)) == 0
})

_list(items) := concat(", ", sort(items))

# A key serves few domains, so the pairs are few.
_mixed(served) := {domain |
	count(served) > 1
	some domain in served
	some other in (served - {domain})
	domains.apart(domain, other)
}

_listed := {"pii", "national-id", "aml-kyc", "database", "backup", "application-secrets"} & object.keys(settings.domains)

_estate := [finding.scoped(judged, "estate") | some domain in sort(_listed); judged := _served_by_estate(domain)] if {
	settings.estate_complete
} else := [finding.not_assessed("estate", "estate", "Whether each domain has its key is not assessed: the profile does not say that the inputs are the whole estate.")]

_served_by_estate(domain) := finding.fail(_address(domain), "estate", {
	"message": sprintf("The profile says that there is no data of %s (%s), and the inputs hold %s.", [domain, settings.domains[domain].unused, concat(", ", sort(_belonging[domain]))]),
	"expected": sprintf("nothing of %s, or a profile that counts it", [domain]),
	"actual": concat(", ", sort(_belonging[domain])),
	"basis": "profile",
}) if {
	settings.domains[domain].unused
	count(object.get(_belonging, domain, set())) > 0
} else := finding.not_assessed(_address(domain), "estate", sprintf("Whether a key serves %s is not assessed: the profile says that there is no data of it (%s).", [domain, settings.domains[domain].unused])) if {
	settings.domains[domain].unused
} else := finding.pass(_address(domain), "estate") if {
	domain in _served
} else := finding.undetermined(_address(domain), "estate", concat("; ", sort(_unnamed)), {
	"message": sprintf("Whether a key serves %s cannot be told: no key is declared for it, and the purpose of some is not known.", [domain]),
	"expected": sprintf("a key for %s", [domain]),
}) if {
	count(_unnamed) > 0
} else := finding.fail(_address(domain), "estate", {
	"message": sprintf("No key serves %s, although the inputs are the whole estate.", [domain]),
	"expected": sprintf("a key for %s", [domain]),
	"actual": "none",
	"basis": "profile",
})

# A key of another purpose that protects a domain's fields is no key of the domain's own.
_served := {purpose | some key in rows.keys; some purpose in key.purposes}

# What is of each domain: keys, stores and secrets.
_belonging := {domain: {at | some [at, serves] in _placed; domain in serves} | some domain in _listed}

_placed := array.concat(
	array.concat(
		[[key.address, domains.of(key)] | some key in rows.keys],
		[[store.address, stores.purposes(store)] | some store in stores.rows_alive],
	),
	[[secret.address, {purpose | some purpose in object.get(secret, "purposes", [secret.purpose])}] | some secret in secrets.alive],
)

_unnamed := {sprintf("the purpose of %s: %s", [rows.name(key), key.unknown.purpose]) | some key in rows.keys}

_address(domain) := sprintf("domain.%s", [domain])

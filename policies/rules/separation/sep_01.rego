# METADATA
# title: The national-ID key stands alone
# description: |
#   National identity numbers have a key of their own, separate from every other key: it serves no other domain and
#   protects nothing else, it is no replica of another key, no other key has its material or protects what it
#   protects, and no alias of another purpose leads to it. The same holds for every domain that the profile separates
#   from all others.
# custom:
#   severity: critical
#   scope: key
#   rows: all
#   source:
#     - POL-SEC-KM-001 3.4
#     - POL-SEC-KM-001 4
#   controls:
#     - GDPR 25
#     - GDPR 32(1)(a)
#     - Personopplysningsloven § 12
#     - BSI TR-03161 O.Cryp_4
#     - ISO 27001:2022 A.8.24
#   remediation: Give the national ID number a key that serves and protects nothing else, and move what shares it now to another key.
#   avoid: |
#     resource "keywright_key" "database" {
#       purpose  = "database"
#       protects = ["rds:drop-postgres", "users.fodselsnummer"]
#     }
#   prefer: |
#     resource "keywright_key" "national_id" {
#       purpose  = "national-id"
#       protects = ["users.fodselsnummer"]
#     }
package keywright.rules.separation.sep_01

import data.keywright.lib.domains
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.settings
import data.keywright.lib.stores

report := [judged |
	some key in rows.keys
	judged := _judged(key)
]

_judged(key) := finding.fail(key.address, "purpose", {
	"message": sprintf("The key for %s must stand alone: %s", [concat(" and ", sort(_alone(key))), concat(" ", sort(faults))]),
	"expected": "a key of its own, which serves and protects nothing else",
	"actual": sprintf("serves %s; protects %s", [_list(domains.of(key)), _list({item | some item in key.protects})]),
	"basis": object.get(key.basis, "purpose", "plan"),
}) if {
	faults := _faults(key)
	count(faults) > 0
} else := finding.undetermined(key.address, "purpose", concat("; ", sort(gaps)), {
	"message": sprintf("Whether %s keeps a key that must stand alone apart cannot be told.", [rows.name(key)]),
	"expected": "a key of its own, which serves and protects nothing else",
}) if {
	gaps := _gaps(key)
	count(gaps) > 0
} else := finding.pass(key.address, "purpose") if {
	count(_alone(key)) > 0
}

_alone(key) := domains.of(key) & domains.alone

_faults(key) := {fault |
	count(_alone(key)) > 0
	some fault in ((((_serves(key) | _takes(key)) | _protects(key)) | _shares(key)) | _encrypts(key))
}

_serves(key) := {sprintf("%s also serves %s.", [rows.name(key), _list(domains.of(key) - {domain})]) |
	some domain in _alone(key)
	count(domains.of(key)) > 1
}

# What belongs to a domain that stands alone is for the keys of that domain.
_takes(key) := {sprintf("%s is for the key for %s to protect, not for %s.", [item, domain, rows.name(key)]) |
	not key.unknown.purpose
	some domain in (_alone(key) - {purpose | some purpose in key.purposes})
	some item in key.protects
	domain in domains.owners(item)
}

# Things are told apart by the fields that the profile gives the domain.
_protects(key) := {sprintf("%s also protects %s.", [rows.name(key), _list(others)]) |
	some domain in _alone(key)
	count(_fields(domain)) > 0
	count(domains.of(key)) == 1
	others := {item | some item in key.protects} - _fields(domain)
	count(others) > 0
}

_shares(key) := {sprintf("%s and %s have the same material.", [rows.name(key), rows.name(other)]) |
	some address in domains.relatives(key)
	other := domains.by_address[address]
	domains.of(other) != domains.of(key)
}

_encrypts(key) := {sprintf("%s also encrypts %s.", [rows.name(key), _list(others)]) |
	some domain in _alone(key)
	others := stores.beside(key, domain)
	count(others) > 0
}

_fields(domain) := {field | some field in object.get(object.get(settings.domains, domain, {}), "fields", [])}

_gaps(key) := (({sprintf("its %s: %s", [attribute, key.unknown[attribute]]) |
	some attribute in ["purpose", "protects"]
	key.unknown[attribute]
} | {sprintf("its alias speaks of %s, and nothing says that it serves it", [_list(hinted)]) |
	hinted := domains.hinted(key) & domains.alone
	count(hinted) > 0
}) | {sprintf("an alias speaks of %s, and whether it is this key's is known only after apply", [_list(suspected)]) |
	suspected := domains.suspected(key) & domains.alone
	count(suspected) > 0
}) | ({reason | reason := domains.unplaced(key)} | {gap | count(_alone(key)) > 0; some gap in _own_gaps(key)})

_own_gaps(key) := (({"which key it is a replica of is not in the plan" |
	key.kind == "replica"
	not domains.by_address[key.primary]
} | {sprintf("an alias: %s", [key.unknown.aliases]) | key.unknown.aliases}) | {reason |
	hinted := domains.hinted(key)
	count(hinted) > 0
	reason := sprintf("its alias speaks of %s, and nothing says that it serves it", [_list(hinted)])
}) | {"it protects several things, and the profile does not say which of them are the domain's" |
	some domain in _alone(key)
	count(_fields(domain)) == 0
	count(key.protects) > 1
}

_list(items) := concat(", ", sort(items))

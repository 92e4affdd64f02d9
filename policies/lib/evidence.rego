# METADATA
# title: What people put on record
# description: |
#   Dated records of what only people, or machines outside Terraform, know: tests of restores, destructions, checks of
#   escrow, departures, reviews. A record counts only with a kind, a subject and a day that is not to come; anything else
#   says nothing.
package keywright.lib.evidence

import data.keywright.lib.clock
import data.keywright.lib.finding
import data.keywright.lib.rows
import data.keywright.lib.secrets
import data.keywright.lib.settings

# given says that records were given at all. From their absence nothing follows.
given if is_array(settings.facts.evidence)

# required says that the profile asks for them.
required if "evidence" in object.get(settings.profile.policy, "require", [])

# wanted says what the lack of a record comes to: without any records it is not assessed, unless the profile requires them.
wanted(judged) := judged if given

wanted(judged) := judged if {
	not given
	required
}

wanted(judged) := finding.not_assessed(judged.address, "evidence", judged.message) if {
	not given
	not required
}

# records gives the records of a kind.
records(kind) := [record | some record in all; record.kind == kind]

# about gives those of a kind on one of several names of a subject.
about(kind, names) := [record | some record in records(kind); record.subject in names]

# since gives those of them that are at most a number of days old.
since(kind, names, days) := [record | some record in about(kind, names); record.date >= clock.earlier(days)]

# all are the records that count, the oldest first.
all := [record |
	given
	some [_, _, record] in sort([[entry.date, i, entry] | some i, entry in settings.facts.evidence; _sound(entry)])
]

_sound(record) if {
	is_string(record.kind)
	is_string(record.subject)
	trim_space(record.subject) != ""
	clock.is_day(record.date)
	record.date <= clock.today
}

# names are what records may call a key: its address, its aliases with and without their prefix, its id and ARN, and what
# the profile's escrow blocks call it.
names(key) := ({key.address, key.key_id, key.arn} | ({name | some alias in key.aliases; some name in [alias, concat("/", ["alias", alias])]} | {label | some label in object.get(key, "escrows", [])})) - {""}

# names_of_secret are what records may call a secret.
names_of_secret(secret) := {secret.address, secret.name, secret.arn} - {""}

# subjects gives what a name on record is of the inputs: the addresses of keys and secrets.
subjects(name) := {key.address | some key in rows.keys; name in names(key)} | {secret.address | some secret in secrets.alive; name in names_of_secret(secret)}

# place is where something is judged that stands on record alone.
place(name) := concat(".", ["evidence", name])

# clockless says that without a clock nothing can be said of days.
clockless(address, attribute, details) := finding.undetermined(address, attribute, "no clock was given", details)

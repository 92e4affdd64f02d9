# METADATA
# title: Who sees what trails record
# description: |
#   Who may look up the events of CloudTrail, or read the log groups that trails go to: all log groups, or one of these. A
#   log group that no trail of the inputs goes to is a log of something else, unless no trail is in the inputs.
package keywright.lib.secret_logs

import data.keywright.lib.identity_drafts
import data.keywright.lib.identity_reach
import data.keywright.lib.key_arn
import data.keywright.lib.plan
import data.keywright.lib.principals
import data.keywright.lib.secret_actions
import data.keywright.lib.secret_meaning
import data.keywright.lib.secret_subjects
import data.keywright.lib.trail_rows

# of gives {"logs": verdict} for a subject, or nothing.
of(subject) := {"logs": "can"} if {
	count(_reached(subject, {"yes"})) > 0
} else := {"logs": "undecided"} if {
	count(_reached(subject, {"yes", "maybe"})) > 0
} else := {}

# by gives the policies that let a subject see.
by(subject) := {gift.address | some gift in _gifts(subject); gift.degree != "no"}

_gifts(subject) := [object.union(gift, {"address": entry.source.address, "degree": degree}) |
	some entry in secret_subjects.entries(subject)
	some gift in secret_meaning.of(entry.source).gives
	count(secret_actions.viewing(gift.means)) > 0
	degree := _degree(gift, entry)
]

_degree(gift, entry) := _about(gift) if {
	entry.sure
} else := "maybe" if {
	_about(gift) != "no"
} else := "no"

_reached(subject, degrees) := secret_actions.viewing(identity_reach.allowed(subject.principal, allows, _denies(subject), "plain")) & _bounded(subject) if {
	allows := [{"means": secret_actions.viewing(gift.means), "conditions": gift.conditions} | some gift in _gifts(subject); gift.degree in degrees]
	count(allows) > 0
} else := set()

_denies(subject) := [deny |
	some entry in (secret_subjects.entries(subject) | secret_subjects.bounds(subject))
	entry.sure
	some deny in secret_meaning.of(entry.source).refuses
	deny.whole
]

_bounded(subject) := union({gift.means |
	some entry in bounds
	some gift in secret_meaning.of(entry.source).gives
}) if {
	bounds := secret_subjects.bounds(subject)
	count(bounds) > 0
	every entry in bounds {
		entry.sure
		secret_meaning.of(entry.source).reason == ""
	}
} else := secret_actions.all

_about(gift) := "yes" if {
	gift.whole
} else := "maybe" if {
	"*" in gift.resources
} else := "yes" if {
	some resource in gift.resources
	_group(resource) == "yes"
} else := "maybe" if {
	some resource in gift.resources
	_group(resource) == "maybe"
} else := "no"

# A log group by its ARN, alone or with its streams.
_group(resource) := "maybe" if {
	resource == identity_drafts.marker
} else := "maybe" if {
	regex.match(`^arn:aws:(cloudwatch|logs|cloudtrail):::known-after-apply`, resource)
} else := "maybe" if {
	count(key_arn.parts(resource)) < 7
	_serves(resource)
} else := "yes" if {
	parts := key_arn.parts(resource)
	_serves(resource)
	some name in _names
	regex.match(sprintf("^%s$", [principals.wildcard(parts[6], ".")]), name)
} else := "maybe" if {
	_serves(resource)
	not _known
} else := "no"

_serves(resource) if regex.match(`^[^:]*[*?$]|^[^:]*:[^:]*[*?$]|^[^:]*:[^:]*:(logs|cloudtrail|[^:]*[*?$][^:]*)(:|$)`, resource)

_names := {name | some trail in trail_rows.rows; name := _name(trail.log_group)}

_name(group) := plan.by_address[group].values.name if {
	is_string(plan.by_address[group].values.name)
} else := group if {
	group != ""
	not plan.by_address[group]
}

# Whether it is known where all trails go.
_known if {
	count(trail_rows.rows) > 0
	every trail in trail_rows.rows {
		not trail.unknown.log_group
		_told(trail)
	}
}

_told(trail) if trail.log_group == ""

_told(trail) if _name(trail.log_group)

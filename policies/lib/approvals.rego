# METADATA
# title: Who must agree
# description: |
#   The approvals that the profile names. Nothing brings them yet, so a change that needs one has none.
package keywright.lib.approvals

import data.keywright.lib.finding
import data.keywright.lib.settings

# wanted says what a change that only needs approvals comes to without any: it is not assessed, unless the profile
# requires them, and then it stands as it was found.
wanted(judged) := judged if required

wanted(judged) := finding.not_assessed(judged.address, "change", judged.message) if not required

# required says that the profile asks that approvals are given.
required if "approvals" in settings.profile.policy.require

# phrase puts an approval into words: how many people, of which teams.
phrase(name) := sprintf("the approval %q: %s, of %s", [name, _people(name), concat(", ", sort(_teams(name)))]) if {
	count(_teams(name)) > 0
} else := sprintf("the approval %q: %s", [name, _people(name)])

_people(name) := "one person" if {
	_distinct(name) == 1
} else := sprintf("%d different people", [_distinct(name)])

# missing says that there is none, and why.
missing := "no approval: this version of keywright cannot be given one"

_teams(name) := {team | some team in object.get(_of(name), "teams", [])}

# A destruction that one person decides is none that was approved.
_distinct(name) := object.get(_of(name), "distinct", 2)

_of(name) := object.get(object.get(settings.profile, "approval", {}), name, {})
